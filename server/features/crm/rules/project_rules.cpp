#include "features/crm/rules/project_rules.hpp"

#include <boost/json.hpp>

#include "features/accounts/accounts.hpp"
#include "features/crm/rules/project_rules.sql.hpp"

namespace crm {
namespace {

// The ids in the value of a condition on segments; what is no id was complained of elsewhere.
std::vector<Uuid> segments_named(const Condition& condition) {
    std::vector<Uuid> ids;
    if (const auto* list = condition.value.if_array())
        for (const auto& each : *list)
            if (const auto id = each.is_string() ? Uuid::parse(std::string_view(each.get_string()))
                                                 : std::nullopt)
                ids.push_back(*id);
    return ids;
}

void refuse_unknown_segments(db::Transaction& tx, const RuleGroup& rule, const ProjectRules& rules,
                             meta::Problems& problems) {
    const auto reads = reads_of(rule, rules.fields);
    if (reads.segments.empty()) return;
    const auto known = tx.all<Uuid>(::rules::sql::known_segments, reads.segments);
    for (const auto* condition : conditions_of(rule)) {
        const auto* field = find_rule_field(rules.fields, condition->field);
        if (!field || field->type != RuleType::segments) continue;
        for (const auto& id : segments_named(*condition))
            if (std::ranges::find(known, id) == known.end())
                Operand(*condition, problems)
                    .complain("value", "unknown_segment", "there is no segment " + id.text());
    }
}

} // namespace

ProjectRules project_rules(db::Transaction& tx) {
    auto fields = rule_fields(list_fields(tx));
    const auto settings = accounts::project_settings(tx);
    return {std::move(fields), accounts::zone_of(settings), settings.default_region};
}

std::string membership_fact(const Uuid& segment_id) {
    return "segment:" + segment_id.text();
}

RuleReads reads_of(const RuleGroup& rule, const std::vector<RuleField>& fields) {
    RuleReads reads;
    for (const auto* condition : conditions_of(rule)) {
        const auto* field = find_rule_field(fields, condition->field);
        if (!field) continue;
        reads.facts.insert(field->facts.begin(), field->facts.end());
        const auto* during = condition->during.if_object();
        if (depends_on_day(condition->op) || (during && during->contains("last_days")))
            reads.depends_on_day = true;
        if (field->type != RuleType::segments) continue;
        for (const auto& id : segments_named(*condition))
            if (reads.facts.insert(membership_fact(id)).second) reads.segments.push_back(id);
    }
    return reads;
}

RuleGroup read_rule(db::Transaction& tx, const ProjectRules& rules, Timestamp now,
                    std::string_view json, std::string_view path, meta::Problems& problems) {
    boost::json::value parsed;
    try {
        parsed = meta::parse_json(json);
    } catch (const Refusal& refusal) {
        // Of a query string: it is the field that is no JSON, there is no body.
        problems.list.push_back(
            {std::string(path), "bad_format", "must be JSON: " + refusal.detail});
        return {};
    }
    auto rule = parse_rule(parsed, path, problems);
    if (!problems.empty()) return rule;
    db::Params unused{db::param(tx.project_id())};
    compile_rule(rule, rules.at(now), unused, problems);
    if (problems.empty()) refuse_unknown_segments(tx, rule, rules, problems);
    return rule;
}

} // namespace crm
