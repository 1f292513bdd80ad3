// From a rule to one SQL condition with parameters. No text of a caller ever becomes SQL.
#pragma once
#include "features/crm/rules/fields.hpp"
#include "features/crm/rules/operand.hpp"
#include "features/crm/rules/rule.hpp"
#include "platform/db/params.hpp"
#include "platform/time/zones.hpp"

namespace crm {

// What a rule is compiled for.
struct RuleContext {
    const std::vector<RuleField>& fields;
    zones::Zone zone; // of the project: where a day begins
    Timestamp now;
    std::string default_region; // for phone numbers
    // The parameter with the ids (uuid[]) of those who are asked about, when they are few: events
    // are then counted for them only, instead of for everybody and joined.
    std::optional<int> candidates = {};
};

// Appends to `params`, of which $1 is the project. Conditions read `contacts c` and `contact_stats
// s`, and are never NULL. Wrong fields, operators and values become problems that name their path;
// the text is then not to be used.
class RuleCompiler {
  public:
    RuleCompiler(const RuleContext& context, db::Params& params, meta::Problems& problems)
        : context_(context), params_(params), problems_(problems) {}

    std::string group(const RuleGroup& rule);
    std::string condition(const Condition& condition);
    // What the person has there, as text: an expression, NULL for nothing.
    std::string value(const Condition& condition);
    // When the events of the condition last happened: an expression of type timestamptz, NULL for
    // never and for conditions that are not about events.
    std::string last_event(const Condition& condition);

  private:
    bool is_wide() const { return conditions_ > most_joins; }
    std::string asked_row_by_row(std::string sql) const;
    std::string exists(const std::string& rows) const;
    std::string among_rows(const RuleField& field, const std::string& comparison);
    std::string rows_of(const RuleField& field);
    std::string compare(const RuleField& field, const Operand& operand, std::string_view op);
    std::string compare_text(const RuleField& field, const Operand& operand, std::string_view op);
    std::string contains_address_part(const std::string& part);
    std::string compare_number(const RuleField& field, const Operand& operand, std::string_view op);
    std::string number_at_least(const RuleField& field, double low);
    std::string number_at_most(const RuleField& field, double high);
    std::string compare_date(const RuleField& field, const Operand& operand, std::string_view op);
    std::string compare_choice(const RuleField& field, const Operand& operand);
    std::string compare_names(const RuleField& field, const Operand& operand, std::string_view op);
    std::string compare_segments(const RuleField& field, const Operand& operand,
                                 std::string_view op);
    std::string comparable(const RuleField& field, const std::string& typed, bool whole) const;

    std::string events_condition(const RuleField& field, const Condition& condition);
    std::string matching_events(const EventSource& source, const EventFilter& filter);
    std::string happens(const EventSource& source, const std::string& events,
                        const std::string& more);
    std::string happens_times(const EventSource& source, const std::string& events, Times times);
    std::string counted(const EventSource& source, const std::string& events,
                        const std::string& having);
    std::string first_within(const EventSource& source, const std::string& events, Days days);
    std::string last_within(const EventSource& source, const std::string& events, Days days);

    std::string within(const std::string& expression, Days days, bool is_day);
    std::string not_before(const std::string& expression, Date day, bool is_day);
    std::string before(const std::string& expression, Date day, bool is_day);
    std::string day_start(Date day, bool is_day);
    Date today() const { return context_.zone.date_at(context_.now); }

    template <class T>
    std::string parameter(const T& value, std::string_view type) {
        params_.push_back(db::param(value));
        return '$' + std::to_string(params_.size()) + "::" + std::string(type);
    }

    static constexpr int most_joins = 6;

    const RuleContext& context_;
    db::Params& params_;
    meta::Problems& problems_;
    int conditions_ = 0; // so far
};

std::string compile_rule(const RuleGroup& rule, const RuleContext& context, db::Params& params,
                         meta::Problems& problems);

} // namespace crm
