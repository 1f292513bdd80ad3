// Who calls: from a session cookie or an API key to an identity, for the guards of every request.
#pragma once
#include <memory>

#include "platform/db/database.hpp"
#include "platform/http/call.hpp"
#include "platform/http/identity_provider.hpp"
#include "platform/time/clock.hpp"

namespace accounts {

// What was found stays in memory for `lookups_live`, also that nothing was found. A change anywhere
// makes every node forget at once (NOTIFY by triggers of 0001_accounts.sql); the time limit is for
// a notification that was lost.
inline constexpr std::chrono::seconds lookups_live{5};
inline constexpr std::size_t most_lookups = 100'000;
// Last seen, last used and the sliding end of a session are written at most once in this time.
inline constexpr std::chrono::minutes touch_interval{1};

class Identities final : public http::IdentityProvider {
  public:
    // A session ends `session_idle` after its last request.
    Identities(db::Pool& database, const Clock& clock, std::chrono::hours session_idle);
    ~Identities() override;

    http::Identity identify(const http::Request& request, bool needs_project) override;
    // "session/…", "user/…", "key/…" or "project/…" with the id.
    void forget(std::string_view subject) override;
    void forget_everything();

    // Forgets what other nodes change, too. Without it (command line, some tests) the time limit
    // alone rules.
    void listen(const std::string& conninfo);

  private:
    struct State;
    std::unique_ptr<State> state_;
};

// After the commit of this call, this node forgets what it knows about the subject: the next
// request on it already sees the change, without waiting for the notification.
void forget_identity(http::Call& call, std::string subject);

} // namespace accounts
