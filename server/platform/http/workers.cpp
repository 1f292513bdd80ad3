#include "platform/http/workers.hpp"

namespace http {

Workers::Workers(std::size_t threads, std::size_t queue_limit, Clock::duration longest_wait)
    : queue_limit_(queue_limit), longest_wait_(longest_wait) {
    for (std::size_t i = 0; i < threads; ++i) threads_.emplace_back([this] { run(); });
}

Workers::~Workers() {
    drain();
}

bool Workers::post(std::function<void()> work) {
    {
        const std::lock_guard lock(mutex_);
        if (stopping_ || queue_.size() >= queue_limit_) return false;
        const auto now = Clock::now();
        if (!queue_.empty() && now - queue_.front().since > longest_wait_) return false;
        queue_.push_back({std::move(work), now});
    }
    wake_.release();
    return true;
}

void Workers::drain() {
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
    }
    for (std::size_t i = 0; i < threads_.size(); ++i) wake_.release();
    for (auto& thread : threads_)
        if (thread.joinable()) thread.join();
}

std::size_t Workers::waiting() const {
    const std::lock_guard lock(mutex_);
    return queue_.size();
}

void Workers::run() {
    for (;;) {
        wake_.acquire();
        std::unique_lock lock(mutex_);
        if (queue_.empty()) return; // the end: all work has been taken
        auto work = std::move(queue_.front().work);
        queue_.pop_front();
        lock.unlock();
        work();
    }
}

} // namespace http
