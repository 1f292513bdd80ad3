#include "platform/http/guards.hpp"

#include "platform/base/network.hpp"

namespace http {
namespace {

bool changes_state(Method method) {
    return !only_reads(method) && method != Method::options;
}

// "https://example.com:8443" → "example.com:8443"
std::string_view host_of_origin(std::string_view origin) {
    const auto scheme = origin.find("://");
    return scheme == origin.npos ? std::string_view{} : origin.substr(scheme + 3);
}

} // namespace

std::optional<Refusal> why_refused(const Access& access, const Identity& identity) {
    if (access.kind == Access::Kind::anyone) return std::nullopt;
    if (identity.is_guest()) return Refusal("sign_in_required");
    if (access.kind == Access::Kind::signed_in)
        return identity.key_id ? std::optional(Refusal("key_not_accepted")) : std::nullopt;
    if (identity.key_id) {
        if (access.scope.empty()) return Refusal("key_not_accepted");
        if (!identity.has_scope(access.scope) && !identity.has_scope("admin"))
            return Refusal("scope_missing", "needs " + std::string(access.scope));
        return std::nullopt;
    }
    if (!identity.role || *identity.role < access.at_least) return Refusal("not_allowed");
    return std::nullopt;
}

void require_access(const Route& route, const Identity& identity) {
    if (auto why = why_refused(route.access, identity)) throw *why;
}

void require_same_site(const Request& request, const Identity& identity) {
    if (!changes_state(request.method) || identity.key_id) return;
    const auto site = request.headers.get("Sec-Fetch-Site");
    if (site == "same-origin" || site == "none") return;
    if (!site.empty()) throw Refusal("cross_site_request");
    const auto origin = request.headers.find("Origin");
    if (origin && host_of_origin(*origin) != request.headers.get("Host"))
        throw Refusal("cross_site_request");
}

bool only_reads(Method method) {
    return method == Method::get || method == Method::head;
}

std::string rate_caller(const Request& request, const Identity& identity) {
    if (identity.key_id) return "key/" + identity.key_id->text();
    if (identity.user_id) return "user/" + identity.user_id->text();
    return "address/" + network_of(request.remote_address);
}

} // namespace http
