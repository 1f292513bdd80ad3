#include "platform/base/network.hpp"

#include <arpa/inet.h>

#include <algorithm>
#include <array>

namespace {

constexpr std::array<unsigned char, 12> mapped_prefix{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};

std::string printed(int family, const void* bytes) {
    char text[INET6_ADDRSTRLEN];
    return inet_ntop(family, bytes, text, sizeof text) ? text : "";
}

} // namespace

std::string network_of(std::string_view address) {
    const std::string text(address);
    std::array<unsigned char, 16> bytes{};
    if (inet_pton(AF_INET6, text.c_str(), bytes.data()) != 1) return text;
    // "::ffff:192.0.2.1" is an IPv4 address (RFC 4291, 2.5.5.2).
    if (std::equal(mapped_prefix.begin(), mapped_prefix.end(), bytes.begin()))
        return printed(AF_INET, bytes.data() + mapped_prefix.size());
    std::fill(bytes.begin() + 8, bytes.end(), 0);
    return printed(AF_INET6, bytes.data()) + "/64";
}
