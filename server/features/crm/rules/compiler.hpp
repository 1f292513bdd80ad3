// From a rule to one SQL condition with parameters. No text of a caller ever becomes SQL.
#pragma once
#include "features/crm/rules/fields.hpp"
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
};

// Appends to `params`, of which $1 is the project. The condition reads `contacts c` and
// `contact_stats s`. Wrong fields, operators and values become problems that name their path; the
// text is then not to be used.
std::string compile_rule(const RuleGroup& rule, const RuleContext& context, db::Params& params,
                         meta::Problems& problems);

} // namespace crm
