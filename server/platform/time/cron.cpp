#include "platform/time/cron.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <span>
#include <string>
#include <vector>

#include "platform/base/refusal.hpp"
#include "platform/text/ascii.hpp"

using namespace std::chrono;

namespace zones {
namespace {

constexpr std::size_t expression_limit_bytes = 100;

// The first day that is not searched: every minute of it and of the next one can still be converted
// in any zone.
constexpr local_days search_end(year(2037) / 12 / 30);

[[noreturn]] void refuse(std::string why) {
    throw Refusal::field("expression", "invalid_schedule", std::move(why));
}

constexpr std::string_view month_names[] = {"jan", "feb", "mar", "apr", "may", "jun",
                                            "jul", "aug", "sep", "oct", "nov", "dec"};
constexpr std::string_view weekday_names[] = {"sun", "mon", "tue", "wed", "thu", "fri", "sat"};

struct FieldRule {
    std::string_view name;
    int first;
    int last;
    std::span<const std::string_view> names; // of `first` and what follows
};
constexpr FieldRule rules[] = {
    {"minute", 0, 59, {}},
    {"hour", 0, 23, {}},
    {"day of the month", 1, 31, {}},
    {"month", 1, 12, month_names},
    {"day of the week", 0, 7, weekday_names},
};

std::string_view five_fields(std::string_view text) {
    if (text == "@hourly") return "0 * * * *";
    if (text == "@daily") return "0 0 * * *";
    if (text == "@weekly") return "0 0 * * 0";
    if (text == "@monthly") return "0 0 1 * *";
    if (text == "@yearly") return "0 0 1 1 *";
    return text;
}

std::vector<std::string_view> split(std::string_view text, char separator) {
    std::vector<std::string_view> parts;
    for (;;) {
        const auto end = text.find(separator);
        parts.push_back(text.substr(0, end));
        if (end == std::string_view::npos) return parts;
        text.remove_prefix(end + 1);
    }
}

int number(std::string_view text, const FieldRule& rule) {
    int value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (text.empty() || !text::is_digit(text.front()) || error != std::errc()
        || end != text.data() + text.size())
        refuse(fmt::format("{}: \"{}\" is no number", rule.name, text));
    return value;
}

int value_of(std::string_view text, const FieldRule& rule) {
    const auto found = std::find(rule.names.begin(), rule.names.end(), text);
    if (found != rule.names.end()) return rule.first + static_cast<int>(found - rule.names.begin());
    const int value = number(text, rule);
    if (value < rule.first || value > rule.last)
        refuse(fmt::format("{}: {} is not between {} and {}", rule.name, value, rule.first,
                           rule.last));
    return value;
}

struct Range {
    int first;
    int last;
    int step;
};

// "*", "5", "1-5", "*/15", "10-50/20", "5/15"
Range range_of(std::string_view item, const FieldRule& rule) {
    const auto slash = split(item, '/');
    if (slash.size() > 2) refuse(fmt::format("{}: \"{}\" has two steps", rule.name, item));
    Range range{rule.first, rule.last, slash.size() == 2 ? number(slash[1], rule) : 1};
    if (range.step < 1 || range.step > rule.last)
        refuse(fmt::format("{}: a step of {} reaches nothing", rule.name, range.step));
    if (slash[0] == "*") return range;
    const auto dash = split(slash[0], '-');
    if (dash.size() > 2) refuse(fmt::format("{}: \"{}\" is no range", rule.name, item));
    range.first = value_of(dash[0], rule);
    if (dash.size() == 2)
        range.last = value_of(dash[1], rule);
    else if (slash.size() == 1)
        range.last = range.first;
    if (range.first > range.last) refuse(fmt::format("{}: \"{}\" runs backwards", rule.name, item));
    return range;
}

template <std::size_t Size>
std::bitset<Size> read_field(std::string_view field, const FieldRule& rule) {
    std::bitset<Size> set;
    for (const auto item : split(field, ',')) {
        const auto range = range_of(item, rule);
        for (int value = range.first; value <= range.last; value += range.step)
            set.set(static_cast<std::size_t>(value) % Size); // Sunday as 7 is 0
    }
    return set;
}

std::vector<std::string_view> words_of(std::string_view text) {
    auto words = split(text, ' ');
    std::erase(words, std::string_view());
    return words;
}

} // namespace

CronExpression CronExpression::parse(std::string_view text) {
    if (text.size() > expression_limit_bytes)
        refuse(fmt::format("at most {} characters", expression_limit_bytes));
    const auto lower = text::to_lower_ascii(text);
    const auto fields = words_of(five_fields(lower));
    if (fields.size() != 5)
        refuse("five fields: minute, hour, day of the month, month, day of the week");
    CronExpression expression;
    expression.minutes_ = read_field<60>(fields[0], rules[0]);
    expression.hours_ = read_field<24>(fields[1], rules[1]);
    expression.days_ = read_field<32>(fields[2], rules[2]);
    expression.months_ = read_field<13>(fields[3], rules[3]);
    expression.weekdays_ = read_field<7>(fields[4], rules[4]);
    expression.every_hour_ = fields[1].starts_with('*');
    expression.either_day_ = !fields[2].starts_with('*') && !fields[4].starts_with('*');
    expression.refuse_if_no_such_day();
    return expression;
}

// "0 0 30 2 *" would never run, which nobody means.
void CronExpression::refuse_if_no_such_day() const {
    if (either_day_) return;
    for (unsigned m = 1; m <= 12; ++m) {
        const auto length = static_cast<unsigned>((year(2024) / month(m) / last).day());
        for (unsigned d = 1; months_[m] && d <= length; ++d)
            if (days_[d]) return;
    }
    refuse("no month of these has such a day");
}

std::optional<Timestamp> CronExpression::next_after(Timestamp after, const Zone& zone) const {
    return every_hour_ ? next_by_clock(after, zone) : next_by_time_of_day(after, zone);
}

bool CronExpression::fits_day(local_days day) const {
    const year_month_day date(day);
    if (!months_[static_cast<unsigned>(date.month())]) return false;
    const bool by_month = days_[static_cast<unsigned>(date.day())];
    const bool by_week = weekdays_[weekday(day).c_encoding()];
    return either_day_ ? by_month || by_week : by_month && by_week;
}

bool CronExpression::fits_time(microseconds since_midnight) const {
    const hh_mm_ss time(since_midnight);
    return hours_[static_cast<std::size_t>(time.hours().count())]
           && minutes_[static_cast<std::size_t>(time.minutes().count())];
}

// Minute by minute through instants, day by day where the day does not fit: a fitting day always
// has a run, so that at most some 1,500 minutes are looked at.
std::optional<Timestamp> CronExpression::next_by_clock(Timestamp after, const Zone& zone) const {
    auto at = Timestamp(floor<minutes>(after)) + minutes(1);
    while (at < end) {
        const auto local = zone.to_local(at);
        const auto day = floor<days>(local);
        if (day >= search_end) return std::nullopt;
        if (fits_day(day) && fits_time(local - day)) return at;
        at += minutes(1);
        if (!fits_day(day)) at = std::max(at, zone.to_instant(day + days(1)));
    }
    return std::nullopt;
}

// The times of a day that the zone skips may lie on the next one, even behind its first: so the
// search begins a day early, and a day's find is compared with the day behind it.
std::optional<Timestamp> CronExpression::next_by_time_of_day(Timestamp after,
                                                             const Zone& zone) const {
    for (auto day = floor<days>(zone.to_local(after)) - days(1); day < search_end; day += days(1)) {
        const auto found = first_on_day(day, after, zone);
        if (!found) continue;
        const auto behind = first_on_day(day + days(1), after, zone);
        return behind ? std::min(*found, *behind) : found;
    }
    return std::nullopt;
}

std::optional<Timestamp> CronExpression::first_on_day(local_days day, Timestamp after,
                                                      const Zone& zone) const {
    std::optional<Timestamp> first;
    if (!fits_day(day)) return first;
    for (std::size_t h = 0; h < hours_.size(); ++h) {
        for (std::size_t m = 0; hours_[h] && m < minutes_.size(); ++m) {
            if (!minutes_[m]) continue;
            const auto at = zone.to_instant(day + hours(h) + minutes(m));
            if (at > after && (!first || at < *first)) first = at;
        }
    }
    return first;
}

} // namespace zones
