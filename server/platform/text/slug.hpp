// The readable end of an address.
#pragma once
#include <cstddef>
#include <string>
#include <string_view>

namespace text {

inline constexpr std::size_t slug_limit_bytes = 80;

// "Café & Bar – Łódź!" becomes "cafe-bar-lodz": letters a to z and digits, single hyphens between,
// at most `limit` bytes and cut between words where one ends in the last half. Other scripts are
// written in Latin letters (ICU's Any-Latin). Empty when nothing of the text is a letter or a
// digit: the caller then names the page by its id.
std::string slug(std::string_view text, std::size_t limit = slug_limit_bytes);

} // namespace text
