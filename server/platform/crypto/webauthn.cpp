#include "platform/crypto/webauthn.hpp"

#include <fido.h>
#include <fido/eddsa.h>
#include <fido/es256.h>
#include <fido/rs256.h>
#include <openssl/x509.h>

#include <boost/url.hpp>
#include <memory>
#include <new>
#include <stdexcept>

#include "platform/crypto/attestation_object.hpp"
#include "platform/crypto/hmac.hpp"
#include "platform/crypto/tokens.hpp"
#include "platform/crypto/webauthn_data.hpp"
#include "platform/text/ascii.hpp"

namespace crypto {
namespace {

constexpr std::size_t signature_limit_bytes = 1024;

const unsigned char* bytes(std::string_view text) {
    return reinterpret_cast<const unsigned char*>(text.data());
}

std::string text_of(const unsigned char* data, std::size_t size) {
    return data ? std::string(reinterpret_cast<const char*>(data), size) : std::string();
}

// --- owners of what the C libraries hand out ----------------------------------------------------

template <auto Free>
struct FreeThrough {
    template <typename T>
    void operator()(T* object) const {
        Free(&object);
    }
};
struct FreeKey {
    void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
};
using Credential = std::unique_ptr<fido_cred_t, FreeThrough<fido_cred_free>>;
using Assertion = std::unique_ptr<fido_assert_t, FreeThrough<fido_assert_free>>;
using Es256 = std::unique_ptr<es256_pk_t, FreeThrough<es256_pk_free>>;
using EdDsa = std::unique_ptr<eddsa_pk_t, FreeThrough<eddsa_pk_free>>;
using Rs256 = std::unique_ptr<rs256_pk_t, FreeThrough<rs256_pk_free>>;
using Key = std::unique_ptr<EVP_PKEY, FreeKey>;

template <typename Owner>
Owner own(typename Owner::pointer made) {
    if (!made) throw std::bad_alloc();
    return Owner(made);
}

// --- keys ---------------------------------------------------------------------------------------

constexpr auto broken_key = "public key: broken, or not on its curve";

std::string der_of(EVP_PKEY* made) {
    const Key key(made);
    require(key != nullptr, broken_key);
    unsigned char* out = nullptr;
    const int size = i2d_PUBKEY(key.get(), &out);
    if (size <= 0) throw std::bad_alloc();
    auto der = text_of(out, static_cast<std::size_t>(size));
    OPENSSL_free(out);
    return der;
}

std::string public_key_of(const fido_cred_t& credential, PasskeyAlgorithm algorithm) {
    const auto* data = fido_cred_pubkey_ptr(&credential);
    const auto size = fido_cred_pubkey_len(&credential);
    switch (algorithm) {
        case PasskeyAlgorithm::es256: {
            const auto key = own<Es256>(es256_pk_new());
            require(es256_pk_from_ptr(key.get(), data, size) == FIDO_OK, broken_key);
            return der_of(es256_pk_to_EVP_PKEY(key.get()));
        }
        case PasskeyAlgorithm::ed_dsa: {
            const auto key = own<EdDsa>(eddsa_pk_new());
            require(eddsa_pk_from_ptr(key.get(), data, size) == FIDO_OK, broken_key);
            return der_of(eddsa_pk_to_EVP_PKEY(key.get()));
        }
        case PasskeyAlgorithm::rs256: {
            const auto key = own<Rs256>(rs256_pk_new());
            require(rs256_pk_from_ptr(key.get(), data, size) == FIDO_OK, broken_key);
            return der_of(rs256_pk_to_EVP_PKEY(key.get()));
        }
    }
    throw std::logic_error("passkey: unknown algorithm");
}

bool signature_fits(const fido_assert_t& assertion, const Passkey& stored) {
    const auto* der = bytes(stored.public_key);
    const Key key(d2i_PUBKEY(nullptr, &der, static_cast<long>(stored.public_key.size())));
    if (!key) throw std::logic_error("passkey: the stored public key is broken");
    const auto cose = static_cast<int>(stored.algorithm);
    switch (stored.algorithm) {
        case PasskeyAlgorithm::es256: {
            const auto own_key = own<Es256>(es256_pk_new());
            return es256_pk_from_EVP_PKEY(own_key.get(), key.get()) == FIDO_OK
                   && fido_assert_verify(&assertion, 0, cose, own_key.get()) == FIDO_OK;
        }
        case PasskeyAlgorithm::ed_dsa: {
            const auto own_key = own<EdDsa>(eddsa_pk_new());
            return eddsa_pk_from_EVP_PKEY(own_key.get(), key.get()) == FIDO_OK
                   && fido_assert_verify(&assertion, 0, cose, own_key.get()) == FIDO_OK;
        }
        case PasskeyAlgorithm::rs256: {
            const auto own_key = own<Rs256>(rs256_pk_new());
            return rs256_pk_from_EVP_PKEY(own_key.get(), key.get()) == FIDO_OK
                   && fido_assert_verify(&assertion, 0, cose, own_key.get()) == FIDO_OK;
        }
    }
    throw std::logic_error("passkey: unknown algorithm");
}

// --- registration -------------------------------------------------------------------------------

struct ParsedCredential {
    Credential credential;
    PasskeyAlgorithm algorithm;
};

// libfido2 wants to know the algorithm before it reads the key, so each of ours is tried.
ParsedCredential parse_credential(std::string_view authenticator_data) {
    for (const auto algorithm :
         {PasskeyAlgorithm::es256, PasskeyAlgorithm::ed_dsa, PasskeyAlgorithm::rs256}) {
        auto credential = own<Credential>(fido_cred_new());
        if (fido_cred_set_type(credential.get(), static_cast<int>(algorithm)) == FIDO_OK
            && fido_cred_set_authdata_raw(credential.get(), bytes(authenticator_data),
                                          authenticator_data.size())
                   == FIDO_OK)
            return {std::move(credential), algorithm};
    }
    refuse_passkey("authenticator data: no credential with ES256, EdDSA or RS256");
}

// The credential's own key has signed: proves nothing about the maker, but it must be right.
void check_self_attestation(fido_cred_t& credential, const RelyingParty& party,
                            const AttestationObject& object, std::string_view client_data_json) {
    const auto hash = sha256(client_data_json);
    const bool fits =
        fido_cred_set_rp(&credential, party.id.c_str(), nullptr) == FIDO_OK
        && fido_cred_set_clientdata_hash(&credential, bytes(hash), hash.size()) == FIDO_OK
        && fido_cred_set_fmt(&credential, "packed") == FIDO_OK
        && fido_cred_set_attstmt(&credential, bytes(object.statement), object.statement.size())
               == FIDO_OK
        && fido_cred_verify_self(&credential) == FIDO_OK;
    require(fits, "attestation: not one that the passkey signed itself");
}

void check_attestation(fido_cred_t& credential, const RelyingParty& party,
                       const AttestationObject& object, std::string_view client_data_json) {
    constexpr std::string_view empty_map = "\xA0";
    if (object.format == "packed")
        return check_self_attestation(credential, party, object, client_data_json);
    require(object.format == "none" && object.statement == empty_map,
            "attestation: of a kind that was not asked for");
}

// --- assertion ----------------------------------------------------------------------------------

Assertion make_assertion(const RelyingParty& party, const PasskeyAssertion& answer) {
    const auto hash = sha256(answer.client_data_json);
    const auto& data = answer.authenticator_data;
    auto assertion = own<Assertion>(fido_assert_new());
    const bool made =
        fido_assert_set_rp(assertion.get(), party.id.c_str()) == FIDO_OK
        && fido_assert_set_clientdata_hash(assertion.get(), bytes(hash), hash.size()) == FIDO_OK
        && fido_assert_set_count(assertion.get(), 1) == FIDO_OK
        && fido_assert_set_up(assertion.get(), FIDO_OPT_TRUE) == FIDO_OK
        && fido_assert_set_authdata_raw(assertion.get(), 0, bytes(data), data.size()) == FIDO_OK
        && fido_assert_set_sig(assertion.get(), 0, bytes(answer.signature), answer.signature.size())
               == FIDO_OK;
    require(made, "authenticator data: cannot be read");
    return assertion;
}

// Level 2, 7.2, step 21.
bool counter_grows(std::uint32_t before, std::uint32_t now) {
    return (before == 0 && now == 0) || now > before;
}

} // namespace

std::optional<RelyingParty> RelyingParty::of_url(std::string_view public_url) {
    const auto url = boost::urls::parse_uri(public_url);
    if (!url || url->host_type() != boost::urls::host_type::name) return std::nullopt;
    const auto host = text::to_lower_ascii(url->host());
    const bool local = host == "localhost" || host.ends_with(".localhost");
    const bool secure = url->scheme_id() == boost::urls::scheme::https;
    if (host.empty() || (!secure && !(local && url->scheme_id() == boost::urls::scheme::http)))
        return std::nullopt;
    std::string origin = secure ? "https://" : "http://";
    origin += host;
    if (url->has_port() && url->port() != (secure ? "443" : "80"))
        origin.append(":").append(url->port());
    return RelyingParty{host, origin};
}

std::string make_passkey_challenge() {
    return random_bytes(32);
}

Passkey verify_registration(const RelyingParty& party, std::string_view challenge,
                            const PasskeyRegistration& answer, UserVerification verification) {
    check_client_data(party, challenge, answer.client_data_json, "webauthn.create");
    const auto object = read_attestation_object(answer.attestation_object);
    require(object.has_value(), "attestation object: cannot be read");
    const auto head = check_authenticator_data(party, object->authenticator_data, verification);
    require(head.has_credential, "authenticator data: no credential");
    const auto [credential, algorithm] = parse_credential(object->authenticator_data);
    check_attestation(*credential, party, *object, answer.client_data_json);
    return {.credential_id =
                text_of(fido_cred_id_ptr(credential.get()), fido_cred_id_len(credential.get())),
            .algorithm = algorithm,
            .public_key = public_key_of(*credential, algorithm),
            .sign_count = head.sign_count,
            .backed_up = head.backed_up};
}

PasskeyUse verify_assertion(const RelyingParty& party, std::string_view challenge,
                            const Passkey& stored, const PasskeyAssertion& answer,
                            UserVerification verification) {
    check_client_data(party, challenge, answer.client_data_json, "webauthn.get");
    const auto head = check_authenticator_data(party, answer.authenticator_data, verification);
    require(!answer.signature.empty() && answer.signature.size() <= signature_limit_bytes,
            "signature: wrong size");
    require(signature_fits(*make_assertion(party, answer), stored),
            "signature: not of this passkey");
    require(counter_grows(stored.sign_count, head.sign_count),
            "counter: did not grow; the passkey may have been copied");
    return {.sign_count = head.sign_count,
            .user_verified = head.user_verified,
            .backed_up = head.backed_up};
}

} // namespace crypto
