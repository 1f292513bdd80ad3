// The weights of the engagement score over HTTP.
#include "features/accounts/accounts.hpp"
#include "features/crm/scoring/engagement.hpp"
#include "platform/jobs/jobs.hpp"

namespace crm {

struct EngagementSettings {
    std::vector<EngagementWeight> weights;
    std::optional<Uuid> recount_job_id; // counts everybody anew; none: nothing changed
};
BOOST_DESCRIBE_STRUCT(EngagementSettings, (), (weights, recount_job_id))

namespace {

// GET /api/crm/scoring/engagement
EngagementSettings get_engagement_weights(http::Call& call) {
    return {engagement_weights(call.tx), {}};
}

// PUT /api/crm/scoring/engagement: everybody is counted anew by a job
EngagementSettings put_engagement_weights(http::Call& call, const EngagementWeightsInput& input) {
    check_engagement_weights(input);
    if (!replace_engagement_weights(call.tx, input)) return get_engagement_weights(call);
    const auto job_id = jobs::enqueue(call.tx, RecountEngagement{},
                                      {.title = "Counting engagement by the new points",
                                       .unique_key = std::string(RecountEngagement::kind)});
    accounts::audit::record(call, "engagement_weights.updated", {"engagement_weights", {}, ""},
                            {meta::write(input)});
    return {engagement_weights(call.tx), job_id};
}

// POST /api/crm/scoring/engagement/preview: of the most engaged people, nothing is stored
http::Items<EngagementPreviewPerson> preview_engagement_weights(
    http::Call& call, const EngagementWeightsInput& input) {
    check_engagement_weights(input);
    return {preview_engagement(call.tx, input, call.now)};
}

} // namespace

void add_engagement_routes(http::Router& on) {
    using namespace http;
    on.get<get_engagement_weights>("/api/crm/scoring/engagement", viewer("contacts:read"),
                                   Rate::read);
    on.put<put_engagement_weights>("/api/crm/scoring/engagement", manager("contacts:write"),
                                   Rate::write);
    on.post<preview_engagement_weights>("/api/crm/scoring/engagement/preview",
                                        manager("contacts:write"), Rate::write);
}

} // namespace crm
