#include "testing/software_authenticator.hpp"

#include <fmt/format.h>
#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/rsa.h>

#include <stdexcept>

#include "platform/crypto/encoding.hpp"
#include "platform/crypto/hmac.hpp"
#include "platform/crypto/tokens.hpp"

using crypto::PasskeyAlgorithm;

namespace {

constexpr std::uint8_t has_credential = 0x40;
constexpr std::uint8_t has_extensions = 0x80;

// --- CBOR, as much as is needed
// -------------------------------------------------------------------

std::string head(unsigned major, std::size_t argument) {
    const auto first = static_cast<char>(major << 5);
    if (argument < 24) return {static_cast<char>(first | static_cast<char>(argument))};
    if (argument < 256) return {static_cast<char>(first | 24), static_cast<char>(argument)};
    return {static_cast<char>(first | 25), static_cast<char>(argument >> 8),
            static_cast<char>(argument)};
}
std::string integer(int value) {
    return value < 0 ? head(1, static_cast<std::size_t>(-1 - value))
                     : head(0, static_cast<std::size_t>(value));
}
std::string byte_string(std::string_view content) {
    return head(2, content.size()).append(content);
}
std::string text_string(std::string_view content) {
    return head(3, content.size()).append(content);
}
std::string map(std::size_t members) {
    return head(5, members);
}

// --- keys
// -----------------------------------------------------------------------------------------

EVP_PKEY* make_key(PasskeyAlgorithm algorithm) {
    switch (algorithm) {
        case PasskeyAlgorithm::es256:
            return EVP_EC_gen("P-256");
        case PasskeyAlgorithm::ed_dsa:
            return EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519");
        case PasskeyAlgorithm::rs256:
            return EVP_RSA_gen(2048);
    }
    throw std::logic_error("no such algorithm");
}

std::string number(const EVP_PKEY* key, const char* name, int size) {
    BIGNUM* value = nullptr;
    EVP_PKEY_get_bn_param(key, name, &value);
    std::string out(static_cast<std::size_t>(size), '\0');
    BN_bn2binpad(value, reinterpret_cast<unsigned char*>(out.data()), size);
    BN_free(value);
    return out;
}

std::string raw_public_key(const EVP_PKEY* key) {
    std::string out(32, '\0');
    std::size_t size = out.size();
    EVP_PKEY_get_raw_public_key(key, reinterpret_cast<unsigned char*>(out.data()), &size);
    return out;
}

std::string big_endian(std::uint32_t value, int bytes) {
    std::string out;
    for (int i = bytes - 1; i >= 0; --i) out += static_cast<char>(value >> (8 * i));
    return out;
}

} // namespace

SoftwareAuthenticator::SoftwareAuthenticator(PasskeyAlgorithm algorithm, crypto::RelyingParty party)
    : algorithm_(algorithm),
      party_(std::move(party)),
      credential_id_(crypto::random_bytes(16)),
      key_(make_key(algorithm)) {
    if (!key_) throw std::runtime_error("OpenSSL makes no key");
}

Ceremony SoftwareAuthenticator::creation(std::string_view challenge) const {
    return {.type = "webauthn.create",
            .challenge = std::string(challenge),
            .origin = party_.origin,
            .party_id = party_.id};
}

Ceremony SoftwareAuthenticator::request(std::string_view challenge) const {
    auto ceremony = creation(challenge);
    ceremony.type = "webauthn.get";
    return ceremony;
}

crypto::PasskeyRegistration SoftwareAuthenticator::create(const Ceremony& ceremony) const {
    return {attestation_object("none", map(0), authenticator_data_with_credential(ceremony)),
            client_data_json(ceremony)};
}

crypto::PasskeyRegistration SoftwareAuthenticator::create_with_self_attestation(
    const Ceremony& ceremony) const {
    const auto client_data = client_data_json(ceremony);
    const auto data = authenticator_data_with_credential(ceremony);
    auto statement = map(2) + text_string("alg") + integer(static_cast<int>(algorithm_));
    statement += text_string("sig") + byte_string(sign(data + crypto::sha256(client_data)));
    return {attestation_object("packed", statement, data), client_data};
}

crypto::PasskeyAssertion SoftwareAuthenticator::get(const Ceremony& ceremony) const {
    const auto client_data = client_data_json(ceremony);
    const auto data = authenticator_data(ceremony);
    return {data, client_data, sign(data + crypto::sha256(client_data))};
}

std::string SoftwareAuthenticator::client_data_json(const Ceremony& ceremony) const {
    return fmt::format(R"({{"type":"{}","challenge":"{}","origin":"{}"{}}})", ceremony.type,
                       crypto::to_base64url(ceremony.challenge), ceremony.origin,
                       ceremony.client_data_extra);
}

std::string SoftwareAuthenticator::authenticator_data(const Ceremony& ceremony) const {
    const auto flags = ceremony.flags | (ceremony.extensions.empty() ? 0 : has_extensions);
    auto out = crypto::sha256(ceremony.party_id);
    out += static_cast<char>(flags);
    return out + big_endian(ceremony.sign_count, 4) + ceremony.extensions;
}

std::string SoftwareAuthenticator::authenticator_data_with_credential(
    const Ceremony& ceremony) const {
    auto with_flag = ceremony;
    with_flag.flags |= has_credential;
    auto out = authenticator_data(with_flag);
    out.resize(out.size() - ceremony.extensions.size());
    out += std::string(16, '\0'); // AAGUID
    out += big_endian(static_cast<std::uint32_t>(credential_id_.size()), 2) + credential_id_;
    return out + cose_key() + ceremony.extensions;
}

// RFC 9053, sections 2 and 7.
std::string SoftwareAuthenticator::cose_key() const {
    const auto algorithm = integer(3) + integer(static_cast<int>(algorithm_));
    switch (algorithm_) {
        case PasskeyAlgorithm::es256:
            return map(5) + integer(1) + integer(2) + algorithm + integer(-1) + integer(1)
                   + integer(-2) + byte_string(number(key_.get(), OSSL_PKEY_PARAM_EC_PUB_X, 32))
                   + integer(-3) + byte_string(number(key_.get(), OSSL_PKEY_PARAM_EC_PUB_Y, 32));
        case PasskeyAlgorithm::ed_dsa:
            return map(4) + integer(1) + integer(1) + algorithm + integer(-1) + integer(6)
                   + integer(-2) + byte_string(raw_public_key(key_.get()));
        case PasskeyAlgorithm::rs256:
            return map(4) + integer(1) + integer(3) + algorithm + integer(-1)
                   + byte_string(number(key_.get(), OSSL_PKEY_PARAM_RSA_N, 256)) + integer(-2)
                   + byte_string(number(key_.get(), OSSL_PKEY_PARAM_RSA_E, 3));
    }
    throw std::logic_error("no such algorithm");
}

std::string SoftwareAuthenticator::sign(std::string_view message) const {
    const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context(EVP_MD_CTX_new(),
                                                                          EVP_MD_CTX_free);
    const auto* digest = algorithm_ == PasskeyAlgorithm::ed_dsa ? nullptr : EVP_sha256();
    const auto* data = reinterpret_cast<const unsigned char*>(message.data());
    std::string signature(512, '\0');
    std::size_t size = signature.size();
    const bool done =
        EVP_DigestSignInit(context.get(), nullptr, digest, nullptr, key_.get()) == 1
        && EVP_DigestSign(context.get(), reinterpret_cast<unsigned char*>(signature.data()), &size,
                          data, message.size())
               == 1;
    if (!done) throw std::runtime_error("OpenSSL does not sign");
    signature.resize(size);
    return signature;
}

std::string attestation_object(std::string_view format, std::string_view statement,
                               std::string_view authenticator_data) {
    auto out = map(3) + text_string("fmt") + text_string(format) + text_string("attStmt");
    return out.append(statement) + text_string("authData") + byte_string(authenticator_data);
}
