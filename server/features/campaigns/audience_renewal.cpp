#include "features/campaigns/audience_renewal.hpp"

#include "features/campaigns/audience_renewal.sql.hpp"
#include "features/campaigns/campaigns.hpp"
#include "features/campaigns/engine/ledger.hpp"
#include "features/campaigns/engine/snapshot.hpp"
#include "features/campaigns/engine/snapshot.sql.hpp"
#include "features/campaigns/message.hpp"
#include "features/campaigns/notices.hpp"
#include "features/campaigns/runs.sql.hpp"
#include "platform/jobs/jobs.hpp"
#include "platform/text/utf8.hpp"
#include "platform/time/clock.hpp"

namespace campaigns {

struct KeptAudience {
    std::optional<std::int64_t> audience_before;
};
BOOST_DESCRIBE_STRUCT(KeptAudience, (), (audience_before))

namespace {

constexpr std::int32_t attempts = 5;
constexpr std::int32_t chunks_at_once = 100;

// Somebody paused, cancelled or withdrew the campaign, or another run of the job took over.
struct Superseded {};

// One run of the job.
class Renewal {
  public:
    Renewal(jobs::Context& job, const Uuid& campaign_id) : job_(job), campaign_id_(campaign_id) {}

    void run() {
        const auto kept = job_.in_project([&](db::Transaction& tx) {
            return tx.maybe<KeptAudience>(sql::take_renewal, campaign_id_, number_);
        });
        if (!kept) return;
        first_message_ = find_first_message();
        if (!kept->audience_before) keep_approved_rows();
        make_snapshot(job_.services, *job_.project_id, campaign_id_, job_.services.clock.now(),
                      {.progress = [&](std::int64_t rows) { job_.progress(rows, std::nullopt); },
                       .guard = [&](db::Transaction& tx) { hold(tx); }});
        finish(compare());
    }

    void fail(std::string_view why) {
        const auto detail = std::string(text::first_code_points(why, longest_pause_detail));
        job_.in_project([&](db::Transaction& tx) {
            if (tx.maybe<Uuid>(sql::fail_renewal, campaign_id_, number_, detail,
                               job_.services.clock.now()))
                publish_campaign(tx, "campaign.paused", find_campaign(tx, campaign_id_));
        });
    }

  private:
    void hold(db::Transaction& tx) const {
        if (!tx.maybe<Uuid>(sql::hold_renewal, campaign_id_, number_)) throw Superseded{};
    }

    Uuid find_first_message() {
        return job_.in_project([&](db::Transaction& tx) {
            for (const auto& message : messages_of(tx, campaign_id_))
                if (message.is_active) return message.id;
            throw jobs::Hopeless("the campaign has no message");
        });
    }

    void keep_approved_rows() {
        const auto last = job_.in_project([&](db::Transaction& tx) {
            return tx.one<std::int32_t>(engine::sql::last_chunk, campaign_id_);
        });
        for (std::int32_t from = 0; from < last; from += chunks_at_once)
            job_.in_project([&](db::Transaction& tx) {
                hold(tx);
                plan_anew(tx);
                tx.query(sql::keep_approved_rows, campaign_id_, first_message_, from,
                         from + chunks_at_once);
            });
        job_.in_project([&](db::Transaction& tx) {
            hold(tx);
            tx.query(sql::approved_rows_are_kept, campaign_id_);
        });
    }

    AudienceChange compare() {
        return job_.in_project([&](db::Transaction& tx) {
            plan_anew(tx);
            tx.later(sql::take_time);
            return tx.one<AudienceChange>(sql::audience_change, campaign_id_, first_message_,
                                          job_.services.clock.now());
        });
    }

    void finish(const AudienceChange& change) {
        const bool waits = grew_too_much(change.people_before, change.people_now);
        job_.in_project([&](db::Transaction& tx) {
            if (!tx.maybe<Uuid>(sql::finish_renewal, campaign_id_, number_,
                                Json{meta::write(change)}, waits, job_.services.clock.now()))
                return;
            tx.query(sql::forget_approved_rows, campaign_id_);
            const auto campaign = find_campaign(tx, campaign_id_);
            publish_campaign(tx, waits ? "campaign.paused" : "campaign.started", campaign);
            if (waits) ask(tx, campaign, change);
            tx.query(sql::notify_campaigns);
        });
    }

    static void ask(db::Transaction& tx, const Campaign& campaign, const AudienceChange& change) {
        notify_senders(tx, campaign, {"{campaign} waits for you", {{"campaign", campaign.name}}},
                       {"{now} people get it now, {before} were approved. It goes out when "
                        "somebody agrees.",
                        {{"now", change.people_now}, {"before", change.people_before}}},
                       {{"about", "audience_grew"},
                        {"now", change.people_now},
                        {"before", change.people_before}});
    }

    jobs::Context& job_;
    const Uuid campaign_id_;
    const Uuid number_ = Uuid::make();
    Uuid first_message_{};
};

} // namespace

bool needs_renewal(const Campaign& campaign, Timestamp now) {
    return campaign.status == CampaignStatus::scheduled && campaign.audience_at == AudienceAt::start
           && !campaign.audience_change && !campaign.renewing_audience && campaign.start_date
           && *campaign.start_date <= now;
}

bool grew_too_much(std::int64_t people_before, std::int64_t people_now) {
    return (people_now - people_before) * 10 > people_before;
}

void begin_renewal(db::Transaction& tx, const Uuid& campaign_id, Timestamp now) {
    const auto campaign = find_campaign(tx, campaign_id);
    if (!needs_renewal(campaign, now)) return;
    tx.query(sql::begin_renewal, campaign_id, now);
    jobs::enqueue(tx, RenewAudience{campaign_id},
                  {.title = "Audience of " + campaign.name,
                   .unique_key = campaign_id.text(),
                   .max_attempts = attempts});
}

void renew_audience(jobs::Context& job, const RenewAudience& work) {
    Renewal renewal(job, work.campaign_id);
    try {
        renewal.run();
    } catch (const Superseded&) {
        return; // whoever stopped it begins another one when he wants it
    } catch (const std::exception& error) {
        if (job.attempt >= attempts) renewal.fail(error.what());
        throw;
    }
}

void add_renewal_jobs(jobs::Registry& registry) {
    registry.add<RenewAudience>(renew_audience);
}

} // namespace campaigns
