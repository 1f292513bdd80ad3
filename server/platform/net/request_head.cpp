#include "platform/net/request_head.hpp"

#include <algorithm>

#include "platform/net/client_address.hpp"

namespace net {
namespace {

namespace bhttp = beast::http;

std::ptrdiff_t count(const RequestHead& head, bhttp::field name) {
    const auto [first, last] = head.equal_range(name);
    return std::distance(first, last);
}

// A target as it is sent to a proxy, which every server has to take (RFC 9112, 3.2.2):
// "http://example.com/a?b" is "/a?b" at the host example.com, whatever the field Host says.
void take_absolute_target(http::Request& request) {
    const std::string_view target = request.target;
    for (const std::string_view scheme : {"http://", "https://"}) {
        if (!beast::iequals(target.substr(0, scheme.size()), scheme)) continue;
        const auto rest = target.substr(scheme.size());
        const auto end = std::min(rest.find_first_of("/?"), rest.size());
        request.headers.set("Host", std::string(rest.substr(0, end)));
        std::string path(rest.substr(end));
        request.target = path.starts_with('/') ? std::move(path) : '/' + path;
        return;
    }
}

// The proxy in front may add a line to one that the client sent: lines of one name are one list
// (RFC 9110, 5.3).
std::string forwarded_for(const http::Headers& headers) {
    std::string addresses;
    for (const auto& [name, value] : headers) {
        if (!http::equal_without_case(name, "X-Forwarded-For")) continue;
        if (!addresses.empty()) addresses += ',';
        addresses += value;
    }
    return addresses;
}

} // namespace

std::optional<Refusal> why_refused(const RequestHead& head) {
    if (head.version() != 11 && head.version() != 10)
        return Refusal("bad_request", "speak HTTP/1.1");
    // RFC 9112, 3.2
    const auto hosts = count(head, bhttp::field::host);
    if (hosts > 1 || (hosts == 0 && head.version() == 11))
        return Refusal("bad_request", "a request names one Host");
    // RFC 9112, 6.1 and 6.3: what is not chunked at its end has no length.
    const auto codings = count(head, bhttp::field::transfer_encoding);
    const auto coding = head[bhttp::field::transfer_encoding];
    if (codings > 1
        || (codings == 1 && (head.version() == 10 || !beast::iequals(coding, "chunked"))))
        return Refusal("bad_request", "Transfer-Encoding may only be chunked");
    return std::nullopt;
}

http::Request request_of(const RequestHead& head, const std::string& peer,
                         const std::vector<std::string>& trusted_proxies) {
    http::Request request;
    // A method that nobody knows is answered like OPTIONS, which no route takes: with those that
    // the address has.
    request.method = http::method_named(head.method_string()).value_or(http::Method::options);
    request.target = head.target();
    for (const auto& field : head)
        request.headers.add(field.name_string(), std::string(field.value()));
    take_absolute_target(request);
    if (!http::parse_target(request.target, request.path, request.query)) request.path.clear();
    request.remote_address = client_address(peer, forwarded_for(request.headers), trusted_proxies);
    request.encrypted =
        request.remote_address != peer && request.headers.get("X-Forwarded-Proto") == "https";
    return request;
}

} // namespace net
