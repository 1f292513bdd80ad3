#include "platform/crypto/encoding.hpp"

#include <algorithm>
#include <cstdint>

#include "platform/crypto/sodium.hpp"
#include "platform/text/ascii.hpp"

namespace crypto {
namespace {

std::string encode(std::string_view input, int variant) {
    std::string out(sodium_base64_encoded_len(input.size(), variant), '\0');
    sodium_bin2base64(out.data(), out.size(), bytes(input), input.size(), variant);
    out.pop_back(); // the C string's NUL
    return out;
}

// Without an `end` the library refuses what is left over, and it refuses bits behind the last whole
// byte. But it reads bytes as signed characters, and takes some beyond ASCII for digits.
std::optional<std::string> decode(std::string_view text, int variant) {
    if (!std::ranges::all_of(text, [](unsigned char c) { return c < 0x80; })) return std::nullopt;
    std::string out(text.size() / 4 * 3 + 3, '\0');
    std::size_t size = 0;
    if (sodium_base642bin(bytes(out), out.size(), text.data(), text.size(), nullptr, &size, nullptr,
                          variant)
        != 0)
        return std::nullopt;
    out.resize(size);
    return out;
}

constexpr std::string_view base32_digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

} // namespace

std::string to_hex(std::string_view input) {
    std::string out(input.size() * 2 + 1, '\0');
    sodium_bin2hex(out.data(), out.size(), bytes(input), input.size());
    out.pop_back();
    return out;
}

std::optional<std::string> from_hex(std::string_view text) {
    std::string out(text.size() / 2, '\0');
    std::size_t size = 0;
    if (text.size() % 2 != 0
        || sodium_hex2bin(bytes(out), out.size(), text.data(), text.size(), nullptr, &size, nullptr)
               != 0)
        return std::nullopt;
    return out;
}

std::string to_base64(std::string_view input) {
    return encode(input, sodium_base64_VARIANT_ORIGINAL);
}

std::optional<std::string> from_base64(std::string_view text) {
    return decode(text, sodium_base64_VARIANT_ORIGINAL);
}

std::string to_base64url(std::string_view input) {
    return encode(input, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
}

std::optional<std::string> from_base64url(std::string_view text) {
    return decode(text, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
}

std::string to_base32(std::string_view input) {
    std::string out;
    std::uint32_t bits = 0;
    int count = 0;
    for (const char c : input) {
        bits = bits << 8 | static_cast<unsigned char>(c);
        for (count += 8; count >= 5; count -= 5) out += base32_digits[bits >> (count - 5) & 31];
    }
    if (count > 0) out += base32_digits[bits << (5 - count) & 31];
    return out;
}

std::optional<std::string> from_base32(std::string_view text) {
    std::string out;
    std::uint32_t bits = 0;
    int count = 0;
    for (const char c : text) {
        const auto digit = base32_digits.find(text::to_upper(c));
        if (digit == std::string_view::npos) return std::nullopt;
        bits = bits << 5 | static_cast<std::uint32_t>(digit);
        count += 5;
        if (count < 8) continue;
        count -= 8;
        out += static_cast<char>(bits >> count & 0xFF);
    }
    // Less than a digit may be left, and it must be zero.
    if (count >= 5 || (bits & ((1U << count) - 1)) != 0) return std::nullopt;
    return out;
}

} // namespace crypto
