#include "platform/time/clock.hpp"

#include <gtest/gtest.h>

#include <thread>
#include <vector>

using namespace std::chrono;

TEST(SystemClock, agrees_with_the_machine) {
    const auto before = system_clock::now();
    const auto now = SystemClock{}.now();
    EXPECT_GE(now, floor<microseconds>(before));
    EXPECT_LE(now, system_clock::now());
}

TEST(ManualClock, stands_still_until_it_is_moved) {
    const auto start = *parse_timestamp("2026-01-31T09:00:00Z");
    ManualClock clock(start);
    EXPECT_EQ(start, clock.now());
    clock.advance(minutes(5));
    EXPECT_EQ("2026-01-31T09:05:00Z", to_text(clock.now()));
    clock.set(start);
    EXPECT_EQ(start, clock.now());
}

TEST(ManualClock, loses_no_step_when_several_threads_advance_it) {
    ManualClock clock(Timestamp{});
    std::vector<std::jthread> threads;
    for (int i = 0; i < 4; ++i)
        threads.emplace_back([&] {
            for (int step = 0; step < 1000; ++step) clock.advance(microseconds(1));
        });
    threads.clear();
    EXPECT_EQ(Timestamp(microseconds(4000)), clock.now());
}
