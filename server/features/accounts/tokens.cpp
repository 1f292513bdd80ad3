#include "features/accounts/tokens.hpp"

#include "platform/crypto/encoding.hpp"
#include "platform/crypto/tokens.hpp"

namespace accounts {

NewToken make_token(std::string_view prefix) {
    auto token = crypto::make_token(prefix);
    return {std::move(token.text), crypto::to_base64url(token.hash)};
}

std::string hash_of(std::string_view text) {
    return crypto::to_base64url(crypto::token_hash(text));
}

} // namespace accounts
