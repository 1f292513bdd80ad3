// Time zones of people: the one place that turns instants into wall time and back. The rules are
// the system's (package tzdata), so they change with it and not with a build.
#pragma once
#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "platform/base/timestamp.hpp"

namespace date {
class time_zone;
}

namespace zones {

// What a clock on the wall of a zone shows; without the zone no instant.
using LocalTime = std::chrono::local_time<std::chrono::microseconds>;

// Only times in [earliest, end) are converted. The compiled zone files end in 2037, and what the
// library would answer behind them ignores summer time: a wrong hour is worse than a refusal.
inline constexpr Timestamp earliest = std::chrono::sys_days(std::chrono::year(1900) / 1 / 1);
inline constexpr Timestamp end = std::chrono::sys_days(std::chrono::year(2038) / 1 / 1);

// The instants of one day of a zone, begin included and end not: 23 to 25 hours long as a rule,
// empty for a day that a zone skipped.
struct DaySpan {
    Timestamp begin;
    Timestamp end;
};

// A zone of the IANA database. Copies cheaply, never dies, any thread. Conversions cost some 100
// ns. All of them throw Refusal `time_out_of_range` outside [earliest, end).
class Zone {
  public:
    // By a name or an old name ("Asia/Calcutta"), in its exact spelling. nullopt for anything else,
    // offsets ("+02:00") and abbreviations included.
    static std::optional<Zone> find(std::string_view name);
    static Zone utc();

    // The canonical name: "Asia/Kolkata"; "UTC" for UTC by any name.
    const std::string& name() const { return *name_; }

    LocalTime to_local(Timestamp instant) const;

    // A wall time that the zone skips takes the offset before the gap (02:30 becomes 03:30); one
    // that comes twice means the first. The slot rule of the calendar.
    Timestamp to_instant(LocalTime local) const;

    // East of Greenwich is positive.
    std::chrono::seconds offset_at(Timestamp instant) const;

    Date date_at(Timestamp instant) const;

    // From its first instant to the next day's first: where midnight is skipped, the day begins
    // when the clock jumps.
    DaySpan day(Date date) const;

    bool operator==(const Zone& other) const { return *name_ == *other.name_; }

  private:
    Zone(const std::string& name, const date::time_zone& rules) : name_(&name), rules_(&rules) {}

    const std::string* name_;
    const date::time_zone* rules_;
};

// Whether Zone::find knows it.
bool is_zone(std::string_view name);

// What a picker offers: UTC and one zone or more for each country, by canonical name, sorted.
const std::vector<std::string>& picker_names();

} // namespace zones
