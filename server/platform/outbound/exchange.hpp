// One request and its reply over one new connection, by libcurl. No redirect, no name resolution.
#pragma once
#include <chrono>
#include <vector>

#include "platform/outbound/client.hpp"
#include "platform/outbound/target.hpp"

namespace outbound {

struct Exchange {
    const Policy& policy;
    const Request& request; // method, headers, body
    const Target& target;
    const std::vector<IpAddress>&
        addresses; // checked; the connection goes to one of them or nowhere
    std::chrono::milliseconds time_left;
    std::size_t body_limit_bytes;
};

Response run(const Exchange& exchange);

} // namespace outbound
