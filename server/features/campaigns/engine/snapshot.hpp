// The audience fixed: one row of the ledger for each person and message, also for those who get
// nothing, with the reason.
#pragma once
#include <functional>

#include "features/campaigns/engine/ledger.hpp"
#include "platform/services.hpp"

namespace campaigns {

// Rows of a chunk: a worker's portion. Small audiences are cut smaller, so that all workers have
// something to do.
inline constexpr std::int32_t most_rows_of_chunk = 500;
inline constexpr std::int32_t least_rows_of_chunk = 20;
std::int32_t rows_of_chunk(std::int64_t audience);

// Who watches while it is made. Both may throw to stop.
struct SnapshotWatch {
    std::function<void(std::int64_t rows)> progress; // how many there are
    // First in each transaction that writes: what must hold until it is committed.
    std::function<void(db::Transaction&)> guard = [](db::Transaction&) {};
};

// Makes the ledger of a campaign of which nothing left anew, in portions of a transaction each;
// nobody may work on it meanwhile. Started again after a crash it begins from the start. A campaign
// without a time of its own is taken to start at `start`.
void make_snapshot(Services& services, const Uuid& project_id, const Uuid& campaign_id,
                   Timestamp start, const SnapshotWatch& watch);

// Takes the ledger of a draft away.
void forget_snapshot(
    Services& services, const Uuid& project_id, const Uuid& campaign_id,
    const std::function<void(db::Transaction&)>& guard = [](db::Transaction&) {});

} // namespace campaigns
