// Access tokens of senders that somebody signed in to: kept, and renewed before they end by one
// thread of one server at a time.
#pragma once
#include <map>
#include <memory>
#include <mutex>
#include <stdexcept>

#include "features/campaigns/email/oauth_provider.hpp"
#include "platform/services.hpp"

namespace campaigns {

// Nobody may send by this sender until somebody signs in again.
struct OAuthRevoked : std::runtime_error {
    using std::runtime_error::runtime_error;
};
// The provider did not answer, or not with a token; may pass.
struct OAuthUnavailable : std::runtime_error {
    using std::runtime_error::runtime_error;
};

// The provider's answer to a request of his token address. OAuthRevoked (the grant does not hold)
// or OAuthUnavailable.
OAuthGrant ask_for_grant(Services& services, const OAuthProvider& provider,
                         const std::string& request);

// As a first sign-in: stored in place of what was there.
void store_grant(Services& services, db::Transaction& tx, const Uuid& sender_id,
                 const OAuthGrant& grant, Timestamp now);

// Thread-safe.
class OAuthTokens {
  public:
    // Renewed when it ends within that time.
    static constexpr std::chrono::minutes margin{5};
    // After a provider did not answer.
    static constexpr std::chrono::seconds retry_pause{30};

    // OAuthRevoked or OAuthUnavailable.
    std::string find(Services& services, const Uuid& project_id, const Uuid& sender_id);
    // A mail server did not take the token, or somebody signed in anew.
    void forget(const Uuid& sender_id);

  private:
    struct Entry {
        std::mutex mutex;
        std::string token;
        Timestamp expires_at{};
        Timestamp retry_at{}; // the provider did not answer: not asked again before
        std::string why;
    };
    std::shared_ptr<Entry> entry_of(const Uuid& sender_id);

    std::mutex mutex_;
    std::map<Uuid, std::shared_ptr<Entry>> entries_;
};

// Of this server.
OAuthTokens& oauth_tokens();

} // namespace campaigns
