#include "platform/text/fold.hpp"

#include <gtest/gtest.h>
#include <unicode/utf8.h>

#include "platform/text/utf8.hpp"

namespace {

std::string utf8(char32_t code_point) {
    std::uint8_t bytes[4];
    std::int32_t size = 0;
    U8_APPEND_UNSAFE(bytes, size, static_cast<std::int32_t>(code_point));
    return {reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(size)};
}

} // namespace

TEST(Fold, brings_spellings_together) {
    struct Case {
        std::string_view text, folded;
    };
    const Case cases[] = {
        {"", ""},
        {"Ada LOVELACE", "ada lovelace"},
        {"José", "jose"},
        {"Jose\u0301", "jose"},
        {"JOSÉ", "jose"},
        {"Straße", "strasse"},
        {"STRASSE", "strasse"},
        {"GROẞ", "gross"},
        {"Ærøskøbing", "aeroskobing"},
        {"Łódź", "lodz"},
        {"Đorđe", "dorde"},
        {"Þór", "thor"},
        {"Œuvre", "oeuvre"},
        {"İstanbul", "istanbul"},
        {"ılgın", "ilgin"},
        {"Ångström", "angstrom"},
        {"Nguyễn Thị Ánh", "nguyen thi anh"},
        {"O’Brien", "o'brien"},
        {"O‘Brien", "o'brien"},
        {"OʼBrien", "o'brien"},
        {"O`Brien", "o'brien"},
        {"O´Brien", "o'brien"},
        {"o'brien", "o'brien"},
        {"Jean–Pierre", "jean-pierre"},
        {"Jean‐Pierre", "jean-pierre"},
        {"Jean—Pierre", "jean-pierre"},
        {"Jean\u2011Pierre", "jean-pierre"}, // non-breaking hyphen
        {"Jean\u00ADPierre", "jeanpierre"},  // soft hyphen: invisible
        {"Zero\u200Dwidth", "zerowidth"},
        {"  a \t\n b  ", "a b"},
        {"\u00A0é\u3000\u2003b ", "e b"},
        {"Ｆｕｌｌ　Ｗｉｄｔｈ", "full width"},
        {"ﬁne", "fine"},
        {"Παπαδόπουλος", "παπαδοπουλοσ"},
        {"Ёлкин", "елкин"},
        {"שָׁלוֹם", "שלום"},
        {"हिन्दी", "हिन्दी"},
        {"ガ", "ガ"},
        {"한국", "한국"},
        {"x²", "x2"},
        {"bad\xFF", "bad\uFFFD"},
    };
    for (const auto& c : cases) EXPECT_EQ(c.folded, text::fold(c.text)) << c.text;
}

TEST(Fold, of_a_folded_text_changes_nothing_for_any_code_point) {
    for (char32_t c = 1; c <= 0x10FFFF; ++c) {
        if (c >= 0xD800 && c <= 0xDFFF) continue;
        const auto once = text::fold("a" + utf8(c) + "b");
        ASSERT_EQ(once, text::fold(once)) << "U+" << std::hex << static_cast<std::uint32_t>(c);
        ASSERT_LE(text::fold(utf8(c)).size(), 18 * utf8(c).size());
    }
}

TEST(Fold, gives_the_same_on_the_quick_way_and_through_unicode) {
    for (char32_t c = 1; c < 0x280; ++c) {
        const auto text = "X" + utf8(c) + "y" + utf8(c) + " z";
        // A character of another script sends the whole through Unicode's tables.
        EXPECT_EQ(text::fold(text) + " 漢", text::fold(text + " 漢"))
            << static_cast<std::uint32_t>(c);
    }
}
