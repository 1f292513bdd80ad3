#include "features/campaigns/engine/housekeeping.hpp"

#include "features/campaigns/audience_renewal.hpp"
#include "features/campaigns/engine/budget.hpp"
#include "features/campaigns/engine/leases.sql.hpp"
#include "features/campaigns/engine/recovery.hpp"
#include "platform/log/log.hpp"
#include "platform/realtime/outbox.hpp"
#include "platform/time/clock.hpp"

namespace campaigns {

struct ChangedCampaign {
    Uuid project_id, id;
};
BOOST_DESCRIBE_STRUCT(ChangedCampaign, (), (project_id, id))

struct LedgerEvent {
    Uuid id;
    CampaignStatus status = CampaignStatus::running;
    Ledger ledger;
};
BOOST_DESCRIBE_STRUCT(LedgerEvent, (), (id, status, ledger))

namespace {

// A cancelled one was told when somebody cancelled it.
std::string_view event_of(CampaignStatus status) {
    switch (status) {
        case CampaignStatus::running:
            return "campaign.started";
        case CampaignStatus::paused:
            return "campaign.paused";
        case CampaignStatus::completed:
            return "campaign.completed";
        default:
            return {};
    }
}

void tell_each(Workshop& workshop, const std::vector<ChangedCampaign>& changed) {
    for (const auto& each : changed)
        workshop.in_project(each.project_id, [&](db::Transaction& tx) {
            const auto campaign = find_campaign(tx, each.id);
            if (const auto event = event_of(campaign.status); !event.empty())
                publish_campaign(tx, event, campaign);
        });
}

void start_campaigns(Workshop& workshop) {
    const auto now = workshop.services.clock.now();
    tell_each(workshop, workshop.in_system([&](db::Transaction& tx) {
        return tx.all<ChangedCampaign>(engine::sql::start_due_campaigns, now,
                                       now - workshop.settings.late);
    }));
}

// The campaign's row is held: of two servers the second finds it begun.
void begin_renewals(Workshop& workshop) {
    const auto now = workshop.services.clock.now();
    const auto due = workshop.in_system([&](db::Transaction& tx) {
        return tx.all<ChangedCampaign>(engine::sql::campaigns_to_renew, now);
    });
    for (const auto& each : due)
        workshop.in_project(each.project_id, [&](db::Transaction& tx) {
            lock_campaign(tx, each.id);
            begin_renewal(tx, each.id, now);
        });
}

void finish_campaigns(Workshop& workshop) {
    const auto finished = workshop.in_system([&](db::Transaction& tx) {
        return tx.all<ChangedCampaign>(engine::sql::finish_campaigns,
                                       workshop.services.clock.now());
    });
    for (const auto& each : finished) workshop.touched(each.project_id, each.id);
    tell_each(workshop, finished);
}

void tell_ledgers(Workshop& workshop) {
    for (const auto& [project_id, campaign_id] : workshop.take_touched())
        workshop.in_project(project_id, [&](db::Transaction& tx) {
            const auto campaign = find_campaign(tx, campaign_id);
            realtime::publish(tx, "campaigns", "campaign.ledger",
                              LedgerEvent{campaign_id, campaign.status, campaign.ledger});
            warn_of_budget(tx, campaign, workshop.services.clock.now());
        });
}

} // namespace

void keep_house(Workshop& workshop) {
    workshop.leases.renew(workshop.database, workshop.owner, workshop.services.clock.now(),
                          workshop.settings.lease);
    replay_own_journals(workshop);
    release_forgotten(workshop);
    take_over_abandoned(workshop);
    start_campaigns(workshop);
    begin_renewals(workshop);
    finish_campaigns(workshop);
    tell_ledgers(workshop);
}

bool has_work(Workshop& workshop) {
    return workshop.in_system(
        [&](db::Transaction& tx) { return !workshop.campaigns_with_work(tx).empty(); });
}

} // namespace campaigns
