#include "features/campaigns/engine/due_times.hpp"

namespace campaigns {

Timestamp due_at(const DuePlan& plan, const std::optional<zones::Zone>& recipient, Timestamp now) {
    const auto due = plan.start + plan.delay;
    if (!plan.in_own_zone || !recipient) return due;
    auto wall = plan.zone.to_local(due);
    auto own = recipient->to_instant(wall);
    // At most once as a rule: zones are 26 hours apart.
    while (own < now && due >= now) {
        wall += std::chrono::days(1);
        own = recipient->to_instant(wall);
    }
    return own;
}

} // namespace campaigns
