#include "features/crm/analytics/series.hpp"

#include <gtest/gtest.h>

using crm::Period;
using crm::period_of;
using crm::table_of;

namespace {

Date day(const char* text) {
    return *parse_date(text);
}

} // namespace

TEST(Periods, begin_where_people_expect) {
    struct Case {
        const char* day;
        Period period;
        const char* first;
        const char* next;
    };
    const Case cases[] = {
        {"2026-02-28", Period::day, "2026-02-28", "2026-03-01"},
        {"2024-02-28", Period::day, "2024-02-28", "2024-02-29"},
        {"2026-11-25", Period::week, "2026-11-23", "2026-11-30"}, // a Wednesday
        {"2026-11-23", Period::week, "2026-11-23", "2026-11-30"},
        {"2027-01-03", Period::week, "2026-12-28", "2027-01-04"}, // a Sunday
        {"2026-12-31", Period::month, "2026-12-01", "2027-01-01"},
    };
    for (const auto& c : cases) {
        const auto first = period_of(day(c.day), c.period);
        EXPECT_EQ(c.first, to_text(first)) << c.day;
        EXPECT_EQ(c.next, to_text(next_period(first, c.period))) << c.day;
    }
}

TEST(SeriesTable, has_every_period_and_zeros_where_nothing_was) {
    const auto table = table_of({{day("2026-01-01"), "web", 3}, {day("2026-03-01"), "web", 2}},
                                day("2026-01-15"), day("2026-04-02"), Period::month, 8);
    ASSERT_EQ(4u, table.periods.size());
    EXPECT_EQ("2026-01-01", to_text(table.periods.front()));
    ASSERT_EQ(1u, table.series.size());
    EXPECT_EQ((std::vector<std::int64_t>{3, 0, 2, 0}), table.series[0].values);
    EXPECT_EQ(5, table.series[0].total);
}

TEST(SeriesTable, puts_the_small_ones_together) {
    const auto first = day("2026-01-01");
    const auto table =
        table_of({{first, "a", 1}, {first, "b", 9}, {first, "c", 2}, {first, "d", 5}}, first, first,
                 Period::day, 2);
    ASSERT_EQ(3u, table.series.size());
    EXPECT_EQ("b", table.series[0].name);
    EXPECT_EQ("d", table.series[1].name);
    EXPECT_EQ("other", table.series[2].name);
    EXPECT_EQ(3, table.series[2].total);
}

TEST(SeriesTable, of_nothing_is_empty_periods) {
    const auto table = table_of({}, day("2026-01-01"), day("2026-01-03"), Period::day, 8);
    EXPECT_EQ(3u, table.periods.size());
    EXPECT_TRUE(table.series.empty());
}
