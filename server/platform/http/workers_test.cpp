#include "platform/http/workers.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <future>

#include "testing/eventually.hpp"

namespace {

using namespace std::chrono_literals;

// One thread, held up until it is let go.
struct HeldUp : testing::Test {
    std::promise<void> let_go;
    std::atomic<int> done = 0;

    void hold_up(http::Workers& workers) {
        std::promise<void> begun;
        ASSERT_TRUE(workers.post([this, &begun] {
            begun.set_value();
            let_go.get_future().wait();
        }));
        begun.get_future().wait();
    }
    bool post(http::Workers& workers) {
        return workers.post([this] { ++done; });
    }
};

TEST_F(HeldUp, workers_take_no_more_than_their_queue_holds) {
    http::Workers workers(1, 2);
    hold_up(workers);
    EXPECT_TRUE(post(workers));
    EXPECT_TRUE(post(workers));
    EXPECT_FALSE(post(workers));
    EXPECT_EQ(2u, workers.waiting());
    let_go.set_value();
    workers.drain();
    EXPECT_EQ(2, done);
    EXPECT_FALSE(post(workers)) << "no new work after the end";
}

TEST_F(HeldUp, workers_take_nothing_behind_work_that_waited_too_long) {
    http::Workers workers(1, 1'000'000, 50ms);
    hold_up(workers);
    int accepted = 0;
    EXPECT_TRUE(testing_time::eventually(10s, [&] {
        const bool taken = post(workers);
        accepted += taken;
        return !taken;
    }));
    EXPECT_GE(accepted, 1) << "nobody waited when the first came";
    let_go.set_value();
    EXPECT_TRUE(testing_time::eventually(10s, [&] { return workers.waiting() == 0; }));
    EXPECT_TRUE(post(workers)) << "it goes on by itself";
    workers.drain();
    EXPECT_EQ(accepted + 1, done);
}

} // namespace
