// Where one step of a call goes, as taken from its URL.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "platform/outbound/ip_address.hpp"

namespace outbound {

struct Target {
    std::string scheme; // "http" or "https"
    std::string host;   // in lower case; an IPv6 address without brackets
    std::uint16_t port = 0;
    std::string path;                 // with the query, percent-encoded, never empty
    std::optional<IpAddress> address; // when the host is one

    // Written anew from its parts, so that nothing reads it otherwise than we did.
    std::string url() const;
    bool same_origin(const Target& other) const;
};

// Failure bad_request for: other schemes, user names, hosts that are not ASCII or end in a number
// and are no address, more than url_limit_bytes. Odd spellings of addresses ("0x7f.1") become the
// usual one.
Target parse_target(std::string_view url);

// Where a Location leads, which may be relative. Failure broken_reply when it is none.
Target redirect_target(const Target& from, std::string_view location);

} // namespace outbound
