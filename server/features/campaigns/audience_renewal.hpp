// The audience of the start. A campaign may choose to go to whoever belongs to it when its time has
// come: then a job fixes the audience anew, says who came and who went since the approval, and lets
// the campaign run, unless it grew by more than a tenth: then a person decides.
#pragma once
#include "features/campaigns/campaign.hpp"

namespace jobs {
class Context;
}

namespace campaigns {

// Runs while the campaign is `scheduled` and `renewing_audience`; whoever pauses, cancels or
// withdraws it stops the job at its next portion. Begun again, it starts from the beginning, but
// for what was approved, which is kept first.
struct RenewAudience {
    static constexpr std::string_view kind = "renew_audience";
    Uuid campaign_id;
};
BOOST_DESCRIBE_STRUCT(RenewAudience, (), (campaign_id))

// Its time has come and its audience is that of the approval still.
bool needs_renewal(const Campaign& campaign, Timestamp now);
// By more than a tenth.
bool grew_too_much(std::int64_t people_before, std::int64_t people_now);

// If it needs one. The caller holds the campaign's row.
void begin_renewal(db::Transaction& tx, const Uuid& campaign_id, Timestamp now);

void renew_audience(jobs::Context& job, const RenewAudience& work);

} // namespace campaigns
