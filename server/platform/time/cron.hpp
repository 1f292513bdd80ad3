// Schedules in the notation of cron: minute, hour, day of the month, month, day of the week.
#pragma once
#include <bitset>
#include <optional>
#include <string_view>

#include "platform/base/timestamp.hpp"
#include "platform/time/zones.hpp"

namespace zones {

// A field is a list of `*`, `n`, `a-b`, each with an optional `/step` (`n/step` runs to the end);
// months and days of the week also by their English three letters; 7 is Sunday too. @hourly,
// @daily, @weekly, @monthly and @yearly stand for their usual five fields. When both the day of the
// month and the day of the week are given (neither begins with *), a day has to fit one of them;
// otherwise both. As crontab(5) has it.
//
// Summer time. When the hour begins with * ("*/10 * * * *"), the schedule follows the clock on the
// wall minute by minute: nothing runs in a gap, both passes of a repeated hour run. Otherwise it
// names times of the day, and each runs exactly once a day, by the slot rule: in a gap at the
// offset before it (02:30 runs at 03:30), in a repeated hour in the first pass; two that fall on
// one instant run as one.
class CronExpression {
  public:
    // Throws Refusal for the field "expression" (`invalid_schedule`) that says which part is wrong.
    // At most 100 bytes.
    static CronExpression parse(std::string_view text);

    // The first run strictly after `after`; nullopt when there is none before 30 December 2037,
    // where the search ends as the zones do. Costs some 10 µs for a daily schedule. Refuses an
    // `after` that the zone refuses.
    std::optional<Timestamp> next_after(Timestamp after, const Zone& zone) const;

  private:
    CronExpression() = default;

    void refuse_if_no_such_day() const;
    bool fits_day(std::chrono::local_days day) const;
    bool fits_time(std::chrono::microseconds since_midnight) const;
    std::optional<Timestamp> next_by_clock(Timestamp after, const Zone& zone) const;
    std::optional<Timestamp> next_by_time_of_day(Timestamp after, const Zone& zone) const;
    std::optional<Timestamp> first_on_day(std::chrono::local_days day, Timestamp after,
                                          const Zone& zone) const;

    std::bitset<60> minutes_;
    std::bitset<24> hours_;
    std::bitset<32> days_;    // 1 to 31
    std::bitset<13> months_;  // 1 to 12
    std::bitset<7> weekdays_; // Sunday is 0
    bool every_hour_ = false; // the hour begins with *
    bool either_day_ = false; // neither kind of day begins with *
};

} // namespace zones
