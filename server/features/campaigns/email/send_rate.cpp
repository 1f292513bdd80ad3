#include "features/campaigns/email/send_rate.hpp"

#include <algorithm>

#include "features/campaigns/email/send_rates.sql.hpp"
#include "platform/db/database.hpp"
#include "platform/mail/rules.hpp"
#include "platform/text/ascii.hpp"
#include "platform/text/email.hpp"
#include "platform/time/clock.hpp"

namespace campaigns {

struct HostPace {
    std::string host;
    std::int32_t per_minute = 0;
    Timestamp since;
};
BOOST_DESCRIBE_STRUCT(HostPace, (), (host, per_minute, since))

namespace {

constexpr std::int32_t minute = 60'000'000;  // microseconds
constexpr std::chrono::hours kept_paces{24}; // any has recovered by then

template <class F>
auto in_project(Services& services, const SenderKey& sender, F&& body) {
    return services.database.in_transaction(
        {.role = db::Role::app, .project_id = sender.project_id}, std::forward<F>(body));
}

std::optional<std::int32_t> slower_of(std::optional<std::int32_t> one,
                                      std::optional<std::int32_t> other) {
    if (!one || !other) return one ? one : other;
    return std::min(*one, *other);
}

} // namespace

std::string mail_host_of(const std::string& address) {
    return text::to_lower_ascii(text::email_parts(mail::envelope_address({"", address})).domain);
}

SendRates& send_rates() {
    static SendRates rates;
    return rates;
}

std::chrono::seconds SendRates::wait(Services& services, const SenderKey& key,
                                     std::optional<std::int32_t> per_minute,
                                     const std::string& host) {
    const auto sender = senders_.hold(key);
    read_paces(services, key, *sender);
    const auto of_host = learnt(*sender, host, services.clock.now());
    if (of_host)
        if (const auto wait = take(services, key, *sender, host, *of_host); wait.count() > 0)
            return wait;
    const auto whole = slower_of(per_minute, learnt(*sender, "", services.clock.now()));
    if (!whole) return std::chrono::seconds(0);
    const auto wait = take(services, key, *sender, "", *whole);
    if (wait.count() > 0 && of_host) ++sender->buckets[host].mails; // it does not go after all
    return wait;
}

Timestamp SendRates::reserve(Services& services, const SenderKey& key,
                             std::optional<std::int32_t> per_minute, const std::string& host) {
    const auto sender = senders_.hold(key);
    read_paces(services, key, *sender);
    const auto now = services.clock.now();
    const std::pair<std::string, std::optional<std::int32_t>> limits[] = {
        {host, learnt(*sender, host, now)}, {"", slower_of(per_minute, learnt(*sender, "", now))}};
    return in_project(services, key, [&](db::Transaction& tx) {
        auto from = now;
        for (const auto& [of, pace] : limits)
            if (pace)
                from = std::max(from, tx.one<Timestamp>(email::sql::reserve_mail, key.sender_id, of,
                                                        now, std::max(1, minute / *pace)));
        return from;
    });
}

std::optional<std::int32_t> SendRates::learnt(const Sender& sender, const std::string& host,
                                              Timestamp now) {
    const auto found = sender.paces.find(host);
    return found == sender.paces.end() ? std::nullopt : pace_now(found->second, now);
}

void SendRates::read_paces(Services& services, const SenderKey& key, Sender& sender) {
    const auto now = std::chrono::steady_clock::now();
    if (sender.read_at && now - *sender.read_at < paces_age) return;
    const auto paces = in_project(services, key, [&](db::Transaction& tx) {
        return tx.all<HostPace>(email::sql::paces_of_sender, key.sender_id);
    });
    sender.paces.clear();
    for (const auto& pace : paces) sender.paces[pace.host] = {pace.per_minute, pace.since};
    sender.read_at = now;
}

// About a second's worth at once, at least one.
std::chrono::seconds SendRates::take(Services& services, const SenderKey& key, Sender& sender,
                                     const std::string& host, std::int32_t per_minute) {
    using namespace std::chrono;
    auto& bucket = sender.buckets[host];
    const auto now = services.clock.now();
    if (bucket.mails > 0) {
        --bucket.mails;
        return seconds(0);
    }
    if (now < bucket.ask_at) return ceil<seconds>(bucket.ask_at - now);
    const auto each = std::max(1, minute / per_minute);
    const auto many = std::max(1, per_minute / 60);
    const auto burst = std::max(each, minute / 60);
    in_project(services, key, [&](db::Transaction& tx) {
        if (tx.maybe<Timestamp>(email::sql::take_mails, key.sender_id, host, now, each, many,
                                burst)) {
            bucket.mails = many;
            return;
        }
        const auto next = tx.maybe<Timestamp>(email::sql::next_mail_at, key.sender_id, host);
        bucket.ask_at =
            std::max(next.value_or(now) + microseconds(each * many - burst), now + milliseconds(1));
    });
    if (bucket.mails == 0) return ceil<seconds>(bucket.ask_at - now);
    --bucket.mails;
    return seconds(0);
}

void SendRates::slow_down(Services& services, const SenderKey& key, const std::string& host) {
    const auto now = services.clock.now();
    in_project(services, key, [&](db::Transaction& tx) {
        tx.query(email::sql::forget_paces, key.sender_id, now - kept_paces);
        const auto found = tx.maybe<HostPace>(email::sql::find_pace, key.sender_id, host);
        const auto before =
            found ? std::optional(Pace{found->per_minute, found->since}) : std::nullopt;
        const auto after = slower(before, now);
        tx.query(email::sql::slow_down, key.sender_id, host, after.per_minute, after.since);
    });
    const auto sender = senders_.hold(key);
    sender->read_at.reset();
    sender->buckets[host].mails = 0;
}

} // namespace campaigns
