#include "features/crm/rules/compiler.hpp"

#include <algorithm>
#include <boost/json.hpp>
#include <cmath>

#include "platform/text/fold.hpp"
#include "platform/text/like.hpp"
#include "platform/text/phone.hpp"

namespace crm {
namespace {

template <class Texts>
std::string joined(const Texts& texts) {
    std::string all;
    for (const auto& each : texts) all += (all.empty() ? "" : ", ") + std::string(each);
    return all;
}

// What "is not" and its like deny; empty for other operators.
std::string_view denied_by(std::string_view op) {
    if (op == "is_not") return "is";
    if (op == "not_contains") return "contains";
    if (op == "is_none_of") return "is_any_of";
    return {};
}

// Whether the schema keeps the column from being NULL.
bool never_null(std::string_view expression) {
    constexpr std::string_view filled[] = {"c.name_folded",
                                           "c.company_folded",
                                           "c.first_name",
                                           "c.last_name",
                                           "c.source",
                                           "c.language",
                                           "c.lifecycle_stage",
                                           "c.first_contact_date",
                                           "c.created_at",
                                           "c.updated_at",
                                           "c.email_subscribed",
                                           "c.sms_subscribed",
                                           "c.marketing_consent",
                                           "c.do_not_contact",
                                           "s.engagement_score",
                                           "s.total_interactions"};
    return std::ranges::find(filled, expression) != std::end(filled);
}

// Beyond what a column can hold everything is smaller, or greater.
std::int64_t whole_number(double number) {
    constexpr double most = 9e18; // std::int64_t ends a little later
    return static_cast<std::int64_t>(std::clamp(number, -most, most));
}

} // namespace

std::string RuleCompiler::group(const RuleGroup& rule) {
    std::string all;
    const char* word = rule.match == Match::all ? " AND " : " OR ";
    for (const auto& item : rule.items) {
        if (!all.empty()) all += word;
        all += item.group ? group(*item.group) : asked_row_by_row(condition(*item.condition));
    }
    // An empty group asks nothing: everybody fits "all of nothing", nobody "any of nothing".
    if (all.empty()) return rule.match == Match::any ? "false" : "true";
    if (rule.match == Match::none) return "NOT (" + all + ')';
    return '(' + all + ')';
}

// The planner makes a join of each EXISTS and tries their orders: 250 took it over 15 s. What comes
// after the first few is asked row by row instead.
std::string RuleCompiler::asked_row_by_row(std::string sql) const {
    return is_wide() ? "COALESCE(" + sql + ", false)" : std::move(sql);
}

// An EXISTS that is no join is planned in two ways, to be asked row by row or of a hash of
// everybody, over every month of events: 250 of them took seconds to plan. One way is enough for
// those.
std::string RuleCompiler::exists(const std::string& rows) const {
    if (is_wide()) return "COALESCE((SELECT true FROM " + rows + " LIMIT 1), false)";
    return "EXISTS (SELECT 1 FROM " + rows + ')';
}

std::string RuleCompiler::condition(const Condition& condition) {
    ++conditions_;
    const Operand operand(condition, problems_);
    const auto* field = find_rule_field(context_.fields, condition.field);
    if (!field) {
        operand.complain("field", "unknown_field", "there is no field of this name");
        return "false";
    }
    const auto known = operators_of(field->type);
    if (std::ranges::find(known, condition.op) == known.end()) {
        operand.complain("operator", "not_allowed", "must be one of: " + joined(known));
        return "false";
    }
    if (field->events) return events_condition(*field, condition);
    operand.refuse_event_filter();
    if (condition.op == "is_empty")
        return "NOT " + among_rows(*field, field->expression + " IS NOT NULL");
    if (condition.op == "is_not_empty")
        return among_rows(*field, field->expression + " IS NOT NULL");
    if (field->type == RuleType::tags) return compare_names(*field, operand, condition.op);
    if (field->type == RuleType::segments) return compare_segments(*field, operand, condition.op);
    // "Is not", "does not contain" and "is none of" include who has no value.
    if (const auto denied = denied_by(condition.op); !denied.empty())
        return "NOT " + among_rows(*field, compare(*field, operand, denied));
    return among_rows(*field, compare(*field, operand, condition.op));
}

// The comparison holds for the value, or for one of the values of a field that has several.
std::string RuleCompiler::among_rows(const RuleField& field, const std::string& comparison) {
    // An empty text is no value.
    const bool may_be_blank = field.type == RuleType::text && field.rows.empty();
    const auto given =
        may_be_blank ? '(' + comparison + " AND " + field.expression + " <> '')" : comparison;
    // Bare where it can: PostgreSQL uses no index and no statistics inside COALESCE.
    if (field.rows.empty() && never_null(field.expression)) return '(' + given + ')';
    if (field.rows.empty()) return "COALESCE(" + given + ", false)";
    return exists(rows_of(field) + " AND " + given);
}

std::string RuleCompiler::rows_of(const RuleField& field) {
    auto rows = field.rows;
    constexpr std::string_view id = "{id}";
    if (const auto at = rows.find(id); at != rows.npos)
        rows.replace(at, id.size(), parameter(field.field_id, "uuid"));
    return rows;
}

std::string RuleCompiler::compare(const RuleField& field, const Operand& operand,
                                  std::string_view op) {
    switch (field.type) {
        case RuleType::text:
            return compare_text(field, operand, op);
        case RuleType::number:
            return compare_number(field, operand, op);
        case RuleType::date:
            return compare_date(field, operand, op);
        case RuleType::boolean:
            return field.expression + " = " + parameter(operand.boolean(), "boolean");
        case RuleType::choice:
            return compare_choice(field, operand);
        case RuleType::user:
            return field.expression + " = ANY(" + parameter(operand.ids("member"), "uuid[]") + ')';
        case RuleType::tags:
        case RuleType::segments:
        case RuleType::count:
            break;
    }
    throw std::logic_error("this type of field is compared elsewhere: " + field.key);
}

// The text as the column has it. A part of a phone number is compared as typed.
std::string RuleCompiler::comparable(const RuleField& field, const std::string& typed,
                                     bool whole) const {
    if (field.form == TextForm::lower) return typed; // PostgreSQL lowers both sides
    if (field.form == TextForm::phone && whole)
        return text::phone_e164(typed, context_.default_region).value_or(typed);
    return text::fold(typed);
}

std::string RuleCompiler::compare_text(const RuleField& field, const Operand& operand,
                                       std::string_view op) {
    const bool lower = field.form == TextForm::lower;
    const auto column = lower ? "lower(" + field.expression + ')' : field.expression;
    const auto lowered = [&](const std::string& sql) { return lower ? "lower(" + sql + ')' : sql; };
    if (op == "is_any_of") {
        std::vector<std::string> values;
        for (const auto& each : operand.texts()) values.push_back(comparable(field, each, true));
        return column + " = ANY(ARRAY(SELECT " + lowered("x") + " FROM unnest("
               + parameter(values, "text[]") + ") x))";
    }
    const auto typed = operand.text();
    if (op == "is")
        return column + " = " + lowered(parameter(comparable(field, typed, true), "text"));
    const auto part = comparable(field, typed, false);
    if (field.form == TextForm::address && op == "contains" && part.find('@') != part.npos)
        return contains_address_part(part);
    const auto pattern =
        op == "starts_with" ? text::prefix_pattern(part) : text::contains_pattern(part);
    return column + " LIKE " + lowered(parameter(pattern, "text"));
}

// "@example.com" is asked of the domain. By a function that the planner takes for common: LIKE it
// takes for rare, and would begin with the addresses of every second person.
std::string RuleCompiler::contains_address_part(const std::string& part) {
    const auto at = part.rfind('@');
    auto sql = "starts_with(e.domain, " + parameter(part.substr(at + 1), "text") + ')';
    if (at == 0) return sql;
    const auto ending = '%' + text::like_literal(std::string_view(part).substr(0, at));
    return sql + " AND e.local_part LIKE " + parameter(ending, "text");
}

std::string RuleCompiler::compare_number(const RuleField& field, const Operand& operand,
                                         std::string_view op) {
    if (op == "between") {
        const auto [low, high] = operand.numbers();
        return number_at_least(field, low) + " AND " + number_at_most(field, high);
    }
    const auto number = operand.number();
    if (op == "at_least") return number_at_least(field, number);
    if (op == "at_most") return number_at_most(field, number);
    return number_at_least(field, number) + " AND " + number_at_most(field, number);
}

// A column of whole numbers is compared with one: cast to float8 it would have neither index nor
// statistics.
std::string RuleCompiler::number_at_least(const RuleField& field, double low) {
    return field.expression + " >= "
           + (field.whole ? parameter(whole_number(std::ceil(low)), "bigint")
                          : parameter(low, "float8"));
}

std::string RuleCompiler::number_at_most(const RuleField& field, double high) {
    return field.expression + " <= "
           + (field.whole ? parameter(whole_number(std::floor(high)), "bigint")
                          : parameter(high, "float8"));
}

std::string RuleCompiler::compare_date(const RuleField& field, const Operand& operand,
                                       std::string_view op) {
    if (op != "anniversary_within_days")
        return within(field.expression, operand.days(today()), field.is_day);
    const auto local = field.is_day ? field.expression
                                    : '(' + field.expression + " AT TIME ZONE "
                                          + parameter(context_.zone.name(), "text") + ')';
    return "to_char(" + local + ", 'MM-DD') = ANY("
           + parameter(operand.anniversaries(today()), "text[]") + ')';
}

std::string RuleCompiler::compare_choice(const RuleField& field, const Operand& operand) {
    auto values = operand.one_or_more();
    for (auto& value : values) {
        if (std::ranges::find(field.options, value) == field.options.end())
            operand.complain("value", "not_allowed", "must be one of: " + joined(field.options));
        if (field.form == TextForm::folded) value = text::fold(value);
    }
    return field.expression + " = ANY(" + parameter(values, "text[]") + ')';
}

std::string RuleCompiler::compare_names(const RuleField& field, const Operand& operand,
                                        std::string_view op) {
    const auto has = [&](const std::vector<std::string>& names) {
        return among_rows(field, field.expression + " = ANY(" + parameter(names, "text[]") + ')');
    };
    std::vector<std::string> names;
    for (const auto& name : operand.texts()) names.push_back(text::fold(name));
    if (op == "has_any_of") return has(names);
    if (op == "has_none_of") return "NOT " + has(names);
    std::string all;
    for (const auto& name : names) all += (all.empty() ? "" : " AND ") + has({name});
    return all.empty() ? "true" : '(' + all + ')';
}

std::string RuleCompiler::compare_segments(const RuleField& field, const Operand& operand,
                                           std::string_view op) {
    const auto in = [&](const std::vector<Uuid>& ids) {
        return among_rows(field, field.expression + " = ANY(" + parameter(ids, "uuid[]") + ')');
    };
    const auto ids = operand.ids("segment");
    if (op == "is_any_of") return in(ids);
    if (op == "is_none_of") return "NOT " + in(ids);
    std::string all;
    for (const auto& id : ids) all += (all.empty() ? "" : " AND ") + in({id});
    return all.empty() ? "true" : '(' + all + ')';
}

// Days of the project's zone: "after 31 January" begins with 1 February there.
std::string RuleCompiler::within(const std::string& expression, Days days, bool is_day) {
    std::string all;
    if (days.from) all = not_before(expression, *days.from, is_day);
    if (days.until) all += (all.empty() ? "" : " AND ") + before(expression, *days.until, is_day);
    return all.empty() ? "true" : '(' + all + ')';
}

std::string RuleCompiler::not_before(const std::string& expression, Date day, bool is_day) {
    return expression + " >= " + day_start(day, is_day);
}

std::string RuleCompiler::before(const std::string& expression, Date day, bool is_day) {
    return expression + " < " + day_start(day, is_day);
}

std::string RuleCompiler::day_start(Date day, bool is_day) {
    if (is_day) return parameter(day, "date");
    return parameter(context_.zone.day(day).begin, "timestamptz");
}

std::string RuleCompiler::value(const Condition& condition) {
    const auto* field = find_rule_field(context_.fields, condition.field);
    if (!field) return "NULL";
    if (field->events) {
        const Operand operand(condition, problems_);
        const auto events =
            matching_events(*field->events, operand.events(*field->events, today()));
        const auto what = field->event_value == EventValue::count ? std::string("count(*)")
                          : field->event_value == EventValue::first
                              ? "min(" + field->expression + ')'
                              : "max(" + field->expression + ')';
        return "(SELECT " + what + "::text FROM " + events + " AND " + field->events->contact_id
               + " = c.id)";
    }
    const auto& read = field->shown.empty() ? field->expression : field->shown;
    if (field->rows.empty()) return read + "::text";
    return "(SELECT string_agg(shown.value, ', ' ORDER BY shown.value) FROM (SELECT " + read
           + "::text AS value FROM " + rows_of(*field) + " LIMIT 20) shown)";
}

std::string RuleCompiler::last_event(const Condition& condition) {
    const auto* field = find_rule_field(context_.fields, condition.field);
    if (!field || !field->events) return "NULL::timestamptz";
    const Operand operand(condition, problems_);
    const auto events = matching_events(*field->events, operand.events(*field->events, today()));
    return "(SELECT max(" + field->events->happened_at + ") FROM " + events + " AND "
           + field->events->contact_id + " = c.id)";
}

std::string compile_rule(const RuleGroup& rule, const RuleContext& context, db::Params& params,
                         meta::Problems& problems) {
    return RuleCompiler(context, params, problems).group(rule);
}

} // namespace crm
