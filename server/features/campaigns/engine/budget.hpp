// The budget of a campaign while it is sent: what workers declare is paid for before it leaves, so
// that all of them together never spend more.
#pragma once
#include "features/campaigns/engine/ledger.hpp"

namespace campaigns {

struct BudgetRoom {
    std::int64_t messages = 0; // of this chunk that the rest of the budget pays
    bool is_all_known = false; // nobody else has declared what he did not say the end of yet
    std::int32_t pending = 0;  // in the chunk
};
BOOST_DESCRIBE_STRUCT(BudgetRoom, (), (messages, is_all_known, pending))

// What others declared counts as spent. Until the transaction ends nobody else asks; nullopt: the
// campaign has no budget.
std::optional<BudgetRoom> budget_room(db::Transaction& tx, const ClaimedChunk& chunk);

// Pauses the campaign, and tells those who may give it more.
void stop_at_budget(db::Transaction& tx, const Uuid& campaign_id, Timestamp now);

// Once, when four fifths are spent.
void warn_of_budget(db::Transaction& tx, const Campaign& campaign, Timestamp now);

} // namespace campaigns
