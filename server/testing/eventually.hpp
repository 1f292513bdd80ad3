// Waiting in tests: as long as it takes, with a deadline, never a fixed sleep.
#pragma once
#include <chrono>
#include <thread>

namespace testing_time {

// True as soon as `condition()` is; false when it is not within `limit`.
template <class Condition>
bool eventually(std::chrono::milliseconds limit, Condition&& condition) {
    const auto deadline = std::chrono::steady_clock::now() + limit;
    while (!condition()) {
        if (std::chrono::steady_clock::now() > deadline) return false;
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
    return true;
}

} // namespace testing_time
