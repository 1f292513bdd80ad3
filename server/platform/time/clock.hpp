// What time it is. Code that asks takes a Clock, so that a test sets the hour instead of waiting
// for it.
#pragma once
#include <atomic>
#include <chrono>

#include "platform/base/timestamp.hpp"

class Clock {
  public:
    virtual ~Clock() = default;
    virtual Timestamp now() const = 0;
};

// The machine's clock. It may jump, by hand or by NTP: durations are measured with steady_clock,
// never with it.
class SystemClock final : public Clock {
  public:
    Timestamp now() const override {
        return std::chrono::floor<std::chrono::microseconds>(std::chrono::system_clock::now());
    }
};

// Stands still until it is told otherwise. Any thread may read and move it.
class ManualClock final : public Clock {
  public:
    explicit ManualClock(Timestamp start) : microseconds_(start.time_since_epoch().count()) {}

    Timestamp now() const override { return Timestamp(std::chrono::microseconds(microseconds_)); }
    void set(Timestamp instant) { microseconds_ = instant.time_since_epoch().count(); }
    void advance(std::chrono::microseconds by) { microseconds_ += by.count(); }

  private:
    std::atomic<std::chrono::microseconds::rep> microseconds_;
};
