// What happens to campaigns by itself, beside the sending: they start at their time, end when
// nothing is pending, and tell who looks on how they stand.
#pragma once
#include "features/campaigns/engine/workshop.hpp"

namespace campaigns {

// Leases renewed, abandoned ones taken over, campaigns started and finished, ledgers told. Any
// number of servers may do the same.
void keep_house(Workshop& workshop);

// Whether a worker would find something.
bool has_work(Workshop& workshop);

} // namespace campaigns
