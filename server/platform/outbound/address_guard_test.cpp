#include "platform/outbound/address_guard.hpp"

#include <gtest/gtest.h>

using outbound::IpAddress;
using outbound::looks_like_address;
using outbound::Reach;
using outbound::why_forbidden;

namespace {

std::string judge(std::string_view text, Reach reach) {
    const auto address = IpAddress::parse(text);
    if (!address) return "no address";
    return std::string(why_forbidden(*address, reach).value_or("allowed"));
}

struct Case {
    const char* address;
    const char* to_public;
    const char* to_private;
};

const Case cases[] = {
    // The first and last of each range, and the neighbours outside.
    {"0.0.0.0", "this network", "this network"},
    {"0.255.255.255", "this network", "this network"},
    {"1.0.0.0", "allowed", "allowed"},
    {"8.8.8.8", "allowed", "allowed"},
    {"9.255.255.255", "allowed", "allowed"},
    {"10.0.0.0", "private network", "allowed"},
    {"10.255.255.255", "private network", "allowed"},
    {"11.0.0.0", "allowed", "allowed"},
    {"100.63.255.255", "allowed", "allowed"},
    {"100.64.0.0", "carrier-grade NAT", "allowed"},
    {"100.127.255.255", "carrier-grade NAT", "allowed"},
    {"100.128.0.0", "allowed", "allowed"},
    {"100.100.100.200", "cloud metadata", "cloud metadata"},
    {"126.255.255.255", "allowed", "allowed"},
    {"127.0.0.1", "loopback", "allowed"},
    {"127.255.255.255", "loopback", "allowed"},
    {"128.0.0.0", "allowed", "allowed"},
    {"168.63.129.16", "cloud metadata", "cloud metadata"},
    {"169.253.255.255", "allowed", "allowed"},
    {"169.254.0.0", "link-local", "link-local"},
    {"169.254.169.254", "link-local", "link-local"},
    {"169.255.0.0", "allowed", "allowed"},
    {"172.15.255.255", "allowed", "allowed"},
    {"172.16.0.0", "private network", "allowed"},
    {"172.31.255.255", "private network", "allowed"},
    {"172.32.0.0", "allowed", "allowed"},
    {"192.0.0.0", "protocol assignments", "protocol assignments"},
    {"192.0.0.192", "cloud metadata", "cloud metadata"},
    {"192.0.1.0", "allowed", "allowed"},
    {"192.0.2.1", "documentation", "documentation"},
    {"192.88.99.1", "6to4 relay", "6to4 relay"},
    {"192.167.255.255", "allowed", "allowed"},
    {"192.168.0.0", "private network", "allowed"},
    {"192.168.255.255", "private network", "allowed"},
    {"192.169.0.0", "allowed", "allowed"},
    {"198.17.255.255", "allowed", "allowed"},
    {"198.18.0.0", "benchmarking", "benchmarking"},
    {"198.19.255.255", "benchmarking", "benchmarking"},
    {"198.20.0.0", "allowed", "allowed"},
    {"198.51.100.7", "documentation", "documentation"},
    {"203.0.113.7", "documentation", "documentation"},
    {"223.255.255.255", "allowed", "allowed"},
    {"224.0.0.1", "multicast", "multicast"},
    {"239.255.255.255", "multicast", "multicast"},
    {"240.0.0.1", "reserved", "reserved"},
    {"255.255.255.255", "reserved", "reserved"},
    // IPv6
    {"2606:4700:4700::1111", "allowed", "allowed"},
    {"2a00:1450:4001:80e::200e", "allowed", "allowed"},
    {"::", "not global unicast", "not global unicast"},
    {"::1", "loopback", "allowed"},
    {"::2", "not global unicast", "not global unicast"},
    {"fc00::1", "unique local network", "allowed"},
    {"fdff:ffff::1", "unique local network", "allowed"},
    {"fe00::1", "not global unicast", "not global unicast"},
    {"fe80::1", "link-local", "link-local"},
    {"febf::1", "link-local", "link-local"},
    {"fec0::1", "not global unicast", "not global unicast"},
    {"ff02::1", "multicast", "multicast"},
    {"100::1", "not global unicast", "not global unicast"},
    {"1fff::1", "not global unicast", "not global unicast"},
    {"4000::1", "not global unicast", "not global unicast"},
    {"5f00::1", "not global unicast", "not global unicast"},
    {"2001::1", "Teredo", "Teredo"},
    {"2001:0:4136:e378:8000:63bf:3fff:fdd2", "Teredo", "Teredo"},
    {"2001:1::1", "protocol assignments", "protocol assignments"},
    {"2001:20::1", "protocol assignments", "protocol assignments"},
    {"2001:1ff:ffff::1", "protocol assignments", "protocol assignments"},
    {"2001:200::1", "allowed", "allowed"},
    {"2001:db8::1", "documentation", "documentation"},
    {"2001:db9::1", "allowed", "allowed"},
    {"2002:7f00:1::", "6to4", "6to4"},
    {"2002:808:808::1", "6to4", "6to4"},
    {"3fff::1", "documentation", "documentation"},
    {"3fff:fff::1", "documentation", "documentation"},
    {"3fff:1000::1", "allowed", "allowed"},
    {"fd00:ec2::254", "cloud metadata", "cloud metadata"},
    {"fd20:ce::254", "cloud metadata", "cloud metadata"},
    // IPv4 inside of IPv6
    {"::ffff:127.0.0.1", "loopback", "allowed"},
    {"::ffff:169.254.169.254", "link-local", "link-local"},
    {"::ffff:8.8.8.8", "allowed", "allowed"},
    {"::ffff:a00:1", "private network", "allowed"},
    {"::127.0.0.1", "not global unicast", "not global unicast"},
    {"::8.8.8.8", "not global unicast", "not global unicast"},
    {"::ffff:0:127.0.0.1", "not global unicast", "not global unicast"},
    {"64:ff9b::127.0.0.1", "loopback", "allowed"},
    {"64:ff9b::169.254.169.254", "link-local", "link-local"},
    {"64:ff9b::8.8.8.8", "allowed", "allowed"},
    {"64:ff9b:1::8.8.8.8", "not global unicast", "not global unicast"},
};

} // namespace

TEST(AddressGuard, judges_each_range_to_its_edges) {
    for (const auto& each : cases) {
        EXPECT_EQ(each.to_public, judge(each.address, Reach::public_only)) << each.address;
        EXPECT_EQ(each.to_private, judge(each.address, Reach::private_networks)) << each.address;
    }
}

TEST(IpAddress, reads_only_the_usual_spelling) {
    for (const auto* text : {"1.2.3.4", "255.255.255.255", "::", "2001:db8::1", "::ffff:1.2.3.4"})
        EXPECT_EQ(text, IpAddress::parse(text).value().text());
    EXPECT_EQ("2001:db8::1", IpAddress::parse("2001:DB8:0:0::0001")->text());
    for (const auto* text :
         {"", "127.1", "0x7f.0.0.1", "0177.0.0.1", "2130706433", "127.0.0.01", "1.2.3.4.",
          "1.2.3.256", " 1.2.3.4", "fe80::1%eth0", "[::1]", ":::", "1.2.3", "localhost"})
        EXPECT_EQ(std::nullopt, IpAddress::parse(text)) << text;
    EXPECT_EQ(std::nullopt, IpAddress::parse(std::string_view("127.0.0.1\0x", 11)));
}

TEST(IpAddress, sees_through_other_spellings) {
    for (const auto* host :
         {"0x7f.1", "0x7f000001", "2130706433", "0177.0.0.1", "127.1", "127.0.0.1", "127.0.0.1.",
          "0x", "1.2.3.4.5", "foo.0x7F", "999999999999", "example.1"})
        EXPECT_TRUE(looks_like_address(host)) << host;
    for (const auto* host :
         {"example.com", "1.example.com", "0x7f.example", "a1", "1a", "x0x1", "localhost", "", "."})
        EXPECT_FALSE(looks_like_address(host)) << host;
}
