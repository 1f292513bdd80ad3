// Passkeys: bytes of a stranger as attestation object, as authenticator data behind the checks of
// its head, and as client data. Nothing but a Refusal may come of it.
#include "fuzz.hpp"
#include "platform/base/refusal.hpp"
#include "platform/crypto/encoding.hpp"
#include "platform/crypto/hmac.hpp"
#include "platform/crypto/webauthn.hpp"

namespace {

const crypto::RelyingParty party{"app.example.com", "https://app.example.com"};
const std::string challenge(32, 'c');

std::string client_data() {
    return R"({"type":"webauthn.create","challenge":")" + crypto::to_base64url(challenge)
           + R"(","origin":"https://app.example.com"})";
}

// {"fmt": "none", "attStmt": {}, "authData": <two bytes of length> …} around a true head.
std::string with_true_head(std::string_view credential) {
    static const auto shell =
        *crypto::from_hex("a363666d74646e6f6e656761747453746d74a068617574684461746159");
    static const auto head = crypto::sha256(party.id) + '\x45' + std::string(4, '\0');
    const auto size = head.size() + credential.size();
    std::string out = shell;
    out += static_cast<char>(size >> 8);
    out += static_cast<char>(size);
    return out.append(head).append(credential);
}

void try_registration(const crypto::PasskeyRegistration& answer) {
    try {
        crypto::verify_registration(party, challenge, answer, crypto::UserVerification::required);
    } catch (const Refusal&) {
        return; // as it should
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto input = fuzz::text_of(data, size);
    try_registration({std::string(input), client_data()});
    try_registration({with_true_head(input.substr(0, 8192)), client_data()});
    static const auto credential_id =
        std::string(16, '\0') + std::string("\0\1i", 3); // behind an AAGUID
    try_registration(
        {with_true_head(credential_id + std::string(input.substr(0, 8192))), client_data()});
    try_registration({with_true_head(""), std::string(input)});
    return 0;
}
