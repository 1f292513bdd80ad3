// What a server remembers of each sender.
#pragma once
#include <map>
#include <memory>
#include <mutex>

#include "platform/base/uuid.hpp"

namespace campaigns {

struct SenderKey {
    Uuid project_id{}, sender_id{};
    auto operator<=>(const SenderKey&) const = default;
};

// Each under a lock of its own, so that nobody waits for the database of another sender's mails.
// Thread-safe.
template <class State>
class PerSender {
    struct Entry {
        std::mutex mutex;
        State state;
    };

  public:
    // Nobody else has it until this goes.
    class Held {
      public:
        explicit Held(std::shared_ptr<Entry> entry)
            : entry_(std::move(entry)), lock_(entry_->mutex) {}
        State& operator*() const { return entry_->state; }
        State* operator->() const { return &entry_->state; }

      private:
        std::shared_ptr<Entry> entry_;
        std::unique_lock<std::mutex> lock_;
    };

    // Made when it is asked for first.
    Held hold(const SenderKey& key) {
        std::shared_ptr<Entry> found;
        {
            const std::lock_guard lock(mutex_);
            auto& entry = entries_[key];
            if (!entry) entry = std::make_shared<Entry>();
            found = entry;
        }
        return Held(std::move(found));
    }

  private:
    std::mutex mutex_;
    std::map<SenderKey, std::shared_ptr<Entry>> entries_;
};

} // namespace campaigns
