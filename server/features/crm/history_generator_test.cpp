#include "features/crm/history_generator.hpp"

#include <gtest/gtest.h>

#include <map>

using testing_data::HistoryGenerator;

namespace {

constexpr Timestamp new_year = std::chrono::sys_days(std::chrono::year(2026) / 1 / 1);

} // namespace

TEST(HistoryGenerator, tells_in_the_order_of_time_what_people_did_who_were_there) {
    const HistoryGenerator history(1, 1'000, 10'000, new_year);
    Timestamp before{};
    for (std::uint64_t number = 0; number < history.events(); ++number) {
        const auto each = history.happening(number);
        ASSERT_LT(each.person, history.people());
        ASSERT_LE(before, each.occurred_at);
        ASSERT_LE(each.occurred_at, new_year);
        ASSERT_LE(history.created_at(each.person), each.occurred_at) << number;
        before = each.occurred_at;
    }
}

TEST(HistoryGenerator, gives_most_people_a_few_events_and_some_very_many) {
    const HistoryGenerator history(1, 10'000, 100'000, new_year);
    std::map<std::uint64_t, int> counts;
    for (std::uint64_t number = 0; number < history.events(); ++number)
        ++counts[history.happening(number).person];
    int few = 0, most = 0;
    for (const auto& [person, count] : counts) {
        few += count <= 20;
        most = std::max(most, count);
    }
    EXPECT_LT(8'000, few);
    EXPECT_LT(50, most);
}

TEST(HistoryGenerator, is_the_same_for_the_same_seed) {
    const HistoryGenerator one(1, 1'000, 10'000, new_year);
    const HistoryGenerator same(1, 1'000, 10'000, new_year);
    EXPECT_EQ(one.happening(77).person, same.happening(77).person);
    EXPECT_EQ(one.happening(77).metadata, same.happening(77).metadata);
}
