#include "features/campaigns/engine/lease_clock.hpp"

#include <time.h>

namespace campaigns {

LeaseClock::time_point LeaseClock::now() {
    timespec since_boot{};
    ::clock_gettime(CLOCK_BOOTTIME, &since_boot);
    return time_point(std::chrono::seconds(since_boot.tv_sec)
                      + std::chrono::nanoseconds(since_boot.tv_nsec));
}

} // namespace campaigns
