// How fast mails may go where somebody asked us to slow down: pure rules.
#pragma once
#include <chrono>
#include <cstdint>
#include <optional>
#include <string_view>

#include "platform/base/timestamp.hpp"

namespace campaigns {

inline constexpr std::int32_t first_pace = 60;       // mails a minute, after the first complaint
inline constexpr std::int32_t slowest_pace = 1;      // however often it complains
inline constexpr std::int32_t recovered_pace = 6000; // from here on there is no limit any more
// Complaints that come together are one: they answer mails that were on their way already.
inline constexpr std::chrono::seconds one_complaint{10};

// What was learnt of a host when it last complained.
struct Pace {
    std::int32_t per_minute = 0;
    Timestamp since{};
};

// Doubles with every minute without a complaint. nullopt: recovered.
std::optional<std::int32_t> pace_now(const Pace& pace, Timestamp now);

// After another complaint: half of what held until then.
Pace slower(const std::optional<Pace>& before, Timestamp now);

// Who asked us to slow down.
enum class Slowed {
    nobody,
    sender, // the server that the mail is handed to (421: it is closing)
    host,   // where the recipient's mailbox is (4.7.x: policy, reputation, too many at once)
};

// `reply`: what the server said, "451 4.7.1 …". RFC 3463, 3.8: x.7.x is security or policy. All
// mail goes through the sender's own server, so a 421 is that one's.
Slowed slowed_by(std::int32_t reply_code, std::string_view reply);

} // namespace campaigns
