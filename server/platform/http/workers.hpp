// A bounded queue before a few threads. What does not fit is refused at once rather than kept
// waiting.
#pragma once
#include <semaphore.h>

#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace http {

// Of POSIX. A condition variable of glibc takes its mutex for contended whenever it wakes somebody,
// so that the next unlock asks the kernel whom else to wake: a call more for each request. And
// std::counting_semaphore of g++ 12 calls the scheduler four times before it sleeps.
class Semaphore {
  public:
    Semaphore() { ::sem_init(&semaphore_, 0, 0); }
    ~Semaphore() { ::sem_destroy(&semaphore_); }
    Semaphore(const Semaphore&) = delete;
    Semaphore& operator=(const Semaphore&) = delete;
    void release() { ::sem_post(&semaphore_); }
    void acquire() {
        while (::sem_wait(&semaphore_) != 0) { // a signal came
        }
    }

  private:
    sem_t semaphore_;
};

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
    Semaphore wake_; // released once for each piece of work, and for each thread at the end
    std::deque<std::function<void()>> queue_;
    std::size_t queue_limit_;
    bool stopping_ = false;
    std::vector<std::thread> threads_;
};

} // namespace http
