#include "features/crm/rules/compiler.hpp"

#include <boost/json.hpp>

#include "platform/text/fold.hpp"
#include "platform/text/like.hpp"
#include "platform/text/phone.hpp"
#include "platform/text/utf8.hpp"

namespace crm {
namespace {

namespace json = boost::json;

constexpr std::size_t most_values = 1000;   // of is_any_of
constexpr std::size_t longest_value = 1000; // bytes of a text to compare with
constexpr std::int64_t most_days = 36'500;

class Compiler {
  public:
    Compiler(const RuleContext& context, db::Params& params, meta::Problems& problems)
        : context_(context), params_(params), problems_(problems) {}

    std::string group(const RuleGroup& rule) {
        std::string joined;
        const char* word = rule.match == Match::all ? " AND " : " OR ";
        for (const auto& item : rule.items) {
            if (!joined.empty()) joined += word;
            joined += item.group ? group(*item.group) : bounded(condition(*item.condition));
        }
        // An empty group asks nothing: everybody fits "all of nothing", nobody "any of nothing".
        if (joined.empty()) return rule.match == Match::any ? "false" : "true";
        if (rule.match == Match::none) return "NOT COALESCE((" + joined + "), false)";
        return '(' + joined + ')';
    }

  private:
    // The planner makes a join of each EXISTS and tries their orders: 250 took it over 15 s. What
    // comes after the first few is asked row by row instead.
    std::string bounded(std::string sql) {
        constexpr int most_joins = 6;
        if (++conditions_ <= most_joins) return sql;
        return "COALESCE(" + sql + ", false)";
    }

    std::string condition(const Condition& each) {
        at_ = &each;
        const auto* field = find_rule_field(context_.fields, each.field);
        if (!field) return complain("field", "unknown_field", "there is no field of this name");
        const auto known = operators_of(field->type);
        if (std::ranges::find(known, each.op) == known.end())
            return complain("operator", "not_allowed", "must be one of: " + joined(known));
        if (field->source == FieldSource::tags) return tags(each);
        if (each.op == "is_empty") return "NOT " + exists(*field, presence(*field));
        if (each.op == "is_not_empty") return exists(*field, presence(*field));
        // "Is not", "does not contain" and "is none of" include who has no value.
        if (each.op == "is_not") return "NOT " + exists(*field, compare(*field, "is"));
        if (each.op == "not_contains") return "NOT " + exists(*field, compare(*field, "contains"));
        if (each.op == "is_none_of") return "NOT " + exists(*field, compare(*field, "is_any_of"));
        return exists(*field, compare(*field, each.op));
    }

    // The comparison holds for the value, or for one of the values of a field that has several.
    std::string exists(const RuleField& field, const std::string& comparison) {
        switch (field.source) {
            case FieldSource::emails:
                return "EXISTS (SELECT 1 FROM contact_emails e WHERE e.project_id = $1 AND "
                       "e.contact_id = c.id AND "
                       + comparison + ')';
            case FieldSource::phones:
                return "EXISTS (SELECT 1 FROM contact_phones p WHERE p.project_id = $1 AND "
                       "p.contact_id = c.id AND "
                       + comparison + ')';
            case FieldSource::own_field:
                return "EXISTS (SELECT 1 FROM contact_field_values v WHERE v.project_id = $1 AND "
                       "v.contact_id = c.id "
                       "AND v.field_id = "
                       + parameter(field.field_id, "uuid") + " AND " + comparison + ')';
            default:
                return "COALESCE(" + comparison + ", false)";
        }
    }

    static std::string presence(const RuleField& field) {
        if (field.type == RuleType::text && field.source != FieldSource::own_field)
            return '(' + field.expression + " IS NOT NULL AND " + field.expression + " <> '')";
        return field.expression + " IS NOT NULL";
    }

    std::string compare(const RuleField& field, std::string_view op) {
        switch (field.type) {
            case RuleType::text:
                return compare_text(field, op);
            case RuleType::number:
                return compare_number(field, op);
            case RuleType::date:
                return compare_date(field, op);
            case RuleType::boolean:
                return compare_boolean(field);
            case RuleType::choice:
                return compare_choice(field, op);
            case RuleType::user:
                return compare_user(field, op);
            case RuleType::tags:
                break;
        }
        return "false";
    }

    bool is_folded(const RuleField& field) const {
        return field.source == FieldSource::folded || field.source == FieldSource::own_field;
    }

    // The text as the column has it: folded, a phone number in E.164, else in lower case.
    std::string comparable(const RuleField& field, std::string_view typed, bool whole) const {
        if (field.source == FieldSource::phones && whole)
            return text::phone_e164(typed, context_.default_region).value_or(std::string(typed));
        return text::fold(typed);
    }

    std::string compare_text(const RuleField& field, std::string_view op) {
        const auto column = is_folded(field) || field.source == FieldSource::emails
                                    || field.source == FieldSource::phones
                                ? field.expression
                                : "lower(" + field.expression + ')';
        if (op == "is_any_of") {
            std::vector<std::string> values;
            for (const auto& each : texts()) values.push_back(comparable(field, each, true));
            return column + " = ANY(" + parameter(values, "text[]") + ')';
        }
        const auto typed = text_value();
        if (op == "is") return column + " = " + parameter(comparable(field, typed, true), "text");
        const auto folded = comparable(field, typed, false);
        const auto pattern =
            op == "starts_with" ? text::prefix_pattern(folded) : text::contains_pattern(folded);
        return column + " LIKE " + parameter(pattern, "text");
    }

    std::string compare_number(const RuleField& field, std::string_view op) {
        if (op == "between") {
            const auto [low, high] = two();
            return field.expression + " BETWEEN " + parameter(number(low), "float8") + " AND "
                   + parameter(number(high), "float8");
        }
        const auto sign = op == "at_least" ? " >= " : op == "at_most" ? " <= " : " = ";
        return field.expression + sign + parameter(number(at_->value), "float8");
    }

    // Days of the project's zone: "after 31 January" begins with 1 February there.
    std::string compare_date(const RuleField& field, std::string_view op) {
        const auto today = context_.zone.date_at(context_.now);
        if (op == "within_last_days") return not_before(field, days_before(today, days()));
        if (op == "more_than_days_ago") return before(field, days_before(today, days()));
        if (op == "between") {
            const auto [low, high] = two();
            return '(' + not_before(field, date(low)) + " AND "
                   + before(field, days_before(date(high), -1)) + ')';
        }
        const auto day = date(at_->value);
        return op == "before" ? before(field, day) : not_before(field, days_before(day, -1));
    }

    std::string not_before(const RuleField& field, Date day) {
        return field.expression + " >= " + day_start(field, day);
    }
    std::string before(const RuleField& field, Date day) {
        return field.expression + " < " + day_start(field, day);
    }

    std::string day_start(const RuleField& field, Date day) {
        if (field.source == FieldSource::own_field) return parameter(day, "date");
        return parameter(context_.zone.day(day).begin, "timestamptz");
    }

    static Date days_before(Date day, std::int64_t count) {
        return {std::chrono::sys_days(day.day) - std::chrono::days(count)};
    }

    std::string compare_boolean(const RuleField& field) {
        if (!at_->value.is_bool()) return complain("value", "wrong_type", "must be true or false");
        return field.expression + " = " + parameter(at_->value.get_bool(), "boolean");
    }

    std::string compare_choice(const RuleField& field, std::string_view op) {
        auto values = op == "is_any_of" ? texts() : std::vector<std::string>{text_value()};
        for (auto& value : values) {
            if (std::ranges::find(field.options, value) == field.options.end())
                return complain("value", "not_allowed", "must be one of: " + joined(field.options));
            if (field.source == FieldSource::own_field) value = text::fold(value);
        }
        return field.expression + " = ANY(" + parameter(values, "text[]") + ')';
    }

    std::string compare_user(const RuleField& field, std::string_view op) {
        std::vector<Uuid> ids;
        for (const auto& value :
             op == "is_any_of" ? texts() : std::vector<std::string>{text_value()}) {
            const auto id = Uuid::parse(value);
            if (!id) return complain("value", "bad_format", "must be the id of a member");
            ids.push_back(*id);
        }
        return field.expression + " = ANY(" + parameter(ids, "uuid[]") + ')';
    }

    std::string tags(const Condition& each) {
        static const std::string any =
            "EXISTS (SELECT 1 FROM contact_tags ct WHERE ct.project_id = $1 AND ct.contact_id = "
            "c.id";
        if (each.op == "is_empty") return "NOT " + any + ')';
        if (each.op == "is_not_empty") return any + ')';
        std::vector<std::string> names;
        for (const auto& name : texts()) names.push_back(text::fold(name));
        const auto of_names = [&](const std::vector<std::string>& wanted) {
            return any + " AND ct.tag_id IN (SELECT id FROM tags WHERE project_id = $1 AND "
                         "name_folded = ANY(" +
                   parameter(wanted, "text[]") + ")))";
        };
        if (each.op == "has_any_of") return of_names(names);
        if (each.op == "has_none_of") return "NOT " + of_names(names);
        std::string all;
        for (const auto& name : names) all += (all.empty() ? "" : " AND ") + of_names({name});
        return all.empty() ? "true" : '(' + all + ')';
    }

    // --- values ---

    std::string text_value() {
        if (at_->value.is_string() && at_->value.get_string().size() <= longest_value
            && !at_->value.get_string().empty())
            return std::string(at_->value.get_string());
        complain("value", "wrong_type", "must be a text of 1 to 1000 characters");
        return {};
    }

    std::vector<std::string> texts() {
        std::vector<std::string> all;
        const auto* list = at_->value.if_array();
        bool good = list && !list->empty() && list->size() <= most_values;
        if (good)
            for (const auto& each : *list) {
                good = good && each.is_string() && each.get_string().size() <= longest_value;
                if (good) all.emplace_back(each.get_string());
            }
        if (!good) complain("value", "wrong_type", "must be a list of 1 to 1000 texts");
        return all;
    }

    std::pair<json::value, json::value> two() {
        if (const auto* list = at_->value.if_array(); list && list->size() == 2)
            return {(*list)[0], (*list)[1]};
        complain("value", "wrong_type", "must be a list of two values");
        return {};
    }

    double number(const json::value& value) {
        if (value.is_number()) return value.to_number<double>();
        complain("value", "wrong_type", "must be a number");
        return 0;
    }

    std::int64_t days() {
        const auto* whole = at_->value.if_int64();
        if (whole && *whole >= 0 && *whole <= most_days) return *whole;
        complain("value", "out_of_range", "must be a whole number of days, at most 36500");
        return 0;
    }

    Date date(const json::value& value) {
        static const Date none{std::chrono::year(2000) / 1 / 1};
        const auto parsed =
            value.is_string() ? parse_date(std::string_view(value.get_string())) : std::nullopt;
        // Where the zone's rules end, and a day's margin on both sides.
        const bool in_range = parsed && parsed->day.year() >= std::chrono::year(1901)
                              && parsed->day.year() <= std::chrono::year(2036);
        if (in_range) return *parsed;
        complain("value", "bad_format", "must be a date between 1901 and 2036, such as 2026-01-31");
        return none;
    }

    template <class T>
    std::string parameter(const T& value, std::string_view type) {
        params_.push_back(db::param(value));
        return '$' + std::to_string(params_.size()) + "::" + std::string(type);
    }

    template <class Texts>
    static std::string joined(const Texts& texts) {
        std::string all;
        for (const auto& each : texts) all += (all.empty() ? "" : ", ") + std::string(each);
        return all;
    }

    std::string complain(std::string_view member, std::string code, std::string message) {
        problems_.at = at_->path + '.' + std::string(member);
        problems_.add(std::move(code), std::move(message));
        problems_.at.clear();
        return "false";
    }

    const RuleContext& context_;
    db::Params& params_;
    meta::Problems& problems_;
    const Condition* at_ = nullptr;
    int conditions_ = 0;
};

} // namespace

std::string compile_rule(const RuleGroup& rule, const RuleContext& context, db::Params& params,
                         meta::Problems& problems) {
    return Compiler(context, params, problems).group(rule);
}

} // namespace crm
