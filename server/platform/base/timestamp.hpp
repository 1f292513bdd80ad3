// Instants and dates. The database and the API hold UTC; zones belong to people (platform/time).
#pragma once
#include <chrono>
#include <compare>
#include <optional>
#include <string>
#include <string_view>

// Microseconds since 1970 UTC, the resolution of PostgreSQL's timestamptz.
using Timestamp = std::chrono::sys_time<std::chrono::microseconds>;

// A day of the calendar without time or zone (a birthday, a due date).
struct Date {
    std::chrono::year_month_day day{};
    auto operator<=>(const Date&) const = default;
};

// "2026-01-31T09:00:00.123456Z": the fraction is left out when zero, else 3 or 6 digits.
std::string to_text(Timestamp instant);

// ISO 8601 with an offset (Z, +hh, +hhmm, +hh:mm), "T" or a blank between date and time (as
// PostgreSQL writes it), years 1 to 9999. Without an offset, or for a date that does not exist,
// nullopt. A leap second becomes the next second.
std::optional<Timestamp> parse_timestamp(std::string_view text);

// "2026-01-31", years 1 to 9999.
std::string to_text(Date date);
std::optional<Date> parse_date(std::string_view text);
