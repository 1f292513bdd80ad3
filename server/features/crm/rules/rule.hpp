// The rule language: who is meant. The contacts list, saved views and segments share it;
// docs/RULES.md tells it to users of the API.
//
//     {"version": 1, "match": "all", "conditions": [
//         {"field": "lifecycle_stage", "operator": "is", "value": "customer"},
//         {"match": "any", "conditions": [
//             {"field": "tags", "operator": "has_any_of", "value": ["vip"]},
//             {"field": "custom.shoe_size", "operator": "at_least", "value": 42}]},
//         {"field": "interactions", "operator": "at_least", "value": 3,
//          "of": {"types": ["email_click"]}, "during": {"last_days": 90}}]}
//
// `match` is all, any or none. The meaning of empty: "is not x", "does not contain x" and "is none
// of" include who has no value at all; every other comparison leaves them out.
#pragma once
#include <boost/json/value.hpp>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "platform/meta/describe.hpp"

namespace crm {

inline constexpr int rule_version = 1; // of the language; a rule that names none means this one
inline constexpr int deepest_rule = 8;
inline constexpr int most_conditions = 250;
inline constexpr std::size_t longest_rule = 64 * 1024; // bytes of JSON
// As a parameter of an address, where percent-encoding about doubles it
// (net::Limits::header_bytes).
inline constexpr std::size_t longest_rule_in_address = 24 * 1024;

enum class Match { all, any, none };

struct Condition {
    std::string field;
    std::string op; // "at_least"
    boost::json::value value;
    // Of fields that count what happened: which of it, and when. Absent: null.
    boost::json::value of, during;
    std::string path; // in the body, for problems: "conditions[1].conditions[0]"
};

struct RuleGroup {
    Match match = Match::all;
    std::string path; // in the body, as that of a condition
    // Conditions and groups in the order they were written.
    struct Item {
        std::unique_ptr<Condition> condition;
        std::unique_ptr<RuleGroup> group;
    };
    std::vector<Item> items;
};

// Reads a tree; problems name "filter.conditions[2].operator" when `path` is "filter". Fields and
// values are checked by the compiler, which knows them.
RuleGroup parse_rule(const boost::json::value& json, std::string_view path,
                     meta::Problems& problems);

// All conditions of the tree, in the order they were written.
std::vector<const Condition*> conditions_of(const RuleGroup& rule);

} // namespace crm
