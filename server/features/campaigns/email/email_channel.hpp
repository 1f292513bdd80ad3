// The channel email.
#pragma once
#include "features/campaigns/channel.hpp"
#include "features/campaigns/writing/vocabulary.hpp"

namespace campaigns {

// The names that mails of the project may use, with its custom fields.
Vocabulary email_vocabulary(db::Transaction& tx);

// Mail by the project's senders (sender.hpp); while it has none, by the server's own way out, which
// is the dev inbox until the operator sets one up.
class EmailChannel final : public Channel {
  public:
    ChannelName name() const override { return ChannelName::email; }
    void validate(Services& services, db::Transaction& tx, const MessageContent& message,
                  meta::Problems& problems) const override;
    void require_complete(db::Transaction& tx, const MessageContent& message,
                          meta::Problems& problems) const override;
    std::vector<SenderShare> senders(db::Transaction& tx,
                                     const MessageContent& message) const override;
    std::unique_ptr<PreparedMessage> prepare(Services& services, db::Transaction& tx,
                                             const MessageContent& message,
                                             const std::optional<Uuid>& sender_id) const override;
    std::unique_ptr<Carrier> open(Services& services) const override;
    std::optional<Rendered> fill_in(std::string_view blank_form,
                                    std::string_view personal_values) const override;
};

} // namespace campaigns
