// The value of a condition, read as what its operator wants. Compiler and evaluator share it, so
// that both mean the same by "in the last 30 days".
#pragma once
#include <optional>

#include "features/crm/rules/fields.hpp"
#include "features/crm/rules/rule.hpp"

namespace crm {

inline constexpr std::size_t most_values = 1000;   // of is_any_of
inline constexpr std::size_t longest_value = 1000; // bytes of a text to compare with
inline constexpr std::int64_t most_days = 36'500;
inline constexpr std::int64_t most_days_ahead = 366; // zones end in 2037
inline constexpr std::int64_t most_events = 1'000'000;

// Days from `from` on and before `until`; an absent end is open.
struct Days {
    std::optional<Date> from, until;
};

// How often: from `least` to `most` times; without `most` there is no upper end.
struct Times {
    std::int64_t least = 0;
    std::optional<std::int64_t> most;
};

struct EventFilter {
    // Of each part that was named, in the order of the source's parts; empty: whatever.
    std::vector<std::vector<std::string>> parts;
    Days days;
};

// Reads one condition; what is wrong becomes a problem that names "….value", "….of.types" or
// "….during", and the answer is then some harmless value.
class Operand {
  public:
    Operand(const Condition& condition, meta::Problems& problems)
        : condition_(condition), problems_(problems) {}

    std::string text() const; // 1 to 1,000 bytes
    std::vector<std::string> texts() const;
    // A list for operators on several values, one text for the others.
    std::vector<std::string> one_or_more() const;
    std::vector<Uuid> ids(const char* whose) const; // "members", for the message
    double number() const;
    std::pair<double, double> numbers() const; // low and high of between
    bool boolean() const;
    Times times() const; // of at_least, at_most, is, between
    // Of all operators on dates but anniversary_within_days and those on emptiness.
    Days days(Date today) const;
    // The month-days that come within so many days, today included: "02-29" is kept on 28 February
    // in years that have no 29th.
    std::vector<std::string> anniversaries(Date today) const;
    EventFilter events(const EventSource& source, Date today) const;
    // `of` and `during` mean nothing to fields without events.
    void refuse_event_filter() const;

    void complain(std::string_view member, std::string code, std::string message) const;

  private:
    Date date(const boost::json::value& value, std::string_view member) const;
    std::int64_t whole(const boost::json::value& value, std::string_view member,
                       std::int64_t most) const;
    std::vector<std::string> texts_in(const boost::json::value& value,
                                      std::string_view member) const;
    std::pair<boost::json::value, boost::json::value> two() const;
    std::vector<std::vector<std::string>> event_parts(const EventSource& source) const;
    Days during(Date today) const;

    const Condition& condition_;
    meta::Problems& problems_;
};

} // namespace crm
