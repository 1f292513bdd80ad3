// What a message of the channel email says beside its subject and text: `settings` of the message.
#pragma once
#include "features/campaigns/channel.hpp"
#include "platform/meta/values.hpp"

namespace campaigns {

// One of several senders, and how big its part of the people is beside the others'.
struct WeightedSender {
    Uuid sender_id{};
    std::int32_t weight = 1;
};
BOOST_DESCRIBE_STRUCT(WeightedSender, (), (sender_id, weight))

struct EmailSettings {
    std::optional<Uuid> sender_id;       // absent: the project's default sender
    std::vector<WeightedSender> senders; // these share the people, in place of sender_id
    std::string reply_to;                // empty: the sender's
    std::string preheader;               // what inboxes show beside the subject
    std::optional<Json> document; // blocks; then html_content and message_content are made of them
    std::string language;         // of the message: names of months, `lang`; empty: the project's
    bool track_opens = true, track_clicks = true;
    std::string utm_source, utm_medium, utm_campaign; // marks of links; empty: none
};
BOOST_DESCRIBE_STRUCT(EmailSettings, (),
                      (sender_id, senders, reply_to, preheader, document, language, track_opens,
                       track_clicks, utm_source, utm_medium, utm_campaign))

} // namespace campaigns

template <>
inline constexpr auto meta::rules<campaigns::WeightedSender> = std::to_array<meta::Rule>(
    {{.field = "weight", .min = 1, .max = campaigns::most_sender_weight, .optional = true}});
template <>
inline constexpr auto meta::rules<campaigns::EmailSettings> =
    std::to_array<meta::Rule>({{.field = "senders", .max = 20, .optional = true},
                               {.field = "reply_to", .max = 254, .optional = true},
                               {.field = "preheader", .max = 200, .optional = true},
                               {.field = "language", .min = 2, .max = 10, .optional = true},
                               {.field = "track_opens", .optional = true},
                               {.field = "track_clicks", .optional = true},
                               {.field = "utm_source", .max = 100, .optional = true},
                               {.field = "utm_medium", .max = 100, .optional = true},
                               {.field = "utm_campaign", .max = 100, .optional = true}});
