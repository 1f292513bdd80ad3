// Described enumerations: the names are the text.
#include <algorithm>
#include <boost/json.hpp>
#include <stdexcept>

#include "platform/meta/describe.hpp"
#include "platform/meta/limits.hpp"

namespace json = boost::json;

namespace meta::detail {

std::optional<std::int64_t> read_enumerator(const json::value& value, Enumerators all,
                                            Problems& problems) {
    if (const auto* text = value.if_string()) return enumerator_from_text(*text, all, problems);
    add_wrong_type("text", value, problems);
    return std::nullopt;
}

std::optional<std::int64_t> enumerator_from_text(std::string_view text, Enumerators all,
                                                 Problems& problems) {
    if (const auto number = enumerator_named(text, all)) return number;
    std::string names;
    for (const auto& each : all) {
        if (!names.empty()) names += ", ";
        names += each.name;
    }
    problems.add("not_allowed", "must be one of: " + names);
    return std::nullopt;
}

std::int64_t enumerator_from_postgres(std::string_view text, Enumerators all) {
    const auto number = enumerator_named(text, all);
    if (!number)
        throw std::runtime_error("unknown enumerator in the database: " + std::string(text));
    return *number;
}

std::optional<std::int64_t> enumerator_named(std::string_view name, Enumerators all) {
    const auto found = std::ranges::find(all, name, &Enumerator::name);
    if (found == all.end()) return std::nullopt;
    return found->value;
}

std::string_view enumerator_name(std::int64_t value, Enumerators all) {
    const auto found = std::ranges::find(all, value, &Enumerator::value);
    if (found == all.end())
        throw std::logic_error("no enumerator has the value " + std::to_string(value));
    return found->name;
}

void enum_schema(Enumerators all, json::object& out) {
    json::array names;
    for (const auto& each : all) names.emplace_back(each.name);
    out["type"] = "string";
    out["enum"] = std::move(names);
}

} // namespace meta::detail
