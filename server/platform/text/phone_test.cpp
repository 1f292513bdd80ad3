#include "platform/text/phone.hpp"

#include <gtest/gtest.h>

namespace {
struct Case {
    const char* typed;
    const char* region;
    const char* e164; // nullptr: refused
    bool valid = true;
};
} // namespace

TEST(Phone, is_read_in_national_and_international_spelling) {
    const Case cases[] = {
        {"020 7946 0958", "GB", "+442079460958"},
        {"(020) 7946-0958", "GB", "+442079460958"},
        {"+44 20 7946 0958", "US", "+442079460958"},
        {"+44 (0)20 7946 0958", "US", "+442079460958"},
        {"0044 20 7946 0958", "DE", "+442079460958"},
        {"011 44 20 7946 0958", "US", "+442079460958"},
        {"tel:+44-20-7946-0958", "US", "+442079460958"},
        {"(415) 555-2671", "US", "+14155552671"},
        {"415.555.2671", "US", "+14155552671"},
        {"1 415 555 2671", "US", "+14155552671"},
        {"+1 415 555 2671 ext. 5", "GB", "+14155552671"},
        {"098765 43210", "IN", "+919876543210"},
        {"\u00A0030 123456 ", "DE", "+4930123456"},
        {"＋４４ ２０ ７９４６ ０９５８", "US", "+442079460958"},
        {"06 698 12345", "IT", "+390669812345"}, // Italy keeps its leading zero
        {"0000 40000", "DE", "+4940000"},        // Germany has none, however many are dialled
        {"+800 1234 5678", "US", "+80012345678"},
        {"+1 415 111 1111", "US", "+14151111111", false}, // possible by its length, in no plan
        {"", "GB", nullptr},
        {"n/a", "GB", nullptr},
        {"12", "US", nullptr},
        {"12", "DE", nullptr}, // within one town, says its plan
        {"112", "DE", nullptr},
        {"555-2671", "US", "+15552671", false},
        {"020 7946 0958", "", nullptr}, // no region, no country code
        {"020 7946 0958", "XX", nullptr},
        {"+999 123456789", "GB", nullptr},
        {"+44 20 7946 0958 1234 5678", "GB", nullptr},
        {"ada@example.com", "GB", nullptr},
        {"020 7946\xFF 0958", "GB", nullptr},
    };
    for (const auto& c : cases) {
        const auto phone = text::parse_phone(c.typed, c.region);
        ASSERT_EQ(c.e164 != nullptr, phone.has_value()) << c.typed;
        EXPECT_EQ(phone ? std::optional(phone->e164) : std::nullopt,
                  text::phone_e164(c.typed, c.region));
        if (!phone) continue;
        EXPECT_EQ(c.e164, text::phone_e164(phone->e164, c.region)) << c.typed;
        EXPECT_EQ(c.e164, phone->e164) << c.typed;
        EXPECT_EQ(c.valid, phone->valid) << c.typed;
    }
}

TEST(Phone, is_shown_in_both_spellings_with_its_region) {
    const auto phone = text::parse_phone("02079460958", "GB");
    ASSERT_TRUE(phone);
    EXPECT_EQ("020 7946 0958", phone->national);
    EXPECT_EQ("+44 20 7946 0958", phone->international);
    EXPECT_EQ("GB", phone->region);
    EXPECT_EQ("", phone->extension);
}

TEST(Phone, keeps_its_extension_beside_the_stored_form) {
    const auto phone = text::parse_phone("(415) 555-2671 x 512", "US");
    ASSERT_TRUE(phone);
    EXPECT_EQ("+14155552671", phone->e164);
    EXPECT_EQ("512", phone->extension);
    EXPECT_EQ("+1 415-555-2671 ext. 512", phone->international);
}

TEST(Phone, is_known_from_how_it_begins) {
    using Texts = std::vector<std::string>;
    struct Case {
        std::string_view typed, region;
        Texts beginnings;
    };
    const Case cases[] = {
        {"0170 555", "DE", {"+490170555", "+49170555"}},
        {"170-555", "DE", {"+49170555"}},
        {" +49 (170) 555", "GB", {"+49170555"}},
        {"0049 170 555", "GB", {"+49170555"}},
        {"49170555", "DE", {"+4949170555", "+49170555"}},
        {"06 698", "IT", {"+3906698"}}, // its zero is of the number
        {"1 415 555", "US", {"+11415555", "+1415555"}},
        {"415 555", "US", {"+1415555"}},
        {"0170", "", {}},
        {"anna", "DE", {}},
    };
    for (const auto& [typed, region, beginnings] : cases)
        EXPECT_EQ(beginnings, text::e164_beginnings(typed, region)) << typed << ' ' << region;
}

TEST(Phone, ends_at_fifty_bytes) {
    const std::string number = "+44 20 7946 0958";
    const auto padded = [&](std::size_t size) {
        return number.substr(0, 7) + std::string(size - number.size(), ' ') + number.substr(7);
    };
    EXPECT_TRUE(text::parse_phone(padded(50), "GB"));
    EXPECT_FALSE(text::parse_phone(padded(51), "GB"));
}

TEST(Phone, knows_its_regions) {
    EXPECT_TRUE(text::is_phone_region("GB"));
    EXPECT_TRUE(text::is_phone_region("US"));
    EXPECT_FALSE(text::is_phone_region("gb"));
    EXPECT_FALSE(text::is_phone_region("XX"));
    EXPECT_FALSE(text::is_phone_region(""));
    EXPECT_GT(text::phone_regions().size(), 200u);
}
