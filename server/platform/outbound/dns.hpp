// What the DNS says of a name. Asked anew each time: who has just changed a record wants to see it.
#pragma once
#include <chrono>
#include <string>
#include <vector>

#include "platform/outbound/ip_address.hpp"

namespace outbound {

struct DnsQuestion {
    enum class Type { txt, mx, a, aaaa };
    std::string name;
    Type type = Type::txt;
    auto operator<=>(const DnsQuestion&) const = default;
};

struct DnsAnswer {
    // TXT: the texts of a record joined. MX: host names in lower case, best first. A, AAAA: empty.
    // None: there is no such name, or no such record.
    std::vector<std::string> records;
    std::vector<IpAddress> addresses;
    std::string failure; // nobody answered, or not with an answer; else empty
};

inline constexpr std::size_t most_dns_records = 100; // of an answer; more are left out

// Thread-safe; tests put their own in its place.
class Dns {
  public:
    virtual ~Dns() = default;
    // All at once; answers in the order of the questions.
    virtual std::vector<DnsAnswer> ask(const std::vector<DnsQuestion>& questions) = 0;
};

// By c-ares.
class NameServers final : public Dns {
  public:
    // `servers`: addresses, with port or without; none: the machine's.
    explicit NameServers(std::vector<std::string> servers,
                         std::chrono::milliseconds patience = std::chrono::seconds(8));
    std::vector<DnsAnswer> ask(const std::vector<DnsQuestion>& questions) override;

  private:
    std::vector<std::string> servers_;
    std::chrono::milliseconds patience_; // for the answers to one ask()
};

} // namespace outbound
