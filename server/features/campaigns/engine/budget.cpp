#include "features/campaigns/engine/budget.hpp"

#include "features/campaigns/costs.hpp"
#include "features/campaigns/engine/budget.sql.hpp"
#include "features/campaigns/notices.hpp"

namespace campaigns {

std::optional<BudgetRoom> budget_room(db::Transaction& tx, const ClaimedChunk& chunk) {
    // A statement of its own: the next one then sees what was spent while this one waited.
    if (!tx.maybe<Uuid>(engine::sql::hold_budget, chunk.campaign_id)) return std::nullopt;
    return tx.one<BudgetRoom>(engine::sql::budget_room, chunk.campaign_id, chunk.chunk);
}

void stop_at_budget(db::Transaction& tx, const Uuid& campaign_id, Timestamp now) {
    if (!tx.maybe<Uuid>(engine::sql::stop_at_budget, campaign_id, now)) return;
    const auto campaign = find_campaign(tx, campaign_id);
    publish_campaign(tx, "campaign.paused", campaign);
    const auto costs = costs_of(tx, campaign_id);
    const auto waiting = campaign.ledger.pending;
    const auto what_waits =
        waiting == 1
            ? text::Sentence("{spent} are spent, one person waits. A higher budget lets it go on.")
            : text::Sentence(
                  "{spent} are spent, {waiting} people wait. A higher budget lets it go on.");
    notify_senders(
        tx, campaign, {"{campaign} has spent its budget", {{"campaign", campaign.name}}},
        {what_waits,
         {{"spent", text::WrittenAmount{costs.spent, costs.currency}}, {"waiting", waiting}}},
        {{"about", "budget_spent"},
         {"spent", costs.spent},
         {"currency", costs.currency},
         {"waiting", waiting}});
}

void warn_of_budget(db::Transaction& tx, const Campaign& campaign, Timestamp now) {
    if (!tx.maybe<Uuid>(engine::sql::warn_of_budget, campaign.id, now, warned_percent)) return;
    const auto costs = costs_of(tx, campaign.id);
    const auto amount = [&](const std::string& decimal) {
        return text::WrittenAmount{decimal, costs.currency};
    };
    notify_senders(
        tx, campaign, {"{campaign} nears its budget", {{"campaign", campaign.name}}},
        {"{spent} of {budget} are spent. At the end it stops.",
         {{"spent", amount(costs.spent)}, {"budget", amount(costs.budget.value_or(""))}}},
        {{"about", "budget_near"},
         {"spent", costs.spent},
         {"budget", costs.budget.value_or("")},
         {"currency", costs.currency}});
}

} // namespace campaigns
