#include "features/accounts/country.hpp"

#include <unicode/timezone.h>
#include <unicode/ucurr.h>

#include <array>

namespace accounts {

std::optional<std::string> country_of_zone(std::string_view time_zone) {
    std::array<char, 8> region{};
    UErrorCode status = U_ZERO_ERROR;
    const auto id = icu::UnicodeString::fromUTF8(
        {time_zone.data(), static_cast<std::int32_t>(time_zone.size())});
    const auto length = icu::TimeZone::getRegion(id, region.data(), region.size(), status);
    if (U_FAILURE(status) || length != 2) return std::nullopt; // "001" is the world
    return std::string(region.data(), 2);
}

std::optional<std::string> currency_of_country(std::string_view country) {
    std::array<UChar, 4> code{};
    UErrorCode status = U_ZERO_ERROR;
    const auto locale = "und_" + std::string(country);
    const auto length = ucurr_forLocale(locale.c_str(), code.data(), code.size(), &status);
    if (U_FAILURE(status) || length != 3) return std::nullopt;
    return std::string(code.begin(), code.begin() + 3);
}

} // namespace accounts
