#include "platform/http/rate_limit.hpp"

#include <gtest/gtest.h>

using namespace std::chrono_literals;
using http::Rate;

namespace {
const Timestamp noon = *parse_timestamp("2026-01-31T12:00:00Z");
}

TEST(RateLimiter, lets_the_burst_pass_and_then_refuses) {
    http::RateLimiter limiter;
    const auto limit = http::limit_of(Rate::credential);
    for (int i = 0; i < limit.burst; ++i)
        EXPECT_TRUE(limiter.take(Rate::credential, "a", noon).allowed) << i;
    const auto refused = limiter.take(Rate::credential, "a", noon);
    EXPECT_FALSE(refused.allowed);
    EXPECT_EQ(3000ms, refused.retry_after); // 20 a minute
}

TEST(RateLimiter, gives_one_call_back_after_one_interval) {
    http::RateLimiter limiter;
    const auto limit = http::limit_of(Rate::credential);
    for (int i = 0; i < limit.burst; ++i) limiter.take(Rate::credential, "a", noon);
    EXPECT_FALSE(limiter.take(Rate::credential, "a", noon + 2999ms).allowed);
    EXPECT_TRUE(limiter.take(Rate::credential, "a", noon + 3s).allowed);
    EXPECT_FALSE(limiter.take(Rate::credential, "a", noon + 3s).allowed);
}

TEST(RateLimiter, counts_callers_and_classes_apart) {
    http::RateLimiter limiter;
    for (int i = 0; i < 20; ++i) limiter.take(Rate::credential, "a", noon);
    EXPECT_FALSE(limiter.take(Rate::credential, "a", noon).allowed);
    EXPECT_TRUE(limiter.take(Rate::credential, "b", noon).allowed);
    EXPECT_TRUE(limiter.take(Rate::read, "a", noon).allowed);
}

TEST(RateLimiter, says_what_remains) {
    http::RateLimiter limiter;
    EXPECT_EQ(19, limiter.take(Rate::credential, "a", noon).remaining);
    EXPECT_EQ(18, limiter.take(Rate::credential, "a", noon).remaining);
}

TEST(RateLimiter, survives_a_flood_of_addresses) {
    http::RateLimiter limiter;
    for (int i = 0; i < 200'000; ++i)
        EXPECT_TRUE(limiter.take(Rate::credential, std::to_string(i), noon).allowed);
}

TEST(RateLimiter, is_off_with_factor_zero) {
    http::RateLimiter limiter(0);
    for (int i = 0; i < 1000; ++i) EXPECT_TRUE(limiter.take(Rate::credential, "a", noon).allowed);
}
