// Mail as it was typed, through the server's own transport: the SMTP server that the operator set
// up, or the built-in mailbox.
#pragma once
#include "features/campaigns/channel.hpp"

namespace campaigns {

class PlainEmail final : public Channel {
  public:
    ChannelName name() const override { return ChannelName::email; }
    void validate(Services& services, db::Transaction& tx, const MessageContent& message,
                  meta::Problems& problems) const override;
    std::unique_ptr<PreparedMessage> prepare(Services& services, db::Transaction& tx,
                                             const MessageContent& message) const override;
    std::unique_ptr<Carrier> open(Services& services) const override;
};

} // namespace campaigns
