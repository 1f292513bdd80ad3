#include "features/accounts/accounts.hpp"
#include "features/campaigns/campaigns.hpp"
#include "features/campaigns/costs.hpp"
#include "features/campaigns/costs.sql.hpp"
#include "features/campaigns/runs.sql.hpp"
#include "platform/http/guards.hpp"
#include "platform/text/money.hpp"

namespace campaigns {

struct BudgetInput {
    std::optional<std::string> budget; // absent: none
};
BOOST_DESCRIBE_STRUCT(BudgetInput, (), (budget))

// As the database counts.
struct CountedCosts {
    std::optional<std::int64_t> budget; // minor units
    std::int64_t spent = 0, planned = 0;
    std::optional<Timestamp> warned_at;
};
BOOST_DESCRIBE_STRUCT(CountedCosts, (), (budget, spent, planned, warned_at))

} // namespace campaigns

template <>
inline constexpr auto meta::rules<campaigns::BudgetInput> = std::to_array<meta::Rule>(
    {{.field = "budget", .max = 20, .text = "In the project's currency: 120.00"}});

namespace campaigns {
namespace {

using enum CampaignStatus;

std::optional<std::int64_t> minor_units_of(http::Call& call, const BudgetInput& input) {
    if (!input.budget) return std::nullopt;
    const auto reading = text::parse_money(*input.budget, accounts::project_currency(call.tx));
    if (!reading.minor_units || *reading.minor_units < 0)
        throw Refusal::field("budget", "bad_format",
                             "must be an amount such as 120.00, not below zero");
    return reading.minor_units;
}

// GET /api/campaigns/{id}/costs
CampaignCosts get_costs(http::Call& call, const Uuid& id) {
    find_campaign(call.tx, id);
    return costs_of(call.tx, id);
}

// PUT /api/campaigns/{id}/budget: a higher one lets a campaign go on that it had stopped
CampaignCosts put_budget(http::Call& call, const Uuid& id, const BudgetInput& input) {
    const auto campaign = lock_campaign(call.tx, id);
    require_status(campaign, {draft, scheduled, running, paused});
    if (campaign.status != draft)
        if (auto why = http::why_refused(http::manager("campaigns:send"), call.identity))
            throw *why;
    call.tx.query(sql::set_budget, id, minor_units_of(call, input), call.now, warned_percent);
    const bool goes_on =
        campaign.paused_because == PauseReason::budget && budget_allows_more(call.tx, id);
    if (goes_on) {
        call.tx.query(sql::resume, id, call.now);
        call.tx.query(sql::notify_campaigns);
    }
    tell_campaign(call, goes_on ? "campaign.resumed" : "campaign.updated",
                  find_campaign(call.tx, id));
    return costs_of(call.tx, id);
}

} // namespace

CampaignCosts costs_of(db::Transaction& tx, const Uuid& campaign_id) {
    const auto& currency = accounts::project_currency(tx);
    const std::string code(currency.code);
    const auto counted = tx.one<CountedCosts>(sql::costs, campaign_id);
    CampaignCosts costs{.currency = code,
                        .budget = {},
                        .spent = cost_text(counted.spent, code),
                        .planned = cost_text(counted.planned, code),
                        .warned_at = counted.warned_at};
    if (counted.budget) costs.budget = text::format_money(*counted.budget, currency);
    return costs;
}

std::string cost_text(std::int64_t thousandths, const std::string& currency) {
    return text::format_money((thousandths + 999) / 1000, *text::find_currency(currency));
}

bool budget_allows_more(db::Transaction& tx, const Uuid& campaign_id) {
    return tx.one<bool>(sql::budget_allows_more, campaign_id);
}

void add_cost_routes(http::Router& on) {
    using namespace http;
    on.get<get_costs>("/api/campaigns/{id}/costs", viewer("campaigns:read"), Rate::read);
    on.put<put_budget>("/api/campaigns/{id}/budget", member("campaigns:write"), Rate::write);
}

} // namespace campaigns
