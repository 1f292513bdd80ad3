// Digests and message authentication.
#pragma once
#include <string>
#include <string_view>

namespace crypto {

// 32 bytes, FIPS 180-4.
std::string sha256(std::string_view message);

// 32 bytes, RFC 2104; a key of any length.
std::string hmac_sha256(std::string_view key, std::string_view message);

// Whether both are the same, in a time that depends on the lengths only. For everything a caller
// could guess byte by byte.
bool equal_in_constant_time(std::string_view a, std::string_view b);

} // namespace crypto
