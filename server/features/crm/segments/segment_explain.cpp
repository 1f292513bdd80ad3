#include "features/crm/segments/segment_explain.hpp"

#include <boost/json.hpp>

#include "features/crm/contact_list.hpp"
#include "features/crm/contact_list.sql.hpp"
#include "features/crm/segments/rule_outline.hpp"

namespace crm {

namespace {

std::string match_name(Match match) {
    return match == Match::all ? "all" : match == Match::any ? "any" : "none";
}

// Three columns a condition (whether it fits, the value, the last event), then one a branch.
std::string explain_sql(const RuleOutline& outline, RuleCompiler& compiler) {
    std::string inner = "1", outer;
    for (std::size_t i = 0; i < outline.conditions.size(); ++i) {
        const auto& condition = *outline.conditions[i];
        const auto number = std::to_string(i);
        inner += ", " + compiler.condition(condition) + " AS " + RuleOutline::name_of(i) + ", left("
                 + compiler.value(condition) + ", 500) AS v" + number + ", "
                 + compiler.last_event(condition) + " AS e" + number;
        outer += (outer.empty() ? "v" : ", v") + number + ", e" + number;
    }
    for (const auto& branch : outline.branches)
        outer += (outer.empty() ? "" : ", ") + branch.formula;
    return "SELECT " + outer + " FROM (SELECT " + inner + " FROM " + std::string(selection_tables)
           + " WHERE c.project_id = $1 AND c.id = $2::uuid OFFSET 0) person";
}

ExplainedBranch explained(const RuleBranch& branch, const std::vector<RuleField>& fields) {
    ExplainedBranch made;
    made.path = branch.path;
    if (branch.group) {
        made.kind = BranchKind::group;
        made.match = match_name(branch.group->match);
        return made;
    }
    const auto& condition = *branch.condition;
    const auto* field = find_rule_field(fields, condition.field);
    made.field = condition.field;
    made.label = field ? field->label : condition.field;
    made.operator_ = condition.op;
    made.expected = Json{boost::json::serialize(condition.value)};
    return made;
}

std::vector<ExplainedBranch> ask_branches(http::Call& call, const CheckedCriteria& checked,
                                          const Uuid& contact_id) {
    const auto rules = project_rules(call.tx);
    const auto outline = outline_of(checked.rule);
    db::Params params{db::param(call.project_id()), db::param(contact_id)};
    meta::Problems none;
    const auto context = rules.at(call.now);
    RuleCompiler compiler(context, params, none);
    const auto statement = explain_sql(outline, compiler);
    call.tx.query(sql::plan_for_these_values);
    const auto row = call.tx.query_text("crm.explain", statement, params, db::Role::finder);
    if (row.empty()) throw Refusal("not_found");
    std::vector<ExplainedBranch> branches;
    int condition = 0;
    int column = 2 * static_cast<int>(outline.conditions.size());
    for (const auto& branch : outline.branches) {
        auto made = explained(branch, rules.fields);
        made.fits = row.value(0, column++) == "t";
        if (branch.condition) {
            if (const auto value = row.value(0, 2 * condition)) made.value = std::string(*value);
            if (const auto at = row.value(0, 2 * condition + 1)) made.at = parse_timestamp(*at);
            ++condition;
        }
        branches.push_back(std::move(made));
    }
    return branches;
}

ChannelReach reach(Channel channel, bool has_address, bool subscribed, bool do_not_contact) {
    if (!has_address) return {channel, false, "no_address"};
    if (do_not_contact) return {channel, false, "do_not_contact"};
    if (!subscribed) return {channel, false, "unsubscribed"};
    return {channel, true, {}};
}

} // namespace

std::vector<ChannelReach> reach_of(const Contact& contact) {
    const bool has_number = std::ranges::any_of(
        contact.phones, [](const auto& phone) { return phone.e164.has_value(); });
    return {reach(Channel::email, !contact.emails.empty(), contact.email_subscribed,
                  contact.do_not_contact),
            reach(Channel::sms, has_number, contact.sms_subscribed, contact.do_not_contact)};
}

SegmentExplanation explain_membership(http::Call& call, const Uuid& segment_id,
                                      const Uuid& contact_id) {
    const auto segment = find_segment(call.tx, segment_id);
    const auto contact = find_contact(call.tx, contact_id, true);
    const auto checked = check_criteria(call.tx, call.now, segment.criteria, std::nullopt);
    SegmentExplanation told;
    told.segment_id = segment_id;
    told.contact_id = contact_id;
    told.in_trash = contact.deleted_at.has_value();
    if (const auto stored = find_member(call.tx, segment_id, contact_id)) {
        told.is_member = stored->is_member;
        told.by_rule = stored->by_rule;
        told.by_hand = stored->by_hand;
        if (stored->is_member) told.since = stored->since;
    }
    told.branches = ask_branches(call, checked, contact_id);
    told.fits_now = told.branches.front().fits && !told.in_trash;
    told.channels = reach_of(contact);
    return told;
}

} // namespace crm
