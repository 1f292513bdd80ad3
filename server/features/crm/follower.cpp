#include "features/crm/follower.hpp"

#include "platform/log/log.hpp"

namespace crm {
namespace {

// Without a message, and when one was lost.
constexpr std::chrono::milliseconds longest_rest{1000};

} // namespace

Follower::Follower(std::string failure, const std::string& conninfo, const std::string& channel,
                   std::function<void(const Stop&)> follow)
    : failure_(std::move(failure)),
      follow_(std::move(follow)),
      listener_(
          conninfo, {channel}, [this](auto, auto) { wake(); }, [this] { wake(); }),
      thread_([this] { run(); }) {}

Follower::~Follower() {
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
    }
    changed_.notify_all();
    thread_.join();
}

void Follower::wake() {
    {
        const std::lock_guard lock(mutex_);
        woken_ = true;
    }
    changed_.notify_all();
}

bool Follower::stopping() {
    const std::lock_guard lock(mutex_);
    return stopping_;
}

void Follower::run() {
    for (;;) {
        {
            std::unique_lock lock(mutex_);
            changed_.wait_for(lock, longest_rest, [&] { return stopping_ || woken_; });
            if (stopping_) return;
            woken_ = false;
        }
        try {
            follow_([this] { return stopping(); });
        } catch (const std::exception& error) {
            log::error(failure_, {{"what", error.what()}});
        }
    }
}

} // namespace crm
