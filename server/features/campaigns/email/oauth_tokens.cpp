#include "features/campaigns/email/oauth_tokens.hpp"

#include "features/campaigns/email/oauth.sql.hpp"
#include "platform/config/config.hpp"
#include "platform/crypto/encoding.hpp"
#include "platform/crypto/secret_box.hpp"
#include "platform/db/database.hpp"
#include "platform/outbound/client.hpp"
#include "platform/time/clock.hpp"

namespace campaigns {

struct StoredTokens {
    MailProvider provider = MailProvider::own;
    std::string access, refresh; // sealed, in base64
    Timestamp expires_at{};
    std::optional<Timestamp> revoked_at;
};
BOOST_DESCRIBE_STRUCT(StoredTokens, (), (provider, access, refresh, expires_at, revoked_at))

namespace {

constexpr std::chrono::milliseconds longest_call{15'000};
constexpr std::size_t longest_answer_bytes = 64 * 1024;
constexpr const char* revoked_words = "the sign-in was withdrawn: somebody has to sign in again";

crypto::SecretPlace place(const Uuid& project_id, const Uuid& sender_id, std::string_view column) {
    return {project_id, "email_oauth_tokens", column, sender_id};
}

// A token and until when it holds; or why there is none.
struct Renewed {
    std::string token;
    Timestamp expires_at{};
    std::string revoked, unavailable;
};

class Renewal {
  public:
    Renewal(Services& services, db::Transaction& tx, const Uuid& sender_id)
        : services_(services), tx_(tx), sender_id_(sender_id) {}

    Renewed run() {
        const auto stored = tx_.maybe<StoredTokens>(email::sql::lock_tokens, sender_id_);
        if (!stored || stored->revoked_at) return {.revoked = revoked_words};
        const auto now = services_.clock.now();
        Renewed kept{opened("access_sealed", stored->access), stored->expires_at, {}, {}};
        if (stored->expires_at - OAuthTokens::margin > now) return kept;
        const auto provider = oauth_provider(services_.config, stored->provider);
        if (!provider) return {.unavailable = "the server knows no client id of the provider"};
        try {
            return renewed(*provider, opened("refresh_sealed", stored->refresh), now);
        } catch (const OAuthRevoked& why) {
            tx_.query(email::sql::revoke_tokens, sender_id_, now, std::string(why.what()));
            return {.revoked = revoked_words};
        } catch (const OAuthUnavailable& why) {
            // The old one is good for some minutes yet.
            if (stored->expires_at <= now) kept.token.clear();
            kept.unavailable = why.what();
            return kept;
        }
    }

  private:
    Renewed renewed(const OAuthProvider& provider, const std::string& refresh_token,
                    Timestamp now) {
        auto grant = ask_for_grant(services_, provider, refresh_request(provider, refresh_token));
        if (grant.refresh_token.empty()) grant.refresh_token = refresh_token;
        tx_.query(email::sql::renew_tokens, sender_id_, sealed("access_sealed", grant.access_token),
                  sealed("refresh_sealed", grant.refresh_token), now + grant.lives);
        return {std::move(grant.access_token), now + grant.lives, {}, {}};
    }

    std::string opened(std::string_view column, const std::string& base64) {
        return services_.secrets.open(crypto::from_base64(base64).value_or(""),
                                      place(tx_.project_id(), sender_id_, column));
    }
    std::string sealed(std::string_view column, const std::string& token) {
        return crypto::to_base64(
            services_.secrets.seal(token, place(tx_.project_id(), sender_id_, column)));
    }

    Services& services_;
    db::Transaction& tx_;
    const Uuid& sender_id_;
};

} // namespace

OAuthGrant ask_for_grant(Services& services, const OAuthProvider& provider,
                         const std::string& request) {
    outbound::Response response;
    try {
        response = services.outbound.send(
            {.method = "POST",
             .url = provider.token_url,
             .headers = {{"Content-Type", "application/x-www-form-urlencoded"},
                         {"Accept", "application/json"}},
             .body = request,
             .total_time = longest_call,
             .body_limit_bytes = longest_answer_bytes});
    } catch (const outbound::Failure& failure) {
        throw OAuthUnavailable(failure.what());
    }
    if (response.status == 200)
        if (auto grant = parse_grant(response.body)) return std::move(*grant);
    const auto error = parse_grant_error(response.body);
    if (error == "invalid_grant") throw OAuthRevoked(error);
    throw OAuthUnavailable(
        error.empty() ? "the provider answered " + std::to_string(response.status) : error);
}

void store_grant(Services& services, db::Transaction& tx, const Uuid& sender_id,
                 const OAuthGrant& grant, Timestamp now) {
    const auto sealed = [&](std::string_view column, const std::string& token) {
        return crypto::to_base64(
            services.secrets.seal(token, place(tx.project_id(), sender_id, column)));
    };
    tx.query(email::sql::store_tokens, sender_id, sealed("access_sealed", grant.access_token),
             sealed("refresh_sealed", grant.refresh_token), now + grant.lives, now);
}

std::string OAuthTokens::find(Services& services, const Uuid& project_id, const Uuid& sender_id) {
    const auto entry = entry_of(sender_id);
    // The others of this server wait here, those of other servers at the row.
    const std::lock_guard lock(entry->mutex);
    const auto now = services.clock.now();
    if (entry->expires_at - margin > now) return entry->token;
    if (now < entry->retry_at) {
        if (entry->expires_at > now) return entry->token;
        throw OAuthUnavailable(entry->why);
    }
    const auto renewed = services.database.in_transaction(
        {.role = db::Role::app, .project_id = project_id},
        [&](db::Transaction& tx) { return Renewal(services, tx, sender_id).run(); });
    if (!renewed.revoked.empty()) throw OAuthRevoked(renewed.revoked);
    entry->token = renewed.token;
    entry->expires_at = renewed.expires_at;
    if (!renewed.unavailable.empty()) {
        entry->retry_at = now + retry_pause;
        entry->why = renewed.unavailable;
        if (entry->token.empty()) throw OAuthUnavailable(entry->why);
    }
    return entry->token;
}

void OAuthTokens::forget(const Uuid& sender_id) {
    const std::lock_guard lock(mutex_);
    entries_.erase(sender_id);
}

std::shared_ptr<OAuthTokens::Entry> OAuthTokens::entry_of(const Uuid& sender_id) {
    const std::lock_guard lock(mutex_);
    auto& entry = entries_[sender_id];
    if (!entry) entry = std::make_shared<Entry>();
    return entry;
}

OAuthTokens& oauth_tokens() {
    static OAuthTokens tokens;
    return tokens;
}

} // namespace campaigns
