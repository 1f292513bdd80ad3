#include "features/campaigns/email/send_pace.hpp"

#include <algorithm>

namespace campaigns {

std::optional<std::int32_t> pace_now(const Pace& pace, Timestamp now) {
    const auto quiet = std::chrono::floor<std::chrono::minutes>(now - pace.since).count();
    auto rate = std::max(pace.per_minute, slowest_pace);
    for (auto minute = quiet; minute > 0 && rate < recovered_pace; --minute) rate *= 2;
    return rate < recovered_pace ? std::optional(rate) : std::nullopt;
}

Pace slower(const std::optional<Pace>& before, Timestamp now) {
    const auto rate = before ? pace_now(*before, now) : std::nullopt;
    if (!rate) return {first_pace, now};
    if (now - before->since < one_complaint) return *before;
    return {std::max(*rate / 2, slowest_pace), now};
}

Slowed slowed_by(std::int32_t reply_code, std::string_view reply) {
    if (reply_code == 421) return Slowed::sender;
    const bool is_policy = reply_code >= 400 && reply_code < 500 && reply.size() > 4
                           && reply.substr(4).starts_with("4.7.");
    return is_policy ? Slowed::host : Slowed::nobody;
}

} // namespace campaigns
