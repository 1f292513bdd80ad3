// Threads that look into the mailboxes that are due. Apart from the jobs: a mail server may take
// long to answer, and must not hold up an import.
#pragma once
#include <atomic>
#include <condition_variable>
#include <mutex>
#include <thread>
#include <vector>

#include "platform/services.hpp"

namespace campaigns {

class BounceMailboxReader {
  public:
    explicit BounceMailboxReader(Services& services, std::size_t threads = 2);
    ~BounceMailboxReader(); // stops at the next mail
    BounceMailboxReader(const BounceMailboxReader&) = delete;
    BounceMailboxReader& operator=(const BounceMailboxReader&) = delete;

  private:
    void run();

    Services& services_;
    std::mutex mutex_;
    std::condition_variable wake_;
    std::atomic<bool> stops_{false};
    std::vector<std::thread> threads_;
};

} // namespace campaigns
