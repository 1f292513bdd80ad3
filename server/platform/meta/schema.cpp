// JSON Schema 2020-12, as OpenAPI 3.1 uses it.
#include <boost/json.hpp>
#include <stdexcept>

#include "platform/meta/describe.hpp"
#include "platform/meta/limits.hpp"

namespace json = boost::json;

namespace meta::detail {
namespace {

// A components object with this member takes no definitions: the caller only wants to see the
// references.
constexpr std::string_view references_only = "";

json::object describe_field(const Field& field, json::object& components) {
    json::object out;
    field.operations->schema(out, components, field.rule);
    if (field.rule && field.rule->read_only) out["readOnly"] = true;
    if (field.rule && !field.rule->text.empty()) out["description"] = field.rule->text;
    return out;
}

// Read-only fields are always in an answer, which is what OpenAPI means by required and readOnly
// together.
bool always_there(const Field& field) {
    return !may_be_absent(field);
}

json::object definition(const Type& type, json::object& components, bool partial) {
    json::object properties;
    json::array required;
    for (const auto& field : type.fields) {
        properties[field.name] = describe_field(field, components);
        if (!partial && always_there(field)) required.emplace_back(field.name);
    }
    json::object out{{"type", "object"}, {"properties", std::move(properties)}};
    if (!required.empty()) out["required"] = std::move(required);
    out["additionalProperties"] = false;
    return out;
}

// Properties only: what is required may be changed by the caller, who knows whether the struct is
// asked or answered.
void refuse_another(const Type& type, const json::value& existing) {
    if (existing.is_null()) return; // being defined right now: a struct that holds itself
    json::object references{{references_only, true}};
    if (existing.at("properties") != definition(type, references, false).at("properties"))
        throw std::logic_error("two different structs are called " + std::string(type.name));
}

} // namespace

void object_schema(const Type& type, json::object& out, json::object& components, bool partial) {
    const auto name = std::string(type.name) + (partial ? "Patch" : "");
    out["$ref"] = "#/components/schemas/" + name;
    if (components.contains(references_only)) return;
    if (const auto* existing = components.if_contains(name)) return refuse_another(type, *existing);
    components[name] = nullptr;
    components[name] = definition(type, components, partial);
}

void optional_schema(const Operations& inner, json::object& out, json::object& components,
                     const Rule* rule) {
    inner.schema(out, components, rule);
    if (auto* type = out.if_contains("type")) {
        *type = json::array{*type, "null"};
        if (auto* names = out.if_contains("enum")) names->as_array().emplace_back(nullptr);
    } else if (out.contains("$ref")) {
        json::object reference = std::move(out);
        out = {{"anyOf", {std::move(reference), {{"type", "null"}}}}};
    }
}

void array_schema(const Operations& item, json::object& out, json::object& components,
                  const Rule* rule) {
    json::object items;
    item.schema(items, components, rule ? rule->item : nullptr);
    out["type"] = "array";
    out["items"] = std::move(items);
    if (has_min(rule)) out["minItems"] = rule->min;
    if (has_max(rule)) out["maxItems"] = rule->max;
}

} // namespace meta::detail
