#include <gtest/gtest.h>

#include "platform/base/timestamp.hpp"
#include "platform/base/uuid.hpp"

TEST(Uuid, text_and_back) {
    const auto id = Uuid::parse("62F3F236-dff0-4be3-9b44-47c50dd69916");
    ASSERT_TRUE(id);
    EXPECT_EQ("62f3f236-dff0-4be3-9b44-47c50dd69916", id->text());
}

TEST(Uuid, refuses_what_is_not_one) {
    for (const auto* bad :
         {"", "62f3f236", "62f3f236-dff0-4be3-9b44-47c50dd6991",
          "62f3f236-dff0-4be3-9b44-47c50dd699166", "62f3f236xdff0-4be3-9b44-47c50dd69916",
          "g2f3f236-dff0-4be3-9b44-47c50dd69916", "{2f3f236-dff0-4be3-9b44-47c50dd6991}"})
        EXPECT_FALSE(Uuid::parse(bad)) << bad;
}

TEST(Uuid, made_ones_differ_and_grow_with_time) {
    const auto first = Uuid::make();
    const auto second = Uuid::make();
    EXPECT_NE(first, second);
    EXPECT_EQ(0x70, first.bytes[6] & 0xf0);
    EXPECT_EQ(0x80, first.bytes[8] & 0xc0);
    EXPECT_LE(first.text().substr(0, 13), second.text().substr(0, 13));
}

struct TimestampCase {
    const char* text;
    const char* expected; // nullptr: refused
};

TEST(Timestamp, reads_iso_8601_with_an_offset) {
    const TimestampCase cases[] = {
        {"2026-01-31T09:00:00Z", "2026-01-31T09:00:00Z"},
        {"2026-01-31 09:00:00+00", "2026-01-31T09:00:00Z"},
        {"2026-03-08T02:30:00.123+05:30", "2026-03-07T21:00:00.123Z"},
        {"2026-03-08T02:30:00.123456789-0800", "2026-03-08T10:30:00.123456Z"},
        {"2016-12-31T23:59:60Z", "2017-01-01T00:00:00Z"},
        {"2026-01-31T09:00Z", "2026-01-31T09:00:00Z"},
        {"2026-02-30T00:00:00Z", nullptr},
        {"2026-01-31T09:00:00", nullptr},
        {"2026-01-31T24:00:00Z", nullptr},
        {"2026-01-31T09:00:00.Z", nullptr},
        {"2026-01-31T09:00:00Z ", nullptr},
        {"0000-01-01T00:00:00Z", nullptr},
        {"0001-01-01T01:00:00+01:00", "0001-01-01T00:00:00Z"},
        {"0001-01-01T00:59:59+01:00", nullptr},
        {"9999-12-31T22:59:59.999999-01:00", "9999-12-31T23:59:59.999999Z"},
        {"9999-12-31T23:00:00-01:00", nullptr},
        {"2026-01-31", nullptr},
    };
    for (const auto& c : cases) {
        const auto read = parse_timestamp(c.text);
        ASSERT_EQ(c.expected != nullptr, read.has_value()) << c.text;
        if (read) {
            EXPECT_EQ(c.expected, to_text(*read)) << c.text;
        }
    }
}

TEST(Date, reads_only_real_days) {
    EXPECT_EQ("2024-02-29", to_text(*parse_date("2024-02-29")));
    for (const auto* bad : {"2023-02-29", "2024-13-01", "24-01-01", "2024-1-1", "2024-01-01T", ""})
        EXPECT_FALSE(parse_date(bad)) << bad;
}
