// Sending again: a new campaign to people of an earlier one, and rows of a ledger once more.
#pragma once
#include "features/campaigns/campaign.hpp"

namespace jobs {
class Context;
}

namespace campaigns {

// Makes the rows that were asked for pending, some chunks at a time, and lets the campaign run
// again.
struct ResendRows {
    static constexpr std::string_view kind = "resend_campaign_rows";
    Uuid campaign_id;
};
BOOST_DESCRIBE_STRUCT(ResendRows, (), (campaign_id))

void resend_rows(jobs::Context& job, const ResendRows& work);

} // namespace campaigns
