#include "platform/meta/formats.hpp"

#include <gtest/gtest.h>

#include <stdexcept>
#include <string>

namespace {

struct FormatCase {
    std::string text;
    bool valid;
};

} // namespace

TEST(Formats, email_is_what_browsers_take) {
    const std::string label63(63, 'a');
    const FormatCase cases[] = {
        {"ann@example.com", true},
        {"o'brien@example.com", true},
        {"first.last+tag@sub.example.co.uk", true},
        {"a..b@example.com", true},
        {"a@localhost", true},
        {"a@" + label63 + ".com", true},
        {"", false},
        {"@", false},
        {"ann", false},
        {"ann@", false},
        {"@example.com", false},
        {"a@b..com", false},
        {"a@.com", false},
        {"a@b.com.", false},
        {"a@-b.com", false},
        {"a@b-.com", false},
        {"a@b@c.com", false},
        {"a b@example.com", false},
        {"a@exam ple.com", false},
        {"a@b_c.com", false},
        {"ä@example.com", false},
        {"a@" + label63 + "a.com", false},
        {"Ann <ann@example.com>", false},
        {"ann@example.com\r\nBcc: b@example.com", false},
    };
    for (const auto& c : cases) EXPECT_EQ(c.valid, meta::is_email(c.text)) << c.text;
}

TEST(Formats, email_has_at_most_254_characters) {
    const std::string domain = "@example.com";
    EXPECT_TRUE(meta::is_email(std::string(254 - domain.size(), 'a') + domain));
    EXPECT_FALSE(meta::is_email(std::string(255 - domain.size(), 'a') + domain));
}

TEST(Formats, uri_is_an_absolute_web_address) {
    const FormatCase cases[] = {
        {"https://example.com", true},
        {"HTTP://example.com:8080/a/b?c=d#e", true},
        {"http://[::1]/", true},
        {"https://example.com/%C3%A4", true},
        {"", false},
        {"example.com", false},
        {"//example.com", false},
        {"https:", false},
        {"https:///path", false},
        {"https://", false},
        {"javascript:alert(1)", false},
        {"ftp://example.com", false},
        {"mailto:ann@example.com", false},
        {"https://exam ple.com", false},
        {"https://example.com/\n", false},
        {" https://example.com", false},
    };
    for (const auto& c : cases) EXPECT_EQ(c.valid, meta::is_web_address(c.text)) << c.text;
}

TEST(Formats, not_blank_is_something_to_be_seen) {
    for (const auto* text : {"a", " a ", "\xF0\x9F\x8C\x8A"})
        EXPECT_TRUE(meta::is_not_blank(text)) << text;
    for (const auto* text : {"", " ", "\t\n", "\xC2\xA0", "\xE2\x80\x8B"})
        EXPECT_FALSE(meta::is_not_blank(text)) << text;
}

TEST(Formats, color_is_six_hexadecimal_digits) {
    const FormatCase cases[] = {
        {"#00ffAA", true}, {"#000", false},     {"000000", false}, {"#00000g", false},
        {"", false},       {"#0000000", false}, {"#00000", false}, {" #000000", false},
    };
    for (const auto& c : cases) EXPECT_EQ(c.valid, meta::is_color(c.text)) << c.text;
}

TEST(Formats, time_zone_is_a_name_of_the_database) {
    const auto& format = meta::format_named("time-zone");
    for (const char* good : {"Europe/Berlin", "UTC", "Asia/Calcutta"})
        EXPECT_TRUE(format.valid(good)) << good;
    for (const char* bad : {"", "+02:00", "europe/berlin", "Europe/Atlantis", "../etc/passwd"})
        EXPECT_FALSE(format.valid(bad)) << bad;
}

TEST(Formats, are_registered_by_name_and_replaced_by_the_same_name) {
    EXPECT_THROW(meta::format_named("no-such-format"), std::logic_error);
    const auto two = [](std::string_view text) { return text.size() == 2; };
    const auto three = [](std::string_view text) { return text.size() == 3; };
    meta::register_format("test-length", two, "must be two letters");
    EXPECT_TRUE(meta::format_named("test-length").valid("ab"));
    meta::register_format("test-length", three, "must be three letters");
    EXPECT_FALSE(meta::format_named("test-length").valid("ab"));
    EXPECT_EQ("must be three letters", meta::format_named("test-length").message);
}
