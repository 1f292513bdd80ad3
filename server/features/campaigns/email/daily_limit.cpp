#include "features/campaigns/email/daily_limit.hpp"

#include <algorithm>

#include "features/campaigns/email/daily_limit.sql.hpp"
#include "platform/db/database.hpp"
#include "platform/time/clock.hpp"

namespace campaigns {
namespace {

using namespace std::chrono;

constexpr hours kept_counts{72};
constexpr minutes unused_for{10}; // then what was taken may be older than the day it was taken in

Timestamp span_of(Timestamp now) {
    return Timestamp(now.time_since_epoch() / counted_span * counted_span);
}

} // namespace

std::int32_t sent_in_a_day(db::Transaction& tx, const Uuid& sender_id, Timestamp now) {
    return tx.one<std::int32_t>(email::sql::sent_in_a_day, sender_id, now - limited_span);
}

seconds DailyLimits::wait(Services& services, const SenderKey& key, std::int32_t limit) {
    const auto sender = senders_.hold(key);
    const auto now = services.clock.now();
    if (now - sender->taken_at > unused_for) sender->mails = 0;
    const bool is_told = now < sender->ask_at && sender->limit == limit;
    if (sender->mails == 0 && !is_told) take(services, key, limit, *sender);
    if (sender->mails == 0) return std::max(seconds(1), ceil<seconds>(sender->ask_at - now));
    --sender->mails;
    return seconds(0);
}

void DailyLimits::take(Services& services, const SenderKey& key, std::int32_t limit,
                       Sender& sender) {
    const auto now = services.clock.now();
    const auto portion = std::clamp(limit / 100, 1, 100);
    services.database.in_transaction(
        {.role = db::Role::app, .project_id = key.project_id}, [&](db::Transaction& tx) {
            sender.mails = 0;
            sender.limit = limit;
            if (!tx.maybe<Uuid>(email::sql::hold_sender, key.sender_id)) {
                sender.ask_at = now + minutes(1); // it is being deleted
                return;
            }
            const auto after = now - limited_span;
            if (const auto granted = tx.maybe<std::int32_t>(email::sql::take_of_day, key.sender_id,
                                                            span_of(now), after, portion, limit)) {
                tx.later(email::sql::forget_counts, key.sender_id, now - kept_counts);
                sender.mails = *granted;
                sender.taken_at = now;
                return;
            }
            const auto oldest = tx.maybe<Timestamp>(email::sql::oldest_count, key.sender_id, after);
            sender.ask_at = oldest.value_or(now) + limited_span;
        });
}

} // namespace campaigns
