// The bell of those who decide about campaigns.
#pragma once
#include "features/campaigns/campaign.hpp"

namespace campaigns {

// Everybody who may send campaigns; the notice leads to the campaign.
void notify_senders(db::Transaction& tx, const Campaign& campaign, const std::string& title,
                    const std::string& body);

} // namespace campaigns
