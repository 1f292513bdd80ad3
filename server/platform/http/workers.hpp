// A bounded queue before a few threads. What does not fit is refused at once rather than kept
// waiting.
#pragma once
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace http {

class Workers {
  public:
    Workers(std::size_t threads, std::size_t queue_limit);
    ~Workers(); // finishes what is queued
    // False: the queue is full.
    [[nodiscard]] bool post(std::function<void()> work);
    // No new work; waits for the rest. Called once.
    void drain();
    std::size_t waiting() const;

  private:
    void run();
    mutable std::mutex mutex_;
    std::condition_variable wake_;
    std::deque<std::function<void()>> queue_;
    std::size_t queue_limit_;
    bool stopping_ = false;
    std::vector<std::thread> threads_;
};

} // namespace http
