#include "platform/crypto/totp.hpp"

#include <fmt/format.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <algorithm>
#include <array>
#include <stdexcept>

#include "platform/crypto/encoding.hpp"
#include "platform/crypto/hmac.hpp"
#include "platform/crypto/tokens.hpp"
#include "platform/text/url.hpp"

namespace crypto {
namespace {

constexpr int window_steps = 1;
constexpr std::size_t typed_limit_bytes = 16;

// SHA-1 is not in libsodium. As an HMAC it still stands.
std::array<unsigned char, 20> hmac_sha1(std::string_view key, std::string_view message) {
    std::array<unsigned char, 20> out{};
    unsigned int size = 0;
    const auto* data = reinterpret_cast<const unsigned char*>(message.data());
    if (!HMAC(EVP_sha1(), key.data(), static_cast<int>(key.size()), data, message.size(),
              out.data(), &size))
        throw std::runtime_error("HMAC-SHA-1 is not available");
    return out;
}

std::string without_blanks(std::string_view typed) {
    std::string out(typed);
    std::erase(out, ' ');
    return out;
}

} // namespace

std::string make_totp_secret() {
    return random_bytes(20);
}

std::int64_t totp_step(Timestamp instant) {
    return std::chrono::floor<std::chrono::seconds>(instant).time_since_epoch() / totp_step_length;
}

std::string totp_code(std::string_view secret, std::int64_t step) {
    std::string counter(8, '\0');
    for (int i = 0; i < 8; ++i)
        counter[static_cast<std::size_t>(i)] = static_cast<char>(step >> (56 - 8 * i));
    const auto digest = hmac_sha1(secret, counter);
    // Dynamic truncation, RFC 4226, 5.3.
    const std::size_t offset = digest.back() & 0x0F;
    std::uint32_t value = 0;
    for (std::size_t i = 0; i < 4; ++i) value = value << 8 | digest[offset + i];
    return fmt::format("{:06}", (value & 0x7FFFFFFF) % 1'000'000);
}

std::optional<std::int64_t> matching_totp_step(std::string_view secret, std::string_view code,
                                               Timestamp now,
                                               std::optional<std::int64_t> last_used) {
    if (code.size() > typed_limit_bytes) return std::nullopt;
    const auto digits = without_blanks(code);
    std::optional<std::int64_t> found;
    const auto current = totp_step(now);
    for (auto step = current - window_steps; step <= current + window_steps; ++step) {
        const bool unused = !last_used || step > *last_used;
        if (equal_in_constant_time(totp_code(secret, step), digits) && unused && !found)
            found = step;
    }
    return found;
}

std::string otpauth_uri(std::string_view issuer, std::string_view account,
                        std::string_view secret) {
    return fmt::format(
        "otpauth://totp/{0}:{1}?secret={2}&issuer={0}&algorithm=SHA1&digits=6&period=30",
        text::percent_encode(issuer), text::percent_encode(account), to_base32(secret));
}

} // namespace crypto
