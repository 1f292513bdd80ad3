// Signing in to a mailbox at Google or Microsoft in the browser: OAuth 2.0 (RFC 6749) with PKCE
// (RFC 7636), by the operator's own client id. What is asked and how the answers are read; who asks
// is oauth_tokens.hpp.
#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "features/campaigns/email/sender.hpp"

namespace config {
struct Config;
}

namespace campaigns {

struct OAuthProvider {
    std::string client_id, client_secret;
    std::string authorize_url, token_url;
    std::string scope;
    std::string more; // of the consent's address, such as "&prompt=consent"
};

// nullopt: not a provider, or the operator has set no client id for it.
std::optional<OAuthProvider> oauth_provider(const config::Config& config, MailProvider provider);

// Where the provider sends people back to: a page of the app.
std::string oauth_redirect_url(const config::Config& config);

// What comes back with the person who consented: whom it was for. Sealed, so that nobody makes or
// changes one, and good for ten minutes.
struct OAuthState {
    Uuid project_id{}, sender_id{}, user_id{};
    std::string verifier; // of PKCE
    Timestamp expires_at{};
};
BOOST_DESCRIBE_STRUCT(OAuthState, (), (project_id, sender_id, user_id, verifier, expires_at))

std::string seal_state(const crypto::SecretBox& box, const OAuthState& state);
// nullopt for what was changed, made by somebody else, or is too old.
std::optional<OAuthState> open_state(const crypto::SecretBox& box, std::string_view text,
                                     Timestamp now);

// The page where the owner of `email` is asked.
std::string authorize_url(const OAuthProvider& provider, const std::string& redirect_url,
                          const std::string& state, const std::string& verifier,
                          const std::string& email);

std::string code_request(const OAuthProvider& provider, const std::string& redirect_url,
                         const std::string& code, const std::string& verifier);
std::string refresh_request(const OAuthProvider& provider, const std::string& refresh_token);

struct OAuthGrant {
    std::string access_token;
    std::string refresh_token; // empty: the one before goes on
    std::chrono::seconds lives{};
};
// RFC 6749, 5.1. nullopt: is none.
std::optional<OAuthGrant> parse_grant(std::string_view body);
// 5.2: "invalid_grant"; empty: none is named.
std::string parse_grant_error(std::string_view body);

} // namespace campaigns
