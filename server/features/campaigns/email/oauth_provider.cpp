#include "features/campaigns/email/oauth_provider.hpp"

#include <fmt/format.h>

#include <boost/json.hpp>

#include "platform/config/config.hpp"
#include "platform/crypto/encoding.hpp"
#include "platform/crypto/hmac.hpp"
#include "platform/crypto/secret_box.hpp"
#include "platform/text/url.hpp"
#include "platform/text/utf8.hpp"

namespace campaigns {
namespace {

namespace json = boost::json;

constexpr std::size_t longest_token = 16 * 1024; // bytes; Microsoft's are some 2 KB
constexpr std::chrono::hours longest_life{24};

OAuthProvider google(const config::Config& config) {
    return {.client_id = config.google_client_id,
            .client_secret = config.google_client_secret,
            .authorize_url = "https://accounts.google.com/o/oauth2/v2/auth",
            .token_url = "https://oauth2.googleapis.com/token",
            .scope = "https://mail.google.com/",
            // Without both Google gives a refresh token only the first time.
            .more = "&access_type=offline&prompt=consent"};
}

OAuthProvider microsoft(const config::Config& config) {
    return {.client_id = config.microsoft_client_id,
            .client_secret = config.microsoft_client_secret,
            .authorize_url = "https://login.microsoftonline.com/common/oauth2/v2.0/authorize",
            .token_url = "https://login.microsoftonline.com/common/oauth2/v2.0/token",
            .scope =
                "offline_access https://outlook.office.com/SMTP.Send "
                "https://outlook.office.com/IMAP.AccessAsUser.All",
            .more = {}};
}

// Of every project the same: whom it is for stands inside.
constexpr crypto::SecretPlace state_place{{}, "oauth", "state", {}};

std::string form(std::initializer_list<std::pair<std::string_view, std::string_view>> fields) {
    std::string out;
    for (const auto& [name, value] : fields)
        out += fmt::format("{}{}={}", out.empty() ? "" : "&", name, text::form_encode(value));
    return out;
}

std::string text_in(const json::object& object, std::string_view name) {
    const auto* value = object.if_contains(name);
    const auto* text = value ? value->if_string() : nullptr;
    return text && text->size() <= longest_token ? std::string(*text) : std::string();
}

std::optional<json::object> object_in(std::string_view body) {
    boost::system::error_code failure;
    auto value = json::parse(body, failure);
    if (failure || !value.is_object()) return std::nullopt;
    return std::move(value.as_object());
}

// Goes into a header and a line of SMTP: visible ASCII (RFC 6750, 2.1).
bool is_token(std::string_view text) {
    return !text.empty() && std::ranges::all_of(text, [](char c) { return c > ' ' && c < 127; });
}

} // namespace

std::optional<OAuthProvider> oauth_provider(const config::Config& config, MailProvider provider) {
    if (provider == MailProvider::own) return std::nullopt;
    auto made = provider == MailProvider::gmail ? google(config) : microsoft(config);
    if (made.client_id.empty()) return std::nullopt;
    if (!config.oauth_server.empty()) {
        made.authorize_url = config.oauth_server + "/authorize";
        made.token_url = config.oauth_server + "/token";
    }
    return made;
}

std::string oauth_redirect_url(const config::Config& config) {
    return config.public_url + "/settings/senders/sign-in";
}

std::string seal_state(const crypto::SecretBox& box, const OAuthState& state) {
    return crypto::to_base64url(box.seal(meta::write(state), state_place));
}

std::optional<OAuthState> open_state(const crypto::SecretBox& box, std::string_view text,
                                     Timestamp now) {
    const auto sealed = crypto::from_base64url(text);
    if (!sealed) return std::nullopt;
    try {
        auto state = meta::parse<OAuthState>(box.open(*sealed, state_place));
        return state.expires_at > now ? std::optional(std::move(state)) : std::nullopt;
    } catch (const crypto::SecretUnreadable&) {
        return std::nullopt;
    }
}

std::string authorize_url(const OAuthProvider& provider, const std::string& redirect_url,
                          const std::string& state, const std::string& verifier,
                          const std::string& email) {
    return provider.authorize_url + "?"
           + form({{"response_type", "code"},
                   {"client_id", provider.client_id},
                   {"redirect_uri", redirect_url},
                   {"scope", provider.scope},
                   {"state", state},
                   {"code_challenge", crypto::to_base64url(crypto::sha256(verifier))},
                   {"code_challenge_method", "S256"},
                   {"login_hint", email}})
           + provider.more;
}

std::string code_request(const OAuthProvider& provider, const std::string& redirect_url,
                         const std::string& code, const std::string& verifier) {
    return form({{"grant_type", "authorization_code"},
                 {"code", code},
                 {"redirect_uri", redirect_url},
                 {"client_id", provider.client_id},
                 {"client_secret", provider.client_secret},
                 {"code_verifier", verifier}});
}

std::string refresh_request(const OAuthProvider& provider, const std::string& refresh_token) {
    return form({{"grant_type", "refresh_token"},
                 {"refresh_token", refresh_token},
                 {"client_id", provider.client_id},
                 {"client_secret", provider.client_secret}});
}

std::optional<OAuthGrant> parse_grant(std::string_view body) {
    const auto object = object_in(body);
    if (!object) return std::nullopt;
    OAuthGrant grant{text_in(*object, "access_token"), text_in(*object, "refresh_token"),
                     std::chrono::hours(1)};
    if (!is_token(grant.access_token)) return std::nullopt;
    if (!grant.refresh_token.empty() && !is_token(grant.refresh_token)) return std::nullopt;
    const auto* lives = object->if_contains("expires_in");
    if (lives && lives->is_int64() && lives->as_int64() > 0)
        grant.lives =
            std::min<std::chrono::seconds>(std::chrono::seconds(lives->as_int64()), longest_life);
    return grant;
}

std::string parse_grant_error(std::string_view body) {
    constexpr std::size_t longest_shown = 200;
    const auto object = object_in(body);
    return object ? text::repaired(text::first_bytes(text_in(*object, "error"), longest_shown))
                  : std::string();
}

} // namespace campaigns
