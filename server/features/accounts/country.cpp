#include "features/accounts/country.hpp"

#include <unicode/timezone.h>
#include <unicode/ucal.h>
#include <unicode/ucurr.h>
#include <unicode/uloc.h>

#include <algorithm>
#include <array>

namespace accounts {
namespace {

bool is_upper_case(std::string_view text) {
    return std::ranges::all_of(text, [](char c) { return c >= 'A' && c <= 'Z'; });
}

icu::UnicodeString unicode(std::string_view text) {
    return icu::UnicodeString::fromUTF8({text.data(), static_cast<std::int32_t>(text.size())});
}

} // namespace

std::optional<std::string> country_of_zone(std::string_view time_zone) {
    std::array<char, 8> region{};
    UErrorCode status = U_ZERO_ERROR;
    const auto length = icu::TimeZone::getRegion(unicode(time_zone), region.data(), region.size(), status);
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

bool is_country(std::string_view code) {
    if (code.size() != 2 || !is_upper_case(code)) return false;
    for (const auto* const* known = uloc_getISOCountries(); *known; ++known)
        if (code == *known) return true;
    return false;
}

bool is_currency(std::string_view code) {
    if (code.size() != 3 || !is_upper_case(code)) return false;
    UErrorCode status = U_ZERO_ERROR;
    const auto today = ucal_getNow();
    return ucurr_isAvailable(unicode(code).getTerminatedBuffer(), today, today, &status) && U_SUCCESS(status);
}

} // namespace accounts
