// What a person did and what was done with him.
#pragma once
#include "features/crm/contacts.hpp"

namespace crm {

struct Interaction {
    Uuid id, contact_id;
    std::string interaction_type;
    std::optional<std::string> platform, title, description;
    Json metadata;
    std::optional<std::int32_t> duration_seconds;
    std::optional<std::string> value;  // "45.00"
    std::int32_t engagement_score = 0; // the points of its kind, before they fade
    std::optional<Uuid> created_by;
    Timestamp occurred_at;
};
BOOST_DESCRIBE_STRUCT(Interaction, (),
                      (id, contact_id, interaction_type, platform, title, description, metadata,
                       duration_seconds, value, engagement_score, created_by, occurred_at))

struct InteractionInput {
    std::string interaction_type;
    std::optional<std::string> platform, title, description;
    Json metadata{"{}"};
    std::optional<std::int32_t> duration_seconds;
    std::optional<std::string> value;     // "45.00"
    std::optional<Timestamp> occurred_at; // absent: now
};
BOOST_DESCRIBE_STRUCT(InteractionInput, (),
                      (interaction_type, platform, title, description, metadata, duration_seconds,
                       value, occurred_at))

// Stores it and keeps counters and engagement score right (scoring/engagement.hpp), whoever does
// the same at the same time.
Interaction record_interaction(http::Call& call, const Uuid& contact_id,
                               const InteractionInput& input);

} // namespace crm

template <>
inline constexpr auto meta::rules<crm::InteractionInput> = std::to_array<meta::Rule>({
    {.field = "interaction_type",
     .min = 1,
     .max = 100,
     .format = "not-blank",
     .text = "Such as call, meeting, email_open, website_visit"},
    {.field = "platform", .max = 50},
    {.field = "title", .max = 255},
    {.field = "description", .max = 10000},
    {.field = "metadata", .max = 16384, .format = "object", .optional = true},
    {.field = "duration_seconds", .min = 0, .max = 864000},
    {.field = "value",
     .max = 20,
     .text = "What the person spent, in the project's currency: 45.00. Counts as revenue"},
});
