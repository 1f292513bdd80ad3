// What a time zone says about a place: its country, and the money there. From the Unicode data.
#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace accounts {

// "Europe/Vienna" → "AT"; nullopt for zones of no country ("UTC").
std::optional<std::string> country_of_zone(std::string_view time_zone);

// "AT" → "EUR".
std::optional<std::string> currency_of_country(std::string_view country);

bool is_country(std::string_view code);  // ISO 3166-1 alpha-2, upper case
bool is_currency(std::string_view code); // ISO 4217, upper case, in use today

} // namespace accounts
