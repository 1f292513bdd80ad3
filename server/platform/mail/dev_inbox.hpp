// The built-in mailbox: while no sender is set up, every mail lands here instead of leaving, and
// the app shows it.
#pragma once
#include <memory>

#include "platform/http/router.hpp"
#include "platform/mail/transport.hpp"

namespace mail {

inline constexpr std::int64_t dev_inbox_limit = 1000; // newest mails kept

class DevInbox final : public Transport {
  public:
    DevInbox(db::Pool& database, const Clock& clock) : database_(database), clock_(clock) {}
    std::string send(const Message& message) override;

  private:
    db::Pool& database_;
    const Clock& clock_;
};

// SMTP when `smtp_url` is set, else the dev inbox.
std::unique_ptr<Transport> make_transport(const config::Config& config, db::Pool& database,
                                          const Clock& clock);

void add_dev_inbox_routes(http::Router& router);

} // namespace mail
