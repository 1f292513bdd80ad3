// The events that programs outside may subscribe to.
#pragma once
#include <span>
#include <string_view>

namespace integrations {

struct WebhookEventType {
    std::string_view name;        // "contact.created", as the outbox has it
    std::string_view description; // for people who choose
    std::string_view data;        // an example of the member `data`, as JSON
};

// In the order people should see them. "webhook.test" is not among them: it is sent on request.
std::span<const WebhookEventType> webhook_event_types();

// Every event of the list, now and later.
inline constexpr std::string_view every_event = "*";

bool is_webhook_event(std::string_view name);

} // namespace integrations
