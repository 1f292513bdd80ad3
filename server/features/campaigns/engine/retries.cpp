#include "features/campaigns/engine/retries.hpp"

#include <algorithm>
#include <array>

namespace campaigns {

std::optional<std::chrono::seconds> delay_after_attempt(
    std::int32_t attempts, double chance, std::optional<std::chrono::seconds> wanted) {
    using std::chrono::seconds;
    constexpr std::array<seconds, most_attempts - 1> delays{
        {seconds(60), seconds(300), seconds(900), seconds(3600), seconds(3 * 3600),
         seconds(6 * 3600), seconds(12 * 3600)}};
    if (attempts < 1 || attempts >= most_attempts) return std::nullopt;
    const auto base = delays[static_cast<std::size_t>(attempts - 1)];
    const auto own = base + seconds(static_cast<std::int64_t>(base.count() * chance / 4));
    return std::max(own, std::min(wanted.value_or(seconds(0)), longest_wanted_delay));
}

} // namespace campaigns
