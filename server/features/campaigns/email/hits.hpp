// Hits on tracking links, from the public pages to the ledger: a request only puts one into memory;
// a thread writes them in batches, after they have lain long enough for bursts to be seen whole.
#pragma once
#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>

#include "features/campaigns/email/hit_evidence.hpp"
#include "platform/services.hpp"

namespace campaigns {

inline constexpr std::size_t most_waiting_hits = 200'000; // what comes beyond is lost and counted
inline constexpr std::size_t most_hits_at_once = 5'000;   // in one transaction

// Thread-safe.
class HitQueue {
  public:
    // False: full, the hit is lost.
    bool add(Hit hit);
    // At most most_hits_at_once of those that came before `until`, oldest first.
    std::vector<Hit> take(Timestamp until);
    void put_back(std::vector<Hit> hits);

  private:
    std::mutex mutex_;
    std::deque<Hit> hits_;
};

// Where the public pages of this server put them.
HitQueue& hit_queue();

// Judges and writes hits of one project in one transaction: rows, the ledger, the timelines of
// people. Hits of mails that are unknown or were never sent are passed by.
void store_hits(Services& services, const Uuid& project_id, const std::vector<Hit>& hits);

// Everything that waits in the queue and came before `until`. What could not be stored goes back
// and the failure comes out.
void store_waiting_hits(Services& services, Timestamp until);

// Stores what waits, four times a second, until it is destroyed; then the rest.
class HitWriter {
  public:
    explicit HitWriter(Services& services);
    ~HitWriter();
    HitWriter(const HitWriter&) = delete;
    HitWriter& operator=(const HitWriter&) = delete;

  private:
    void run();

    Services& services_;
    std::mutex mutex_;
    std::condition_variable wake_;
    bool ends_ = false;
    std::thread thread_;
};

} // namespace campaigns
