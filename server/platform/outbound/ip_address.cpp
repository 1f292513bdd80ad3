#include "platform/outbound/ip_address.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>

#include <algorithm>
#include <cstring>

namespace outbound {

std::string IpAddress::text() const {
    char written[INET6_ADDRSTRLEN];
    return inet_ntop(family == Family::v4 ? AF_INET : AF_INET6, bytes.data(), written,
                     sizeof written);
}

std::optional<IpAddress> IpAddress::parse(std::string_view text) {
    if (text.find('\0') != text.npos) return std::nullopt;
    const std::string terminated(text);
    IpAddress address;
    if (inet_pton(AF_INET, terminated.c_str(), address.bytes.data()) == 1) return address;
    address.family = Family::v6;
    if (inet_pton(AF_INET6, terminated.c_str(), address.bytes.data()) == 1) return address;
    return std::nullopt;
}

std::optional<IpAddress> IpAddress::from(const sockaddr* given) {
    IpAddress address;
    if (given->sa_family == AF_INET) {
        std::memcpy(address.bytes.data(), &reinterpret_cast<const sockaddr_in*>(given)->sin_addr,
                    4);
        return address;
    }
    if (given->sa_family != AF_INET6) return std::nullopt;
    address.family = Family::v6;
    std::memcpy(address.bytes.data(), &reinterpret_cast<const sockaddr_in6*>(given)->sin6_addr, 16);
    return address;
}

bool looks_like_address(std::string_view host) {
    if (host.ends_with('.')) host.remove_suffix(1);
    const auto dot = host.rfind('.');
    auto last = dot == host.npos ? host : host.substr(dot + 1);
    const auto all = [&](std::string_view allowed) {
        return last.find_first_not_of(allowed) == last.npos;
    };
    if (!last.empty() && all("0123456789")) return true;
    if (!last.starts_with("0x") && !last.starts_with("0X")) return false;
    last.remove_prefix(2);
    return all("0123456789abcdefABCDEF");
}

} // namespace outbound
