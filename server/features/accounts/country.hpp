// What a time zone says about a place: its country, and the money there. From the Unicode data.
#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace accounts {

// "Europe/Vienna" → "AT"; nullopt for zones of no country ("UTC").
std::optional<std::string> country_of_zone(std::string_view time_zone);

// "AT" → "EUR"; nullopt for a code that is no country.
std::optional<std::string> currency_of_country(std::string_view country);

} // namespace accounts
