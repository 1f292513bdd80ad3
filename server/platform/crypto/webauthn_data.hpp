// The checks of Web Authentication that need no key: what the browser says it did, and what the
// authenticator says it did. All throw Refusal `passkey_refused` with the check that failed in its
// detail.
#pragma once
#include <cstdint>
#include <string_view>

#include "platform/crypto/webauthn.hpp"

namespace crypto {

[[noreturn]] void refuse_passkey(const char* why);

inline void require(bool holds, const char* why) {
    if (!holds) refuse_passkey(why);
}

// The JSON that the browser made, at most 4 KiB: `type` is "webauthn.create" or "webauthn.get".
void check_client_data(const RelyingParty& party, std::string_view challenge, std::string_view json,
                       std::string_view type);

// The first 37 bytes (Level 2, 6.1).
struct AuthenticatorHead {
    std::string_view party_id_hash;
    bool user_present;
    bool user_verified;
    bool can_be_backed_up;
    bool backed_up;
    bool has_credential;
    bool has_extensions;
    std::uint32_t sign_count;
};

// Reads and checks the head, and that what follows is made as its flags say: a credential id of 1
// to 1023 bytes and a key, extensions, nothing else, in bounded CBOR. At most 4 KiB. After it
// libfido2 may read them.
AuthenticatorHead check_authenticator_data(const RelyingParty& party, std::string_view data,
                                           UserVerification verification);

} // namespace crypto
