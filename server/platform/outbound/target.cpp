#include "platform/outbound/target.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "platform/base/url.hpp"
#include "platform/outbound/client.hpp"

namespace outbound {
namespace {

[[noreturn]] void refuse(const std::string& what) {
    throw Failure(Reason::bad_request, what);
}

bool is_host_name(std::string_view host) {
    constexpr std::size_t longest_name = 253; // RFC 1035, 2.3.4, as text
    if (host.empty() || host.size() > longest_name) return false;
    // No empty labels: of several dots at the end each reading would take one away.
    if (host.starts_with('.') || host.ends_with('.') || host.find("..") != host.npos) return false;
    return std::ranges::all_of(host, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '_';
    });
}

Target target_of(const Url& url) {
    if (url.scheme != "http" && url.scheme != "https")
        refuse("the URL must begin with http:// or https://");
    if (!url.user.empty() || !url.password.empty()) refuse("the URL must not hold a user name");
    if (!url.zone.empty()) refuse("the URL must not name a network interface");
    Target target{.scheme = url.scheme, .host = url.host, .port = url.port, .path = url.path};
    if (!url.query.empty()) target.path += "?" + url.query;
    target.address = IpAddress::parse(target.host);
    if (target.address) return target;
    if (!is_host_name(target.host))
        refuse("the host of the URL is none (names of other scripts are written as xn--…)");
    if (looks_like_address(target.host))
        refuse("the host of the URL ends in a number and is no address");
    return target;
}

} // namespace

std::string Target::url() const {
    const bool bracketed = address && address->family == IpAddress::Family::v6;
    return fmt::format("{}://{}{}{}:{}{}", scheme, bracketed ? "[" : "", host, bracketed ? "]" : "",
                       port, path);
}

bool Target::same_origin(const Target& other) const {
    return scheme == other.scheme && host == other.host && port == other.port;
}

Target parse_target(std::string_view text) {
    if (text.size() > url_limit_bytes) refuse("the URL is too long");
    const auto url = parse_url(text);
    if (!url) refuse("the URL is malformed");
    return target_of(*url);
}

Target redirect_target(const Target& from, std::string_view location) {
    const auto url =
        location.size() > url_limit_bytes ? std::nullopt : resolve_url(from.url(), location);
    if (!url) throw Failure(Reason::broken_reply, "the redirect leads to no URL");
    return target_of(*url);
}

} // namespace outbound
