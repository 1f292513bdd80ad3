// A name server of the test's own: dnsmasq, which knows the names below "example" and nothing else.
#pragma once
#include "testing/local_program.hpp"

namespace testing_servers {

struct DnsRecords {
    std::vector<std::pair<std::string, std::string>> texts;      // name, any length
    std::vector<std::pair<std::string, std::string>> hosts;      // name, address
    std::vector<std::pair<std::string, std::string>> mail_hosts; // domain, host
};

class DnsServer {
  public:
    explicit DnsServer(const DnsRecords& records = {});
    // "127.0.0.1:5300", for the setting dns_servers.
    std::string address() const { return "127.0.0.1:" + std::to_string(port_); }
    void publish(const DnsRecords& records); // in place of all before
    void stop() { program_.stop(); }

  private:
    LocalProgram program_;
    std::uint16_t port_ = free_port();
};

} // namespace testing_servers
