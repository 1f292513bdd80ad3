#include "platform/crypto/recovery_codes.hpp"

#include "platform/crypto/tokens.hpp"
#include "platform/text/ascii.hpp"

namespace crypto {
namespace {

constexpr std::string_view alphabet = "0123456789abcdefghjkmnpqrstvwxyz";
constexpr std::size_t code_characters = 16;
constexpr std::size_t group_characters = 4;
constexpr std::size_t typed_limit_bytes = 64;

char as_written(char typed) {
    const char c = text::to_lower(typed);
    if (c == 'o') return '0';
    if (c == 'i' || c == 'l') return '1';
    return c;
}

std::string grouped(std::string_view code) {
    std::string out;
    for (std::size_t at = 0; at < code.size(); at += group_characters) {
        if (at > 0) out += '-';
        out += code.substr(at, group_characters);
    }
    return out;
}

} // namespace

std::vector<RecoveryCode> make_recovery_codes() {
    std::vector<RecoveryCode> codes;
    while (codes.size() < recovery_code_count) {
        std::string code = random_bytes(code_characters);
        for (auto& c : code)
            c = alphabet[static_cast<unsigned char>(c) % alphabet.size()]; // 32 divides 256
        codes.push_back({grouped(code), token_hash(code)});
    }
    return codes;
}

std::optional<std::string> recovery_code_hash(std::string_view typed) {
    if (typed.size() > typed_limit_bytes) return std::nullopt;
    std::string code;
    for (const char c : typed) {
        if (c == ' ' || c == '-') continue;
        if (alphabet.find(as_written(c)) == std::string_view::npos) return std::nullopt;
        code += as_written(c);
    }
    if (code.size() != code_characters) return std::nullopt;
    return token_hash(code);
}

} // namespace crypto
