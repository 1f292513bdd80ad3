// An IP address, of either family, by its bytes.
#pragma once
#include <array>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

struct sockaddr;

namespace outbound {

struct IpAddress {
    enum class Family { v4, v6 };

    Family family = Family::v4;
    std::array<std::uint8_t, 16> bytes{}; // the first four of an IPv4 address

    auto operator<=>(const IpAddress&) const = default;

    // "93.184.216.34", "2606:2800:220:1::1"
    std::string text() const;

    // Four decimal numbers without leading zeros, or IPv6 as RFC 4291 writes it (without zone).
    // Nothing else: "0x7f.1", "2130706433" and "127.1" are no addresses here, and
    // looks_like_address() tells that they pretend to be.
    static std::optional<IpAddress> parse(std::string_view text);
    // nullopt for other families.
    static std::optional<IpAddress> from(const sockaddr* address);
};

// Whether browsers and libraries would read the host as an IPv4 address of some spelling: its last
// label is a number, in decimal, octal or hexadecimal (WHATWG URL, "ends in a number").
bool looks_like_address(std::string_view host);

} // namespace outbound
