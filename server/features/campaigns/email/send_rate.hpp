// How fast a sender may send, on this node: mails a minute, evenly.
#pragma once
#include <chrono>
#include <map>
#include <mutex>
#include <optional>

#include "platform/base/uuid.hpp"

namespace campaigns {

// Thread-safe. GCRA, as http/rate_limit.hpp, with a burst of a second's worth.
class SendRates {
  public:
    using Time = std::chrono::steady_clock::time_point;

    // Zero: one mail may go now, and is counted. Else how long until then, in whole seconds.
    std::chrono::seconds wait(const Uuid& sender_id, std::optional<std::int32_t> per_minute,
                              Time now = std::chrono::steady_clock::now());

  private:
    std::mutex mutex_;
    std::map<Uuid, Time> next_; // when the one after the last would be due
};

} // namespace campaigns
