// What was found under the hash of a token, for a few seconds; bounded, thread-safe.
#pragma once
#include <chrono>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

#include "platform/base/timestamp.hpp"

namespace accounts {

// A null value remembers that there was nothing.
template <class Value>
class LookupCache {
  public:
    using Pointer = std::shared_ptr<const Value>;

    LookupCache(std::chrono::microseconds live, std::size_t limit) : live_(live), limit_(limit) {}

    // False: not known, look it up.
    bool find(std::string_view token_hash, Timestamp now, Pointer& found) const {
        const std::lock_guard lock(mutex_);
        const auto entry = entries_.find(std::string(token_hash));
        if (entry == entries_.end() || entry->second.until <= now) return false;
        found = entry->second.value;
        return true;
    }

    // Taken before a lookup and given back with its result: what was forgotten in between is not
    // remembered again.
    std::uint64_t generation() const {
        const std::lock_guard lock(mutex_);
        return generation_;
    }

    void remember(std::string_view token_hash, Pointer value, Timestamp now,
                  std::uint64_t generation) {
        const std::lock_guard lock(mutex_);
        if (generation != generation_) return;
        if (entries_.size() >= limit_) make_room(now);
        entries_.insert_or_assign(std::string(token_hash), Entry{std::move(value), now + live_});
    }

    // Forgets the values that `concerned` is true for.
    template <class F>
    void forget(F&& concerned) {
        const std::lock_guard lock(mutex_);
        ++generation_;
        std::erase_if(entries_, [&](const auto& entry) {
            return entry.second.value && concerned(*entry.second.value);
        });
    }

    void clear() {
        const std::lock_guard lock(mutex_);
        ++generation_;
        entries_.clear();
    }

    std::size_t size() const {
        const std::lock_guard lock(mutex_);
        return entries_.size();
    }

  private:
    struct Entry {
        Pointer value;
        Timestamp until;
    };

    // A flood of made-up tokens may push out everybody: they are looked up again, and memory stays
    // bounded.
    void make_room(Timestamp now) {
        std::erase_if(entries_, [&](const auto& entry) { return entry.second.until <= now; });
        if (entries_.size() >= limit_) entries_.clear();
    }

    const std::chrono::microseconds live_;
    const std::size_t limit_;
    mutable std::mutex mutex_;
    std::uint64_t generation_ = 0;
    std::unordered_map<std::string, Entry> entries_;
};

} // namespace accounts
