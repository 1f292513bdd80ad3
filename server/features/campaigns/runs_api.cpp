// The course of a campaign: approved, paused, resumed, cancelled. Each is one change of its row;
// workers ask it before they declare what they hand over next.
#include "features/campaigns/audience_renewal.hpp"
#include "features/campaigns/audience_renewal.sql.hpp"
#include "features/campaigns/campaigns.hpp"
#include "features/campaigns/costs.hpp"
#include "features/campaigns/rehearsal.hpp"
#include "features/campaigns/runs.sql.hpp"
#include "platform/db/database.hpp"

namespace campaigns {

struct ApprovalInput {
    Uuid rehearsal_id;
};
BOOST_DESCRIBE_STRUCT(ApprovalInput, (), (rehearsal_id))

namespace {

using enum CampaignStatus;

Campaign told(http::Call& call, std::string_view what, const Uuid& id) {
    auto campaign = find_campaign(call.tx, id);
    tell_campaign(call, what, campaign);
    call.tx.query(sql::notify_campaigns);
    return campaign;
}

// POST /api/campaigns/{id}/approval: what is approved is the report of this rehearsal
Campaign approve_campaign(http::Call& call, const Uuid& id, const ApprovalInput& input) {
    const auto campaign = lock_campaign(call.tx, id);
    require_status(campaign, {draft});
    const auto rehearsal = find_rehearsal(call.tx, id, input.rehearsal_id);
    if (!rehearsal.current || rehearsal.status != RehearsalStatus::finished)
        throw Refusal("rehearsal_not_current");
    if (campaign.ledger.pending == 0) throw Refusal("audience_empty");
    if (campaign.end_date && *campaign.end_date <= call.now)
        throw Refusal::field("end_date", "out_of_range", "is past");
    call.tx.query(sql::approve, id, input.rehearsal_id, call.identity.user_id, call.now);
    if (!campaign.start_date) call.tx.query(sql::delay_chunks, id, call.now, rehearsal.created_at);
    begin_renewal(call.tx, id, call.now);
    return told(call, "campaign.approved", id);
}

// DELETE /api/campaigns/{id}/approval: a draft again, as long as nothing was sent
http::NoContent withdraw_approval(http::Call& call, const Uuid& id) {
    const auto campaign = lock_campaign(call.tx, id);
    require_status(campaign, {scheduled, paused});
    if (campaign.started_at)
        throw Refusal("campaign_wrong_status").with("campaign_status", "running");
    call.tx.query(sql::withdraw_approval, id, call.now);
    call.tx.query(sql::forget_approved_rows, id);
    content_changed(call, id);
    told(call, "campaign.withdrawn", id);
    return {};
}

// POST /api/campaigns/{id}/pause: within a second nothing leaves any more
Campaign pause_campaign(http::Call& call, const Uuid& id) {
    require_status(lock_campaign(call.tx, id), {running, scheduled});
    call.tx.query(sql::pause, id, call.now);
    return told(call, "campaign.paused", id);
}

// POST /api/campaigns/{id}/resume: of one whose audience grew it is the approval of the new number
Campaign resume_campaign(http::Call& call, const Uuid& id) {
    require_status(lock_campaign(call.tx, id), {paused});
    if (!budget_allows_more(call.tx, id)) throw Refusal("budget_spent");
    call.tx.query(sql::resume, id, call.now);
    begin_renewal(call.tx, id, call.now);
    return told(call, "campaign.resumed", id);
}

// POST /api/campaigns/{id}/cancel: whoever is pending gets nothing, for good
Campaign cancel_campaign(http::Call& call, const Uuid& id) {
    require_status(lock_campaign(call.tx, id), {running, scheduled, paused});
    call.tx.query(sql::cancel, id, call.now);
    call.tx.query(sql::forget_approved_rows, id);
    return told(call, "campaign.cancelled", id);
}

} // namespace

std::size_t hold_restored_campaigns(db::Pool& database) {
    return database.in_transaction({.role = db::Role::owner}, [](db::Transaction& tx) {
        return tx.all<Uuid>(sql::pause_restored).size();
    });
}

void add_run_routes(http::Router& on) {
    using namespace http;
    on.post<approve_campaign>("/api/campaigns/{id}/approval", manager("campaigns:send"),
                              Rate::write);
    on.del<withdraw_approval>("/api/campaigns/{id}/approval", manager("campaigns:send"),
                              Rate::write);
    on.post<pause_campaign>("/api/campaigns/{id}/pause", manager("campaigns:send"), Rate::write);
    on.post<resume_campaign>("/api/campaigns/{id}/resume", manager("campaigns:send"), Rate::write);
    on.post<cancel_campaign>("/api/campaigns/{id}/cancel", manager("campaigns:send"), Rate::write);
}

} // namespace campaigns
