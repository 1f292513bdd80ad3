#include "platform/text/slug.hpp"

#include <gtest/gtest.h>

TEST(Slug, keeps_letters_and_digits_between_single_hyphens) {
    struct Case {
        std::string_view text, slug;
    };
    const Case cases[] = {
        {"", ""},
        {"Hair Salon", "hair-salon"},
        {"  Café & Bar – Łódź! ", "cafe-bar-lodz"},
        {"O’Brien's 2-for-1", "obriens-2-for-1"},
        {"--a--b--", "a-b"},
        {"Привет мир", "privet-mir"},
        {"東京", "dong-jing"},
        {"Αθήνα", "athena"},
        {"!!!", ""},
        {"../../etc/passwd", "etc-passwd"},
        {"bad\xFF"
         "byte",
         "bad-byte"},
    };
    for (const auto& c : cases) EXPECT_EQ(c.slug, text::slug(c.text)) << c.text;
}

TEST(Slug, ends_at_its_limit_and_between_words_if_it_can) {
    EXPECT_EQ("the-quick", text::slug("the quick brown", 11));
    EXPECT_EQ("the-quick", text::slug("the quick brown", 9));
    EXPECT_EQ("a-extraordin", text::slug("a extraordinarily", 12));
    EXPECT_EQ(std::string(80, 'a'), text::slug(std::string(81, 'a')));
    EXPECT_EQ(80u, text::slug(std::string(10'000, 'a')).size());
}
