#include "platform/http/handler.hpp"

#include <boost/json.hpp>

namespace http {

namespace json = boost::json;

void refuse_if_any(meta::Problems& problems) {
    if (!problems.empty()) throw Refusal::fields(std::move(problems.list));
}

std::string_view json_body(const Call& call) {
    auto type = call.request.headers.get("Content-Type");
    type = type.substr(0, type.find(';'));
    while (!type.empty() && type.back() == ' ') type.remove_suffix(1);
    if (!equal_without_case(type, "application/json")
        && !equal_without_case(type, "application/merge-patch+json"))
        throw Refusal("unsupported_media_type");
    return call.request.body;
}

namespace detail {

void write_page_tail(const std::optional<std::string>& next,
                     const std::optional<std::int64_t>& total, bool total_is_estimate,
                     std::string& out) {
    out += R"(,"next":)";
    if (next)
        meta::write_string(*next, out);
    else
        out += "null";
    out += R"(,"total":)" + (total ? std::to_string(*total) : std::string("null"));
    out += total_is_estimate ? R"(,"total_is_estimate":true})" : R"(,"total_is_estimate":false})";
}

void describe_list(json::object& schema, json::object item_schema, bool page) {
    json::object properties{{"items", {{"type", "array"}, {"items", std::move(item_schema)}}}};
    json::array required{"items"};
    if (page) {
        properties["next"] = {
            {"type", {"string", "null"}},
            {"description", "Cursor of the next page, for `after`; null on the last page"}};
        properties["total"] = {{"type", {"integer", "null"}}, {"format", "int64"}};
        properties["total_is_estimate"] = {{"type", "boolean"}};
        required.insert(required.end(), {"next", "total", "total_is_estimate"});
    }
    schema["type"] = "object";
    schema["properties"] = std::move(properties);
    schema["required"] = std::move(required);
    schema["additionalProperties"] = false;
}

} // namespace detail
} // namespace http
