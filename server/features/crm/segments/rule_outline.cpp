#include "features/crm/segments/rule_outline.hpp"

namespace crm {
namespace {

std::string add_group(RuleOutline& outline, const RuleGroup& group);

std::string add_condition(RuleOutline& outline, const Condition& condition) {
    auto name = RuleOutline::name_of(outline.conditions.size());
    outline.conditions.push_back(&condition);
    outline.branches.push_back({condition.path, name, nullptr, &condition});
    return name;
}

// The meaning of empty groups is the compiler's.
std::string add_group(RuleOutline& outline, const RuleGroup& group) {
    const auto at = outline.branches.size();
    outline.branches.push_back({group.path, {}, &group, nullptr});
    std::string formula;
    for (const auto& item : group.items) {
        if (!formula.empty()) formula += group.match == Match::all ? " AND " : " OR ";
        formula +=
            item.group ? add_group(outline, *item.group) : add_condition(outline, *item.condition);
    }
    if (formula.empty())
        formula = group.match == Match::any ? "false" : "true";
    else if (group.match == Match::none)
        formula = "NOT (" + formula + ')';
    else
        formula = '(' + formula + ')';
    outline.branches[at].formula = formula;
    return formula;
}

} // namespace

RuleOutline outline_of(const RuleGroup& rule) {
    RuleOutline outline;
    add_group(outline, rule);
    return outline;
}

} // namespace crm
