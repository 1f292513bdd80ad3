// Bytes as text and back. Reading is strict: one spelling for each value, nothing around it, no
// white space, so that a token or a signature cannot be changed and still be accepted.
#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace crypto {

// Lower case; reading takes both cases.
std::string to_hex(std::string_view bytes);
std::optional<std::string> from_hex(std::string_view text);

// RFC 4648, section 4, with padding, which reading demands.
std::string to_base64(std::string_view bytes);
std::optional<std::string> from_base64(std::string_view text);

// RFC 4648, section 5, without padding, which reading refuses.
std::string to_base64url(std::string_view bytes);
std::optional<std::string> from_base64url(std::string_view text);

// RFC 4648, section 6, without padding, in capitals; reading takes both cases, since people type
// it.
std::string to_base32(std::string_view bytes);
std::optional<std::string> from_base32(std::string_view text);

} // namespace crypto
