// Passkeys: what a browser hands over is checked as Web Authentication Level 2 says (sections 7.1
// and 7.2), the cryptography and the parsing of authenticator data by libfido2.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace crypto {

// Who we are to a browser.
struct RelyingParty {
    std::string id; // "app.example.com": passkeys are bound to it
    std::string
        origin; // "https://app.example.com:8443", the port only when it is not the scheme's own

    // From the public base URL. nullopt where browsers offer no passkeys: an address in numbers, or
    // http on another host than localhost.
    static std::optional<RelyingParty> of_url(std::string_view public_url);
};

// COSE identifiers, in the order in which we ask for them (`parameters` of the API).
enum class PasskeyAlgorithm : std::int32_t { es256 = -7, ed_dsa = -8, rs256 = -257 };

// A passkey is two factors in one when the person was verified (PIN, finger, face); for a sign-in
// without password that is required.
enum class UserVerification { required, preferred };

// Bytes as decoded from base64url.
struct PasskeyRegistration {
    std::string attestation_object;
    std::string client_data_json;
};
struct PasskeyAssertion {
    std::string authenticator_data;
    std::string client_data_json;
    std::string signature;
};

// What is stored.
struct Passkey {
    std::string credential_id; // 1 to 1023 bytes
    PasskeyAlgorithm algorithm;
    std::string public_key; // SubjectPublicKeyInfo in DER
    std::uint32_t sign_count = 0;
    bool backed_up = false; // in the person's cloud, so that it outlives the device
};

struct PasskeyUse {
    std::uint32_t sign_count = 0; // to be stored
    bool user_verified = false;
    bool backed_up = false;
};

// 32 random bytes, kept by the server between the two steps and used once.
std::string make_passkey_challenge();

// The answer of navigator.credentials.create() to `challenge`. Attestation `none`, or a packed
// self-attestation, which browsers leave in place; others are refused, since we ask for none and
// would not trust it. Whether the credential id is taken is the caller's question. Throws Refusal
// `passkey_refused` with the check that failed in its detail.
Passkey verify_registration(const RelyingParty& party, std::string_view challenge,
                            const PasskeyRegistration& answer, UserVerification verification);

// The answer of navigator.credentials.get() for the stored passkey that it names. A counter that
// does not grow means a copied key and is refused; passkeys without one send 0. Throws Refusal
// `passkey_refused`.
PasskeyUse verify_assertion(const RelyingParty& party, std::string_view challenge,
                            const Passkey& stored, const PasskeyAssertion& answer,
                            UserVerification verification);

} // namespace crypto
