// One spelling for search: what a person types and what is stored meet here, in import and search
// alike.
#pragma once
#include <string>
#include <string_view>

namespace text {

// Lower case without accents: "José" and "JOSE" are "jose", "Straße" is "strasse", "Łódź" is
// "lodz". Compatibility forms are resolved (NFKC_Casefold, Unicode 15: full-width letters,
// ligatures, invisible characters), marks are dropped where a reader would leave them out (Latin,
// Greek, Cyrillic, Hebrew, Arabic; not the vowel signs of Indian scripts, not kana), every
// apostrophe is ', every hyphen and dash is -, white space is one blank, none at the ends.
// fold(fold(x)) == fold(x). Broken UTF-8 is replaced by U+FFFD. The result has at most 18 times the
// bytes.
std::string fold(std::string_view text);

} // namespace text
