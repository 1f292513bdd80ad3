// What servers that died left behind.
#pragma once
#include "features/campaigns/engine/workshop.hpp"

namespace campaigns {

// Of servers that were killed here, and of workers of this one that failed: their journals say
// what was sent, what is in doubt and, by saying nothing, what was not sent. Their leases are given
// back.
void replay_own_journals(Workshop& workshop);

// Leases of this server that no worker of it knows: it claimed, and the database went away before
// it heard so. Nothing was declared under them.
void release_forgotten(Workshop& workshop);

// Leases that ran out longer ago than the grace: of servers that did not come back. What they had
// declared becomes unknown. How many.
int take_over_abandoned(Workshop& workshop);

} // namespace campaigns
