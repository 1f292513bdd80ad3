// Money: whole minor units in the program and the database, decimal text outside, never a float.
#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace text {

// ISO 4217: active currencies without funds codes and metals, and those that ended in 2025 (ANG,
// BGN).
struct Currency {
    std::string_view code;
    int exponent; // decimal places: 2 for EUR, 0 for JPY, 3 for KWD
};
std::span<const Currency> currencies();

// By its code in capitals; nullptr for none.
const Currency* find_currency(std::string_view code);

// Ten trillion of a currency with cents; every browser reads it exactly (below 2^53).
inline constexpr std::int64_t money_limit = 999'999'999'999'999;

enum class MoneyFault { not_a_number, too_many_decimals, out_of_range };

// Either the amount or what is wrong with it.
struct MoneyReading {
    std::optional<std::int64_t> minor_units;
    std::optional<MoneyFault> fault;
};

// "12.5", "12.50", "-3", "0.005" for KWD. The point is the only separator; no sign +, exponent,
// blank or leading point. More decimals than the currency has are a fault even when they are zeros.
// At most ±money_limit.
MoneyReading parse_money(std::string_view text, const Currency& currency);

// "12.50", "-0.05", "1200" for JPY: always all decimals, as parse_money reads it.
std::string format_money(std::int64_t minor_units, const Currency& currency);

} // namespace text
