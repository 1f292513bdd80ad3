#include "platform/crypto/tokens.hpp"

#include <algorithm>

#include "platform/crypto/encoding.hpp"
#include "platform/crypto/sodium.hpp"

namespace crypto {

std::string random_bytes(std::size_t count) {
    start_sodium();
    std::string out(count, '\0');
    randombytes_buf(out.data(), out.size());
    return out;
}

Token make_token(std::string_view prefix) {
    std::string text(prefix);
    text += to_base64url(random_bytes(token_random_bytes));
    auto hash = token_hash(text);
    return {std::move(text), std::move(hash)};
}

std::string token_hash(std::string_view text) {
    start_sodium();
    std::string out(crypto_generichash_BYTES, '\0');
    crypto_generichash(bytes(out), out.size(), bytes(text), text.size(), nullptr, 0);
    return out;
}

bool looks_like_token(std::string_view text, std::string_view prefix) {
    if (text.size() != prefix.size() + token_random_characters || !text.starts_with(prefix))
        return false;
    return from_base64url(text.substr(prefix.size())).has_value();
}

std::string_view shown_part(std::string_view token, std::string_view prefix) {
    return token.substr(0, prefix.size() + 6);
}

} // namespace crypto
