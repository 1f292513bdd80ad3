#include "platform/outbound/client.hpp"

#include <strings.h>

#include <algorithm>
#include <array>

#include "platform/outbound/exchange.hpp"
#include "platform/outbound/target.hpp"

namespace outbound {
namespace {

using std::chrono::milliseconds;
using SteadyClock = std::chrono::steady_clock;

bool equal_in_any_case(std::string_view left, std::string_view right) {
    return left.size() == right.size() && strncasecmp(left.data(), right.data(), left.size()) == 0;
}

bool is_one_of(std::string_view name, std::initializer_list<std::string_view> names) {
    return std::ranges::any_of(
        names, [&](std::string_view each) { return equal_in_any_case(name, each); });
}

// RFC 9110, 5.6.2
bool is_token(std::string_view text) {
    return !text.empty() && std::ranges::all_of(text, [](unsigned char c) {
        return (c < 0x80 && std::isalnum(c))
               || std::string_view("!#$%&'*+-.^_`|~").find(char(c)) != std::string_view::npos;
    });
}

void check(const Request& request) {
    const auto refuse = [](const std::string& what) { throw Failure(Reason::bad_request, what); };
    if (!is_token(request.method)) refuse("the method is none");
    if (request.headers.size() > request_headers_limit) refuse("too many header fields");
    if (request.body.size() > request_body_limit_bytes) refuse("the body is too large");
    for (const auto& [name, value] : request.headers) {
        if (!is_token(name)) refuse("the name of a header field is none");
        if (value.find_first_of(std::string_view("\r\n\0", 3)) != value.npos)
            refuse("the header field " + name + " holds a line break");
        // They say where the message ends and whom it is for: libcurl's affair.
        if (is_one_of(name, {"Host", "Content-Length", "Transfer-Encoding", "Connection", "Expect",
                             "Upgrade", "TE"}))
            refuse("the header field " + name + " cannot be set");
    }
}

std::vector<IpAddress> checked_addresses(const Target& target, const Policy& policy,
                                         Resolver& resolver, milliseconds patience) {
    if (!policy.ports.empty() && std::ranges::find(policy.ports, target.port) == policy.ports.end())
        throw Failure(Reason::forbidden_port,
                      "port " + std::to_string(target.port) + " may not be called");
    auto addresses =
        target.address ? std::vector{*target.address} : resolver.resolve(target.host, patience);
    if (addresses.empty()) throw Failure(Reason::unknown_host, "the host has no address");
    // One bad address spoils all: a name that mixes them is made to deceive.
    for (const auto& address : addresses)
        if (const auto why = why_forbidden(address, policy.reach))
            throw Failure(Reason::forbidden_address, "the host leads to a " + std::string(*why)
                                                         + " address, which may not be called");
    return addresses;
}

bool is_redirect(int status) {
    constexpr std::array redirects{301, 302, 303, 307, 308};
    return std::ranges::find(redirects, status) != redirects.end();
}

// RFC 9110, 15.4: what the next request looks like.
void turn(Request& request, int status, bool other_origin) {
    const bool post_moved = (status == 301 || status == 302) && request.method == "POST";
    if ((status == 303 && request.method != "HEAD") || post_moved) {
        request.method = "GET";
        request.body.clear();
        std::erase_if(request.headers, [](const Header& header) {
            return is_one_of(header.name, {"Content-Type", "Content-Encoding"});
        });
    }
    if (other_origin)
        std::erase_if(request.headers, [](const Header& header) {
            return is_one_of(header.name, {"Authorization", "Cookie", "Proxy-Authorization"});
        });
}

} // namespace

Policy Policy::from(bool allow_private) {
    Policy policy;
    if (!allow_private) return policy;
    policy.reach = Reach::private_networks;
    policy.ports.clear();
    return policy;
}

std::string_view Response::header(std::string_view name) const {
    const auto found = std::ranges::find_if(
        headers, [&](const Header& each) { return equal_in_any_case(each.name, name); });
    return found == headers.end() ? std::string_view{} : found->value;
}

Client::Client(Policy policy, std::shared_ptr<Resolver> resolver)
    : policy_(std::move(policy)), resolver_(std::move(resolver)) {}

Response Client::send(const Request& original) const {
    check(original);
    const auto smaller = [](auto policy_value, auto own) {
        return own > decltype(own){} ? std::min(policy_value, own) : policy_value;
    };
    const auto deadline = SteadyClock::now() + smaller(policy_.total_time, original.total_time);
    const auto body_limit = smaller(policy_.body_limit_bytes, original.body_limit_bytes);
    const auto time_left = [&] {
        const auto left = std::chrono::ceil<milliseconds>(deadline - SteadyClock::now());
        if (left <= milliseconds(0)) throw Failure(Reason::timeout, "no answer in time");
        return left;
    };

    Request request = original;
    Target target = parse_target(request.url);
    for (int redirects = 0;; ++redirects) {
        const auto addresses = checked_addresses(target, policy_, *resolver_, time_left());
        auto response = run({policy_, request, target, addresses, time_left(), body_limit});
        const auto location = response.header("Location");
        if (!is_redirect(response.status) || location.empty()) return response;
        if (redirects == policy_.redirect_limit)
            throw Failure(Reason::too_many_redirects, "too many redirects");
        const auto next = redirect_target(target, location);
        if (target.scheme == "https" && next.scheme == "http")
            throw Failure(Reason::downgrade, "a redirect from https to http");
        turn(request, response.status, !next.same_origin(target));
        target = next;
    }
}

} // namespace outbound
