#include "platform/http/if_match.hpp"

#include <boost/json.hpp>

#include <algorithm>

namespace http {
namespace {

bool answers_with_version(const Route& route) {
    if (!route.operation.answer) return false;
    boost::json::object schema, components;
    route.operation.answer(schema, components);
    const auto* reference = schema.if_contains("$ref");
    if (!reference) return false;
    const std::string_view target = reference->as_string();
    const auto& definition = components.at(target.substr(target.rfind('/') + 1));
    return definition.at("properties").as_object().contains("version");
}

} // namespace

void expect_version(const Call& call, std::int64_t current) {
    const auto expected = call.if_match();
    if (expected && *expected != current)
        throw Refusal("version_conflict").with("current", std::to_string(current));
}

std::string name_of_deleted(const Call& call, const std::optional<DeletedRecord>& record) {
    if (!record) throw Refusal("not_found");
    expect_version(call, record->version);
    return record->name;
}

std::set<const Route*> versioned_routes(const Router& router) {
    std::set<std::string_view> records; // addresses
    for (const auto& route : router.routes())
        if (route->method != Method::post && answers_with_version(*route))
            records.insert(route->pattern);
    std::set<const Route*> found;
    for (const auto& route : router.routes()) {
        const bool deletes = route->method == Method::del && records.contains(route->pattern);
        const bool changes = (route->method == Method::patch || route->method == Method::put)
                             && answers_with_version(*route);
        if (deletes || changes) found.insert(route.get());
    }
    return found;
}

} // namespace http
