// The network behind an address, as far as guesses are counted together.
#pragma once
#include <string>
#include <string_view>

// An IPv4 address itself; of an IPv6 address the first 64 bits ("2001:db8:1:2::/64"), since one
// household or one attacker has all of them. Anything else comes back as it is.
std::string network_of(std::string_view address);
