// When messages are due, and when they are tried again.
#include <gtest/gtest.h>

#include "features/campaigns/engine/due_times.hpp"
#include "features/campaigns/engine/retries.hpp"

namespace campaigns {
namespace {

using namespace std::chrono_literals;

zones::Zone zone(std::string_view name) {
    return zones::Zone::find(name).value();
}

struct DueCase {
    const char* recipient; // "": none
    bool in_own_zone;
    const char* now;
    const char* expected;
};

TEST(DueTimes, are_the_same_instant_or_the_same_time_on_the_wall) {
    // Nine in the morning in Vienna.
    const DueCase cases[] = {
        {"", false, "2030-01-07T06:00:00Z", "2030-01-07T08:00:00Z"},
        {"America/New_York", false, "2030-01-07T06:00:00Z", "2030-01-07T08:00:00Z"},
        {"America/New_York", true, "2030-01-07T06:00:00Z", "2030-01-07T14:00:00Z"},
        {"Asia/Kolkata", true, "2030-01-07T00:00:00Z", "2030-01-07T03:30:00Z"},
        {"", true, "2030-01-07T06:00:00Z", "2030-01-07T08:00:00Z"},
        // Past in Auckland when it is fixed: his next morning.
        {"Pacific/Auckland", true, "2030-01-07T06:00:00Z", "2030-01-07T20:00:00Z"},
        // Past for everybody: at once.
        {"Pacific/Auckland", true, "2030-01-09T06:00:00Z", "2030-01-06T20:00:00Z"},
    };
    for (const auto& c : cases) {
        const DuePlan plan{.start = parse_timestamp("2030-01-07T08:00:00Z").value(),
                           .zone = zone("Europe/Vienna"),
                           .delay = 0h,
                           .in_own_zone = c.in_own_zone};
        const auto recipient = zones::Zone::find(c.recipient);
        EXPECT_EQ(c.expected, to_text(due_at(plan, recipient, parse_timestamp(c.now).value())))
            << c.recipient << " at " << c.now;
    }
}

TEST(DueTimes, keep_the_hour_when_summer_time_begins_between) {
    const DuePlan plan{.start = parse_timestamp("2030-03-30T08:00:00Z").value(), // 09:00 in Vienna
                       .zone = zone("Europe/Vienna"),
                       .delay = 48h,
                       .in_own_zone = true};
    EXPECT_EQ("2030-04-01T14:00:00Z",
              to_text(due_at(plan, zone("America/New_York"),
                             parse_timestamp("2030-03-29T00:00:00Z").value())))
        << "48 hours later it is ten in Vienna, and ten it is in New York";
}

TEST(Retries, wait_longer_each_time_and_end) {
    EXPECT_EQ(60s, delay_after_attempt(1, 0));
    EXPECT_EQ(75s, delay_after_attempt(1, 1));
    EXPECT_EQ(12h, delay_after_attempt(7, 0));
    EXPECT_FALSE(delay_after_attempt(most_attempts, 0).has_value());
    EXPECT_FALSE(delay_after_attempt(0, 0).has_value());
}

TEST(Retries, wait_as_long_as_the_other_side_asks_but_no_more_than_a_day) {
    EXPECT_EQ(600s, delay_after_attempt(1, 0, 600s));
    EXPECT_EQ(900s, delay_after_attempt(3, 0, 600s));
    EXPECT_EQ(24h, delay_after_attempt(1, 0, std::chrono::seconds(1'000'000)));
}

} // namespace
} // namespace campaigns
