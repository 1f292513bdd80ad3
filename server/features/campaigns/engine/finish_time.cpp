#include "features/campaigns/engine/finish_time.hpp"

#include <algorithm>

namespace campaigns {

// What was sent in the day before the start counts for the first day.
Timestamp finish_time(Timestamp start, std::int64_t messages, const SendingTerms& terms) {
    using namespace std::chrono;
    auto finish = start;
    if (terms.per_day) {
        const auto per_day = std::max<std::int64_t>(1, *terms.per_day);
        const auto left = std::max<std::int64_t>(0, per_day - terms.sent_in_a_day);
        if (messages > left) {
            const auto later = messages - left;
            const auto whole_days = (later + per_day - 1) / per_day;
            finish += days(whole_days);
            messages = later - (whole_days - 1) * per_day;
        }
    }
    if (terms.per_minute)
        finish += seconds(messages * 60 / std::max<std::int64_t>(1, *terms.per_minute));
    return finish;
}

} // namespace campaigns
