#include "features/campaigns/email/send_rate.hpp"

#include <algorithm>

namespace campaigns {

std::chrono::seconds SendRates::wait(const Uuid& sender_id, std::optional<std::int32_t> per_minute,
                                     Time now) {
    using namespace std::chrono;
    if (!per_minute) return seconds(0);
    const nanoseconds each = nanoseconds(minutes(1)) / *per_minute;
    const auto burst = std::max<nanoseconds>(each, seconds(1));
    const std::lock_guard lock(mutex_);
    auto& next = next_[sender_id];
    next = std::max(next, now);
    const auto ahead = next - now + each;
    if (ahead > burst) return ceil<seconds>(ahead - burst);
    next += each;
    return seconds(0);
}

} // namespace campaigns
