// What an attempt means for the row.
#pragma once
#include "features/campaigns/channel.hpp"
#include "features/campaigns/engine/ledger.hpp"

namespace campaigns {

// Accepted: sent. Refused: bounced. Deferred: pending again after a while, failed after the last
// attempt. Held: pending, and no attempt. `chance` from 0 to 1.
Finding finding_of(const DueRow& row, const Outcome& outcome, Timestamp now, double chance);

// No answer came. A marketing mail is left in doubt; what somebody waits for is sent once more,
// under the Message-ID that it had, until it was in doubt `most_attempts_in_doubt` times.
void send_again_in_doubt(Finding& finding, const DueRow& row, double chance);

// A message that could not be written for this person.
Finding unwritable(const DueRow& row, std::string_view why, Timestamp now);

} // namespace campaigns
