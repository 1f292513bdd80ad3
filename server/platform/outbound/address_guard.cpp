#include "platform/outbound/address_guard.hpp"

#include <algorithm>
#include <cstring>
#include <span>

namespace outbound {
namespace {

enum class Opens { never, to_private_reach };

struct Range {
    const char* first;
    int prefix_bits;
    std::string_view name;
    Opens opens = Opens::never;
};

// The first range that holds an address decides.
constexpr Range ipv4_ranges[] = {
    {"0.0.0.0", 8, "this network"},                                   // RFC 791
    {"100.100.100.200", 32, "cloud metadata"},                        // Alibaba Cloud
    {"192.0.0.192", 32, "cloud metadata"},                            // Oracle Cloud
    {"168.63.129.16", 32, "cloud metadata"},                          // Azure's wire server
    {"10.0.0.0", 8, "private network", Opens::to_private_reach},      // RFC 1918
    {"100.64.0.0", 10, "carrier-grade NAT", Opens::to_private_reach}, // RFC 6598
    {"127.0.0.0", 8, "loopback", Opens::to_private_reach},            // RFC 1122
    {"169.254.0.0", 16, "link-local"}, // RFC 3927, and most clouds' metadata
    {"172.16.0.0", 12, "private network", Opens::to_private_reach},  // RFC 1918
    {"192.0.0.0", 24, "protocol assignments"},                       // RFC 6890
    {"192.0.2.0", 24, "documentation"},                              // RFC 5737
    {"192.88.99.0", 24, "6to4 relay"},                               // RFC 7526
    {"192.168.0.0", 16, "private network", Opens::to_private_reach}, // RFC 1918
    {"198.18.0.0", 15, "benchmarking"},                              // RFC 2544
    {"198.51.100.0", 24, "documentation"},                           // RFC 5737
    {"203.0.113.0", 24, "documentation"},                            // RFC 5737
    {"224.0.0.0", 4, "multicast"},                                   // RFC 5771
    {"240.0.0.0", 4, "reserved"}, // RFC 1112, and 255.255.255.255
};

constexpr Range ipv6_ranges[] = {
    {"::1", 128, "loopback", Opens::to_private_reach},              // RFC 4291
    {"fd00:ec2::", 32, "cloud metadata"},                           // Amazon
    {"fd20:ce::", 32, "cloud metadata"},                            // Google Cloud
    {"fc00::", 7, "unique local network", Opens::to_private_reach}, // RFC 4193
    {"fe80::", 10, "link-local"},                                   // RFC 4291
    {"ff00::", 8, "multicast"},                                     // RFC 4291
    {"2001::", 32, "Teredo"},                                       // RFC 4380
    {"2001::", 23, "protocol assignments"},                         // RFC 2928
    {"2001:db8::", 32, "documentation"},                            // RFC 3849
    {"2002::", 16, "6to4"},                                         // RFC 3056
    {"3fff::", 20, "documentation"},                                // RFC 9637
};

constexpr Range global_unicast{"2000::", 3, "global unicast"};

// Prefixes of 96 bits that end in an IPv4 address.
constexpr const char* carriers_of_ipv4[] = {
    "::ffff:0:0", // mapped, RFC 4291
    "64:ff9b::",  // NAT64, RFC 6052
};

bool holds(const Range& range, const IpAddress& address) {
    const auto first = IpAddress::parse(range.first);
    const auto whole = static_cast<std::size_t>(range.prefix_bits / 8);
    if (!std::equal(first->bytes.begin(), first->bytes.begin() + whole, address.bytes.begin()))
        return false;
    const int rest = range.prefix_bits % 8;
    if (rest == 0) return true;
    const auto mask = static_cast<std::uint8_t>(0xFF << (8 - rest));
    return (first->bytes[whole] & mask) == (address.bytes[whole] & mask);
}

const Range* range_of(std::span<const Range> ranges, const IpAddress& address) {
    const auto found =
        std::ranges::find_if(ranges, [&](const Range& range) { return holds(range, address); });
    return found == ranges.end() ? nullptr : &*found;
}

std::optional<IpAddress> carried_ipv4(const IpAddress& address) {
    for (const auto* prefix : carriers_of_ipv4) {
        if (!holds({prefix, 96, {}}, address)) continue;
        IpAddress inner;
        std::copy(address.bytes.begin() + 12, address.bytes.end(), inner.bytes.begin());
        return inner;
    }
    return std::nullopt;
}

} // namespace

std::optional<std::string_view> why_forbidden(const IpAddress& address, Reach reach) {
    if (address.family == IpAddress::Family::v6)
        if (const auto inner = carried_ipv4(address)) return why_forbidden(*inner, reach);
    const bool v4 = address.family == IpAddress::Family::v4;
    const Range* range = v4 ? range_of(ipv4_ranges, address) : range_of(ipv6_ranges, address);
    if (range) {
        const bool open =
            range->opens == Opens::to_private_reach && reach == Reach::private_networks;
        return open ? std::nullopt : std::optional(range->name);
    }
    if (v4 || holds(global_unicast, address)) return std::nullopt;
    return "not global unicast";
}

} // namespace outbound
