// How fast a sender may send, all servers together: mails a minute as the sender's settings say,
// and less for a host that asked for less (send_pace.hpp).
#pragma once
#include <chrono>
#include <map>
#include <optional>

#include "features/campaigns/email/per_sender.hpp"
#include "features/campaigns/email/send_pace.hpp"
#include "platform/services.hpp"

namespace campaigns {

// Where the mailbox is: "example.com" of an address as it was typed.
std::string mail_host_of(const std::string& address);

// Thread-safe. The database counts; a server takes about a second's worth of mails from it at once,
// and hears within `paces_age` of hosts that complained to another server.
class SendRates {
  public:
    static constexpr std::chrono::seconds paces_age{2};

    // Zero: one mail to a mailbox at `host` may go now, and is counted. Else how long until then.
    // db::Lost.
    std::chrono::seconds wait(Services& services, const SenderKey& sender,
                              std::optional<std::int32_t> per_minute, const std::string& host);

    // One mail is counted now and may go from then on, which is now or, when others went before,
    // a little later: for a mail that does not stand in line with those of a campaign. db::Lost.
    Timestamp reserve(Services& services, const SenderKey& sender,
                      std::optional<std::int32_t> per_minute, const std::string& host);

    // That host (empty: the sender's own server) wants fewer.
    void slow_down(Services& services, const SenderKey& sender, const std::string& host);

  private:
    // Granted by the database and not used yet, or when to ask again.
    struct Bucket {
        std::int32_t mails = 0;
        Timestamp ask_at{};
    };
    struct Sender {
        std::map<std::string, Pace> paces; // by host; "": the sender as a whole
        std::map<std::string, Bucket> buckets;
        std::optional<std::chrono::steady_clock::time_point> read_at;
    };

    static void read_paces(Services& services, const SenderKey& key, Sender& sender);
    // What holds for a host just now; "": for the sender as a whole.
    static std::optional<std::int32_t> learnt(const Sender& sender, const std::string& host,
                                              Timestamp now);
    static std::chrono::seconds take(Services& services, const SenderKey& key, Sender& sender,
                                     const std::string& host, std::int32_t per_minute);

    PerSender<Sender> senders_;
};

// Of this server.
SendRates& send_rates();

} // namespace campaigns
