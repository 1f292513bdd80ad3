// Rehearsals over HTTP.
#include "features/accounts/accounts.hpp"
#include "features/campaigns/campaigns.hpp"
#include "features/campaigns/message.hpp"
#include "features/campaigns/rehearsal.hpp"
#include "features/campaigns/rehearsals.sql.hpp"
#include "platform/jobs/jobs.hpp"

namespace campaigns {
namespace {

// All that is missing before anybody could be written to, in one answer.
void require_complete(http::Call& call, const Campaign& campaign) {
    meta::Problems problems;
    if (campaign.target_segments.empty() && !campaign.resend_of)
        problems.list.push_back({"target_segments", "required", "choose whom it is for"});
    std::size_t active = 0;
    for (const auto& message : messages_of(call.tx, campaign.id)) {
        if (!message.is_active) continue;
        problems.at = "messages[" + std::to_string(active++) + "]";
        const auto before = problems.list.size();
        if (const auto* channel = channels().find(message.channel)) {
            const auto content = content_of(message, campaign);
            channel->validate(call.services, call.tx, content, problems);
            if (problems.list.size() == before)
                channel->require_complete(call.tx, content, problems);
        }
        for (auto i = before; i < problems.list.size(); ++i)
            if (!problems.list[i].field.starts_with(problems.at))
                problems.list[i].field = problems.at + "." + problems.list[i].field;
    }
    if (active == 0) problems.list.push_back({"messages", "too_few", "write a message first"});
    http::refuse_if_any(problems);
}

// POST /api/campaigns/{id}/rehearsals
http::Accepted<Rehearsal> create_rehearsal(http::Call& call, const Uuid& campaign_id) {
    const auto campaign = lock_campaign(call.tx, campaign_id);
    require_status(campaign, {CampaignStatus::draft});
    require_complete(call, campaign);
    if (call.tx.one<bool>(sql::rehearsal_under_way, campaign_id))
        throw Refusal("rehearsal_under_way");
    call.tx.query(sql::give_up_rehearsals, campaign_id, std::optional<Uuid>(),
                  "another rehearsal began", call.now);
    const auto id = Uuid::make();
    const auto job = jobs::enqueue(call.tx, RehearseCampaign{campaign_id, id},
                                   {.title = "Rehearsal of " + campaign.name, .max_attempts = 3});
    call.tx.query(sql::insert_rehearsal, id, campaign_id, campaign.content_version, job,
                  call.identity.user_id, call.now);
    return {find_rehearsal(call.tx, campaign_id, id)};
}

// GET /api/campaigns/{id}/rehearsals, the last 20, newest first
http::Items<Rehearsal> list_rehearsals(http::Call& call, const Uuid& campaign_id) {
    find_campaign(call.tx, campaign_id);
    return {call.tx.all<Rehearsal>(sql::list_rehearsals, campaign_id)};
}

// GET /api/campaigns/{id}/rehearsals/{rehearsal_id}
Rehearsal get_rehearsal(http::Call& call, const Uuid& campaign_id, const Uuid& id) {
    return find_rehearsal(call.tx, campaign_id, id);
}

} // namespace

void add_rehearsal_routes(http::Router& on) {
    using namespace http;
    on.post<create_rehearsal>("/api/campaigns/{id}/rehearsals", member("campaigns:write"),
                              Rate::write);
    on.get<list_rehearsals>("/api/campaigns/{id}/rehearsals", viewer("campaigns:read"), Rate::read);
    on.get<get_rehearsal>("/api/campaigns/{id}/rehearsals/{rehearsal_id}", viewer("campaigns:read"),
                          Rate::read);
}

void add_rehearsal_jobs(jobs::Registry& registry) {
    registry.add<RehearseCampaign>(rehearse_campaign);
}

} // namespace campaigns
