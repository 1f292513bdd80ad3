#include "features/campaigns/email/bounce_mailbox_reader.hpp"

#include "features/campaigns/email/bounce_mailbox.hpp"
#include "platform/log/log.hpp"

namespace campaigns {

BounceMailboxReader::BounceMailboxReader(Services& services, std::size_t threads)
    : services_(services) {
    for (std::size_t i = 0; i < threads; ++i) threads_.emplace_back([this] { run(); });
}

BounceMailboxReader::~BounceMailboxReader() {
    {
        const std::lock_guard lock(mutex_);
        stops_ = true;
    }
    wake_.notify_all();
    for (auto& thread : threads_) thread.join();
}

void BounceMailboxReader::run() {
    constexpr std::chrono::seconds pause{2}; // how long “check now” waits at most
    for (;;) {
        bool has_read = false;
        try {
            has_read = read_due_mailbox(services_, stops_);
        } catch (const std::exception& error) { // the database is away
            log::error("bounce_mailbox_claim_failed", {{"error", error.what()}});
        }
        std::unique_lock lock(mutex_);
        const auto wait = has_read ? std::chrono::seconds(0) : pause;
        if (wake_.wait_for(lock, wait, [this] { return stops_.load(); })) return;
    }
}

} // namespace campaigns
