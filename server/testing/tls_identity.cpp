#include "testing/tls_identity.hpp"

#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include <stdexcept>

namespace testing_servers {
namespace {

using Certificate = std::unique_ptr<X509, SslRelease>;

void add_extension(X509* certificate, int kind, const char* value) {
    X509V3_CTX context;
    X509V3_set_ctx_nodb(&context);
    X509V3_set_ctx(&context, certificate, certificate, nullptr, nullptr, 0);
    X509_EXTENSION* extension = X509V3_EXT_conf_nid(nullptr, &context, kind, value);
    if (!extension) throw std::runtime_error("OpenSSL refuses an extension");
    X509_add_ext(certificate, extension, -1);
    X509_EXTENSION_free(extension);
}

Certificate sign_certificate(EVP_PKEY* key) {
    Certificate certificate(X509_new());
    X509_set_version(certificate.get(), X509_VERSION_3);
    ASN1_INTEGER_set(X509_get_serialNumber(certificate.get()), 1);
    X509_gmtime_adj(X509_getm_notBefore(certificate.get()), -3600);
    X509_gmtime_adj(X509_getm_notAfter(certificate.get()), 24 * 3600);
    auto* name = X509_get_subject_name(certificate.get());
    X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC,
                               reinterpret_cast<const unsigned char*>("localhost"), -1, -1, 0);
    X509_set_issuer_name(certificate.get(), name);
    X509_set_pubkey(certificate.get(), key);
    add_extension(certificate.get(), NID_basic_constraints, "critical,CA:TRUE");
    add_extension(certificate.get(), NID_subject_alt_name, "DNS:localhost,IP:127.0.0.1");
    if (X509_sign(certificate.get(), key, EVP_sha256()) == 0)
        throw std::runtime_error("OpenSSL does not sign");
    return certificate;
}

template <class Write>
std::string pem(Write write) {
    const std::unique_ptr<BIO, int (*)(BIO*)> memory(BIO_new(BIO_s_mem()), BIO_free);
    write(memory.get());
    char* data = nullptr;
    const auto size = BIO_get_mem_data(memory.get(), &data);
    return {data, static_cast<std::size_t>(size)};
}

} // namespace

TlsIdentity::TlsIdentity() : state_(std::make_unique<State>()) {
    const std::unique_ptr<EVP_PKEY, SslRelease> key(EVP_EC_gen("P-256"));
    state_->certificate = sign_certificate(key.get());
    state_->context.reset(SSL_CTX_new(TLS_server_method()));
    if (SSL_CTX_use_certificate(state_->context.get(), state_->certificate.get()) != 1
        || SSL_CTX_use_PrivateKey(state_->context.get(), key.get()) != 1)
        throw std::runtime_error("OpenSSL refuses its own certificate");
}

TlsIdentity::~TlsIdentity() = default;

std::string TlsIdentity::certificate_pem() const {
    return pem([&](BIO* memory) { PEM_write_bio_X509(memory, state_->certificate.get()); });
}

std::string TlsIdentity::key_pem() const {
    auto* key = SSL_CTX_get0_privatekey(state_->context.get());
    return pem([&](BIO* memory) {
        PEM_write_bio_PrivateKey(memory, key, nullptr, nullptr, 0, nullptr, nullptr);
    });
}

} // namespace testing_servers
