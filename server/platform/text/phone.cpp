#include "platform/text/phone.hpp"

#include <phonenumbers/phonenumberutil.h>

#include <algorithm>
#include <set>

#include "platform/text/ascii.hpp"
#include "platform/text/utf8.hpp"

namespace text {
namespace {

using i18n::phonenumbers::PhoneNumber;
using i18n::phonenumbers::PhoneNumberUtil;

const PhoneNumberUtil& util() {
    return *PhoneNumberUtil::GetInstance();
}

std::string formatted(const PhoneNumber& number, PhoneNumberUtil::PhoneNumberFormat format) {
    std::string out;
    util().Format(number, format, &out);
    return out;
}

// A zero in front belongs to the number in some countries (Italy) and is only dialled before it in
// others. There each reading takes one away, so that what is stored would mean another number when
// it is read again: all of them go.
void drop_dialled_zeros(PhoneNumber& number) {
    while (number.italian_leading_zero()) {
        PhoneNumber again;
        if (util().Parse(formatted(number, PhoneNumberUtil::E164), "ZZ", &again)
            != PhoneNumberUtil::NO_PARSING_ERROR)
            return;
        again.set_extension(number.extension());
        if (util().IsNumberMatch(number, again) == PhoneNumberUtil::EXACT_MATCH) return;
        number = again;
    }
}

// What may be dialled within one place only, and so briefly that it is a service or a slip ("12"):
// no person has it. A longer number without its area code stays what it is to who typed it.
bool is_too_short(const PhoneNumber& number) {
    constexpr std::size_t shortest_local_digits = 5;
    std::string digits;
    util().GetNationalSignificantNumber(number, &digits);
    return digits.size() < shortest_local_digits
           && util().IsPossibleNumberWithReason(number) == PhoneNumberUtil::IS_POSSIBLE_LOCAL_ONLY;
}

// The number, when it has a length that its country knows.
std::optional<PhoneNumber> read(std::string_view typed, std::string_view default_region) {
    const auto text = trim(typed);
    if (text.empty() || text.size() > phone_limit_bytes || !is_storable(text)) return std::nullopt;
    PhoneNumber number;
    const auto outcome = util().Parse(std::string(text), std::string(default_region), &number);
    if (outcome != PhoneNumberUtil::NO_PARSING_ERROR) return std::nullopt;
    drop_dialled_zeros(number);
    if (!util().IsPossibleNumber(number) || is_too_short(number)) return std::nullopt;
    return number;
}

// "ZZ" is the library's word for none.
std::string region_of(const PhoneNumber& number) {
    std::string region;
    util().GetRegionCodeForNumber(number, &region);
    return region == "ZZ" ? std::string() : region;
}

} // namespace

std::optional<Phone> parse_phone(std::string_view typed, std::string_view default_region) {
    const auto number = read(typed, default_region);
    if (!number) return std::nullopt;
    Phone phone;
    phone.e164 = formatted(*number, PhoneNumberUtil::E164);
    phone.national = formatted(*number, PhoneNumberUtil::NATIONAL);
    phone.international = formatted(*number, PhoneNumberUtil::INTERNATIONAL);
    phone.extension = number->extension();
    phone.region = region_of(*number);
    phone.valid = !phone.region.empty() && util().IsValidNumberForRegion(*number, phone.region);
    return phone;
}

std::optional<std::string> phone_e164(std::string_view typed, std::string_view default_region) {
    const auto number = read(typed, default_region);
    if (!number) return std::nullopt;
    return formatted(*number, PhoneNumberUtil::E164);
}

std::vector<std::string> e164_beginnings(std::string_view typed, std::string_view default_region) {
    std::string digits;
    std::ranges::copy_if(typed, std::back_inserter(digits), is_digit);
    if (digits.empty()) return {};
    if (trim(typed).starts_with('+')) return {'+' + digits};
    if (digits.starts_with("00")) return {'+' + digits.substr(2)};
    const std::string region(default_region);
    const auto country = util().GetCountryCodeForRegion(region);
    if (country == 0) return {};
    const auto code = '+' + std::to_string(country);
    std::vector<std::string> beginnings{code + digits};
    if (('+' + digits).starts_with(code)) beginnings.push_back('+' + digits);
    std::string dialled_before; // "0" in Germany, "1" in the United States, nothing in Italy
    util().GetNddPrefixForRegion(region, true, &dialled_before);
    if (dialled_before.empty() || !digits.starts_with(dialled_before)) return beginnings;
    const auto national = code + digits.substr(dialled_before.size());
    if (!std::ranges::count(beginnings, national)) beginnings.push_back(national);
    return beginnings;
}

bool is_phone_region(std::string_view region) {
    return std::binary_search(phone_regions().begin(), phone_regions().end(), region);
}

const std::vector<std::string>& phone_regions() {
    static const auto regions = [] {
        std::set<std::string> all;
        util().GetSupportedRegions(&all);
        return std::vector<std::string>(all.begin(), all.end());
    }();
    return regions;
}

} // namespace text
