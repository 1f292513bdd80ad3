// When a webhook that was not taken is sent again. Knows no database.
#pragma once
#include <chrono>
#include <optional>

namespace integrations {

// 5 s, 1 min, 5 min, 30 min, 2 h, 5 h, 6 h, 10 h after the attempt before, which is a day in all,
// as https://www.standardwebhooks.com recommends. nullopt: that was the last attempt. Up to a tenth
// is added by `chance` (0 to 1), so that what failed together does not come back together.
std::optional<std::chrono::seconds> delay_after_attempt(int attempts_made, double chance);

inline constexpr int most_attempts = 9;

// What a receiver may ask for with Retry-After, at most.
inline constexpr std::chrono::hours longest_wanted_delay{1};

// An endpoint that took nothing for so long is switched off.
inline constexpr std::chrono::days failing_until_disabled{3};

} // namespace integrations
