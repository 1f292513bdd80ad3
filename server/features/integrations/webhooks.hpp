// Webhooks out: programs elsewhere that hear what happens here, after
// https://www.standardwebhooks.com.
#pragma once
#include "platform/http/handler.hpp"

namespace integrations {

enum class WebhookStatus { enabled, disabled };
BOOST_DESCRIBE_ENUM(WebhookStatus, enabled, disabled)

enum class DisabledReason {
    by_hand,
    failing, // took nothing for days
    gone,    // answered 410
};
BOOST_DESCRIBE_ENUM(DisabledReason, by_hand, failing, gone)

struct WebhookEndpoint {
    Uuid id;
    std::string url, description;
    std::vector<std::string> events;
    WebhookStatus status = WebhookStatus::enabled;
    std::optional<DisabledReason> disabled_reason;
    std::optional<Timestamp> failing_since;
    std::int64_t delivered = 0, failed = 0, waiting = 0; // of the last 30 days
    std::optional<Uuid> created_by;
    Timestamp created_at, updated_at;
    std::int64_t version = 0;
};
BOOST_DESCRIBE_STRUCT(WebhookEndpoint, (),
                      (id, url, description, events, status, disabled_reason, failing_since,
                       delivered, failed, waiting, created_by, created_at, updated_at, version))

struct WebhookEndpointInput {
    std::string url;
    std::string description;
    std::vector<std::string> events; // of webhook_event_types(), or "*" alone
    WebhookStatus status = WebhookStatus::enabled;
};
BOOST_DESCRIBE_STRUCT(WebhookEndpointInput, (), (url, description, events, status))

struct WebhookSecretAnswer {
    std::string secret; // "whsec_…"
    std::optional<Timestamp> previous_valid_until;
};
BOOST_DESCRIBE_STRUCT(WebhookSecretAnswer, (), (secret, previous_valid_until))

enum class DeliveryStatus { waiting, delivered, failed };
BOOST_DESCRIBE_ENUM(DeliveryStatus, waiting, delivered, failed)

// One message to one endpoint, with its last attempt.
struct WebhookDelivery {
    Uuid id; // also in `webhook-id`, for the receiver to know what he has seen
    Uuid endpoint_id;
    std::string event_name;
    Json data;
    Timestamp occurred_at;
    DeliveryStatus status = DeliveryStatus::waiting;
    std::int32_t attempts = 0;
    std::optional<Timestamp> next_attempt_at; // while it waits
    std::optional<Timestamp> last_attempt_at;
    std::optional<std::int32_t> response_status;
    std::optional<std::string> response_excerpt, error;
    std::optional<std::int32_t> duration_ms;
};
BOOST_DESCRIBE_STRUCT(WebhookDelivery, (),
                      (id, endpoint_id, event_name, data, occurred_at, status, attempts,
                       next_attempt_at, last_attempt_at, response_status, response_excerpt, error,
                       duration_ms))

inline constexpr std::int64_t most_endpoints = 20; // of a project
inline constexpr std::chrono::hours secret_overlap{24};
inline constexpr std::chrono::days deliveries_kept{30};

// What is signed and sent: {"type":…,"timestamp":…,"data":…}.
std::string webhook_body(std::string_view event_name, Timestamp occurred_at, const Json& data);

void add_webhook_routes(http::Router& router);

} // namespace integrations

template <>
inline constexpr auto meta::rules<integrations::WebhookEndpointInput> = std::to_array<meta::Rule>({
    {.field = "url", .min = 8, .max = 2000, .format = "uri"},
    {.field = "description", .max = 200, .optional = true},
    {.field = "events", .min = 1, .max = 100, .text = "Names of events, or * alone for all"},
    {.field = "status", .optional = true},
});
