#include "testing/oauth_server.hpp"

#include <fmt/format.h>

#include "platform/crypto/encoding.hpp"
#include "platform/crypto/hmac.hpp"
#include "platform/text/url.hpp"

namespace testing_servers {
namespace {

std::string field(std::string_view form, std::string_view name) {
    for (const auto& [key, value] : text::parse_form(form).value_or(text::FormFields()))
        if (key == name) return value;
    return {};
}

std::string refusal(std::string_view error) {
    return http_reply(400, fmt::format(R"({{"error":"{}"}})", error),
                      "Content-Type: application/json\r\n");
}

} // namespace

OAuthServer::OAuthServer()
    : server_([this](const HttpRequest& request, Connection& connection) {
          answer(request, connection);
      }) {}

OAuthServer::Return OAuthServer::consent(const std::string& authorize_url) {
    const auto query = authorize_url.substr(authorize_url.find('?') + 1);
    if (field(query, "client_id") != client_id || field(query, "response_type") != "code"
        || field(query, "code_challenge_method") != "S256")
        throw std::runtime_error("no address of a consent: " + authorize_url);
    const std::lock_guard lock(mutex_);
    const auto code = "code" + std::to_string(++made_);
    codes_[code] = {field(query, "code_challenge"), field(query, "redirect_uri")};
    return {code, field(query, "state")};
}

bool OAuthServer::knows_token(const std::string& access_token) const {
    const std::lock_guard lock(mutex_);
    return access_tokens_.contains(access_token);
}

int OAuthServer::refreshes() const {
    const std::lock_guard lock(mutex_);
    return refreshes_;
}

void OAuthServer::revoke() {
    const std::lock_guard lock(mutex_);
    access_tokens_.clear();
    refresh_tokens_.clear();
}

void OAuthServer::answer_with(int code) {
    const std::lock_guard lock(mutex_);
    status_ = code;
}

void OAuthServer::answer(const HttpRequest& request, Connection& connection) {
    const std::lock_guard lock(mutex_);
    const auto question = request.target.find('?');
    const auto path = request.target.substr(0, question);
    if (path == "/token") {
        connection.write(status_ ? http_reply(status_, "busy") : token_reply(request.body));
    } else if (path == "/tokeninfo") {
        const auto token = field(request.target.substr(question + 1), "access_token");
        connection.write(
            access_tokens_.contains(token)
                ? http_reply(200, R"({"email":"bounces"})", "Content-Type: application/json\r\n")
                : refusal("invalid_token"));
    } else {
        connection.write(http_reply(404));
    }
}

std::string OAuthServer::token_reply(const std::string& body) {
    if (field(body, "client_id") != client_id || field(body, "client_secret") != client_secret)
        return refusal("invalid_client");
    if (field(body, "grant_type") == "refresh_token") {
        ++refreshes_;
        return refresh_tokens_.contains(field(body, "refresh_token")) ? grant()
                                                                      : refusal("invalid_grant");
    }
    const auto found = codes_.extract(field(body, "code")); // good once
    const auto challenge = crypto::to_base64url(crypto::sha256(field(body, "code_verifier")));
    if (!found || found.mapped().challenge != challenge
        || found.mapped().redirect_url != field(body, "redirect_uri"))
        return refusal("invalid_grant");
    return grant();
}

std::string OAuthServer::grant() {
    const auto access = "access" + std::to_string(++made_),
               refresh = "refresh" + std::to_string(made_);
    access_tokens_.insert(access);
    refresh_tokens_.insert(refresh);
    return http_reply(200,
                      fmt::format(R"({{"access_token":"{}","refresh_token":"{}","expires_in":3600,
                                       "token_type":"Bearer"}})",
                                  access, refresh),
                      "Content-Type: application/json\r\n");
}

} // namespace testing_servers
