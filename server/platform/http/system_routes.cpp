#include "platform/http/system_routes.hpp"

#include <sodium.h>
#include <boost/json.hpp>

#include "platform/config/config.hpp"
#include "platform/http/pages_host.hpp"
#include "platform/http/system_routes.sql.hpp"
#include "platform/metrics/metrics.hpp"
#include "platform/text/html.hpp"

namespace http {
namespace {

namespace json = boost::json;

// GET /readyz: 503 while the database cannot be reached
Reply ready(Call& call) {
    call.tx.query(sql::look_at_the_database);
    return Reply::text(200, "ready\n");
}

bool is_this_machine(std::string_view host) {
    return host == "localhost" || host == "127.0.0.1" || host == "::1" || host == "[::1]";
}

// A proxy on this machine asks from this machine too, in the name of whoever is behind it: a server
// that others reach believes no address, and what was passed on to any other is not from here.
bool comes_from_this_machine(const Call& call) {
    const std::string_view ours = call.services.config.public_url;
    const auto& headers = call.request.headers;
    const bool passed_on = std::ranges::any_of(
        std::to_array({"Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-IP", "Via"}),
        [&](const char* name) { return headers.find(name).has_value(); });
    return is_this_machine(host_name(ours.substr(ours.find("://") + 3)))
           && is_this_machine(call.request.remote_address) && !passed_on;
}

bool says_token(const Request& request, std::string_view token) {
    constexpr std::string_view scheme = "Bearer ";
    const auto header = request.headers.get("Authorization");
    return header.size() == scheme.size() + token.size()
           && equal_without_case(header.substr(0, scheme.size()), scheme)
           && sodium_memcmp(header.data() + scheme.size(), token.data(), token.size()) == 0;
}

// GET /metrics: for a scraper with the operator's token; without one, for programs beside us. No
// project's key opens it, since the figures are of all of them.
Reply metrics_text(Call& call) {
    const auto& token = call.services.config.metrics_token;
    if (token.empty() ? !comes_from_this_machine(call) : !says_token(call.request, token))
        throw Refusal("not_found");
    return Reply::text(200, call.services.metrics.text(),
                       "text/plain; version=0.0.4; charset=utf-8");
}

// GET /api/openapi.json
Reply openapi(Call& call) {
    return Reply::json(200, call.services.api_document);
}

// Text with `code` in it, as the descriptions are written.
std::string html_of(std::string_view text) {
    std::string html;
    for (bool is_code = false;; is_code = !is_code) {
        const auto tick = text.find('`');
        const bool is_closed = !is_code || tick != text.npos;
        const auto part = text::escape_html(text.substr(0, tick));
        html += !is_code ? part : is_closed ? "<code>" + part + "</code>" : "`" + part;
        if (tick == text.npos) return html;
        text.remove_prefix(tick + 1);
    }
}

std::string operation_html(std::string_view verb, std::string_view path,
                           const json::object& operation) {
    const auto text = [&](std::string_view name) {
        return html_of(operation.at(name).as_string());
    };
    std::string method(verb);
    std::ranges::transform(method, method.begin(), [](unsigned char c) { return std::toupper(c); });
    return "<li><h3><code>" + method + ' ' + text::escape_html(path) + "</code> " + text("summary")
           + "</h3><p>" + text("description") + "</p></li>";
}

// GET /api/docs: the document for people, readable without a script
Reply docs(Call& call) {
    const auto document = json::parse(call.services.api_document);
    std::map<std::string, std::string> by_tag;
    for (const auto& [path, verbs] : document.at("paths").as_object())
        for (const auto& [verb, operation] : verbs.as_object())
            by_tag[std::string(operation.at("tags").at(0).as_string())] +=
                operation_html(verb, path, operation.as_object());
    std::string page = R"(<!doctype html><html lang="en"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1"><title>SocialFlow API</title>
<style>:root{color-scheme:light dark;font:16px/1.5 system-ui,sans-serif}body{max-width:60rem;margin:2rem auto;padding:0 1rem}
ul{list-style:none;padding:0}li{border-top:1px solid #8885;padding:.5rem 0}h3{font-size:1rem;font-weight:500;margin:0}
p{margin:.2rem 0;opacity:.8}code{overflow-wrap:anywhere}</style></head><body><main><h1>SocialFlow API</h1>
<p>The whole description, for programs: <a href="/api/openapi.json">openapi.json</a> (OpenAPI 3.1).</p>)";
    for (const auto& [tag, operations] : by_tag)
        page += "<h2>" + text::escape_html(tag) + "</h2><ul>" + operations + "</ul>";
    return Reply::text(200, page + "</main></body></html>", "text/html; charset=utf-8");
}

} // namespace

void add_system_routes(Router& on) {
    on.get<ready>("/readyz", anyone(), Rate::open, {.produces = "text/plain"});
    on.get<metrics_text>("/metrics", anyone(), Rate::open,
                         {.cross_site = true, .produces = "text/plain"});
    on.get<openapi>("/api/openapi.json", anyone(), Rate::open);
    on.get<docs>("/api/docs", anyone(), Rate::open, {.produces = "text/html"});
}

} // namespace http
