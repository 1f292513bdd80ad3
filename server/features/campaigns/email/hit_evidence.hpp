// Whether a machine opened a mail or followed a link: mail programs fetch pictures before anybody
// looks, and scanners try every link. What they do is kept, marked with what gave them away, and
// counts for nothing.
#pragma once
#include <boost/describe.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "platform/base/timestamp.hpp"
#include "platform/base/uuid.hpp"

namespace campaigns {

enum class HitKind { open, click, trap };
BOOST_DESCRIBE_ENUM(HitKind, open, click, trap)

struct Hit {
    Uuid project_id{}, execution_id{};
    HitKind kind = HitKind::open;
    std::string url;        // of a click: where it led on to
    std::string user_agent; // UTF-8, at most `longest_user_agent` code points
    bool was_prefetched = false;
    Timestamp at{};
};

inline constexpr std::size_t longest_user_agent = 300;
// Faster than people are: so many different links of one mail within so long.
inline constexpr std::size_t burst_links = 3;
inline constexpr std::chrono::seconds burst_time{2};
// Between sending and the first look: nobody reads before the mail is in his mailbox.
inline constexpr std::chrono::seconds soonest_human_click{2};

// What gave the machine away ("prefetch", "user_agent", "no_user_agent", "hidden_link", "burst",
// "too_soon"), or empty. `others` are hits of the same mail at about the same time, this one
// included; `sent_at` when it was handed over.
std::string machine_evidence(const Hit& hit, const std::vector<const Hit*>& others,
                             Timestamp sent_at);

} // namespace campaigns
