#include "platform/text/money.hpp"

#include <algorithm>
#include <iterator>

#include "platform/text/ascii.hpp"

namespace text {
namespace {

// Sorted by code, for the binary search.
constexpr Currency table[] = {
    {"AED", 2}, {"AFN", 2}, {"ALL", 2}, {"AMD", 2}, {"ANG", 2}, {"AOA", 2}, {"ARS", 2}, {"AUD", 2},
    {"AWG", 2}, {"AZN", 2}, {"BAM", 2}, {"BBD", 2}, {"BDT", 2}, {"BGN", 2}, {"BHD", 3}, {"BIF", 0},
    {"BMD", 2}, {"BND", 2}, {"BOB", 2}, {"BRL", 2}, {"BSD", 2}, {"BTN", 2}, {"BWP", 2}, {"BYN", 2},
    {"BZD", 2}, {"CAD", 2}, {"CDF", 2}, {"CHF", 2}, {"CLP", 0}, {"CNY", 2}, {"COP", 2}, {"CRC", 2},
    {"CUP", 2}, {"CVE", 2}, {"CZK", 2}, {"DJF", 0}, {"DKK", 2}, {"DOP", 2}, {"DZD", 2}, {"EGP", 2},
    {"ERN", 2}, {"ETB", 2}, {"EUR", 2}, {"FJD", 2}, {"FKP", 2}, {"GBP", 2}, {"GEL", 2}, {"GHS", 2},
    {"GIP", 2}, {"GMD", 2}, {"GNF", 0}, {"GTQ", 2}, {"GYD", 2}, {"HKD", 2}, {"HNL", 2}, {"HTG", 2},
    {"HUF", 2}, {"IDR", 2}, {"ILS", 2}, {"INR", 2}, {"IQD", 3}, {"IRR", 2}, {"ISK", 0}, {"JMD", 2},
    {"JOD", 3}, {"JPY", 0}, {"KES", 2}, {"KGS", 2}, {"KHR", 2}, {"KMF", 0}, {"KPW", 2}, {"KRW", 0},
    {"KWD", 3}, {"KYD", 2}, {"KZT", 2}, {"LAK", 2}, {"LBP", 2}, {"LKR", 2}, {"LRD", 2}, {"LSL", 2},
    {"LYD", 3}, {"MAD", 2}, {"MDL", 2}, {"MGA", 2}, {"MKD", 2}, {"MMK", 2}, {"MNT", 2}, {"MOP", 2},
    {"MRU", 2}, {"MUR", 2}, {"MVR", 2}, {"MWK", 2}, {"MXN", 2}, {"MYR", 2}, {"MZN", 2}, {"NAD", 2},
    {"NGN", 2}, {"NIO", 2}, {"NOK", 2}, {"NPR", 2}, {"NZD", 2}, {"OMR", 3}, {"PAB", 2}, {"PEN", 2},
    {"PGK", 2}, {"PHP", 2}, {"PKR", 2}, {"PLN", 2}, {"PYG", 0}, {"QAR", 2}, {"RON", 2}, {"RSD", 2},
    {"RUB", 2}, {"RWF", 0}, {"SAR", 2}, {"SBD", 2}, {"SCR", 2}, {"SDG", 2}, {"SEK", 2}, {"SGD", 2},
    {"SHP", 2}, {"SLE", 2}, {"SOS", 2}, {"SRD", 2}, {"SSP", 2}, {"STN", 2}, {"SVC", 2}, {"SYP", 2},
    {"SZL", 2}, {"THB", 2}, {"TJS", 2}, {"TMT", 2}, {"TND", 3}, {"TOP", 2}, {"TRY", 2}, {"TTD", 2},
    {"TWD", 2}, {"TZS", 2}, {"UAH", 2}, {"UGX", 0}, {"USD", 2}, {"UYU", 2}, {"UZS", 2}, {"VES", 2},
    {"VND", 0}, {"VUV", 0}, {"WST", 2}, {"XAF", 0}, {"XCD", 2}, {"XCG", 2}, {"XOF", 0}, {"XPF", 0},
    {"YER", 2}, {"ZAR", 2}, {"ZMW", 2}, {"ZWG", 2},
};
static_assert(std::is_sorted(std::begin(table), std::end(table),
                             [](const Currency& a, const Currency& b) { return a.code < b.code; }));

constexpr std::int64_t refuse = -1;

bool all_digits(std::string_view text) {
    return std::all_of(text.begin(), text.end(), is_digit);
}

// The digits as a number, or `refuse` beyond the limit.
std::int64_t value_of(std::string_view whole, std::string_view decimals, int exponent) {
    std::int64_t value = 0;
    const auto append = [&value](char digit) {
        if (value != refuse) value = value * 10 + (digit - '0');
        if (value > money_limit) value = refuse;
    };
    std::for_each(whole.begin(), whole.end(), append);
    std::for_each(decimals.begin(), decimals.end(), append);
    for (auto missing = exponent - static_cast<int>(decimals.size()); missing > 0; --missing)
        append('0');
    return value;
}

} // namespace

std::span<const Currency> currencies() {
    return table;
}

const Currency* find_currency(std::string_view code) {
    const auto* found = std::lower_bound(
        std::begin(table), std::end(table), code,
        [](const Currency& currency, std::string_view wanted) { return currency.code < wanted; });
    return found != std::end(table) && found->code == code ? found : nullptr;
}

MoneyReading parse_money(std::string_view text, const Currency& currency) {
    const bool negative = text.starts_with('-');
    if (negative) text.remove_prefix(1);
    const auto point = text.find('.');
    const auto whole = text.substr(0, point);
    const auto decimals =
        point == std::string_view::npos ? std::string_view() : text.substr(point + 1);
    const bool number = !whole.empty() && all_digits(whole) && all_digits(decimals)
                        && (point == std::string_view::npos || !decimals.empty());
    if (!number) return {{}, MoneyFault::not_a_number};
    if (static_cast<int>(std::min<std::size_t>(decimals.size(), 9)) > currency.exponent)
        return {{}, MoneyFault::too_many_decimals};
    const auto value = value_of(whole, decimals, currency.exponent);
    if (value == refuse) return {{}, MoneyFault::out_of_range};
    return {negative ? -value : value, {}};
}

std::string format_money(std::int64_t minor_units, const Currency& currency) {
    // The magnitude as unsigned, since the least number has no positive twin.
    const auto magnitude = minor_units < 0 ? 0 - static_cast<std::uint64_t>(minor_units)
                                           : static_cast<std::uint64_t>(minor_units);
    auto digits = std::to_string(magnitude);
    const auto decimals = static_cast<std::size_t>(currency.exponent);
    if (digits.size() <= decimals) digits.insert(0, decimals + 1 - digits.size(), '0');
    if (decimals > 0) digits.insert(digits.size() - decimals, 1, '.');
    return minor_units < 0 ? '-' + digits : digits;
}

} // namespace text
