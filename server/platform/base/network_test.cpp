#include "platform/base/network.hpp"

#include <gtest/gtest.h>

TEST(Network, of_an_address_is_what_one_household_shares) {
    struct Case {
        std::string_view address, network;
    };
    for (const auto& [address, network] : std::to_array<Case>({
             {"192.0.2.1", "192.0.2.1"},
             {"2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"},
             {"2001:db8:1:2:ffff::9", "2001:db8:1:2::/64"},
             {"2001:db8:1:3::1", "2001:db8:1:3::/64"},
             {"::1", "::/64"},
             {"::ffff:192.0.2.1", "192.0.2.1"},
             {"", ""},
             {"not an address", "not an address"},
         }))
        EXPECT_EQ(network, network_of(address)) << address;
}
