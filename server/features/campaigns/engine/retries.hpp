// When a message that could not be handed over is tried again.
#pragma once
#include <chrono>
#include <cstdint>
#include <optional>

namespace campaigns {

inline constexpr std::int32_t most_attempts = 8; // some 22 hours, then it has failed
// Of a transactional message that stays in doubt: then it is `unknown` too, lest one mail that
// brings servers down is sent for ever.
inline constexpr std::int32_t most_attempts_in_doubt = 4;
inline constexpr std::chrono::seconds longest_wanted_delay{24 * 3600};

// After so many attempts (from 1): 1 min, 5 min, 15 min, 1 h, 3 h, 6 h, 12 h, with up to a quarter
// added by `chance` (0 to 1), so that those who were refused together do not come back together; at
// least what the other side asked for. nullopt: no more.
std::optional<std::chrono::seconds> delay_after_attempt(
    std::int32_t attempts, double chance, std::optional<std::chrono::seconds> wanted = {});

} // namespace campaigns
