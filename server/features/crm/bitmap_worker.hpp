// Keeps bitmaps after the contacts as they change: writers only note whom they changed, and lists
// ask those one by one until their bitmaps follow (docs/decisions/0009-bitmaps.md).
#pragma once
#include <functional>

#include "features/crm/follower.hpp"
#include "platform/db/database.hpp"
#include "platform/services.hpp"

namespace crm {

inline constexpr std::int64_t most_refreshed_at_once = 1000;

// One portion of one project: how many were noted. 0: none, another node is at it, or an import
// runs.
std::size_t refresh_changed(Services& services, const Uuid& project_id);
// Until nobody waits in any project, or `stop()`.
void refresh_all_bitmaps(
    Services& services, const std::function<bool()>& stop = [] { return false; });

// A thread of its own, woken by NOTIFY.
class BitmapWorker {
  public:
    BitmapWorker(Services& services, const std::string& conninfo)
        : follower_("bitmaps_failed", conninfo, "contact_bitmaps",
                    [&services](const auto& stop) { refresh_all_bitmaps(services, stop); }) {}

  private:
    Follower follower_;
};

} // namespace crm
