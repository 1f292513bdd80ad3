// The rule language once more, without SQL: whom a rule means, said in plain code. Tests hold the
// compiler against it.
#pragma once
#include <map>
#include <set>

#include "features/crm/rules/compiler.hpp"

namespace crm {

struct PastEvent {
    std::map<std::string, std::string, std::less<>> parts; // by the key of the source's part
    Timestamp happened_at;
};

// What rules can see of one person. An absent key: no value.
struct Person {
    std::map<std::string, std::vector<std::string>, std::less<>> texts; // also choices and users
    std::map<std::string, double, std::less<>> numbers;
    std::map<std::string, std::vector<Timestamp>, std::less<>> instants;
    std::map<std::string, Date, std::less<>> days; // dates without time: custom fields
    std::map<std::string, bool, std::less<>> booleans;
    std::set<std::string, std::less<>> tags;
    std::set<Uuid> segments;
    std::vector<PastEvent> events;
};

// The rule must compile; std::logic_error otherwise.
bool fits(const RuleGroup& rule, const RuleContext& context, const Person& person);

} // namespace crm
