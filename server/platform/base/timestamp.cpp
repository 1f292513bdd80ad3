#include "platform/base/timestamp.hpp"

#include <fmt/compile.h>

#include <array>

using namespace std::chrono;

namespace {

// Reads ISO 8601 from left to right; every step says whether it found what it expected.
class Reader {
  public:
    explicit Reader(std::string_view text) : rest_(text) {}

    bool literal(char expected) {
        if (rest_.empty() || rest_.front() != expected) return false;
        rest_.remove_prefix(1);
        return true;
    }
    bool any_of(std::string_view expected) {
        if (rest_.empty() || expected.find(rest_.front()) == std::string_view::npos) return false;
        rest_.remove_prefix(1);
        return true;
    }
    bool digits(std::size_t count, int& value) {
        if (rest_.size() < count) return false;
        value = 0;
        for (std::size_t i = 0; i < count; ++i) {
            if (!is_digit(rest_[i])) return false;
            value = value * 10 + (rest_[i] - '0');
        }
        rest_.remove_prefix(count);
        return true;
    }
    // One to nine digits, cut to microseconds.
    bool fraction(int& microseconds_value) {
        int scale = 100'000;
        int count = 0;
        microseconds_value = 0;
        for (; !rest_.empty() && is_digit(rest_.front()); rest_.remove_prefix(1), ++count) {
            microseconds_value += (rest_.front() - '0') * scale;
            scale /= 10;
        }
        return count >= 1 && count <= 9;
    }
    bool done() const { return rest_.empty(); }

  private:
    static bool is_digit(char c) { return c >= '0' && c <= '9'; }
    std::string_view rest_;
};

bool read_day(Reader& reader, year_month_day& day) {
    int y = 0, m = 0, d = 0;
    if (!reader.digits(4, y) || !reader.literal('-') || !reader.digits(2, m) || !reader.literal('-')
        || !reader.digits(2, d))
        return false;
    day = year_month_day{year(y), month(static_cast<unsigned>(m)),
                         std::chrono::day(static_cast<unsigned>(d))};
    return day.ok() && y >= 1;
}

bool read_offset(Reader& reader, minutes& offset) {
    offset = minutes(0);
    if (reader.any_of("Zz")) return true;
    const bool west = reader.literal('-');
    if (!west && !reader.literal('+')) return false;
    int h = 0, m = 0;
    if (!reader.digits(2, h)) return false;
    if (!reader.done()) {
        reader.literal(':');
        if (!reader.digits(2, m)) return false;
    }
    if (h > 15 || m > 59) return false;
    offset = minutes(h * 60 + m) * (west ? -1 : 1);
    return true;
}

} // namespace

std::string to_text(Timestamp instant) {
    const auto midnight = floor<days>(instant);
    const year_month_day day{midnight};
    const hh_mm_ss time{instant - midnight};
    const auto micros = static_cast<int>(time.subseconds().count());
    // Answers are full of instants: formats compiled into code, in a buffer, cost a third.
    std::array<char, 48> buffer; // enough for every year that a Timestamp can hold
    auto* end = fmt::format_to(buffer.data(), FMT_COMPILE("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}"),
                               static_cast<int>(day.year()), static_cast<unsigned>(day.month()),
                               static_cast<unsigned>(day.day()), time.hours().count(),
                               time.minutes().count(), time.seconds().count());
    if (micros != 0 && micros % 1000 == 0)
        end = fmt::format_to(end, FMT_COMPILE(".{:03}"), micros / 1000);
    else if (micros != 0)
        end = fmt::format_to(end, FMT_COMPILE(".{:06}"), micros);
    *end++ = 'Z';
    return {buffer.data(), end};
}

std::optional<Timestamp> parse_timestamp(std::string_view text) {
    Reader reader(text);
    year_month_day day;
    int h = 0, m = 0, s = 0, micros = 0;
    minutes offset{};
    if (!read_day(reader, day) || !reader.any_of("Tt ")) return std::nullopt;
    if (!reader.digits(2, h) || !reader.literal(':') || !reader.digits(2, m)) return std::nullopt;
    if (reader.literal(':') && !reader.digits(2, s)) return std::nullopt;
    if (reader.literal('.') && !reader.fraction(micros)) return std::nullopt;
    if (!read_offset(reader, offset) || !reader.done()) return std::nullopt;
    if (h > 23 || m > 59 || s > 60) return std::nullopt;
    const Timestamp instant =
        sys_days(day) + hours(h) + minutes(m) + seconds(s) + microseconds(micros) - offset;
    // An offset may lead out of the years that can be written.
    if (instant < sys_days(year(1) / 1 / 1) || instant >= sys_days(year(10'000) / 1 / 1))
        return std::nullopt;
    return instant;
}

std::string to_text(Date date) {
    return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.day.year()),
                       static_cast<unsigned>(date.day.month()),
                       static_cast<unsigned>(date.day.day()));
}

std::optional<Date> parse_date(std::string_view text) {
    Reader reader(text);
    Date date;
    if (!read_day(reader, date.day) || !reader.done()) return std::nullopt;
    return date;
}
