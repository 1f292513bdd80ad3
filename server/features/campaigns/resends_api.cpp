#include "features/campaigns/campaigns.hpp"
#include "features/campaigns/engine/ledger.hpp"
#include "features/campaigns/resends.hpp"
#include "features/campaigns/resends.sql.hpp"
#include "features/campaigns/runs.sql.hpp"
#include "platform/jobs/jobs.hpp"
#include "platform/time/clock.hpp"

namespace campaigns {

struct ResendInput {
    ResendAudience resend_to = ResendAudience::not_opened;
};
BOOST_DESCRIBE_STRUCT(ResendInput, (), (resend_to))

struct ResendRowsInput {
    ResentRows delivery_status = ResentRows::failed;
};
BOOST_DESCRIBE_STRUCT(ResendRowsInput, (), (delivery_status))

namespace {

using enum CampaignStatus;

constexpr std::int32_t chunks_at_once = 20;

// POST /api/campaigns/{id}/resends: a draft of the same content to those who did not open it, or
// who never got it. Who belongs to them is found out when the draft is rehearsed.
http::Created<Campaign> create_resend(http::Call& call, const Uuid& id, const ResendInput& input) {
    const auto original = find_campaign(call.tx, id);
    require_status(original, {running, paused, completed, cancelled});
    if (!call.tx.one<bool>(sql::audience_exists, id, input.resend_to))
        throw Refusal("audience_empty");
    auto copy = duplicate_for(call, id, input.resend_to);
    return {copy, "/api/campaigns/" + copy.id.text()};
}

std::int64_t rows_in(const Ledger& ledger, ResentRows rows) {
    return rows == ResentRows::failed ? ledger.failed : ledger.unknown;
}

// POST /api/campaigns/{id}/executions/resend: rows that failed, or are in doubt, once more
http::Accepted<Campaign> resend_executions(http::Call& call, const Uuid& id,
                                           const ResendRowsInput& input) {
    const auto campaign = lock_campaign(call.tx, id);
    require_status(campaign, {completed});
    if (campaign.resending) throw Refusal("resend_under_way");
    if (rows_in(campaign.ledger, input.delivery_status) == 0) throw Refusal("audience_empty");
    if (campaign.end_date && *campaign.end_date <= call.now)
        throw Refusal::field("end_date", "out_of_range", "is past");
    call.tx.query(sql::begin_resending, id, input.delivery_status, call.now);
    jobs::enqueue(call.tx, ResendRows{id}, {.title = campaign.name + ", once more"});
    auto now = find_campaign(call.tx, id);
    tell_campaign(call, "campaign.resent", now);
    return {std::move(now)};
}

// A portion: how many rows; nothing: there are none any more.
struct Portion {
    bool is_ours = false; // the rows that the job began with are still wanted
    std::int64_t rows = 0;
};

// One of two starts of the job may be late, when the campaign runs already: what fails or is in
// doubt by then is nobody's to send again.
Portion make_some_pending(jobs::Context& job, const Uuid& campaign_id, const std::string& rows) {
    return job.in_project([&](db::Transaction& tx) -> Portion {
        if (!tx.maybe<std::string>(sql::keep_resending, campaign_id, rows)) return {};
        plan_anew(tx);
        const auto chunks =
            tx.all<std::int32_t>(sql::chunks_in_state, campaign_id, rows, chunks_at_once);
        if (chunks.empty()) return {.is_ours = true};
        const auto now = job.services.clock.now();
        const auto made = tx.execute(sql::make_pending, campaign_id, chunks, rows, now);
        tx.query(sql::chunks_are_due, campaign_id, chunks, now);
        return {.is_ours = true, .rows = made};
    });
}

} // namespace

// The campaign is completed meanwhile: nobody hands anything over, and no row changes its state but
// by a report. Started twice, it finds nothing to do any more.
void resend_rows(jobs::Context& job, const ResendRows& work) {
    const auto rows = job.in_project([&](db::Transaction& tx) {
        return tx.maybe<std::string>(sql::resending_of, work.campaign_id);
    });
    if (!rows) return;
    Portion portion;
    std::int64_t made = 0;
    do {
        portion = make_some_pending(job, work.campaign_id, *rows);
        made += portion.rows;
        job.progress(made, std::nullopt);
    } while (portion.rows > 0);
    if (!portion.is_ours) return; // the other start is through, or other rows are wanted by now
    job.in_project([&](db::Transaction& tx) {
        if (!tx.maybe<Uuid>(sql::finish_resending, work.campaign_id, *rows,
                            job.services.clock.now()))
            return;
        publish_campaign(tx, "campaign.resumed", find_campaign(tx, work.campaign_id));
        tx.query(sql::notify_campaigns);
    });
}

void add_resend_routes(http::Router& on) {
    using namespace http;
    on.post<create_resend>("/api/campaigns/{id}/resends", member("campaigns:write"), Rate::write);
    on.post<resend_executions>("/api/campaigns/{id}/executions/resend", manager("campaigns:send"),
                               Rate::write);
}

void add_resend_jobs(jobs::Registry& registry) {
    registry.add<ResendRows>(resend_rows);
}

} // namespace campaigns
