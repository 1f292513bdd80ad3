// How many mails a sender may send in any 24 hours, all servers together.
#pragma once
#include <chrono>

#include "features/campaigns/email/per_sender.hpp"
#include "platform/base/timestamp.hpp"
#include "platform/services.hpp"

namespace db {
class Transaction;
}

namespace campaigns {

// Counted by ten minutes, each of which holds until its last mail is a day old.
inline constexpr std::chrono::minutes counted_span{10};
inline constexpr std::chrono::minutes limited_span = std::chrono::hours(24) + counted_span;

// How many mails of a sender count for the limit now. In the project of `tx`.
std::int32_t sent_in_a_day(db::Transaction& tx, const Uuid& sender_id, Timestamp now);

// Thread-safe. The database counts; a server takes about a hundredth of a day's mails at once, and
// what it has taken and not sent when it stops counts as sent.
class DailyLimits {
  public:
    // Zero: one mail may go, and is counted. Else how long until the next may. db::Lost.
    std::chrono::seconds wait(Services& services, const SenderKey& sender, std::int32_t limit);

  private:
    struct Sender {
        std::int32_t mails = 0; // taken and not sent yet
        Timestamp taken_at{};
        Timestamp ask_at{};
        std::int32_t limit = 0; // that `ask_at` was answered for
    };
    static void take(Services& services, const SenderKey& key, std::int32_t limit, Sender& sender);

    PerSender<Sender> senders_;
};

} // namespace campaigns
