#include "platform/mail/mail_server.hpp"

#include <sys/socket.h>

namespace mail {
namespace {

curl_socket_t open_within_reach(void* reach, curlsocktype, curl_sockaddr* address) {
    const auto ip = outbound::IpAddress::from(&address->addr);
    if (!ip || outbound::why_forbidden(*ip, *static_cast<const outbound::Reach*>(reach)))
        return CURL_SOCKET_BAD;
    return ::socket(address->family, address->socktype, address->protocol);
}

} // namespace

void keep_within(const curl::Handle& handle, const outbound::Reach& reach) {
    curl::set(handle, CURLOPT_OPENSOCKETFUNCTION, open_within_reach);
    curl::set(handle, CURLOPT_OPENSOCKETDATA, &reach);
}

void sign_in_by(const curl::Handle& handle, const std::string& password,
                const std::string& access_token) {
    if (access_token.empty()) {
        curl::set(handle, CURLOPT_PASSWORD, password.c_str());
        return;
    }
    curl::set(handle, CURLOPT_XOAUTH2_BEARER, access_token.c_str());
    // Gmail offers OAUTHBEARER too and Outlook does not: one way for both.
    curl::set(handle, CURLOPT_LOGIN_OPTIONS, "AUTH=XOAUTH2");
}

bool is_about_tls(CURLcode code) {
    return code == CURLE_USE_SSL_FAILED || code == CURLE_SSL_CONNECT_ERROR
           || code == CURLE_PEER_FAILED_VERIFICATION || code == CURLE_SSL_CACERT_BADFILE;
}

bool is_about_sign_in(CURLcode code) {
    return code == CURLE_LOGIN_DENIED || code == CURLE_AUTH_ERROR;
}

} // namespace mail
