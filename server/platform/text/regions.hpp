// Countries and languages: which codes are accepted, and the lists behind the pickers. Their names
// are shown by the browser (Intl.DisplayNames) in the reader's language, so none are kept here.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace text {

// ISO 3166-1 alpha-2 in capitals, sorted, and XK (Kosovo); from ICU.
const std::vector<std::string>& countries();
bool is_country(std::string_view code);

inline constexpr std::size_t language_tag_limit_bytes = 35;

// A BCP 47 tag in its canonical spelling: "EN" is "en", "pt_br" and "pt-BR" are "pt-BR", "iw" is
// "he". nullopt when the language is not in ISO 639, the tag is malformed or above the limit.
// Extensions ("-u-ca-…") are refused.
std::optional<std::string> canonical_language(std::string_view tag);

} // namespace text
