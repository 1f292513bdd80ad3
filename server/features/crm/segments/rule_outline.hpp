// A rule as a list of its parts: each condition once, and each group as a formula over their
// answers. Pure: knows no database.
#pragma once
#include "features/crm/rules/rule.hpp"

namespace crm {

struct RuleBranch {
    std::string path;
    std::string formula; // SQL over the names of conditions: "(b0 AND NOT (b1 OR b2))"
    const RuleGroup* group = nullptr;
    const Condition* condition = nullptr; // one of both
};

struct RuleOutline {
    std::vector<RuleBranch> branches; // each group before what stands in it
    std::vector<const Condition*> conditions;
    static std::string name_of(std::size_t condition) { return 'b' + std::to_string(condition); }
};

// The rule must outlive it.
RuleOutline outline_of(const RuleGroup& rule);

} // namespace crm
