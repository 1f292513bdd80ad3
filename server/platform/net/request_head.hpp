// From the head that Beast parsed to the request that the application gets.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "platform/base/refusal.hpp"
#include "platform/http/message.hpp"
#include "platform/net/asio.hpp"

namespace net {

using RequestHead = beast::http::request<beast::http::empty_body>;

// Why nobody can say for certain where this request ends or whom it is for (RFC 9112): two parties
// that read it differently would let one request hide inside another.
std::optional<Refusal> why_refused(const RequestHead& head);

// The request without its body and id. `peer`: the address of the other end of the connection,
// whom `trusted_proxies` may name as one whose word is taken for the client's address. A target
// that cannot be decoded leaves the path empty.
http::Request request_of(const RequestHead& head, const std::string& peer,
                         const std::vector<std::string>& trusted_proxies);

} // namespace net
