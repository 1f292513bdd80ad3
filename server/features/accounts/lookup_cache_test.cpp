#include "features/accounts/lookup_cache.hpp"

#include <gtest/gtest.h>

namespace accounts {
namespace {

using namespace std::chrono_literals;

constexpr Timestamp start{std::chrono::sys_days{std::chrono::year{2030} / 1 / 7}};
const auto seven = std::make_shared<const int>(7);

TEST(LookupCache, remembers_for_a_while_also_that_there_was_nothing) {
    LookupCache<int> cache(5s, 10);
    cache.remember("there", seven, start, cache.generation());
    cache.remember("not there", nullptr, start, cache.generation());
    LookupCache<int>::Pointer found;
    EXPECT_TRUE(cache.find("there", start + 4s, found));
    EXPECT_EQ(7, *found);
    EXPECT_TRUE(cache.find("not there", start + 4s, found));
    EXPECT_EQ(nullptr, found);
    EXPECT_FALSE(cache.find("there", start + 5s, found));
    EXPECT_FALSE(cache.find("never asked", start, found));
}

TEST(LookupCache, does_not_remember_what_was_forgotten_while_it_was_looked_up) {
    LookupCache<int> cache(5s, 10);
    const auto before = cache.generation();
    cache.forget([](int) { return true; });
    cache.remember("stale", seven, start, before);
    LookupCache<int>::Pointer found;
    EXPECT_FALSE(cache.find("stale", start, found));
}

TEST(LookupCache, forgets_only_what_a_change_concerns) {
    LookupCache<int> cache(5s, 10);
    cache.remember("seven", seven, start, cache.generation());
    cache.remember("eight", std::make_shared<const int>(8), start, cache.generation());
    cache.forget([](int value) { return value == 7; });
    LookupCache<int>::Pointer found;
    EXPECT_FALSE(cache.find("seven", start, found));
    EXPECT_TRUE(cache.find("eight", start, found));
}

TEST(LookupCache, never_holds_more_than_its_limit) {
    LookupCache<int> cache(5s, 10);
    for (int i = 0; i < 1000; ++i) {
        cache.remember(std::to_string(i), nullptr, start, cache.generation());
        ASSERT_LE(cache.size(), 10u);
    }
}

TEST(LookupCache, at_its_limit_drops_what_is_over_before_what_is_still_good) {
    LookupCache<int> cache(5s, 2);
    cache.remember("old", seven, start, cache.generation());
    cache.remember("good", seven, start + 4s, cache.generation());
    cache.remember("new", seven, start + 6s, cache.generation());
    LookupCache<int>::Pointer found;
    EXPECT_TRUE(cache.find("good", start + 6s, found));
    EXPECT_TRUE(cache.find("new", start + 6s, found));
}

} // namespace
} // namespace accounts
