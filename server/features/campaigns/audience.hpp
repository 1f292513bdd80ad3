// Whom a campaign is for: members of its segments, without those of the excluded ones, and why
// some of them get nothing.
#pragma once
#include "features/campaigns/campaign.hpp"

namespace campaigns {

struct AudienceInput {
    std::vector<Uuid> target_segments, excluded_segments;
    ChannelName channel = ChannelName::email;
    CampaignType campaign_type = CampaignType::marketing;
    std::string topic;
    std::optional<std::int32_t> cap_messages, cap_days;
    std::optional<Uuid> resend_of; // people of this campaign too
    std::optional<ResendAudience> resend_to;
};
BOOST_DESCRIBE_STRUCT(AudienceInput, (),
                      (target_segments, excluded_segments, channel, campaign_type, topic,
                       cap_messages, cap_days, resend_of, resend_to))

// Everybody in it: those who would get a message and, by the first reason that holds, the others.
struct Audience {
    std::int64_t total = 0, reachable = 0;
    std::int64_t no_address = 0, do_not_contact = 0, unsubscribed = 0, no_consent = 0,
                 suppressed = 0, capped = 0;
};
BOOST_DESCRIBE_STRUCT(Audience, (),
                      (total, reachable, no_address, do_not_contact, unsubscribed, no_consent,
                       suppressed, capped))

// As it is now. Suppressions of which only the hash is left (erased people who came back) are not
// seen here; the snapshot, which reads each address, sees them.
Audience count_audience(db::Transaction& tx, const AudienceInput& input, Timestamp now);

} // namespace campaigns

template <>
inline constexpr auto meta::rules<campaigns::AudienceInput> = std::to_array<meta::Rule>(
    {{.field = "target_segments", .max = campaigns::most_audience_segments},
     {.field = "excluded_segments", .max = campaigns::most_audience_segments},
     {.field = "channel", .optional = true},
     {.field = "campaign_type", .optional = true},
     {.field = "topic", .max = 50, .optional = true},
     {.field = "cap_messages", .min = 1, .max = 100},
     {.field = "cap_days", .min = 1, .max = 90}});
