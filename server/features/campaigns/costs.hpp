// What a campaign costs, and the budget that it stops at. Prices are those of its last rehearsal;
// amounts are counted in thousandths of a minor unit of the project's currency, since a mail costs
// less than a cent.
#pragma once
#include "features/campaigns/campaign.hpp"

namespace campaigns {

inline constexpr std::int64_t warned_percent = 80; // of the budget

struct CampaignCosts {
    std::string currency;              // ISO 4217; amounts are like "120.00"
    std::optional<std::string> budget; // absent: none
    std::string spent;                 // by what left, or may have
    std::string planned;               // what the rest would cost
    std::optional<Timestamp> warned_at;
};
BOOST_DESCRIBE_STRUCT(CampaignCosts, (), (currency, budget, spent, planned, warned_at))

CampaignCosts costs_of(db::Transaction& tx, const Uuid& campaign_id);

// "12.40" of so many messages at these prices, rounded up.
std::string cost_text(std::int64_t thousandths, const std::string& currency);

// Whether a message more is paid for. The caller holds the campaign's row.
bool budget_allows_more(db::Transaction& tx, const Uuid& campaign_id);

} // namespace campaigns
