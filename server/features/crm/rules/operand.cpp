#include "features/crm/rules/operand.hpp"

#include <fmt/format.h>

#include <boost/json.hpp>

#include "platform/text/utf8.hpp"

namespace crm {
namespace {

namespace json = boost::json;

Date plus_days(Date day, std::int64_t count) {
    return {std::chrono::sys_days(day.day) + std::chrono::days(count)};
}

bool takes_several(std::string_view op) {
    return op == "is_any_of" || op == "is_none_of" || op == "is_all_of";
}

} // namespace

std::string Operand::text() const {
    const auto* given = condition_.value.if_string();
    if (given && !given->empty() && given->size() <= longest_value && text::is_storable(*given))
        return std::string(*given);
    complain("value", "wrong_type", "must be a text of 1 to 1000 characters");
    return "?";
}

std::vector<std::string> Operand::texts() const {
    return texts_in(condition_.value, "value");
}

std::vector<std::string> Operand::one_or_more() const {
    if (takes_several(condition_.op)) return texts();
    return {text()};
}

std::vector<Uuid> Operand::ids(const char* whose) const {
    std::vector<Uuid> all;
    for (const auto& each : one_or_more()) {
        const auto id = Uuid::parse(each);
        if (id)
            all.push_back(*id);
        else
            complain("value", "bad_format", fmt::format("must be the id of a {}", whose));
    }
    return all;
}

double Operand::number() const {
    if (condition_.value.is_number()) return condition_.value.to_number<double>();
    complain("value", "wrong_type", "must be a number");
    return 0;
}

std::pair<double, double> Operand::numbers() const {
    const auto [low, high] = two();
    if (low.is_number() && high.is_number())
        return {low.to_number<double>(), high.to_number<double>()};
    complain("value", "wrong_type", "must be a list of two numbers");
    return {};
}

bool Operand::boolean() const {
    if (condition_.value.is_bool()) return condition_.value.get_bool();
    complain("value", "wrong_type", "must be true or false");
    return false;
}

Times Operand::times() const {
    if (condition_.op == "between") {
        const auto [low, high] = two();
        return {whole(low, "value", most_events), whole(high, "value", most_events)};
    }
    const auto count = whole(condition_.value, "value", most_events);
    if (condition_.op == "at_least") return {count, std::nullopt};
    if (condition_.op == "at_most") return {0, count};
    return {count, count};
}

Days Operand::days(Date today) const {
    const auto& op = condition_.op;
    if (op == "within_last_days")
        return {plus_days(today, -whole(condition_.value, "value", most_days)),
                plus_days(today, 1)};
    if (op == "more_than_days_ago")
        return {std::nullopt, plus_days(today, -whole(condition_.value, "value", most_days))};
    if (op == "within_next_days")
        return {today, plus_days(today, whole(condition_.value, "value", most_days_ahead) + 1)};
    if (op == "between") {
        const auto [low, high] = two();
        return {date(low, "value"), plus_days(date(high, "value"), 1)};
    }
    const auto day = date(condition_.value, "value");
    if (op == "before") return {std::nullopt, day};
    if (op == "after") return {plus_days(day, 1), std::nullopt};
    return {day, plus_days(day, 1)};
}

std::vector<std::string> Operand::anniversaries(Date today) const {
    std::vector<std::string> all;
    const auto count = whole(condition_.value, "value", most_days_ahead);
    for (std::int64_t ahead = 0; ahead <= count; ++ahead) {
        const auto day = plus_days(today, ahead).day;
        all.push_back(fmt::format("{:02}-{:02}", static_cast<unsigned>(day.month()),
                                  static_cast<unsigned>(day.day())));
        if (all.back() == "02-28" && !day.year().is_leap()) all.emplace_back("02-29");
    }
    return all;
}

EventFilter Operand::events(const EventSource& source, Date today) const {
    return {event_parts(source), during(today)};
}

std::vector<std::vector<std::string>> Operand::event_parts(const EventSource& source) const {
    std::vector<std::vector<std::string>> parts(source.parts.size());
    if (condition_.of.is_null()) return parts;
    const auto* object = condition_.of.if_object();
    if (!object) {
        complain("of", "wrong_type", "must be an object");
        return parts;
    }
    for (const auto& [key, value] : *object) {
        const auto part = std::ranges::find(source.parts, std::string_view(key), &EventPart::key);
        const auto member = "of." + std::string(key);
        if (part == source.parts.end()) {
            complain(member, "unknown_field", "no such field");
            continue;
        }
        auto& wanted = parts[static_cast<std::size_t>(part - source.parts.begin())];
        wanted = texts_in(value, member);
        if (part->is_id && !std::ranges::all_of(wanted, [](const auto& each) {
                return Uuid::parse(each).has_value();
            }))
            complain(member, "bad_format", "must be ids");
    }
    return parts;
}

Days Operand::during(Date today) const {
    if (condition_.during.is_null()) return {};
    const auto* object = condition_.during.if_object();
    if (!object) {
        complain("during", "wrong_type", "must be an object with last_days, or from and to");
        return {};
    }
    Days days;
    for (const auto& [key, value] : *object) {
        const auto member = "during." + std::string(key);
        if (key == "last_days")
            days = {plus_days(today, -whole(value, member, most_days)), plus_days(today, 1)};
        else if (key == "from")
            days.from = date(value, member);
        else if (key == "to")
            days.until = plus_days(date(value, member), 1);
        else
            complain(member, "unknown_field", "no such field");
    }
    if (object->contains("last_days") && object->size() > 1)
        complain("during", "not_allowed", "has either last_days, or from and to");
    return days;
}

void Operand::refuse_event_filter() const {
    if (!condition_.of.is_null()) complain("of", "not_allowed", "this field has no parts");
    if (!condition_.during.is_null()) complain("during", "not_allowed", "this field has no time");
}

std::vector<std::string> Operand::texts_in(const json::value& value,
                                           std::string_view member) const {
    std::vector<std::string> all;
    const auto* list = value.if_array();
    bool good = list && !list->empty() && list->size() <= most_values;
    if (good)
        for (const auto& each : *list) {
            good = good && each.is_string() && each.get_string().size() <= longest_value
                   && text::is_storable(each.get_string());
            if (good) all.emplace_back(each.get_string());
        }
    if (good) return all;
    complain(member, "wrong_type", "must be a list of 1 to 1000 texts");
    return {};
}

std::pair<json::value, json::value> Operand::two() const {
    if (const auto* list = condition_.value.if_array(); list && list->size() == 2)
        return {(*list)[0], (*list)[1]};
    complain("value", "wrong_type", "must be a list of two values");
    return {};
}

std::int64_t Operand::whole(const json::value& value, std::string_view member,
                            std::int64_t most) const {
    const auto* number = value.if_int64();
    if (number && *number >= 0 && *number <= most) return *number;
    complain(member, number ? "out_of_range" : "wrong_type",
             fmt::format("must be a whole number, at most {}", most));
    return 0;
}

Date Operand::date(const json::value& value, std::string_view member) const {
    static const Date none{std::chrono::year(2000) / 1 / 1};
    const auto parsed =
        value.is_string() ? parse_date(std::string_view(value.get_string())) : std::nullopt;
    // Where the zone's rules end, and a day's margin on both sides.
    const bool in_range = parsed && parsed->day.year() >= std::chrono::year(1901)
                          && parsed->day.year() <= std::chrono::year(2036);
    if (in_range) return *parsed;
    complain(member, "bad_format", "must be a date between 1901 and 2036, such as 2026-01-31");
    return none;
}

void Operand::complain(std::string_view member, std::string code, std::string message) const {
    problems_.at = condition_.path + '.' + std::string(member);
    problems_.add(std::move(code), std::move(message));
    problems_.at.clear();
}

} // namespace crm
