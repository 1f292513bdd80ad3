#include "testing/dns_server.hpp"

#include <fmt/format.h>

namespace testing_servers {
namespace {

// Texts of at most 255 bytes, each in quotes.
std::string in_quotes(std::string_view text) {
    constexpr std::size_t longest = 255;
    std::string out;
    for (std::size_t at = 0; at < text.size(); at += longest)
        out += fmt::format("{}\"{}\"", at ? "," : "", text.substr(at, longest));
    return out;
}

} // namespace

DnsServer::DnsServer(const DnsRecords& records) {
    publish(records);
}

void DnsServer::publish(const DnsRecords& records) {
    program_.stop();
    auto configuration = fmt::format(
        "port={}\nlisten-address=127.0.0.1\nbind-interfaces\nno-resolv\nno-hosts\nno-poll\n"
        "local=/example/\nuser={}\npid-file={}\n",
        port_, program_.user().name, (program_.folder() / "pid").string());
    for (const auto& [name, text] : records.texts)
        configuration += fmt::format("txt-record={},{}\n", name, in_quotes(text));
    for (const auto& [name, address] : records.hosts)
        configuration += fmt::format("host-record={},{}\n", name, address);
    for (const auto& [domain, host] : records.mail_hosts)
        configuration += fmt::format("mx-host={},{},10\n", domain, host);
    const auto file = program_.write("dnsmasq.conf", configuration);
    program_.start({"/usr/sbin/dnsmasq", "--keep-in-foreground", "--conf-file=" + file.string()},
                   port_);
}

} // namespace testing_servers
