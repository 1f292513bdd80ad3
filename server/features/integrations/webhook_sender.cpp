#include "features/integrations/webhook_sender.hpp"

#include <sodium.h>

#include <charconv>
#include <condition_variable>
#include <mutex>
#include <thread>

#include "features/accounts/accounts.hpp"
#include "features/integrations/webhook_schedule.hpp"
#include "features/integrations/webhook_secrets.hpp"
#include "features/integrations/webhooks.hpp"
#include "features/integrations/webhooks.sql.hpp"
#include "platform/db/database.hpp"
#include "platform/log/log.hpp"
#include "platform/outbound/client.hpp"
#include "platform/realtime/notifications.hpp"
#include "platform/text/utf8.hpp"
#include "platform/time/clock.hpp"

namespace integrations {

struct ClaimedEndpoint {
    Uuid project_id, id;
    std::string url;
    WebhookStatus status = WebhookStatus::enabled;
    std::string secret_sealed;
    std::optional<std::string> previous_secret_sealed;
    std::optional<Timestamp> failing_since;
};
BOOST_DESCRIBE_STRUCT(ClaimedEndpoint, (),
                      (project_id, id, url, status, secret_sealed, previous_secret_sealed,
                       failing_since))

struct DueDelivery {
    Uuid id;
    std::string event_name;
    Json data;
    Timestamp occurred_at;
    std::int32_t attempts = 0;
};
BOOST_DESCRIBE_STRUCT(DueDelivery, (), (id, event_name, data, occurred_at, attempts))

namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr std::int32_t most_deliveries_in_turn = 20; // then another endpoint has its turn
constexpr milliseconds longest_call{15'000};
constexpr std::size_t longest_answer_bytes = 4096;
constexpr std::size_t longest_excerpt_characters = 1000;
constexpr std::size_t longest_error_characters = 500;
// Longer than a turn can take: after that the node that took it is dead.
constexpr auto lease = "400 seconds";
static_assert(longest_call * most_deliveries_in_turn < seconds(400));
constexpr milliseconds poll{5000}; // when no NOTIFY came (a retry that falls due)

const db::Scope system_scope{.role = db::Role::system};

// What one attempt came to.
struct Attempt {
    std::optional<std::int32_t> status; // none: no answer
    std::string excerpt, error;
    std::optional<seconds> wanted_delay; // of Retry-After
    std::int32_t duration_ms = 0;

    bool taken() const { return status && *status >= 200 && *status < 300; }
    bool gone() const { return status == 410; }
};

double chance() {
    return static_cast<double>(randombytes_uniform(1000)) / 1000;
}

// Only seconds: a date is rare there, and our own schedule is as good.
std::optional<seconds> retry_after(const outbound::Response& response) {
    const auto text = response.header("Retry-After");
    int value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size() || value < 0) return std::nullopt;
    return std::min<seconds>(seconds(value), longest_wanted_delay);
}

// What a receiver answered is his text: made storable, and short.
std::string excerpt_of(std::string_view text, std::size_t most_characters) {
    const auto storable = text::repaired(text);
    return std::string(text::first_code_points(storable, most_characters));
}

std::vector<outbound::Header> headers_of(const crypto::WebhookHeaders& signed_as) {
    return {{"Content-Type", "application/json"},
            {"webhook-id", signed_as.id},
            {"webhook-timestamp", signed_as.timestamp},
            {"webhook-signature", signed_as.signature}};
}

} // namespace

struct WebhookSender::State {
    Services& services;
    std::size_t thread_count;
    std::mutex mutex;
    std::condition_variable changed;
    bool stopping = false;
    std::uint64_t wakes = 0;
    std::vector<std::thread> threads;

    void work();
    int serve_one_endpoint();
    std::vector<crypto::WebhookSecret> secrets_of(const ClaimedEndpoint& endpoint);
    int serve(const ClaimedEndpoint& endpoint, const std::vector<DueDelivery>& due);
    Attempt send(const ClaimedEndpoint& endpoint, const DueDelivery& delivery,
                 std::span<const crypto::WebhookSecret> secrets);
    void record(const ClaimedEndpoint& endpoint, const DueDelivery& delivery,
                const Attempt& attempt);
    void disable(db::Transaction& tx, const ClaimedEndpoint& endpoint, DisabledReason reason);
    bool is_stopping();
};

WebhookSender::WebhookSender(Services& services, std::size_t threads)
    : state_(new State{services, threads, {}, {}, false, 0, {}}) {}

WebhookSender::~WebhookSender() {
    stop();
}

void WebhookSender::start() {
    for (std::size_t i = 0; i < state_->thread_count; ++i)
        state_->threads.emplace_back([state = state_.get()] { state->work(); });
}

void WebhookSender::stop() {
    {
        const std::lock_guard lock(state_->mutex);
        state_->stopping = true;
    }
    state_->changed.notify_all();
    for (auto& thread : state_->threads) thread.join();
    state_->threads.clear();
}

void WebhookSender::wake() {
    {
        const std::lock_guard lock(state_->mutex);
        ++state_->wakes;
    }
    state_->changed.notify_one();
}

int WebhookSender::send_due() {
    int attempts = 0;
    while (const int more = state_->serve_one_endpoint()) attempts += more;
    return attempts;
}

void WebhookSender::State::work() {
    std::uint64_t seen = 0;
    for (;;) {
        try {
            while (!is_stopping() && serve_one_endpoint() > 0) {
            }
        } catch (const std::exception& error) {
            log::warn("webhooks_not_sent", {{"what", error.what()}});
        }
        std::unique_lock lock(mutex);
        changed.wait_for(lock, poll, [&] { return stopping || wakes != seen; });
        if (stopping) return;
        seen = wakes;
    }
}

bool WebhookSender::State::is_stopping() {
    const std::lock_guard lock(mutex);
    return stopping;
}

// How many deliveries were looked at; 0: nothing is due.
int WebhookSender::State::serve_one_endpoint() {
    const auto now = services.clock.now();
    std::vector<DueDelivery> due;
    const auto endpoint = services.database.in_transaction(
        system_scope, [&](db::Transaction& tx) -> std::optional<ClaimedEndpoint> {
            due.clear(); // the transaction may be run again
            auto claimed = tx.maybe<ClaimedEndpoint>(sql::claim_endpoint, now, std::string(lease));
            if (claimed)
                due = tx.all<DueDelivery>(sql::due_deliveries, claimed->project_id, claimed->id,
                                          now, most_deliveries_in_turn);
            return claimed;
        });
    if (!endpoint) return 0;
    const int served = serve(*endpoint, due);
    services.database.in_transaction(system_scope, [&](db::Transaction& tx) {
        tx.query(sql::release_endpoint, endpoint->project_id, endpoint->id);
    });
    return std::max(served, 1);
}

std::vector<crypto::WebhookSecret> WebhookSender::State::secrets_of(
    const ClaimedEndpoint& endpoint) {
    std::vector<crypto::WebhookSecret> secrets{
        open_secret(services.secrets, endpoint.project_id, endpoint.id, endpoint.secret_sealed)};
    if (endpoint.previous_secret_sealed)
        secrets.push_back(open_secret(services.secrets, endpoint.project_id, endpoint.id,
                                      *endpoint.previous_secret_sealed));
    return secrets;
}

int WebhookSender::State::serve(const ClaimedEndpoint& endpoint,
                                const std::vector<DueDelivery>& due) {
    if (endpoint.status == WebhookStatus::disabled) {
        services.database.in_transaction(system_scope, [&](db::Transaction& tx) {
            tx.query(sql::fail_waiting, endpoint.project_id, endpoint.id);
        });
        return static_cast<int>(due.size());
    }
    const auto secrets = secrets_of(endpoint);
    int served = 0;
    for (const auto& delivery : due) {
        if (is_stopping()) break;
        const auto attempt = send(endpoint, delivery, secrets);
        record(endpoint, delivery, attempt);
        ++served;
        // The others wait for their own time: a receiver that is down is not asked twenty times.
        if (!attempt.taken()) break;
    }
    return served;
}

Attempt WebhookSender::State::send(const ClaimedEndpoint& endpoint, const DueDelivery& delivery,
                                   std::span<const crypto::WebhookSecret> secrets) {
    const auto body = webhook_body(delivery.event_name, delivery.occurred_at, delivery.data);
    const auto started = std::chrono::steady_clock::now();
    Attempt attempt;
    try {
        const auto response = services.outbound.send(
            {.method = "POST",
             .url = endpoint.url,
             .headers = headers_of(crypto::sign_webhook(secrets, "msg_" + delivery.id.text(),
                                                        services.clock.now(), body)),
             .body = body,
             .too_large = outbound::Request::TooLarge::cut,
             .total_time = longest_call,
             .body_limit_bytes = longest_answer_bytes});
        attempt.status = response.status;
        attempt.excerpt = excerpt_of(response.body, longest_excerpt_characters);
        attempt.wanted_delay = retry_after(response);
        if (!attempt.taken())
            attempt.error = "answered " + std::to_string(response.status) + ", which is no success";
    } catch (const outbound::Failure& failure) {
        attempt.error = excerpt_of(failure.what(), longest_error_characters);
    }
    attempt.duration_ms = static_cast<std::int32_t>(
        std::chrono::duration_cast<milliseconds>(std::chrono::steady_clock::now() - started)
            .count());
    return attempt;
}

void WebhookSender::State::record(const ClaimedEndpoint& endpoint, const DueDelivery& delivery,
                                  const Attempt& attempt) {
    const auto now = services.clock.now();
    auto status = DeliveryStatus::delivered;
    std::optional<Timestamp> next;
    if (!attempt.taken()) {
        status = DeliveryStatus::failed;
        if (const auto delay = delay_after_attempt(delivery.attempts + 1, chance())) {
            status = DeliveryStatus::waiting;
            next = now + std::max(*delay, attempt.wanted_delay.value_or(seconds(0)));
        }
    }
    services.database.in_transaction(system_scope, [&](db::Transaction& tx) {
        tx.query(sql::record_attempt, endpoint.project_id, delivery.id, status, next, now,
                 attempt.status, attempt.excerpt, attempt.error, attempt.duration_ms);
        if (attempt.taken())
            tx.query(sql::endpoint_answered, endpoint.project_id, endpoint.id);
        else
            tx.query(sql::endpoint_failed, endpoint.project_id, endpoint.id, now);
        if (attempt.gone())
            disable(tx, endpoint, DisabledReason::gone);
        else if (!attempt.taken() && endpoint.failing_since
                 && now - *endpoint.failing_since > failing_until_disabled)
            disable(tx, endpoint, DisabledReason::failing);
    });
}

void WebhookSender::State::disable(db::Transaction& tx, const ClaimedEndpoint& endpoint,
                                   DisabledReason reason) {
    const auto url = tx.maybe<std::string>(sql::disable_endpoint, endpoint.project_id, endpoint.id,
                                           reason, services.clock.now());
    if (!url) return;
    tx.query(sql::fail_waiting, endpoint.project_id, endpoint.id);
    accounts::audit::record_by_system(tx, endpoint.project_id, "webhook.disabled",
                                      {"webhook", endpoint.id, *url}, services.clock.now());
    const auto why = reason == DisabledReason::gone
                         ? text::Sentence("{url} says that it is gone (410).")
                         : text::Sentence("{url} has taken nothing for three days.");
    for (const auto& admin : tx.all<Uuid>(sql::project_admins, endpoint.project_id))
        realtime::notify(tx, endpoint.project_id,
                         {.user_id = admin,
                          .kind = realtime::NotificationKind::webhook_disabled,
                          .title = {"A webhook was switched off"},
                          .body = {why, {{"url", *url}}},
                          .link = "/settings/webhooks",
                          .details = {{"about", reason == DisabledReason::gone ? "webhook_gone"
                                                                               : "webhook_failing"},
                                      {"url", *url}}});
}

} // namespace integrations
