// When a message is due for somebody: a pure function of the campaign's start, the message's delay
// and the person's time zone.
#pragma once
#include "platform/time/zones.hpp"

namespace campaigns {

struct DuePlan {
    Timestamp start;                       // of the campaign
    zones::Zone zone = zones::Zone::utc(); // that its start is a wall time of
    std::chrono::hours delay{0};           // of the message after the start
    bool in_own_zone = false;              // at that wall time in the recipient's zone
};

// In his own zone the wall time may be past already at `now`: then it is the same time of the next
// day that is not. Without a zone of his own he has the campaign's.
Timestamp due_at(const DuePlan& plan, const std::optional<zones::Zone>& recipient, Timestamp now);

} // namespace campaigns
