// Percent-coding of URLs and of form data.
#pragma once
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace text {

// Everything but the unreserved characters of RFC 3986 (letters, digits, - . _ ~) as %XX: safe as
// one segment of a path and as a name or value of a query.
std::string percent_encode(std::string_view text);

// nullopt for a % without two hexadecimal digits, and for what could not be stored (NUL, broken
// UTF-8). + stays +.
std::optional<std::string> percent_decode(std::string_view encoded);

// application/x-www-form-urlencoded, one name or value: as percent_decode, and + is a blank.
// (Boost.URL leaves the +.)
std::optional<std::string> form_decode(std::string_view encoded);
std::string form_encode(std::string_view text);

inline constexpr std::size_t form_fields_limit = 1000;

using FormFields = std::vector<std::pair<std::string, std::string>>;

// "a=1&b=two+words" in its order. A name without = has the value "", empty pieces between & are
// skipped. nullopt when a piece does not decode or there are more fields than the limit.
std::optional<FormFields> parse_form(std::string_view body);

} // namespace text
