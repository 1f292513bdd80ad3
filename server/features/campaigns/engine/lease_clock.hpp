// By which clock a server knows how long its leases last.
#pragma once
#include <chrono>

namespace campaigns {

// Goes on while the machine sleeps, as steady_clock does not: whoever wakes up knows that its
// leases have run out.
struct LeaseClock {
    using duration = std::chrono::nanoseconds;
    using rep = duration::rep;
    using period = duration::period;
    using time_point = std::chrono::time_point<LeaseClock>;
    static constexpr bool is_steady = true;
    static time_point now();
};

} // namespace campaigns
