#include "platform/meta/utf8.hpp"

#include <gtest/gtest.h>

namespace utf8 = meta::utf8;

TEST(Utf8, counts_code_points) {
    EXPECT_EQ(0u, utf8::count(""));
    EXPECT_EQ(3u, utf8::count("abc"));
    EXPECT_EQ(3u, utf8::count("a\u00e4\U0001F600"));
}

TEST(Utf8, knows_what_is_valid) {
    for (const char* good : {"", "abc", "\u00e4", "\uffff", "\U0010ffff", "\U0001F600!"})
        EXPECT_TRUE(utf8::valid(good)) << good;
    for (const char* bad : {"\x80", "\xc3", "\xc0\x80", "\xe0\x80\x80", "\xed\xa0\x80",
                            "\xf4\x90\x80\x80", "\xf0\x9f\x98", "a\xff", "\xe4rger"})
        EXPECT_FALSE(utf8::valid(bad)) << bad;
}

TEST(Utf8, cuts_between_characters) {
    EXPECT_EQ("", utf8::cut("\u00e4", 0));
    EXPECT_EQ("\u00e4", utf8::cut("\u00e4b", 1));
    EXPECT_EQ("\u00e4b", utf8::cut("\u00e4b", 2));
    EXPECT_EQ("\u00e4b", utf8::cut("\u00e4b", 3));
    EXPECT_EQ(8u, utf8::cut(std::string(100, '\x80'), 2).size());
}
