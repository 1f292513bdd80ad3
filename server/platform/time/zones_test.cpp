#include "platform/time/zones.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "platform/base/refusal.hpp"

using namespace std::chrono;
using zones::LocalTime;
using zones::Zone;

namespace {

Timestamp instant(std::string_view text) {
    return parse_timestamp(text).value();
}

// "2026-03-08 02:30" as wall time.
LocalTime local(const std::string& text) {
    return LocalTime(instant(text + "Z").time_since_epoch());
}

std::string wall(LocalTime time) {
    auto text = to_text(Timestamp(time.time_since_epoch()));
    text.pop_back();
    return text;
}

} // namespace

TEST(Zones, turn_wall_time_into_instants_by_the_slot_rule) {
    struct Case {
        const char *zone, *local, *instant;
    };
    const Case cases[] = {
        {"UTC", "2026-06-01 09:00", "2026-06-01T09:00:00Z"},
        {"Europe/London", "2026-01-15 09:00", "2026-01-15T09:00:00Z"},
        {"Europe/London", "2026-07-15 09:00", "2026-07-15T08:00:00Z"},
        {"Asia/Kolkata", "2026-06-01 09:00", "2026-06-01T03:30:00Z"},
        {"Asia/Kathmandu", "2026-06-01 09:00", "2026-06-01T03:15:00Z"},
        {"Pacific/Kiritimati", "2026-06-01 00:00", "2026-05-31T10:00:00Z"},
        // The gap of New York, 02:00 to 03:00: the offset before it.
        {"America/New_York", "2026-03-08 01:59", "2026-03-08T06:59:00Z"},
        {"America/New_York", "2026-03-08 02:00", "2026-03-08T07:00:00Z"},
        {"America/New_York", "2026-03-08 02:30", "2026-03-08T07:30:00Z"},
        {"America/New_York", "2026-03-08 03:00", "2026-03-08T07:00:00Z"},
        // The repeated hour, 01:00 to 02:00: the first.
        {"America/New_York", "2026-11-01 00:59", "2026-11-01T04:59:00Z"},
        {"America/New_York", "2026-11-01 01:00", "2026-11-01T05:00:00Z"},
        {"America/New_York", "2026-11-01 01:59", "2026-11-01T05:59:00Z"},
        {"America/New_York", "2026-11-01 02:00", "2026-11-01T07:00:00Z"},
        // Lord Howe changes by half an hour.
        {"Australia/Lord_Howe", "2026-10-04 02:15", "2026-10-03T15:45:00Z"},
        {"Australia/Lord_Howe", "2026-04-05 01:45", "2026-04-04T14:45:00Z"},
        // Samoa skipped 30 December 2011.
        {"Pacific/Apia", "2011-12-29 12:00", "2011-12-29T22:00:00Z"},
        {"Pacific/Apia", "2011-12-30 12:00", "2011-12-30T22:00:00Z"},
        {"Pacific/Apia", "2011-12-31 12:00", "2011-12-30T22:00:00Z"},
    };
    for (const auto& c : cases)
        EXPECT_EQ(c.instant, to_text(Zone::find(c.zone)->to_instant(local(c.local))))
            << c.zone << ' ' << c.local;
}

TEST(Zones, turn_instants_into_wall_time) {
    struct Case {
        const char *zone, *instant, *local;
        int offset_minutes;
    };
    const Case cases[] = {
        {"America/New_York", "2026-03-08T06:59:59Z", "2026-03-08T01:59:59", -300},
        {"America/New_York", "2026-03-08T07:00:00Z", "2026-03-08T03:00:00", -240},
        {"America/New_York", "2026-11-01T05:30:00Z", "2026-11-01T01:30:00", -240},
        {"America/New_York", "2026-11-01T06:30:00Z", "2026-11-01T01:30:00", -300},
        {"Australia/Lord_Howe", "2026-10-03T15:30:00Z", "2026-10-04T02:30:00", 660},
        {"Asia/Kathmandu", "2026-01-01T00:00:00.123456Z", "2026-01-01T05:45:00.123456", 345},
        {"Pacific/Apia", "2011-12-30T09:59:59Z", "2011-12-29T23:59:59", -600},
        {"Pacific/Apia", "2011-12-30T10:00:00Z", "2011-12-31T00:00:00", 840},
        {"Europe/London", "1900-01-01T00:00:00Z", "1900-01-01T00:00:00", 0},
    };
    for (const auto& c : cases) {
        const auto zone = Zone::find(c.zone).value();
        EXPECT_EQ(c.local, wall(zone.to_local(instant(c.instant)))) << c.zone << ' ' << c.instant;
        EXPECT_EQ(minutes(c.offset_minutes), zone.offset_at(instant(c.instant)))
            << c.zone << ' ' << c.instant;
    }
}

TEST(Zones, come_back_from_wall_time_for_every_hour_but_the_second_of_a_pair) {
    const auto zone = Zone::find("America/New_York").value();
    int differing = 0;
    for (auto at = instant("2026-01-01T00:30:00Z"); at < instant("2027-01-01T00:00:00Z");
         at += hours(1)) {
        if (zone.to_instant(zone.to_local(at)) != at) ++differing;
    }
    EXPECT_EQ(1, differing);
}

TEST(Zones, days_have_their_true_bounds) {
    struct Case {
        const char *zone, *date, *begin, *end;
    };
    const Case cases[] = {
        {"UTC", "2026-03-08", "2026-03-08T00:00:00Z", "2026-03-09T00:00:00Z"},
        {"America/New_York", "2026-03-08", "2026-03-08T05:00:00Z", "2026-03-09T04:00:00Z"}, // 23 h
        {"America/New_York", "2026-11-01", "2026-11-01T04:00:00Z", "2026-11-02T05:00:00Z"}, // 25 h
        {"Africa/Cairo", "2026-04-24", "2026-04-23T22:00:00Z",
         "2026-04-24T21:00:00Z"}, // no midnight
        {"America/Havana", "2025-11-02", "2025-11-02T04:00:00Z",
         "2025-11-03T05:00:00Z"}, // two midnights
        {"Pacific/Apia", "2011-12-30", "2011-12-30T10:00:00Z", "2011-12-30T10:00:00Z"}, // skipped
    };
    for (const auto& c : cases) {
        const auto zone = Zone::find(c.zone).value();
        const auto span = zone.day(*parse_date(c.date));
        EXPECT_EQ(c.begin, to_text(span.begin)) << c.zone << ' ' << c.date;
        EXPECT_EQ(c.end, to_text(span.end)) << c.zone << ' ' << c.date;
        if (span.begin < span.end) {
            EXPECT_EQ(c.date, to_text(zone.date_at(span.begin))) << c.zone;
            EXPECT_EQ(c.date, to_text(zone.date_at(span.end - microseconds(1)))) << c.zone;
            EXPECT_NE(c.date, to_text(zone.date_at(span.begin - microseconds(1)))) << c.zone;
        }
    }
}

TEST(Zones, refuse_times_that_the_rules_do_not_reach) {
    const auto zone = Zone::find("America/New_York").value();
    EXPECT_EQ("2037-07-01T05:00:00",
              wall(zone.to_local(instant("2037-07-01T09:00:00Z")))); // summer time still known
    EXPECT_NO_THROW(zone.to_local(zones::earliest));
    EXPECT_NO_THROW(zone.to_local(zones::end - microseconds(1)));
    EXPECT_THROW(zone.to_local(zones::earliest - microseconds(1)), Refusal);
    EXPECT_THROW(zone.to_local(zones::end), Refusal);
    EXPECT_NO_THROW(zone.to_instant(local("2037-12-31 18:59")));
    EXPECT_THROW(zone.to_instant(local("2037-12-31 19:00")), Refusal);
    EXPECT_THROW(zone.to_instant(local("9999-12-31 00:00")), Refusal);
    EXPECT_THROW(zone.to_instant(local("0001-01-01 00:00")), Refusal);
}

TEST(Zones, have_canonical_names) {
    struct Case {
        std::string_view name;
        const char* canonical; // nullptr: no zone
    };
    const Case cases[] = {
        {"Europe/London", "Europe/London"},
        {"Europe/Oslo", "Europe/Oslo"},
        {"Asia/Calcutta", "Asia/Kolkata"},
        {"US/Eastern", "America/New_York"},
        {"Europe/Kiev", "Europe/Kyiv"},
        {"UTC", "UTC"},
        {"Etc/UTC", "UTC"},
        {"Zulu", "UTC"},
        {"", nullptr},
        {"europe/london", nullptr},
        {"Mars/Base", nullptr},
        {"Factory", nullptr},
        {"+02:00", nullptr},
        {"BST", nullptr},
        {"posix/Europe/London", nullptr},
        {"right/Europe/London", nullptr},
        {"../../../etc/passwd", nullptr},
        {"tzdata.zi", nullptr},
        {"Europe", nullptr},
    };
    for (const auto& c : cases) {
        const auto zone = Zone::find(c.name);
        EXPECT_EQ(c.canonical != nullptr, zones::is_zone(c.name)) << c.name;
        ASSERT_EQ(c.canonical != nullptr, zone.has_value()) << c.name;
        if (zone) {
            EXPECT_EQ(c.canonical, zone->name()) << c.name;
        }
    }
    EXPECT_EQ(Zone::utc(), Zone::find("Etc/Zulu"));
}

TEST(Zones, that_a_picker_offers_are_canonical_and_work) {
    const auto& names = zones::picker_names();
    EXPECT_GT(names.size(), 350u);
    EXPECT_TRUE(std::is_sorted(names.begin(), names.end()));
    for (const auto* wanted : {"UTC", "Europe/Oslo", "Asia/Kolkata", "America/New_York"})
        EXPECT_TRUE(std::binary_search(names.begin(), names.end(), wanted)) << wanted;
    for (const auto& name : names) {
        const auto zone = Zone::find(name);
        ASSERT_TRUE(zone) << name;
        EXPECT_EQ(name, zone->name());
        EXPECT_LE(abs(zone->offset_at(instant("2026-01-01T00:00:00Z"))), hours(14)) << name;
    }
}
