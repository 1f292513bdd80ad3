#include "platform/text/utf8.hpp"

#include <gtest/gtest.h>

using namespace std::string_view_literals;

TEST(Utf8, is_valid_only_when_well_formed) {
    struct Case {
        std::string_view bytes;
        bool valid;
    };
    const Case cases[] = {
        {"", true},
        {"plain", true},
        {"a\0b"sv, true},
        {"José", true},
        {"\x7F", true},
        {"\xC2\x80", true},          // U+0080, the first of two bytes
        {"\xDF\xBF", true},          // U+07FF
        {"\xEF\xBF\xBF", true},      // U+FFFF
        {"\xF0\x90\x80\x80", true},  // U+10000
        {"\xF4\x8F\xBF\xBF", true},  // U+10FFFF, the last
        {"\xF4\x90\x80\x80", false}, // one beyond
        {"\x80", false},             // continuation alone
        {"\xC3", false},             // cut short
        {"\xE2\x82", false},
        {"\xC0\xAF", false}, // overlong slash
        {"\xE0\x80\xAF", false},
        {"\xED\xA0\x80", false}, // surrogate
        {"\xFF", false},
        {"Jos\xE9", false}, // Windows-1252
    };
    for (const auto& c : cases) EXPECT_EQ(c.valid, text::is_valid_utf8(c.bytes)) << c.bytes;
}

TEST(Utf8, with_nul_cannot_be_stored) {
    EXPECT_FALSE(text::is_storable("a\0b"sv));
    EXPECT_FALSE(text::is_storable("\xFF"));
    EXPECT_TRUE(text::is_storable("é"));
}

TEST(Utf8, counts_code_points_not_bytes) {
    EXPECT_EQ(0u, text::count_code_points(""));
    EXPECT_EQ(4u, text::count_code_points("José"));
    EXPECT_EQ(1u, text::count_code_points("😀"));
    EXPECT_EQ(2u, text::count_code_points("e\u0301"));
    EXPECT_EQ(3u, text::count_code_points("a\xFF"
                                          "b"));
}

TEST(Utf8, is_cut_only_between_code_points) {
    EXPECT_EQ("Jo", text::first_code_points("José", 2));
    EXPECT_EQ("José", text::first_code_points("José", 4));
    EXPECT_EQ("José", text::first_code_points("José", 5));
    EXPECT_EQ("", text::first_code_points("José", 0));
    EXPECT_EQ("Jos", text::first_bytes("José", 4));
    EXPECT_EQ("José", text::first_bytes("José", 5));
    EXPECT_EQ("", text::first_bytes("😀", 3));
    EXPECT_EQ("😀", text::first_bytes("😀", 4));
}

TEST(Utf8, is_repaired_by_replacing_what_is_broken) {
    EXPECT_EQ("fine é", text::repaired("fine é"));
    EXPECT_EQ("Jos\uFFFD", text::repaired("Jos\xE9"));
    EXPECT_EQ("a\uFFFDb", text::repaired("a\0b"sv));
    EXPECT_TRUE(text::is_storable(text::repaired("\xF0\x9F\x98 \xED\xA0\x80 \xFF")));
}

TEST(Utf8, is_trimmed_of_every_kind_of_blank) {
    EXPECT_EQ("a b", text::trim("  a b\t\r\n"));
    EXPECT_EQ("José", text::trim("\u00A0\u2003José\u3000"));
    EXPECT_EQ("x", text::trim("\uFEFFx\u200B"));
    EXPECT_EQ("", text::trim(" \u00A0 "));
    EXPECT_EQ("", text::trim(""));
    EXPECT_EQ("é", text::trim("é"));
    EXPECT_EQ("\xFF", text::trim(" \xFF "));
}

TEST(Utf8, composed_form_is_the_same_for_both_spellings) {
    EXPECT_EQ("é", text::composed("e\u0301"));
    EXPECT_EQ("é", text::composed("é"));
    EXPECT_EQ("plain", text::composed("plain"));
    EXPECT_EQ("\xFF", text::composed("\xFF"));
}
