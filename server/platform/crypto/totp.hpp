// The six digits of an authenticator app (RFC 6238 with SHA-1, 30 s: what every app understands).
#pragma once
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "platform/base/timestamp.hpp"

namespace crypto {

inline constexpr std::chrono::seconds totp_step_length{30};

// 20 random bytes, as RFC 4226 recommends. Stored sealed (SecretBox), shown as base32.
std::string make_totp_secret();

// The number of 30 s steps since 1970.
std::int64_t totp_step(Timestamp instant);

// The six digits of a step.
std::string totp_code(std::string_view secret, std::int64_t step);

// The step whose code it is, within one step of `now` for clocks that differ; nullopt for a wrong
// code and for one of `last_used` or before. The caller stores the answer as the next `last_used`
// in the same transaction, so that a code that was seen over a shoulder cannot be used again.
// Blanks inside the code are passed over ("123 456").
std::optional<std::int64_t> matching_totp_step(std::string_view secret, std::string_view code,
                                               Timestamp now,
                                               std::optional<std::int64_t> last_used);

// otpauth://totp/SocialFlow:ada%40example.com?secret=…&issuer=SocialFlow, which an app reads from a
// QR code.
std::string otpauth_uri(std::string_view issuer, std::string_view account, std::string_view secret);

} // namespace crypto
