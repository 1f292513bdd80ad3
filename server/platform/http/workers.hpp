// A bounded queue before a few threads. What does not fit is refused at once rather than kept
// waiting, and so is what would stand behind work that nobody took for long: the threads wait for
// something that does not come, such as a database that was frozen.
#pragma once
#include <semaphore.h>

#include <chrono>
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
    using Clock = std::chrono::steady_clock;
    Workers(std::size_t threads, std::size_t queue_limit,
            Clock::duration longest_wait = Clock::duration::max());
    ~Workers(); // finishes what is queued
    // False: the queue is full, or the first in it has waited for too long.
    [[nodiscard]] bool post(std::function<void()> work);
    // No new work; waits for the rest. Called once.
    void drain();
    std::size_t waiting() const;

  private:
    void run();
    mutable std::mutex mutex_;
    Semaphore wake_; // released once for each piece of work, and for each thread at the end
    struct Waiting {
        std::function<void()> work;
        Clock::time_point since;
    };
    std::deque<Waiting> queue_;
    std::size_t queue_limit_;
    Clock::duration longest_wait_;
    bool stopping_ = false;
    std::vector<std::thread> threads_;
};

} // namespace http
