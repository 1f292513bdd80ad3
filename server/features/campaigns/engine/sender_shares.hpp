// Who of a message's senders writes to whom.
#pragma once
#include <vector>

#include "features/campaigns/channel.hpp"
#include "features/campaigns/message.hpp"

namespace campaigns {

// Always the same for the same person and the same shares, in whichever order these stand: who gets
// several mails gets all from one. A sender's part of many people is its weight's part of all
// weights. nullptr: there are no shares.
const SenderShare* sender_of(const Uuid& contact_id, const std::vector<SenderShare>& shares);

// Of a message, as its channel says.
std::vector<SenderShare> shares_of(db::Transaction& tx, const CampaignMessage& message,
                                   const Campaign& campaign);

// By which sender new chunks of the ledger leave.
class ChunkSenders {
  public:
    void add(std::int32_t chunk, const SenderShare& share);
    void store(db::Transaction& tx, const Uuid& campaign_id) const;

  private:
    std::vector<std::int32_t> chunks_;
    std::vector<Uuid> senders_;
    std::vector<std::int64_t> prices_;
};

} // namespace campaigns
