#include "platform/text/regions.hpp"

#include <gtest/gtest.h>

TEST(Regions, countries_are_known_by_two_capitals) {
    for (const auto* country : {"GB", "US", "DE", "AQ", "XK"})
        EXPECT_TRUE(text::is_country(country)) << country;
    for (const auto* none : {"", "gb", "UK", "ZZ", "GBR", "EU"})
        EXPECT_FALSE(text::is_country(none)) << none;
    EXPECT_GE(text::countries().size(), 249u);
}

TEST(Regions, languages_come_back_in_their_canonical_spelling) {
    struct Case {
        std::string tag;
        const char* canonical; // nullptr: refused
    };
    const Case cases[] = {
        {"en", "en"},
        {"EN", "en"},
        {"pt-br", "pt-BR"},
        {"pt_BR", "pt-BR"},
        {"zh-hant-tw", "zh-Hant-TW"},
        {"iw", "he"},
        {"de-CH-1996", "de-CH-1996"},
        {"", nullptr},
        {"english", nullptr},
        {"xx", nullptr},
        {"en-", nullptr},
        {"en--GB", nullptr},
        {"en-GB!", nullptr},
        {"en-u-ca-buddhist", nullptr},
        {"en-x-private", nullptr},
        {"en GB", nullptr},
        {"../en", nullptr},
        {"en-" + std::string(40, 'a'), nullptr},
    };
    for (const auto& c : cases) {
        const auto canonical = text::canonical_language(c.tag);
        ASSERT_EQ(c.canonical != nullptr, canonical.has_value())
            << c.tag << ' ' << canonical.value_or("");
        if (canonical) {
            EXPECT_EQ(c.canonical, *canonical) << c.tag;
        }
    }
}
