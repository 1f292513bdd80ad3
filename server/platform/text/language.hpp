// The languages that the server itself speaks: in its mails, on pages for strangers, in files that
// people read. What the web app says has catalogues of its own (web/src/locales).
#pragma once
#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace text {

enum class Language { english, german };
inline constexpr std::array languages{Language::english, Language::german};

// Of a BCP 47 tag: "de", "de-AT" and "de_CH" are German. What nobody here speaks is answered in
// English.
Language spoken_language(std::string_view tag);

// "de": for `lang` of HTML.
std::string_view language_tag(Language language);

// Thousands parted: 12,345 and 12.345.
std::string written_number(std::int64_t number, Language language);

// A decimal as programs write it ("1234.50"), with its currency: 1,234.50 EUR and 1.234,50 EUR.
std::string written_amount(std::string_view decimal, std::string_view currency, Language language);

} // namespace text
