#include "platform/net/client_address.hpp"

#include <algorithm>

namespace net {
namespace {

std::string_view trimmed(std::string_view text) {
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
    return text;
}

} // namespace

std::string client_address(std::string_view peer, std::string_view forwarded_for,
                           std::span<const std::string> trusted_proxies) {
    const auto trusted = [&](std::string_view address) {
        return std::ranges::find(trusted_proxies, address) != trusted_proxies.end();
    };
    std::string_view client = peer;
    while (trusted(client) && !forwarded_for.empty()) {
        const auto comma = forwarded_for.rfind(',');
        client =
            trimmed(comma == forwarded_for.npos ? forwarded_for : forwarded_for.substr(comma + 1));
        forwarded_for =
            comma == forwarded_for.npos ? std::string_view{} : forwarded_for.substr(0, comma);
    }
    constexpr std::size_t longest_address = 64;
    return std::string(client.substr(0, longest_address));
}

} // namespace net
