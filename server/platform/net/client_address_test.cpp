#include "platform/net/client_address.hpp"

#include <gtest/gtest.h>

#include <array>

TEST(ClientAddress, is_what_the_last_trusted_proxy_saw) {
    const std::array<std::string, 2> trusted{"10.0.0.1", "10.0.0.2"};
    const struct {
        std::string_view peer, forwarded_for, expected;
    } cases[] = {
        {"198.51.100.7", "", "198.51.100.7"},
        {"198.51.100.7", "203.0.113.9", "198.51.100.7"}, // nobody's proxy: whatever it says
        {"10.0.0.1", "203.0.113.9", "203.0.113.9"},
        {"10.0.0.1", "1.1.1.1, 203.0.113.9", "203.0.113.9"}, // what the client wrote stands left
        {"10.0.0.1", "1.1.1.1,203.0.113.9 ,10.0.0.2", "203.0.113.9"}, // two proxies in a row
        {"10.0.0.1", "10.0.0.2", "10.0.0.2"},
        {"10.0.0.1", "", "10.0.0.1"},
        {"10.0.0.1", " , ", ""},
        {"10.0.0.1", "2001:db8::1", "2001:db8::1"},
    };
    for (const auto& [peer, forwarded_for, expected] : cases)
        EXPECT_EQ(expected, net::client_address(peer, forwarded_for, trusted))
            << peer << " | " << forwarded_for;
}

TEST(ClientAddress, is_cut_at_64_characters) {
    const std::array<std::string, 1> trusted{"10.0.0.1"};
    EXPECT_EQ(std::string(64, 'x'), net::client_address("10.0.0.1", std::string(65, 'x'), trusted));
}
