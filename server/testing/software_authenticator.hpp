// A passkey without hardware: does what a browser and an authenticator do together, so that tests
// can register and sign in, and can lie at every point.
#pragma once
#include <openssl/evp.h>

#include <cstdint>
#include <memory>
#include <string>

#include "platform/crypto/webauthn.hpp"

// What goes into one ceremony. Honest when made by SoftwareAuthenticator; a test changes what it
// wants to lie about.
struct Ceremony {
    std::string type; // "webauthn.create" or "webauthn.get"
    std::string challenge;
    std::string origin;
    std::string client_data_extra; // such as ,"crossOrigin":true
    std::string party_id;
    std::uint8_t flags = 0x01 | 0x04; // present, verified
    std::uint32_t sign_count = 0;
    std::string extensions; // CBOR; sets its flag when not empty
};

class SoftwareAuthenticator {
  public:
    SoftwareAuthenticator(crypto::PasskeyAlgorithm algorithm, crypto::RelyingParty party);

    const std::string& credential_id() const { return credential_id_; }

    Ceremony creation(std::string_view challenge) const;
    Ceremony request(std::string_view challenge) const;

    // What navigator.credentials.create() and .get() return.
    crypto::PasskeyRegistration create(const Ceremony& ceremony) const;
    crypto::PasskeyRegistration create_with_self_attestation(const Ceremony& ceremony) const;
    crypto::PasskeyAssertion get(const Ceremony& ceremony) const;

    // The parts, for tests that put them together wrongly.
    std::string client_data_json(const Ceremony& ceremony) const;
    std::string authenticator_data(const Ceremony& ceremony) const;
    std::string authenticator_data_with_credential(const Ceremony& ceremony) const;
    std::string cose_key() const;
    std::string sign(std::string_view message) const;

  private:
    struct FreeKey {
        void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
    };

    crypto::PasskeyAlgorithm algorithm_;
    crypto::RelyingParty party_;
    std::string credential_id_;
    std::unique_ptr<EVP_PKEY, FreeKey> key_;
};

// {"fmt": format, "attStmt": statement, "authData": data} in CBOR.
std::string attestation_object(std::string_view format, std::string_view statement,
                               std::string_view authenticator_data);
