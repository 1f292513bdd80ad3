#include "features/integrations/webhook_schedule.hpp"

#include <gtest/gtest.h>

using integrations::delay_after_attempt;
using namespace std::chrono_literals;

TEST(WebhookSchedule, spreads_its_attempts_over_a_day_and_then_gives_up) {
    std::chrono::seconds total{0};
    for (int made = 1; made < integrations::most_attempts; ++made) {
        const auto delay = delay_after_attempt(made, 0);
        ASSERT_TRUE(delay) << made;
        EXPECT_GT(*delay, delay_after_attempt(made - 1, 0).value_or(0s)) << made;
        total += *delay;
    }
    EXPECT_GT(total, 23h);
    EXPECT_LT(total, 25h);
    EXPECT_FALSE(delay_after_attempt(integrations::most_attempts, 0));
    EXPECT_FALSE(delay_after_attempt(0, 0));
}

TEST(WebhookSchedule, adds_up_to_a_tenth_by_chance) {
    EXPECT_EQ(30min, *delay_after_attempt(4, 0));
    EXPECT_EQ(33min, *delay_after_attempt(4, 1));
}
