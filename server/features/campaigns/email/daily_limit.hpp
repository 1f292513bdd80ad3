// How many mails a sender may send in any 24 hours, all servers together.
#pragma once
#include <chrono>
#include <map>
#include <memory>
#include <mutex>

#include "features/campaigns/email/send_rate.hpp"

namespace campaigns {

// Counted by ten minutes, each of which holds until its last mail is a day old.
inline constexpr std::chrono::minutes counted_span{10};
inline constexpr std::chrono::minutes limited_span = std::chrono::hours(24) + counted_span;

// Thread-safe. The database counts; a server takes about a hundredth of a day's mails at once, and
// what it has taken and not sent when it stops counts as sent.
class DailyLimits {
  public:
    // Zero: one mail may go, and is counted. Else how long until the next may. db::Lost.
    std::chrono::seconds wait(Services& services, const SenderKey& sender, std::int32_t limit);

  private:
    struct Sender {
        std::mutex mutex;
        std::int32_t mails = 0; // taken and not sent yet
        Timestamp taken_at{};
        Timestamp ask_at{};
        std::int32_t limit = 0; // that `ask_at` was answered for
    };
    static void take(Services& services, const SenderKey& key, std::int32_t limit, Sender& sender);

    std::mutex mutex_;
    std::map<SenderKey, std::shared_ptr<Sender>> senders_;
};

} // namespace campaigns
