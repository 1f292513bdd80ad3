// The audience while somebody chooses it.
#include "features/campaigns/audience.hpp"
#include "features/campaigns/audience.sql.hpp"
#include "features/campaigns/campaigns.hpp"

namespace campaigns {
namespace {

// POST /api/campaigns/audience: how many, and why some of them get nothing
Audience read_audience(http::Call& call, const AudienceInput& input) {
    if (input.cap_messages.has_value() != input.cap_days.has_value())
        throw Refusal::field(input.cap_days ? "cap_messages" : "cap_days", "required",
                             "a limit needs both, how many and in how many days");
    return count_audience(call.tx, input, call.now);
}

} // namespace

Audience count_audience(db::Transaction& tx, const AudienceInput& input, Timestamp now) {
    return tx.one<Audience>(sql::count_audience, input.target_segments, input.excluded_segments,
                            input.channel, input.topic, input.cap_messages,
                            now - std::chrono::days(input.cap_days.value_or(0)), input.resend_of,
                            input.resend_to, input.campaign_type == CampaignType::transactional);
}

void add_audience_routes(http::Router& on) {
    using namespace http;
    on.post<read_audience>("/api/campaigns/audience", viewer("campaigns:read"), Rate::read);
}

} // namespace campaigns
