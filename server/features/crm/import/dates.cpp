#include "features/crm/import/dates.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <string>
#include <vector>

#include "features/crm/import/words.hpp"
#include "platform/text/ascii.hpp"

namespace crm {
namespace {

constexpr std::chrono::year first_year{1900};
constexpr std::chrono::year last_year{2199};
constexpr std::size_t max_date_bytes = 64;

// By month; without accents, as words() gives them.
constexpr std::array<std::array<std::string_view, 6>, 12> month_names = {{
    {"january", "januar", "janvier", "enero", "gennaio", "janeiro"},
    {"february", "februar", "fevrier", "febrero", "febbraio", "fevereiro"},
    {"march", "marz", "mars", "marzo", "maerz", "marco"},
    {"april", "april", "avril", "abril", "aprile", "abril"},
    {"may", "mai", "mai", "mayo", "maggio", "maio"},
    {"june", "juni", "juin", "junio", "giugno", "junho"},
    {"july", "juli", "juillet", "julio", "luglio", "julho"},
    {"august", "august", "aout", "agosto", "agosto", "agosto"},
    {"september", "september", "septembre", "septiembre", "settembre", "setembro"},
    {"october", "oktober", "octobre", "octubre", "ottobre", "outubro"},
    {"november", "november", "novembre", "noviembre", "novembre", "novembro"},
    {"december", "dezember", "decembre", "diciembre", "dicembre", "dezembro"},
}};

// What stands between the parts of a written date: "14 de marzo", "1st of May", "1er mai".
constexpr std::string_view fillers[] = {"de", "del", "of", "the", "st", "nd", "rd", "th", "er"};

struct Part {
    bool is_number;
    std::size_t digits;
    int value; // of a number, or the month that a word names
};

using text::is_digit;

// All beyond ASCII are: only words() tells which word it is.
bool is_letter(char c) {
    return text::is_lower(c) || text::is_upper(c) || static_cast<unsigned char>(c) >= 0x80;
}

// By three or more letters of its name; 0 if none or several months could be meant.
int month_named(std::string_view word) {
    if (word.size() < 3) return 0;
    int found = 0;
    for (std::size_t month = 0; month < month_names.size(); ++month) {
        const bool fits = std::ranges::any_of(
            month_names[month], [&](std::string_view name) { return name.starts_with(word); });
        if (!fits) continue;
        if (found != 0) return 0;
        found = static_cast<int>(month) + 1;
    }
    return found;
}

// "T09:12:31Z", " 09:12 AM", ", 9:12:31 +0200": all that may stand behind a date.
bool is_time_of_day(std::string_view rest) {
    if (rest.empty()) return true;
    const auto colon = rest.find(':');
    return std::string_view("T ,").find(rest.front()) != std::string_view::npos
           && colon != rest.npos && colon + 1 < rest.size() && is_digit(rest[colon - 1])
           && is_digit(rest[colon + 1]) && rest.find_first_of("/@") == rest.npos;
}

// Up to three parts of a date, and no more text than a time of day behind them. Empty if it is no
// date.
std::vector<Part> parts_of(std::string_view text) {
    std::vector<Part> parts;
    while (!text.empty() && parts.size() < 3) {
        const bool is_number = is_digit(text.front());
        const auto end = std::ranges::find_if_not(text, is_number ? is_digit : is_letter);
        const auto token = text.substr(0, static_cast<std::size_t>(end - text.begin()));
        if (token.empty()) {
            if (std::string_view("-/., ").find(text.front()) == std::string_view::npos) return {};
            text.remove_prefix(1);
            continue;
        }
        text.remove_prefix(token.size());
        Part part{is_number, token.size(), 0};
        if (is_number) {
            if (token.size() > 8) return {};
            std::from_chars(token.data(), token.data() + token.size(), part.value);
        } else {
            const auto word = words(token);
            if (std::ranges::find(fillers, word) != std::end(fillers)) continue;
            part.value = month_named(word);
            if (part.value == 0) return {};
        }
        parts.push_back(part);
        if (is_number && token.size() == 8) break; // 20240314
    }
    if (!is_time_of_day(text)) return {};
    return parts;
}

int full_year(const Part& part) {
    if (part.digits > 2) return part.value;
    return part.value < 70 ? 2000 + part.value : 1900 + part.value;
}

bool can_be_year(const Part& part) {
    return part.is_number && (part.digits == 2 || part.digits == 4);
}
bool can_be_small(const Part& part) {
    return part.is_number && part.digits <= 2;
}

DateResult make(int year, int month, int day) {
    const std::chrono::year_month_day date{std::chrono::year(year),
                                           std::chrono::month(static_cast<unsigned>(month)),
                                           std::chrono::day(static_cast<unsigned>(day))};
    if (!date.ok()) return {};
    if (!is_likely({date})) return {DateReading::out_of_range, {}};
    return {DateReading::read, {date}};
}

// Two small numbers and a year behind them.
DateResult make_in_order(int first, int second, int year, DateOrder order) {
    const bool day_first_fits = first >= 1 && first <= 31 && second >= 1 && second <= 12;
    const bool month_first_fits = first >= 1 && first <= 12 && second >= 1 && second <= 31;
    if (order == DateOrder::unknown) {
        if (day_first_fits && month_first_fits && first != second)
            return {DateReading::ambiguous, {}};
        order = day_first_fits ? DateOrder::day_first : DateOrder::month_first;
    }
    return order == DateOrder::day_first ? make(year, second, first) : make(year, first, second);
}

DateResult make_from_parts(const std::vector<Part>& parts, DateOrder order) {
    if (parts.size() == 1 && parts[0].digits == 8)
        return make(parts[0].value / 10000, parts[0].value / 100 % 100, parts[0].value % 100);
    if (parts.size() != 3) return {};
    const auto& [first, second, third] = std::array{parts[0], parts[1], parts[2]};
    const bool year_in_front = first.is_number && first.digits == 4;
    if (year_in_front && third.is_number && third.digits <= 2
        && (second.digits <= 2 || !second.is_number))
        return make(first.value, second.value, third.value);
    if (!can_be_year(third)) return {};
    if (!first.is_number && can_be_small(second))
        return make(full_year(third), first.value, second.value);
    if (!second.is_number && can_be_small(first))
        return make(full_year(third), second.value, first.value);
    if (!can_be_small(first) || !can_be_small(second)) return {};
    return make_in_order(first.value, second.value, full_year(third), order);
}

} // namespace

DateResult read_date(std::string_view text, DateOrder order) {
    if (text.size() > max_date_bytes) return {};
    return make_from_parts(parts_of(text), order);
}

bool is_likely(Date date) {
    return date.day.year() >= first_year && date.day.year() <= last_year;
}

void DateEvidence::add(std::string_view cell) {
    if (cell.empty()) return;
    ++filled_;
    const auto day_first = read_date(cell, DateOrder::day_first);
    const auto month_first = read_date(cell, DateOrder::month_first);
    const bool one = day_first.reading == DateReading::read;
    const bool other = month_first.reading == DateReading::read;
    if (!one && !other) return;
    ++dates_;
    if (one && !other) ++day_first_;
    if (other && !one) ++month_first_;
    if (one && other && day_first.date != month_first.date) ++undecided_;
}

DateOrder DateEvidence::order() const {
    if (day_first_ > 0 && month_first_ == 0) return DateOrder::day_first;
    if (month_first_ > 0 && day_first_ == 0) return DateOrder::month_first;
    return DateOrder::unknown;
}

} // namespace crm
