// How the test servers hold OpenSSL's objects. Only their own sources include this.
#pragma once
#include <openssl/evp.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>

#include <memory>

#include "testing/socket_server.hpp"

namespace testing_servers {

struct SslRelease {
    void operator()(SSL* tls) const { SSL_free(tls); }
    void operator()(SSL_CTX* context) const { SSL_CTX_free(context); }
    void operator()(X509* certificate) const { X509_free(certificate); }
    void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
};
using SslPointer = std::unique_ptr<SSL, SslRelease>;

struct TlsIdentity::State {
    std::unique_ptr<SSL_CTX, SslRelease> context;
    std::unique_ptr<X509, SslRelease> certificate;
};

} // namespace testing_servers
