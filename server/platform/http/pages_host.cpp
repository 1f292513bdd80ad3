#include "platform/http/pages_host.hpp"

#include "platform/http/guards.hpp"
#include "platform/text/ascii.hpp"

namespace http {
namespace {

// Proxies write what they heard behind what stood there: "a.example, b.example".
bool names_host(std::string_view field, std::string_view host) {
    while (!field.empty()) {
        const auto comma = std::min(field.find(','), field.size());
        if (host_name(field.substr(0, comma)) == host) return true;
        field.remove_prefix(std::min(comma + 1, field.size()));
    }
    return false;
}

bool is_looked_at(const Request& request, const Route& route) {
    return only_reads(request.method) && route.options.produces == "text/html";
}

} // namespace

std::string host_name(std::string_view host_field) {
    while (host_field.starts_with(' ')) host_field.remove_prefix(1);
    while (host_field.ends_with(' ')) host_field.remove_suffix(1);
    const auto colon = host_field.rfind(':');
    const auto bracket = host_field.rfind(']'); // of an IPv6 address, which has colons of its own
    if (colon != host_field.npos && (bracket == host_field.npos || bracket < colon))
        host_field = host_field.substr(0, colon);
    if (host_field.ends_with('.')) host_field.remove_suffix(1);
    return text::to_lower_ascii(host_field);
}

PagesHost::PagesHost(std::string_view public_url, std::string_view pages_url,
                     std::vector<std::string> paths, const Router& router)
    : paths_(std::move(paths)) {
    for (const auto& route : router.routes())
        if (is_of_pages({}, route.get()) && !route->options.cross_site)
            throw std::logic_error("a page that knows who is signed in: " + route->pattern);
    if (pages_url == public_url) return;
    url_ = pages_url;
    host_ = host_name(pages_url.substr(pages_url.find("://") + 3));
}

bool PagesHost::is_asked_by(const Request& request) const {
    if (host_.empty()) return false;
    return std::ranges::any_of(request.headers, [&](const auto& field) {
        return (equal_without_case(field.first, "Host")
                || equal_without_case(field.first, "X-Forwarded-Host"))
               && names_host(field.second, host_);
    });
}

std::optional<Reply> PagesHost::answer_instead(const Request& request, const Route* route) const {
    if (host_.empty()) return std::nullopt;
    const bool is_page = is_of_pages(request, route);
    if (is_asked_by(request)) {
        if (!is_page) throw Refusal("not_found");
        return std::nullopt;
    }
    if (!is_page || !route || !is_looked_at(request, *route)) return std::nullopt;
    auto reply = Reply::empty(302);
    reply.headers.set("Location", url_ + request.target);
    reply.headers.set("Cache-Control", "no-store"); // the setting may change
    return reply;
}

bool PagesHost::is_of_pages(const Request& request, const Route* route) const {
    return std::ranges::any_of(paths_, [&](const auto& path) {
        return route ? route->pattern.starts_with(path) : request.path == path;
    });
}

} // namespace http
