#include "features/crm/rules/facets.hpp"

#include <algorithm>
#include <array>

#include "platform/text/fold.hpp"
#include "platform/text/phone.hpp"
#include "platform/text/utf8.hpp"

namespace crm {
namespace {

enum class FacetKind {
    value,     // a code for each value
    beginning, // for the first characters, as many as `lengths` says
    number,    // for buckets
    day
};

// As facets_of_contacts in db/migrations/0035_contact_facets.sql makes them.
struct Facet {
    std::string_view field;
    FacetKind kind = FacetKind::value;
    std::array<std::size_t, 4> lengths = {}; // the longest first
};

constexpr Facet known_facets[] = {{"lifecycle_stage"},
                                  {"source"},
                                  {"language"},
                                  {"time_zone"},
                                  {"first_name"},
                                  {"last_name"},
                                  {"job_title"},
                                  {"company"},
                                  {"display_name"},
                                  {"assigned_to"},
                                  {"email_subscribed"},
                                  {"sms_subscribed"},
                                  {"marketing_consent"},
                                  {"do_not_contact"},
                                  {"tags"},
                                  {"email", FacetKind::beginning, {6, 4, 2}},
                                  {"email_domain", FacetKind::beginning, {16, 11, 8, 4}},
                                  {"phone", FacetKind::beginning, {8, 5, 3}},
                                  {"engagement_score", FacetKind::number},
                                  {"total_interactions", FacetKind::number},
                                  {"created_at", FacetKind::day},
                                  {"updated_at", FacetKind::day},
                                  {"last_interaction_date", FacetKind::day}};

constexpr std::int64_t greatest_bucket = 1000; // of numbers, as they begin at its opposite
constexpr int first_month = 1900 * 12, last_month = 2100 * 12;

const Facet* find_facet(std::string_view field) {
    const auto* found = std::ranges::find(known_facets, field, &Facet::field);
    return found == std::end(known_facets) ? nullptr : found;
}

FacetKind kind_of_custom(RuleType type) {
    if (type == RuleType::number) return FacetKind::number;
    return type == RuleType::date ? FacetKind::day : FacetKind::value;
}

int month_of(std::chrono::sys_days day) {
    const std::chrono::year_month_day date(day);
    const auto month =
        static_cast<int>(date.year()) * 12 + static_cast<int>(unsigned(date.month())) - 1;
    return std::clamp(month, first_month, last_month);
}

FacetSql list_of(const std::vector<FacetSql>& codes) {
    auto list = joined(codes, ", ");
    list.sql = "ARRAY[" + list.sql + ']';
    return list;
}

template <class T>
FacetSql parameter(const T& value, std::string_view type) {
    return {"?::" + std::string(type), {db::param(value)}};
}

// The code of a value, which is of type text.
FacetSql code(const std::string& field, const FacetSql& value) {
    auto made = joined({parameter(field, "text"), value}, ", ");
    made.sql = "facet($1, " + made.sql + ')';
    return made;
}

class FacetReader {
  public:
    explicit FacetReader(const RuleContext& context) : context_(context) {}

    void read(const RuleGroup& rule) {
        if (rule.match == Match::none) return;
        if (rule.match == Match::any) return read_any(rule);
        for (const auto& item : rule.items) read(item);
    }
    RuleFacets take() { return std::move(made_); }

  private:
    void read(const RuleGroup::Item& item) {
        if (item.group) read(*item.group);
        if (item.condition) read(*item.condition);
    }

    // Everybody who fits has a code of one of the alternatives, when each of them has some.
    void read_any(const RuleGroup& rule) {
        std::vector<FacetSql> lists;
        for (const auto& item : rule.items) {
            FacetReader alternative(context_);
            alternative.read(item);
            const auto& found = alternative.made_;
            if (found.points.empty() && found.values.empty() && found.ranges.empty()) return;
            lists.push_back(!found.points.empty()   ? list_of({found.points.front()})
                            : !found.values.empty() ? found.values.front()
                                                    : found.ranges.front());
        }
        if (lists.empty()) return;
        auto all = joined(lists, " || ");
        all.sql = '(' + all.sql + ')';
        made_.ranges.push_back(std::move(all));
    }

    void read(const Condition& condition) {
        const auto* field = find_rule_field(context_.fields, condition.field);
        if (!field) return;
        const auto* known = find_facet(field->key);
        if (!known && !field->custom) return;
        const Facet facet = known ? *known : Facet{{}, kind_of_custom(field->type)};
        const auto name = field->custom ? field->field_id.text() : field->key;
        const Operand operand(condition, problems_);
        switch (facet.kind) {
            case FacetKind::value:
                return read_value(*field, name, operand, condition.op);
            case FacetKind::beginning:
                return read_beginning(*field, facet, operand, condition.op);
            case FacetKind::number:
                return read_number(name, operand, condition.op);
            case FacetKind::day:
                return read_day(*field, name, operand, condition.op);
        }
    }

    void read_value(const RuleField& field, const std::string& name, const Operand& operand,
                    std::string_view op) {
        const auto of = [&](const std::string& text) {
            auto value = parameter(text, "text");
            const bool lowered = field.form == TextForm::lower && field.type == RuleType::text;
            if (lowered) value.sql = "lower(" + value.sql + ')'; // by PostgreSQL, as the stored one
            return code(name, value);
        };
        if (op == "is_empty" && field.rows.empty()) return add_point(of(""));
        if ((op == "contains" || op == "starts_with") && has_pairs(field))
            return read_part(field, name, operand.text());
        if (op == "is" && field.type == RuleType::boolean)
            return add_point(of(operand.boolean() ? "true" : "false"));
        if (op == "has_all_of") {
            for (const auto& each : operand.texts()) add_point(of(text::fold(each)));
            return;
        }
        if (op != "is" && op != "is_any_of" && op != "has_any_of") return;
        std::vector<FacetSql> codes;
        for (const auto& value : values(field, operand, op)) codes.push_back(of(value));
        add_one_of(codes);
    }

    static bool has_pairs(const RuleField& field) {
        return field.custom || field.key == "job_title";
    }

    // Whoever has the part has each pair of neighbours in it; one character alone says nothing.
    void read_part(const RuleField& field, const std::string& name, const std::string& typed) {
        auto part = parameter(field.form == TextForm::folded ? text::fold(typed) : typed, "text");
        if (text::count_code_points(*part.params.front()) < 2) return;
        if (field.form == TextForm::lower) part.sql = "lower(" + part.sql + ')';
        auto made = joined({parameter(name, "text"), part}, ", ");
        made.sql = "facets_of_pairs($1, " + made.sql + ')';
        made_.all.push_back(std::move(made));
    }

    std::vector<std::string> values(const RuleField& field, const Operand& operand,
                                    std::string_view op) {
        std::vector<std::string> all;
        if (field.type == RuleType::user)
            for (const auto& id : operand.ids("member")) all.push_back(id.text());
        else if (field.type == RuleType::text && op == "is")
            all.push_back(operand.text());
        else
            all = field.type == RuleType::choice ? operand.one_or_more() : operand.texts();
        if (field.form == TextForm::folded)
            for (auto& each : all) each = text::fold(each);
        return all;
    }

    void read_beginning(const RuleField& field, const Facet& facet, const Operand& operand,
                        std::string_view op) {
        if (op == "is_any_of") {
            std::vector<FacetSql> codes;
            for (const auto& value : operand.texts()) {
                auto one = beginning(facet, whole(field, value));
                if (!one) return;
                codes.push_back(std::move(*one));
            }
            add_one_of(codes);
        } else if (op == "is") {
            add_point(beginning(facet, whole(field, operand.text())));
        } else if (op == "starts_with") {
            add_point(beginning(facet, text::fold(operand.text())));
        } else if (op == "contains" && field.form == TextForm::address) {
            const auto part = text::fold(operand.text());
            if (const auto at = part.rfind('@'); at != part.npos)
                add_point(beginning(*find_facet("email_domain"), part.substr(at + 1)));
        }
    }

    std::string whole(const RuleField& field, const std::string& typed) const {
        if (field.form == TextForm::phone)
            if (auto number = text::phone_e164(typed, context_.default_region)) return *number;
        return text::fold(typed);
    }

    // The code of as many characters as the text has; none when it is too short.
    static std::optional<FacetSql> beginning(const Facet& facet, std::string_view typed) {
        const auto characters = text::count_code_points(typed);
        const auto length = std::ranges::find_if(
            facet.lengths, [&](auto each) { return each > 0 && each <= characters; });
        if (length == facet.lengths.end()) return std::nullopt;
        return code(std::string(facet.field) + '^' + std::to_string(*length),
                    parameter(std::string(text::first_code_points(typed, *length)), "text"));
    }

    void read_number(const std::string& name, const Operand& operand, std::string_view op) {
        const auto bucket = [](double number) {
            auto made = parameter(number, "float8");
            made.sql = "facet_bucket(" + made.sql + ')';
            return made;
        };
        if (op == "is") {
            const auto same = bucket(operand.number());
            add_range(name, same, same);
        } else if (op == "at_least") {
            add_range(name, bucket(operand.number()), parameter(greatest_bucket, "integer"));
        } else if (op == "at_most") {
            add_range(name, parameter(-greatest_bucket, "integer"), bucket(operand.number()));
        } else if (op == "between") {
            const auto [low, high] = operand.numbers();
            add_range(name, bucket(low), bucket(high));
        }
    }

    void read_day(const RuleField& field, const std::string& name, const Operand& operand,
                  std::string_view op) {
        const auto months = [&](std::int64_t from, std::int64_t until) {
            add_range(name, parameter(from, "integer"), parameter(until, "integer"));
        };
        if (op == "is_empty" && field.rows.empty()) return months(first_month, first_month);
        if (op == "is_empty" || op == "is_not_empty" || op == "anniversary_within_days") return;
        const auto days = operand.days(context_.zone.date_at(context_.now));
        // Months are those of UTC; a day of a zone begins and ends within a day of it.
        constexpr std::chrono::days slack(1);
        months(days.from ? month_of(std::chrono::sys_days(days.from->day) - slack) : first_month,
               days.until ? month_of(std::chrono::sys_days(days.until->day) + slack) : last_month);
    }

    void add_point(std::optional<FacetSql> code) {
        if (code) made_.points.push_back(std::move(*code));
    }
    void add_one_of(const std::vector<FacetSql>& codes) {
        if (codes.size() == 1) made_.points.push_back(codes.front());
        if (codes.size() > 1) made_.values.push_back(list_of(codes));
    }
    void add_range(const std::string& name, const FacetSql& low, const FacetSql& high) {
        auto made = joined({parameter(name, "text"), low, high}, ", ");
        made.sql = "facets_between($1, " + made.sql + ')';
        made_.ranges.push_back(std::move(made));
    }

    const RuleContext& context_;
    RuleFacets made_;
    meta::Problems problems_; // none: the rule compiles
};

} // namespace

FacetSql joined(const std::vector<FacetSql>& parts, std::string_view by) {
    FacetSql all;
    for (const auto& part : parts) {
        all.sql += (all.sql.empty() ? "" : std::string(by)) + part.sql;
        all.params.insert(all.params.end(), part.params.begin(), part.params.end());
    }
    return all;
}

std::string numbered(const FacetSql& part, db::Params& params) {
    auto next = params.size();
    params.insert(params.end(), part.params.begin(), part.params.end());
    std::string all;
    for (const char c : part.sql) {
        if (c == '?')
            all += '$' + std::to_string(++next);
        else
            all += c;
    }
    return all;
}

RuleFacets facets_of(const RuleGroup& rule, const RuleContext& context) {
    FacetReader reader(context);
    reader.read(rule);
    return reader.take();
}

std::string facet_condition(const RuleFacets& facets, FacetExtent extent, db::Params& params) {
    std::string all;
    if (!facets.points.empty())
        all += " AND f.codes @> " + numbered(list_of(facets.points), params);
    if (extent != FacetExtent::counted)
        for (const auto& each : facets.all) all += " AND f.codes @> " + numbered(each, params);
    for (const auto& each : facets.values) all += " AND f.codes && " + numbered(each, params);
    if (extent == FacetExtent::all)
        for (const auto& each : facets.ranges) all += " AND f.codes && " + numbered(each, params);
    return all;
}

} // namespace crm
