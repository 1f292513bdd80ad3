// What a campaign says: one message or a sequence of them.
#pragma once
#include "features/campaigns/campaign.hpp"

namespace campaigns {

inline constexpr std::int64_t most_messages = 50;                 // of a campaign
inline constexpr std::int32_t longest_delay_hours = 366 * 24;     // from one to the next
inline constexpr std::size_t most_attachments = 10;               // of a message
inline constexpr std::int64_t longest_content_bytes = 512 * 1024; // of text and of HTML, each

struct CampaignMessage {
    Uuid id, campaign_id;
    std::string message_name;
    ChannelName channel = ChannelName::email;
    std::int32_t message_order = 0; // from 0
    std::string subject_line, message_content, html_content;
    std::vector<Uuid> media_attachments;
    Json settings{"{}"};
    std::int32_t send_delay_hours = 0;
    bool timezone_optimization = false;
    bool is_active = true;
    Timestamp created_at, updated_at;
    std::int64_t version = 0;
};
BOOST_DESCRIBE_STRUCT(CampaignMessage, (),
                      (id, campaign_id, message_name, channel, message_order, subject_line,
                       message_content, html_content, media_attachments, settings, send_delay_hours,
                       timezone_optimization, is_active, created_at, updated_at, version))

struct CampaignMessageInput {
    std::string message_name;
    ChannelName channel = ChannelName::email;
    std::string subject_line, message_content, html_content;
    std::vector<Uuid> media_attachments;
    Json settings{"{}"};
    std::int32_t send_delay_hours = 0;
    bool timezone_optimization = false;
    bool is_active = true;
};
BOOST_DESCRIBE_STRUCT(CampaignMessageInput, (),
                      (message_name, channel, subject_line, message_content, html_content,
                       media_attachments, settings, send_delay_hours, timezone_optimization,
                       is_active))

// In their order; those that are switched off too.
std::vector<CampaignMessage> messages_of(db::Transaction& tx, const Uuid& campaign_id);
// As a channel wants it.
MessageContent content_of(const CampaignMessage& message, const Campaign& campaign);

} // namespace campaigns

template <>
inline constexpr auto meta::rules<campaigns::CampaignMessageInput> = std::to_array<meta::Rule>({
    {.field = "message_name", .min = 1, .max = 255},
    {.field = "channel", .optional = true},
    {.field = "subject_line", .max = 255, .optional = true},
    {.field = "message_content",
     .max = campaigns::longest_content_bytes,
     .optional = true,
     .text = "The text; of a mail the part without HTML"},
    {.field = "html_content", .max = campaigns::longest_content_bytes, .optional = true},
    {.field = "media_attachments",
     .max = campaigns::most_attachments,
     .optional = true,
     .text = "Files of POST /api/files that go along, 10 MB together"},
    {.field = "settings",
     .max = campaigns::longest_content_bytes,
     .format = "object",
     .optional = true,
     .text = "What the channel wants beside: sender, reply-to, blocks"},
    {.field = "send_delay_hours",
     .min = 0,
     .max = campaigns::longest_delay_hours,
     .optional = true,
     .text = "After the message before; of the first, after the start"},
    {.field = "timezone_optimization",
     .optional = true,
     .text = "At the hour of the start in each recipient's own time zone"},
    {.field = "is_active", .optional = true},
});
