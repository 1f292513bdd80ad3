#include "platform/time/cron.hpp"

#include <gtest/gtest.h>

#include "platform/base/refusal.hpp"

using zones::CronExpression;
using zones::Zone;

namespace {

std::string next(std::string_view expression, std::string_view after,
                 std::string_view zone = "UTC") {
    const auto run =
        CronExpression::parse(expression).next_after(*parse_timestamp(after), *Zone::find(zone));
    return run ? to_text(*run) : "never";
}

// What `parse` finds wrong; empty when nothing.
std::string fault(std::string_view expression) {
    try {
        CronExpression::parse(expression);
        return {};
    } catch (const Refusal& refusal) {
        return refusal.problems.at(0).message;
    }
}

} // namespace

TEST(Cron, finds_the_next_run) {
    struct Case {
        const char *expression, *after, *next;
    };
    const Case cases[] = {
        // 31 January 2026 is a Saturday.
        {"* * * * *", "2026-01-31T09:00:00Z", "2026-01-31T09:01:00Z"},
        {"* * * * *", "2026-01-31T09:00:59.999999Z", "2026-01-31T09:01:00Z"},
        {"*/15 * * * *", "2026-01-31T09:44:00Z", "2026-01-31T09:45:00Z"},
        {"*/15 * * * *", "2026-01-31T09:45:00Z", "2026-01-31T10:00:00Z"},
        {"7/20 * * * *", "2026-01-31T09:28:00Z", "2026-01-31T09:47:00Z"},
        {"0 9 * * *", "2026-01-31T08:59:59Z", "2026-01-31T09:00:00Z"},
        {"0 9 * * *", "2026-01-31T09:00:00Z", "2026-02-01T09:00:00Z"},
        {"30 9-17/4 * * *", "2026-01-31T09:30:00Z", "2026-01-31T13:30:00Z"},
        {"0 0 1,15 * *", "2026-01-31T00:00:00Z", "2026-02-01T00:00:00Z"},
        {"0 9 * * mon-fri", "2026-01-31T00:00:00Z", "2026-02-02T09:00:00Z"},
        {"0 9 * * MON", "2026-01-31T00:00:00Z", "2026-02-02T09:00:00Z"},
        {"0 9 * * 0", "2026-01-31T00:00:00Z", "2026-02-01T09:00:00Z"},
        {"0 9 * * 7", "2026-01-31T00:00:00Z", "2026-02-01T09:00:00Z"},
        {"0 9 * * 5-7", "2026-02-02T00:00:00Z", "2026-02-06T09:00:00Z"},
        {"0 0 29 feb *", "2026-01-31T00:00:00Z", "2028-02-29T00:00:00Z"},
        {"0 0 31 * *", "2026-01-31T00:00:00Z", "2026-03-31T00:00:00Z"},
        // Both kinds of day: one of them is enough, unless one begins with *.
        {"0 0 13 * fri", "2026-02-01T00:00:00Z", "2026-02-06T00:00:00Z"},
        {"0 0 13 * fri", "2026-02-28T00:00:00Z", "2026-03-06T00:00:00Z"},
        {"0 0 */2 * sun", "2026-02-02T00:00:00Z", "2026-02-15T00:00:00Z"},
        {"@hourly", "2026-01-31T09:00:00Z", "2026-01-31T10:00:00Z"},
        {"@daily", "2026-01-31T09:00:00Z", "2026-02-01T00:00:00Z"},
        {"@weekly", "2026-01-31T09:00:00Z", "2026-02-01T00:00:00Z"},
        {"@monthly", "2026-02-01T00:00:00Z", "2026-03-01T00:00:00Z"},
        {"@yearly", "2026-01-31T09:00:00Z", "2027-01-01T00:00:00Z"},
        {"  0   9  * *   * ", "2026-01-31T09:00:00Z", "2026-02-01T09:00:00Z"},
        // The end of the search.
        {"0 0 29 12 *", "2037-12-28T00:00:00Z", "2037-12-29T00:00:00Z"},
        {"0 0 30 12 *", "2037-12-28T00:00:00Z", "never"},
        {"0 * 30 12 *", "2037-12-28T00:00:00Z", "never"},
        {"* * * * *", "2037-12-31T23:59:00Z", "never"},
    };
    for (const auto& c : cases)
        EXPECT_EQ(c.next, next(c.expression, c.after)) << c.expression << " after " << c.after;
}

TEST(Cron, keeps_to_the_wall_through_summer_time) {
    struct Case {
        const char *zone, *expression, *after, *next;
    };
    const Case cases[] = {
        // New York skips 02:00 to 03:00 on 8 March 2026 at 07:00Z. A time of the day runs once, at
        // the offset before.
        {"America/New_York", "30 2 * * *", "2026-03-07T12:00:00Z", "2026-03-08T07:30:00Z"},
        {"America/New_York", "30 2 * * *", "2026-03-08T07:30:00Z", "2026-03-09T06:30:00Z"},
        {"America/New_York", "0 2,3 * * *", "2026-03-08T06:00:00Z", "2026-03-08T07:00:00Z"},
        {"America/New_York", "0 2,3 * * *", "2026-03-08T07:00:00Z",
         "2026-03-09T06:00:00Z"}, // both fell on one instant
        {"America/New_York", "30 2,3 * * *", "2026-03-08T06:00:00Z", "2026-03-08T07:30:00Z"},
        // With every hour nothing runs in the gap, and nothing is made up for.
        {"America/New_York", "30 * * * *", "2026-03-08T06:30:00Z", "2026-03-08T07:30:00Z"},
        {"America/New_York", "30 */2 * * *", "2026-03-08T05:30:00Z", "2026-03-08T08:30:00Z"},
        // It repeats 01:00 to 02:00 on 1 November 2026 from 06:00Z. A time of the day runs in the
        // first pass only.
        {"America/New_York", "30 1 * * *", "2026-11-01T04:00:00Z", "2026-11-01T05:30:00Z"},
        {"America/New_York", "30 1 * * *", "2026-11-01T05:30:00Z", "2026-11-02T06:30:00Z"},
        {"America/New_York", "*/30 * * * *", "2026-11-01T05:30:00Z", "2026-11-01T06:00:00Z"},
        {"America/New_York", "*/30 * * * *", "2026-11-01T06:00:00Z", "2026-11-01T06:30:00Z"},
        // Lord Howe, half an hour.
        {"Australia/Lord_Howe", "15 2 * * *", "2026-10-03T12:00:00Z", "2026-10-03T15:45:00Z"},
        {"Australia/Lord_Howe", "15 * * * *", "2026-10-03T15:00:00Z", "2026-10-03T16:15:00Z"},
        // Cairo skips midnight on 24 April 2026; Samoa skipped 30 December 2011 altogether.
        {"Africa/Cairo", "0 0 * * *", "2026-04-23T12:00:00Z", "2026-04-23T22:00:00Z"},
        {"Africa/Cairo", "0 0 * * *", "2026-04-23T22:00:00Z", "2026-04-24T21:00:00Z"},
        {"Pacific/Apia", "0 9 30 12 *", "2011-12-29T22:00:00Z", "2011-12-30T19:00:00Z"},
        {"Pacific/Apia", "0 9 * * *", "2011-12-29T19:00:00Z", "2011-12-30T19:00:00Z"},
        {"Pacific/Apia", "0 9 * * *", "2011-12-30T19:00:00Z", "2011-12-31T19:00:00Z"},
        {"Asia/Kolkata", "0 9 * * *", "2026-01-31T00:00:00Z", "2026-01-31T03:30:00Z"},
        {"Pacific/Kiritimati", "0 0 1 * *", "2026-01-31T00:00:00Z", "2026-01-31T10:00:00Z"},
    };
    for (const auto& c : cases)
        EXPECT_EQ(c.next, next(c.expression, c.after, c.zone))
            << c.zone << ' ' << c.expression << " after " << c.after;
}

TEST(Cron, refuses_what_is_no_schedule_and_says_why) {
    struct Case {
        std::string expression;
        std::string fault; // a part of the message
    };
    const Case cases[] = {
        {"", "five fields"},
        {"* * * *", "five fields"},
        {"* * * * * *", "five fields"},
        {"@often", "five fields"},
        {"60 * * * *", "minute: 60 is not between 0 and 59"},
        {"* 24 * * *", "hour: 24"},
        {"* * 0 * *", "day of the month: 0"},
        {"* * 32 * *", "day of the month: 32"},
        {"* * * 13 *", "month: 13"},
        {"* * * * 8", "day of the week: 8"},
        {"* * * * funday", "\"funday\" is no number"},
        {"-1 * * * *", "is no number"},
        {"1- * * * *", "is no number"},
        {"1-2-3 * * * *", "is no range"},
        {"30-10 * * * *", "runs backwards"},
        {"*/0 * * * *", "a step of 0"},
        {"*/60 * * * *", "a step of 60"},
        {"*/5/5 * * * *", "two steps"},
        {"1,,2 * * * *", "is no number"},
        {"+1 * * * *", "is no number"},
        {"1.5 * * * *", "is no number"},
        {"99999999999 * * * *", "is no number"},
        {"? * * * *", "is no number"},
        {"0 0 30 2 *", "no month of these has such a day"},
        {"0 0 31 4,6 *", "no month of these has such a day"},
        {"* * * * *" + std::string(92, ' '), "at most 100"},
    };
    for (const auto& c : cases)
        EXPECT_NE(std::string::npos, fault(c.expression).find(c.fault))
            << c.expression << ": " << fault(c.expression);
    EXPECT_EQ("", fault("* * * * *" + std::string(91, ' ')));
    EXPECT_EQ("", fault("0 0 30 2 mon")); // Mondays of February
}

TEST(Cron, runs_never_go_back_nor_stand_still) {
    const auto zone = *Zone::find("America/New_York");
    for (const auto* expression : {"*/7 * * * *", "15,45 0-4 * * *", "30 2 * 3,11 *"}) {
        const auto schedule = CronExpression::parse(expression);
        auto at = *parse_timestamp("2026-02-20T00:00:00Z");
        for (int run = 0; run < 5000; ++run) {
            const auto following = schedule.next_after(at, zone);
            if (!following) break;
            ASSERT_LT(at, *following) << expression;
            at = *following;
        }
    }
}
