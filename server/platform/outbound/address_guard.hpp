// Which addresses the server may call. What a customer enters (a webhook, a feed, a picture) must
// not reach into the network that the server stands in: server-side request forgery, OWASP A10.
#pragma once
#include <optional>
#include <string_view>

#include "platform/outbound/ip_address.hpp"

namespace outbound {

enum class Reach {
    public_only,      // the internet
    private_networks, // also loopback, private and shared ranges, for tests and those who host for
                      // themselves
};

// nullopt: may be called. Otherwise the name of the range that forbids it ("loopback", "cloud
// metadata"). Ranges are those of IANA's special-purpose registries (RFC 6890); in IPv6 only global
// unicast (2000::/3) is public. Addresses that carry an IPv4 address inside (mapped, NAT64) are
// judged by it. Link-local addresses and the metadata services of clouds are forbidden whatever the
// reach: no one hosts anything there.
std::optional<std::string_view> why_forbidden(const IpAddress& address, Reach reach);

} // namespace outbound
