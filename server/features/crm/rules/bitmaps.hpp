// What the bitmaps of contacts (docs/decisions/0009-bitmaps.md) can say of a rule. They only narrow
// down: whoever fits the rule is in them, and some who are in them do not fit.
#pragma once
#include "features/crm/rules/compiler.hpp"
#include "features/crm/rules/sql_part.hpp"

namespace crm {

// For each of several conditions that all have to hold, a query of (low_code, high_code): whoever
// fits has a code in one of these ranges. Of a rule that compiles. Conditions on what has no
// bitmaps, denials, and groups of which one alternative says nothing are left out.
std::vector<SqlPart> bitmaps_of(const RuleGroup& rule, const RuleContext& context);

} // namespace crm
