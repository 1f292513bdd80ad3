#include "features/campaigns/writing/template_dates.hpp"

#include <fmt/format.h>
#include <unicode/dtfmtsym.h>

#include <stdexcept>

#include "platform/base/timestamp.hpp"

namespace campaigns {
namespace {

using namespace std::chrono;

struct Instant {
    year_month_day day;
    hh_mm_ss<microseconds> time;
};

std::optional<Instant> read(std::string_view typed) {
    if (const auto date = parse_date(typed)) return Instant{date->day, hh_mm_ss(microseconds(0))};
    const auto instant = parse_timestamp(typed);
    if (!instant) return std::nullopt;
    const auto day = floor<days>(*instant);
    return Instant{year_month_day(day), hh_mm_ss(*instant - day)};
}

std::string number(std::int64_t value, int width, bool is_padded) {
    return is_padded ? fmt::format("{:0{}}", value, width) : std::to_string(value);
}

std::int64_t day_of_year(const year_month_day& day) {
    return (sys_days(day) - sys_days(day.year() / January / 1)).count() + 1;
}

// Of one letter; the percent sign and the letter for what is none.
std::string field(char letter, bool is_padded, const Instant& at, const DateNames& names) {
    const auto month = unsigned(at.day.month()), day = unsigned(at.day.day());
    const auto weekday = std::chrono::weekday(sys_days(at.day)).c_encoding();
    const auto hour = at.time.hours().count();
    switch (letter) {
        case 'Y':
            return number(int(at.day.year()), 4, is_padded);
        case 'y':
            return number(int(at.day.year()) % 100, 2, is_padded);
        case 'm':
            return number(month, 2, is_padded);
        case 'd':
            return number(day, 2, is_padded);
        case 'e':
            return number(day, 2, false);
        case 'j':
            return number(day_of_year(at.day), 3, is_padded);
        case 'B':
            return names.months.at(month - 1);
        case 'b':
            return names.short_months.at(month - 1);
        case 'A':
            return names.days.at(weekday);
        case 'a':
            return names.short_days.at(weekday);
        case 'H':
            return number(hour, 2, is_padded);
        case 'I':
            return number(hour % 12 == 0 ? 12 : hour % 12, 2, is_padded);
        case 'M':
            return number(at.time.minutes().count(), 2, is_padded);
        case 'S':
            return number(at.time.seconds().count(), 2, is_padded);
        case 'p':
            return hour < 12 ? "AM" : "PM";
        case '%':
            return "%";
        default:
            return {'%', letter};
    }
}

using Symbols = icu::DateFormatSymbols;

// `months` or `days` of ICU, of which the first `skipped` mean nothing.
template <std::size_t N, class Getter>
std::array<std::string, N> names_of(const Symbols& symbols, Getter getter,
                                    Symbols::DtWidthType width, std::int32_t skipped) {
    std::int32_t count = 0;
    const icu::UnicodeString* all = (symbols.*getter)(count, Symbols::FORMAT, width);
    if (count < skipped + std::int32_t(N)) throw std::logic_error("ICU has no names of dates");
    std::array<std::string, N> names;
    for (std::size_t i = 0; i < N; ++i) all[skipped + std::int32_t(i)].toUTF8String(names.at(i));
    return names;
}

using Names = const icu::UnicodeString* (Symbols::*)(std::int32_t&, Symbols::DtContextType,
                                                     Symbols::DtWidthType) const;
constexpr Names months_of = &Symbols::getMonths;
constexpr Names weekdays_of = &Symbols::getWeekdays; // counted from 1, Sunday

} // namespace

DateNames DateNames::of(std::string_view language) {
    UErrorCode error = U_ZERO_ERROR;
    const Symbols symbols(icu::Locale(std::string(language).c_str()), error);
    if (U_FAILURE(error)) throw std::logic_error("ICU has no names of dates");
    return {.months = names_of<12>(symbols, months_of, Symbols::WIDE, 0),
            .short_months = names_of<12>(symbols, months_of, Symbols::ABBREVIATED, 0),
            .days = names_of<7>(symbols, weekdays_of, Symbols::WIDE, 1),
            .short_days = names_of<7>(symbols, weekdays_of, Symbols::ABBREVIATED, 1)};
}

std::string formatted_date(std::string_view typed, std::string_view format,
                           const DateNames& names) {
    const auto at = read(typed);
    if (!at) return std::string(typed);
    std::string out;
    for (std::size_t i = 0; i < format.size(); ++i) {
        if (format[i] != '%' || i + 1 == format.size()) {
            out += format[i];
            continue;
        }
        const bool is_padded = format[i + 1] != '-' || i + 2 == format.size();
        i += is_padded ? 1 : 2;
        out += field(format[i], is_padded, *at, names);
    }
    return out;
}

} // namespace campaigns
