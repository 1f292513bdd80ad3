// What rules are compiled with in the transaction's project: its fields, its days, its region.
#pragma once
#include <set>

#include "features/crm/rules/compiler.hpp"
#include "platform/db/transaction.hpp"

namespace crm {

struct ProjectRules {
    std::vector<RuleField> fields;
    zones::Zone zone;
    std::string default_region;

    // Stays valid as long as this does.
    RuleContext at(Timestamp now) const { return {fields, zone, now, default_region}; }
};
ProjectRules project_rules(db::Transaction& tx);

// What the answer of a rule hangs on.
struct RuleReads {
    std::set<std::string> facts; // of the triggers, and "segment:<id>"
    std::vector<Uuid> segments;  // whose membership is asked, each once
    bool depends_on_day = false; // it may change at midnight although nothing is written
};
RuleReads reads_of(const RuleGroup& rule, const std::vector<RuleField>& fields);
std::string membership_fact(const Uuid& segment_id); // "segment:<id>"

// A rule as text that was checked: it compiles, and the segments it names exist. Problems name
// "<path>.conditions[…]…". Throws Refusal("invalid_json") for what is no JSON.
RuleGroup read_rule(db::Transaction& tx, const ProjectRules& rules, Timestamp now,
                    std::string_view json, std::string_view path, meta::Problems& problems);

} // namespace crm
