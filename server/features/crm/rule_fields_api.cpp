// What rules may speak of, for whoever builds one.
#include "features/crm/crm.hpp"
#include "features/crm/rules/fields.hpp"
#include "features/crm/rules/rule.hpp"

namespace crm {

struct EventPartInfo {
    std::string key; // of the condition's `of`
    bool is_id = false;
    std::vector<std::string> suggestions;
};
BOOST_DESCRIBE_STRUCT(EventPartInfo, (), (key, is_id, suggestions))

struct RuleFieldInfo {
    std::string key, label;
    RuleType type = RuleType::text;
    std::string group;
    std::vector<std::string> operators, options, suggestions;
    std::vector<EventPartInfo> parts;
    bool counts_events = false; // takes `of` and `during`
    bool custom = false;
    bool sortable = false;
};
BOOST_DESCRIBE_STRUCT(RuleFieldInfo, (),
                      (key, label, type, group, operators, options, suggestions, parts,
                       counts_events, custom, sortable))

} // namespace crm

template <>
inline constexpr auto meta::rules<crm::RuleFieldInfo> = std::to_array<meta::Rule>({
    {.field = "group",
     .text = "Where a builder shows it: person, engagement, behaviour, consent, "
             "membership, custom"},
    {.field = "options", .text = "Of a choice: the values it may have"},
    {.field = "suggestions", .text = "Usual values; others are taken as well"},
    {.field = "parts", .text = "What the condition's `of` may name"},
});

namespace crm {
namespace {

RuleFieldInfo info_of(const RuleField& field) {
    const auto operators = operators_of(field.type);
    RuleFieldInfo info{.key = field.key,
                       .label = field.label,
                       .type = field.type,
                       .group = field.group,
                       .operators = {operators.begin(), operators.end()},
                       .options = field.options,
                       .suggestions = field.suggestions,
                       .parts = {},
                       .counts_events = field.events != nullptr,
                       .custom = field.custom,
                       .sortable = field.sortable};
    if (!field.events) return info;
    std::erase(info.operators, "anniversary_within_days");
    for (const auto& part : field.events->parts)
        info.parts.push_back({part.key, part.is_id, part.suggestions});
    return info;
}

// GET /api/crm/fields
http::Items<RuleFieldInfo> list_rule_fields(http::Call& call) {
    http::Items<RuleFieldInfo> list;
    for (const auto& field : rule_fields(list_fields(call.tx)))
        list.items.push_back(info_of(field));
    return list;
}

} // namespace

void add_rule_field_routes(http::Router& on) {
    using namespace http;
    on.get<list_rule_fields>("/api/crm/fields", viewer("contacts:read"), Rate::read);
}

} // namespace crm
