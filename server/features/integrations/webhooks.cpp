// Endpoints and their deliveries over HTTP. The sending is in webhook_sender.cpp.
#include "features/integrations/webhooks.hpp"

#include "features/accounts/accounts.hpp"
#include "features/integrations/webhook_events.hpp"
#include "features/integrations/webhook_secrets.hpp"
#include "features/integrations/webhooks.sql.hpp"
#include "platform/base/url.hpp"
#include "platform/config/config.hpp"
#include "platform/http/cursor.hpp"
#include "platform/http/if_match.hpp"

namespace integrations {

struct WebhookEvent {
    std::string name, description;
    Json example; // of the whole message
};
BOOST_DESCRIBE_STRUCT(WebhookEvent, (), (name, description, example))

struct ListDeliveries {
    std::int32_t limit = 50;
    std::optional<std::string> after;
    std::optional<DeliveryStatus> status;
};
BOOST_DESCRIBE_STRUCT(ListDeliveries, (), (limit, after, status))

struct ReplayFailed {
    Timestamp since;
};
BOOST_DESCRIBE_STRUCT(ReplayFailed, (), (since))

struct ReplayedDeliveries {
    std::int64_t replayed = 0;
};
BOOST_DESCRIBE_STRUCT(ReplayedDeliveries, (), (replayed))

} // namespace integrations

template <>
inline constexpr auto meta::rules<integrations::ListDeliveries> =
    std::to_array<meta::Rule>({{.field = "limit", .min = 1, .max = 200, .optional = true}});

namespace integrations {
namespace {

WebhookEndpoint find_endpoint(http::Call& call, const Uuid& id) {
    auto endpoint = call.tx.maybe<WebhookEndpoint>(sql::list_endpoints, std::optional(id));
    if (!endpoint) throw Refusal("not_found");
    return std::move(*endpoint);
}

// Where it leads is checked again at each sending, since names change what they mean.
void check_url(const http::Call& call, const std::string& text, std::vector<Problem>& problems) {
    const auto url = parse_url(text);
    if (!url || (url->scheme != "https" && url->scheme != "http"))
        problems.push_back({"url", "bad_format", "must be an https:// address"});
    else if (url->scheme == "http" && !call.services.config.allow_private_outbound)
        problems.push_back({"url", "not_encrypted", "must begin with https://"});
    else if (!url->user.empty() || !url->password.empty())
        problems.push_back({"url", "not_allowed", "must not hold a user or a password"});
    else if (url->has_fragment)
        problems.push_back({"url", "not_allowed", "must not hold a # part"});
}

void check_events(const std::vector<std::string>& events, std::vector<Problem>& problems) {
    for (std::size_t i = 0; i < events.size(); ++i) {
        if (events[i] == every_event && events.size() == 1) return;
        if (!is_webhook_event(events[i]))
            problems.push_back({fmt::format("events[{}]", i), "unknown", "there is no such event"});
        else if (std::find(events.begin(), events.begin() + static_cast<std::ptrdiff_t>(i),
                           events[i])
                 != events.begin() + static_cast<std::ptrdiff_t>(i))
            problems.push_back({fmt::format("events[{}]", i), "duplicate", "stands there twice"});
    }
}

void check(const http::Call& call, const WebhookEndpointInput& input) {
    std::vector<Problem> problems;
    check_url(call, input.url, problems);
    check_events(input.events, problems);
    if (!problems.empty()) throw Refusal::fields(std::move(problems));
}

// GET /api/webhooks/events
http::Items<WebhookEvent> list_events(http::Call& call) {
    http::Items<WebhookEvent> list;
    for (const auto& type : webhook_event_types())
        list.items.push_back({std::string(type.name),
                              std::string(type.description),
                              {webhook_body(type.name, call.now, {std::string(type.data)})}});
    return list;
}

// GET /api/webhooks
http::Items<WebhookEndpoint> list_endpoints(http::Call& call) {
    return {call.tx.all<WebhookEndpoint>(sql::list_endpoints, std::optional<Uuid>())};
}

// GET /api/webhooks/{id}
WebhookEndpoint get_endpoint(http::Call& call, const Uuid& id) {
    return find_endpoint(call, id);
}

// POST /api/webhooks
http::Created<WebhookEndpoint> create_endpoint(http::Call& call,
                                               const WebhookEndpointInput& input) {
    check(call, input);
    call.tx.query(sql::lock_endpoints);
    if (call.tx.one<std::int64_t>(sql::count_endpoints) >= most_endpoints)
        throw Refusal("limit_reached", "at most 20 webhooks");
    const auto id = Uuid::make();
    const auto secret = crypto::WebhookSecret::make();
    call.tx.query(sql::insert_endpoint, id, input.url, input.description, input.events,
                  seal_secret(call.services.secrets, call.project_id(), id, secret), input.status,
                  call.identity.user_id, call.now);
    accounts::record(call, "webhook.created", "webhook", id, input.url);
    return {find_endpoint(call, id), "/api/webhooks/" + id.text()};
}

// PATCH /api/webhooks/{id}
WebhookEndpoint update_endpoint(http::Call& call, const Uuid& id,
                                const meta::Patch<WebhookEndpointInput>& patch) {
    const auto before = find_endpoint(call, id);
    WebhookEndpointInput after{before.url, before.description, before.events, before.status};
    meta::apply(patch, after);
    check(call, after);
    if (!call.tx.maybe<std::int64_t>(sql::update_endpoint, id, after.url, after.description,
                                     after.events, after.status, call.now, call.if_match()))
        throw Refusal("version_conflict").with("current", std::to_string(before.version));
    accounts::record(call, "webhook.updated", "webhook", id, after.url);
    return find_endpoint(call, id);
}

// DELETE /api/webhooks/{id}
http::NoContent delete_endpoint(http::Call& call, const Uuid& id) {
    const auto url =
        http::name_of_deleted(call, call.tx.maybe<http::DeletedRecord>(sql::delete_endpoint, id));
    accounts::record(call, "webhook.deleted", "webhook", id, url);
    return {};
}

// GET /api/webhooks/{id}/secret
WebhookSecretAnswer get_secret(http::Call& call, const Uuid& id) {
    const auto sealed = call.tx.maybe<std::string>(sql::find_secret, id);
    if (!sealed) throw Refusal("not_found");
    return {open_secret(call.services.secrets, call.project_id(), id, *sealed).text(), {}};
}

// POST /api/webhooks/{id}/secret: a new one; for a day the old one signs as well.
WebhookSecretAnswer rotate_secret(http::Call& call, const Uuid& id) {
    const auto secret = crypto::WebhookSecret::make();
    const auto until = call.now + secret_overlap;
    if (!call.tx.maybe<Uuid>(sql::rotate_secret, id,
                             seal_secret(call.services.secrets, call.project_id(), id, secret),
                             until))
        throw Refusal("not_found");
    accounts::record(call, "webhook.secret_rotated", "webhook", id, find_endpoint(call, id).url);
    return {secret.text(), until};
}

// POST /api/webhooks/{id}/test
http::Accepted<WebhookDelivery> send_test(http::Call& call, const Uuid& id) {
    if (find_endpoint(call, id).status != WebhookStatus::enabled) throw Refusal("webhook_disabled");
    const auto delivery = Uuid::make();
    call.tx.query(sql::insert_test_delivery, delivery, id,
                  Json{R"({"message":"This is a test from SocialFlow"})"}, call.now);
    call.tx.later(sql::notify_webhooks);
    return {call.tx.one<WebhookDelivery>(sql::find_delivery, id, delivery)};
}

// GET /api/webhooks/{id}/deliveries, newest first
http::Page<WebhookDelivery> list_deliveries(http::Call& call, const Uuid& id,
                                            const http::Query<ListDeliveries>& query) {
    find_endpoint(call, id);
    const auto cursor = http::read_time_cursor(query->after);
    http::Page<WebhookDelivery> page;
    page.items = call.tx.all<WebhookDelivery>(
        sql::list_deliveries, id, query->status, cursor ? std::optional(cursor->at) : std::nullopt,
        cursor ? std::optional(cursor->id) : std::nullopt, query->limit + 1);
    if (page.items.size() > static_cast<std::size_t>(query->limit)) {
        page.items.pop_back();
        const auto& last = page.items.back();
        page.next = http::make_cursor(http::TimeCursor{last.occurred_at, last.id});
    }
    return page;
}

// POST /api/webhooks/{id}/deliveries/{delivery_id}/replay
http::Accepted<WebhookDelivery> replay_delivery(http::Call& call, const Uuid& id,
                                                const Uuid& delivery_id) {
    if (find_endpoint(call, id).status != WebhookStatus::enabled) throw Refusal("webhook_disabled");
    if (!call.tx.maybe<Uuid>(sql::replay_delivery, id, delivery_id, call.now))
        throw Refusal("not_found");
    call.tx.later(sql::notify_webhooks);
    return {call.tx.one<WebhookDelivery>(sql::find_delivery, id, delivery_id)};
}

// POST /api/webhooks/{id}/replay: everything that failed since an instant
http::Accepted<ReplayedDeliveries> replay_failed(http::Call& call, const Uuid& id,
                                                 const ReplayFailed& input) {
    if (find_endpoint(call, id).status != WebhookStatus::enabled) throw Refusal("webhook_disabled");
    const auto replayed = call.tx.execute(sql::replay_failed, id, input.since, call.now);
    call.tx.later(sql::notify_webhooks);
    return {{replayed}};
}

constexpr http::ProblemType problem_types[] = {
    {"webhook_disabled", 409, "This webhook is switched off"},
};

} // namespace

std::string webhook_body(std::string_view event_name, Timestamp occurred_at, const Json& data) {
    std::string body = R"({"type":)";
    meta::write_string(event_name, body);
    body += R"(,"timestamp":")" + to_text(occurred_at) + R"(","data":)" + data.text + '}';
    return body;
}

// Who can read what happens can have it sent anywhere: admins, as for keys.
void add_webhook_routes(http::Router& on) {
    using namespace http;
    on.problems().add(problem_types);
    on.get<list_events>("/api/webhooks/events", admin("admin"), Rate::read);
    on.get<list_endpoints>("/api/webhooks", admin("admin"), Rate::read);
    on.post<create_endpoint>("/api/webhooks", admin("admin"), Rate::write);
    on.get<get_endpoint>("/api/webhooks/{id}", admin("admin"), Rate::read);
    on.patch<update_endpoint>("/api/webhooks/{id}", admin("admin"), Rate::write);
    on.del<delete_endpoint>("/api/webhooks/{id}", admin("admin"), Rate::write);
    on.get<get_secret>("/api/webhooks/{id}/secret", admin("admin"), Rate::read);
    on.post<rotate_secret>("/api/webhooks/{id}/secret", admin("admin"), Rate::write,
                           {.idempotent_by_key = false}); // a stored answer would hold the secret
    on.post<send_test>("/api/webhooks/{id}/test", admin("admin"), Rate::write);
    on.get<list_deliveries>("/api/webhooks/{id}/deliveries", admin("admin"), Rate::read);
    on.post<replay_delivery>("/api/webhooks/{id}/deliveries/{delivery_id}/replay", admin("admin"),
                             Rate::write);
    on.post<replay_failed>("/api/webhooks/{id}/replay", admin("admin"), Rate::write);
}

} // namespace integrations
