// Keeps membership right as people change: takes what the triggers queued and asks the segments
// that read it again, a thousand contacts at a time.
#pragma once
#include <functional>

#include "features/crm/follower.hpp"
#include "platform/db/database.hpp"
#include "platform/services.hpp"

namespace crm {

inline constexpr std::int64_t most_contacts_at_once = 1000;
// A project whose queue is longer has its segments built anew instead.
inline constexpr std::int64_t longest_change_queue = 200'000;

// One portion of one project; false: nothing was waiting. Any number of workers may do the same.
bool follow_changes(Services& services, const Uuid& project_id);
// Until nothing waits in any project, and days that began are looked at, or `stop()`. How many
// portions it took.
int follow_all_changes(
    Services& services, const std::function<bool()>& stop = [] { return false; });

// A thread of its own, woken by NOTIFY: jobs that take minutes do not stand in its way.
class SegmentWorker {
  public:
    SegmentWorker(Services& services, const std::string& conninfo)
        : follower_("segments_failed", conninfo, "segment_changes",
                    [&services](const auto& stop) { follow_all_changes(services, stop); }) {}

  private:
    Follower follower_;
};

} // namespace crm
