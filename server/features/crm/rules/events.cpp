// Conditions on what people did: "clicked at least 3 times in 90 days", "last call over a month
// ago". Part of RuleCompiler.
#include <boost/json.hpp>

#include "features/crm/rules/compiler.hpp"

namespace crm {

std::string RuleCompiler::events_condition(const RuleField& field, const Condition& condition) {
    const Operand operand(condition, problems_);
    const auto& source = *field.events;
    const auto filter = operand.events(source, today());
    const auto events = matching_events(source, filter);
    if (field.event_value == EventValue::count)
        return happens_times(source, events, operand.times());
    if (condition.op == "is_empty") return "NOT " + happens(source, events, "true");
    if (condition.op == "is_not_empty") return happens(source, events, "true");
    if (condition.op == "anniversary_within_days") {
        operand.complain("operator", "not_allowed", "events have no anniversary");
        return "false";
    }
    const auto days = operand.days(today());
    return field.event_value == EventValue::first ? first_within(source, events, days)
                                                  : last_within(source, events, days);
}

// "contact_interactions i WHERE … AND …": those that the condition speaks of, of anybody.
std::string RuleCompiler::matching_events(const EventSource& source, const EventFilter& filter) {
    auto events = source.rows;
    for (std::size_t i = 0; i < filter.parts.size(); ++i)
        if (!filter.parts[i].empty())
            events += " AND " + source.parts[i].expression + " = ANY("
                      + parameter(filter.parts[i], source.parts[i].is_id ? "uuid[]" : "text[]")
                      + ')';
    if (filter.days.from || filter.days.until)
        events += " AND " + within(source.happened_at, filter.days, false);
    return events;
}

std::string RuleCompiler::happens(const EventSource& source, const std::string& events,
                                  const std::string& more) {
    return exists(events + " AND " + source.contact_id + " = c.id AND " + more);
}

// Who did nothing has no row to be counted: where nothing is enough, the others are denied.
std::string RuleCompiler::happens_times(const EventSource& source, const std::string& events,
                                        Times times) {
    // What is always so or never is asked all the same: its parameters are bound already.
    const auto once = happens(source, events, "true");
    if (times.most && *times.most < times.least) return "(false AND " + once + ')';
    if (times.least == 0 && !times.most) return "(true OR " + once + ')';
    if (times.least == 0)
        return "NOT "
               + (*times.most == 0
                      ? happens(source, events, "true")
                      : counted(source, events, "count(*) > " + parameter(*times.most, "bigint")));
    if (times.least == 1 && !times.most) return once;
    auto having = "count(*) >= " + parameter(times.least, "bigint");
    if (times.most) having += " AND count(*) <= " + parameter(*times.most, "bigint");
    return counted(source, events, having);
}

// Grouped below the EXISTS: the planner may join it, hash it, or ask for one person by the index;
// of many conditions only the last.
std::string RuleCompiler::counted(const EventSource& source, const std::string& events,
                                  const std::string& having) {
    if (is_wide())
        return "COALESCE((SELECT true FROM " + events + " AND " + source.contact_id
               + " = c.id HAVING " + having + "), false)";
    const auto among = context_.candidates
                           ? " AND " + source.contact_id + " = ANY($"
                                 + std::to_string(*context_.candidates) + "::uuid[])"
                           : std::string();
    return "EXISTS (SELECT 1 FROM (SELECT " + source.contact_id + " AS person FROM " + events
           + among + " GROUP BY " + source.contact_id + " HAVING " + having
           + ") counted WHERE counted.person = c.id)";
}

// The first one lies in a span: there is one in it and none before.
std::string RuleCompiler::first_within(const EventSource& source, const std::string& events,
                                       Days days) {
    const auto in_it = happens(source, events, within(source.happened_at, days, false));
    if (!days.from) return in_it;
    return '(' + in_it + " AND NOT "
           + happens(source, events, before(source.happened_at, *days.from, false)) + ')';
}

std::string RuleCompiler::last_within(const EventSource& source, const std::string& events,
                                      Days days) {
    const auto in_it = happens(source, events, within(source.happened_at, days, false));
    if (!days.until) return in_it;
    return '(' + in_it + " AND NOT "
           + happens(source, events, not_before(source.happened_at, *days.until, false)) + ')';
}

} // namespace crm
