// Signing in to a sender's mailbox at Google or Microsoft.
#include "features/accounts/accounts.hpp"
#include "features/campaigns/campaigns.hpp"
#include "features/campaigns/email/oauth.sql.hpp"
#include "features/campaigns/email/oauth_tokens.hpp"
#include "platform/config/config.hpp"
#include "platform/crypto/encoding.hpp"
#include "platform/crypto/tokens.hpp"
#include "platform/http/handler.hpp"

namespace campaigns {

struct OAuthChoice {
    MailProvider provider = MailProvider::gmail;
    bool is_set_up = false; // by the operator: there is a client id
};
BOOST_DESCRIBE_STRUCT(OAuthChoice, (), (provider, is_set_up))

struct OAuthConsent {
    std::string url; // of the provider's page, to be gone to
};
BOOST_DESCRIBE_STRUCT(OAuthConsent, (), (url))

struct OAuthReturn {
    std::string state, code;
};
BOOST_DESCRIBE_STRUCT(OAuthReturn, (), (state, code))

} // namespace campaigns

template <>
inline constexpr auto meta::rules<campaigns::OAuthReturn> = std::to_array<meta::Rule>(
    {{.field = "state", .min = 1, .max = 2000}, {.field = "code", .min = 1, .max = 4000}});

namespace campaigns {
namespace {

constexpr std::chrono::minutes consent_time{10};

EmailSender existing(http::Call& call, const Uuid& id) {
    auto sender = find_sender(call.tx, id);
    if (!sender) throw Refusal("not_found");
    return std::move(*sender);
}

OAuthProvider provider_of(http::Call& call, const EmailSender& sender) {
    auto provider = oauth_provider(call.services.config, sender.provider);
    if (!provider) throw Refusal("oauth_not_set_up");
    return std::move(*provider);
}

// GET /api/email/oauth-providers
http::Items<OAuthChoice> list_oauth_providers(http::Call& call) {
    http::Items<OAuthChoice> all;
    for (const auto provider : {MailProvider::gmail, MailProvider::outlook})
        all.items.push_back({provider, oauth_provider(call.services.config, provider).has_value()});
    return all;
}

// POST /api/email/senders/{id}/oauth: begins; the person goes to the address
OAuthConsent begin_oauth(http::Call& call, const Uuid& id) {
    const auto sender = existing(call, id);
    const auto provider = provider_of(call, sender);
    if (!call.identity.user_id) throw Refusal("not_allowed");
    const auto verifier = crypto::to_base64url(crypto::random_bytes(32));
    const auto state = seal_state(call.services.secrets, {.project_id = call.project_id(),
                                                          .sender_id = id,
                                                          .user_id = *call.identity.user_id,
                                                          .verifier = verifier,
                                                          .expires_at = call.now + consent_time});
    return {authorize_url(provider, oauth_redirect_url(call.services.config), state, verifier,
                          oauth_user(sender))};
}

// POST /api/email/oauth-returns: the person came back with a code
EmailSender finish_oauth(http::Call& call, const OAuthReturn& input) {
    const auto state = open_state(call.services.secrets, input.state, call.now);
    const bool is_ours =
        state && state->project_id == call.project_id() && state->user_id == call.identity.user_id;
    if (!is_ours) throw Refusal("oauth_failed", "it took too long, or was begun by somebody else");
    const auto sender = existing(call, state->sender_id);
    const auto provider = provider_of(call, sender);
    OAuthGrant grant;
    try {
        grant = ask_for_grant(call.services, provider,
                              code_request(provider, oauth_redirect_url(call.services.config),
                                           input.code, state->verifier));
    } catch (const OAuthRevoked& why) {
        throw Refusal("oauth_failed", why.what());
    } catch (const OAuthUnavailable& why) {
        throw Refusal("oauth_failed", why.what());
    }
    if (grant.refresh_token.empty())
        throw Refusal("oauth_failed", "the provider gave no token to stay signed in with");
    store_grant(call.services, call.tx, sender.id, grant, call.now);
    call.tx.query(email::sql::set_sign_in, sender.id, MailSignIn::oauth, call.now);
    accounts::record(call, "sender.signed_in", "sender", sender.id, sender.name);
    oauth_tokens().forget(sender.id);
    return existing(call, sender.id);
}

// DELETE /api/email/senders/{id}/oauth: back to the password
http::NoContent delete_oauth(http::Call& call, const Uuid& id) {
    const auto sender = existing(call, id);
    if (!call.tx.maybe<Uuid>(email::sql::delete_tokens, id)) throw Refusal("not_found");
    call.tx.query(email::sql::set_sign_in, id, MailSignIn::password, call.now);
    accounts::record(call, "sender.signed_out", "sender", id, sender.name);
    oauth_tokens().forget(id);
    return {};
}

} // namespace

void add_oauth_routes(http::Router& on) {
    using namespace http;
    on.get<list_oauth_providers>("/api/email/oauth-providers", viewer("campaigns:read"),
                                 Rate::read);
    on.post<begin_oauth>("/api/email/senders/{id}/oauth", admin(), Rate::write);
    on.post<finish_oauth>("/api/email/oauth-returns", admin(), Rate::heavy);
    on.del<delete_oauth>("/api/email/senders/{id}/oauth", admin("admin"), Rate::write);
}

} // namespace campaigns
