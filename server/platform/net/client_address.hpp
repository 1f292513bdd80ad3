// Whose request this is when proxies stand between.
#pragma once
#include <span>
#include <string>
#include <string_view>

namespace net {

// The peer itself, unless it is a trusted proxy: then the rightmost address of X-Forwarded-For that
// is not one. What a client writes into the header itself stands further left and is never
// believed.
std::string client_address(std::string_view peer, std::string_view forwarded_for,
                           std::span<const std::string> trusted_proxies);

} // namespace net
