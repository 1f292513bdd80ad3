// A provider of sign-ins of the test's own: consents at once, gives codes and tokens, and takes
// them back. Looks at PKCE and at the client's secret.
#pragma once
#include <map>
#include <set>

#include "testing/http_server.hpp"

namespace testing_servers {

class OAuthServer {
  public:
    static constexpr const char* client_id = "test-client";
    static constexpr const char* client_secret = "test-secret";

    OAuthServer();
    // For the setting oauth_server.
    std::string url() const { return "http://127.0.0.1:" + std::to_string(server_.port()); }
    // For Dovecot: answers whose token it is.
    std::string token_info_url() const { return url() + "/tokeninfo?access_token="; }

    struct Return {
        std::string code, state;
    };
    // What a person does at the address: consents, and comes back with these.
    Return consent(const std::string& authorize_url);
    bool knows_token(const std::string& access_token) const;
    int refreshes() const;
    void revoke();              // no token holds any more
    void answer_with(int code); // to the next requests for tokens, instead of tokens; 0: as usual

  private:
    struct Consent {
        std::string challenge, redirect_url;
    };
    void answer(const HttpRequest& request, Connection& connection);
    std::string token_reply(const std::string& body);
    std::string grant();

    mutable std::mutex mutex_;
    std::map<std::string, Consent> codes_;
    std::set<std::string> access_tokens_, refresh_tokens_;
    int made_ = 0, refreshes_ = 0, status_ = 0;
    HttpServer server_; // last: its threads use the others
};

} // namespace testing_servers
