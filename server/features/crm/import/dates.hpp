// Dates as the columns of other products hold them.
#pragma once
#include <optional>
#include <string_view>

#include "platform/base/timestamp.hpp"

namespace crm {

// Which of the two small numbers of 03/04/2024 comes first. A year in front decides by itself.
enum class DateOrder { unknown, day_first, month_first };

enum class DateReading { read, no_date, ambiguous, out_of_range };

struct DateResult {
    DateReading reading = DateReading::no_date;
    Date date; // only where read
};

// "2024-03-14", "14.3.2024", "3/14/24", "20240314", "14 March 2024", "Mar 14, 2024", "14 de marzo
// de 2024" (months in English, German, French, Spanish, Italian, Portuguese), each with a time of
// day behind it or not, which is dropped. Two-digit years are 1970 to 2069, as POSIX reads them.
// Years 1900 to 2199; others are out_of_range. `ambiguous`: day and month could each be the other,
// they differ, and `order` is unknown.
DateResult read_date(std::string_view text, DateOrder order);

// What a file may say and a form too, so that every export can be imported again: 1900 to 2199.
// What lies outside is a slip of the keyboard in nearly every contact book.
bool is_likely(Date date);
inline constexpr std::string_view likely_dates = "must be between 1900 and 2199";

// Collects what a column's cells say about its order.
class DateEvidence {
  public:
    void add(std::string_view cell);

    // Whether most filled cells are dates.
    bool is_date_column() const { return dates_ * 10 >= filled_ * 8 && dates_ > 0; }

    // By cells that can be read one way only; unknown when there are none, or some for each order.
    DateOrder order() const;

    // The person has to choose: dates that can be read two ways, and no cell that decides.
    bool is_ambiguous() const { return order() == DateOrder::unknown && undecided_ > 0; }

  private:
    int filled_ = 0;
    int dates_ = 0;
    int day_first_ = 0;
    int month_first_ = 0;
    int undecided_ = 0;
};

} // namespace crm
