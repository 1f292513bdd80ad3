// Taking a campaign apart that nobody sees any more. A ledger has as many rows as people: it goes a
// few chunks at a time, so that nobody waits for its locks.
#pragma once
#include "features/campaigns/campaign.hpp"

namespace jobs {
class Context;
}

namespace campaigns {

struct DeleteCampaign {
    static constexpr std::string_view kind = "delete_campaign";
    Uuid campaign_id;
};
BOOST_DESCRIBE_STRUCT(DeleteCampaign, (), (campaign_id))

void take_apart(jobs::Context& job, const DeleteCampaign& work);

} // namespace campaigns
