// From host names to addresses.
#pragma once
#include <chrono>
#include <string>
#include <vector>

#include "platform/outbound/ip_address.hpp"

namespace outbound {

// Thread-safe. Tests put their own in its place.
class Resolver {
  public:
    virtual ~Resolver() = default;
    // Every address of the host, at least one. Failure unknown_host or timeout.
    virtual std::vector<IpAddress> resolve(const std::string& host,
                                           std::chrono::milliseconds patience) = 0;
};

// The machine's hosts file and name servers, through c-ares: getaddrinfo cannot be told when to
// give up.
class SystemResolver final : public Resolver {
  public:
    SystemResolver();
    std::vector<IpAddress> resolve(const std::string& host,
                                   std::chrono::milliseconds patience) override;
};

} // namespace outbound
