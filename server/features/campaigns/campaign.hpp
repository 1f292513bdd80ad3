// A campaign: what it is called, whom it is for, when it starts, and how it stands. What it says
// stands in its messages (message.hpp).
#pragma once
#include "features/campaigns/channel.hpp"
#include "platform/http/handler.hpp"

namespace campaigns {

inline constexpr std::int64_t most_campaigns = 10'000; // of a project
inline constexpr std::size_t most_audience_segments = 50;

enum class CampaignType {
    marketing,
    nurture,
    onboarding,
    retention,
    transactional, // what people wait for, whether they want news or not; by managers only
};
BOOST_DESCRIBE_ENUM(CampaignType, marketing, nurture, onboarding, retention, transactional)

// Each type but the last is marketing.
inline MessagePurpose purpose_of(CampaignType type) {
    return type == CampaignType::transactional ? MessagePurpose::transactional
                                               : MessagePurpose::marketing;
}

enum class CampaignStatus {
    draft,
    scheduled, // approved, its time has not come
    running,
    paused,
    completed, // nothing is pending
    cancelled,
};
BOOST_DESCRIBE_ENUM(CampaignStatus, draft, scheduled, running, paused, completed, cancelled)

enum class PauseReason {
    by_hand,
    late,          // its time passed while no server ran: a person decides
    unprepared,    // a message cannot be sent as it is; pause_detail says why
    audience_grew, // between approval and start by more than a tenth: a person decides
    restored,      // the ledger is of a backup: whoever got it since would get it again
    budget,        // what is left of it does not pay the next message
};
BOOST_DESCRIBE_ENUM(PauseReason, by_hand, late, unprepared, audience_grew, restored, budget)
inline constexpr std::size_t longest_pause_detail = 500; // code points

// Whose audience it is: who was rehearsed and approved, or who belongs to it when it starts.
enum class AudienceAt { approval, start };
BOOST_DESCRIBE_ENUM(AudienceAt, approval, start)

// How the audience of the start differs from the approved one. People who get the first message.
struct AudienceChange {
    std::int64_t people_before = 0, people_now = 0;
    std::int64_t came = 0, went = 0;
    Timestamp counted_at;
};
BOOST_DESCRIBE_STRUCT(AudienceChange, (), (people_before, people_now, came, went, counted_at))

// Which people of an earlier campaign a campaign is for, beside its segments.
enum class ResendAudience {
    not_opened, // who got it and, as far as one can tell, did not look
    unsent,     // whom it never left for: failed, or the campaign ended or was cancelled before
};
BOOST_DESCRIBE_ENUM(ResendAudience, not_opened, unsent)

// Which rows of a completed campaign are sent once more, each under its own Message-ID.
enum class ResentRows {
    failed,  // never accepted by the other side
    unknown, // in doubt: some may get it twice, which is for a person to decide
};
BOOST_DESCRIBE_ENUM(ResentRows, failed, unknown)

// How many rows of the ledger stand how. The seven states always add up to the total.
struct Ledger {
    std::int64_t total = 0;
    std::int64_t pending = 0, skipped = 0, sent = 0, delivered = 0, bounced = 0, failed = 0,
                 unknown = 0;
    std::int64_t opened = 0, clicked = 0, unsubscribed = 0; // by people, as far as one can tell
    bool operator==(const Ledger&) const = default;
    bool adds_up() const {
        return pending + skipped + sent + delivered + bounced + failed + unknown == total;
    }
};
BOOST_DESCRIBE_STRUCT(Ledger, (),
                      (total, pending, skipped, sent, delivered, bounced, failed, unknown, opened,
                       clicked, unsubscribed))

struct Campaign {
    Uuid id;
    std::string name, description;
    CampaignType campaign_type = CampaignType::marketing;
    std::vector<ChannelName> channels;
    std::vector<Uuid> target_segments, excluded_segments;
    std::string topic; // key of a topic; empty: none
    std::optional<Timestamp> start_date, end_date;
    std::string timezone;
    std::optional<std::int32_t> cap_messages, cap_days;
    CampaignStatus status = CampaignStatus::draft;
    std::optional<PauseReason> paused_because;
    std::optional<std::string> pause_detail;
    std::int64_t content_version = 1; // a rehearsal holds for one of them
    std::optional<Uuid> approved_rehearsal, approved_by;
    std::optional<Timestamp> approved_at, started_at, finished_at;
    Ledger ledger;
    std::optional<Uuid> resend_of;
    std::optional<ResendAudience> resend_to;
    std::optional<ResentRows> resending; // a job makes these rows pending
    AudienceAt audience_at = AudienceAt::approval;
    bool renewing_audience = false; // its time has come, and a job fixes the audience anew
    std::optional<AudienceChange> audience_change; // once that is done
    std::optional<Uuid> created_by;
    Timestamp created_at, updated_at;
    std::int64_t version = 0;
};
BOOST_DESCRIBE_STRUCT(Campaign, (),
                      (id, name, description, campaign_type, channels, target_segments,
                       excluded_segments, topic, start_date, end_date, timezone, cap_messages,
                       cap_days, status, paused_because, pause_detail, content_version,
                       approved_rehearsal, approved_by, approved_at, started_at, finished_at,
                       ledger, resend_of, resend_to, resending, audience_at, renewing_audience,
                       audience_change, created_by, created_at, updated_at, version))

struct CampaignInput {
    std::string name, description;
    CampaignType campaign_type = CampaignType::marketing;
    std::vector<ChannelName> channels{ChannelName::email};
    std::vector<Uuid> target_segments, excluded_segments;
    std::string topic;
    std::optional<Timestamp> start_date, end_date;
    std::optional<std::string> timezone; // absent: the project's
    std::optional<std::int32_t> cap_messages, cap_days;
    AudienceAt audience_at = AudienceAt::approval;
};
BOOST_DESCRIBE_STRUCT(CampaignInput, (),
                      (name, description, campaign_type, channels, target_segments,
                       excluded_segments, topic, start_date, end_date, timezone, cap_messages,
                       cap_days, audience_at))

// Throws Refusal("not_found").
Campaign find_campaign(db::Transaction& tx, const Uuid& id);
// The same, and nobody else changes it until the transaction ends.
Campaign lock_campaign(db::Transaction& tx, const Uuid& id);
// Refusal("campaign_wrong_status") unless it is one of these.
void require_status(const Campaign& campaign, std::initializer_list<CampaignStatus> allowed);

Campaign insert_campaign(http::Call& call, const CampaignInput& input);
// Only drafts change. Refusals: invalid_input, campaign_wrong_status, version_conflict.
Campaign change_campaign(http::Call& call, const Uuid& id, const meta::Patch<CampaignInput>& patch,
                         std::optional<std::int64_t> expected_version);
// Drafts, by who may write them; completed and cancelled ones, with the record of what was sent to
// whom, by managers. Nobody sees it from then on; a job takes it apart.
void delete_campaign(http::Call& call, const Uuid& id);
// A draft of the same content under another name, for the same people.
Campaign duplicate_campaign(http::Call& call, const Uuid& id);
// The same for people of the campaign itself.
Campaign duplicate_for(http::Call& call, const Uuid& id, ResendAudience people);

// Who gets what changed: the last rehearsal no longer holds.
void content_changed(http::Call& call, const Uuid& campaign_id);

// To screens, to webhooks and into the audit log: "campaign.paused".
void tell_campaign(http::Call& call, std::string_view what, const Campaign& campaign);
// The same from the engine, which is nobody: without the audit log.
void publish_campaign(db::Transaction& tx, std::string_view what, const Campaign& campaign);

} // namespace campaigns

template <>
inline constexpr auto meta::rules<campaigns::CampaignInput> = std::to_array<meta::Rule>({
    {.field = "name", .min = 1, .max = 255},
    {.field = "description", .max = 2000, .optional = true},
    {.field = "campaign_type",
     .optional = true,
     .text = "transactional: also to who unsubscribed; without topic and limit, by managers"},
    {.field = "channels", .min = 1, .max = 4, .optional = true},
    {.field = "target_segments",
     .max = campaigns::most_audience_segments,
     .text = "Members of any of these get it"},
    {.field = "excluded_segments",
     .max = campaigns::most_audience_segments,
     .text = "but for members of any of these"},
    {.field = "topic", .max = 50, .optional = true},
    {.field = "start_date", .text = "Absent: as soon as it is approved"},
    {.field = "end_date", .text = "Nothing leaves from then on"},
    {.field = "timezone", .max = 50, .format = "time-zone", .text = "Absent: the project's"},
    {.field = "cap_messages",
     .min = 1,
     .max = 100,
     .text = "Nobody gets more messages of campaigns in cap_days days"},
    {.field = "cap_days", .min = 1, .max = 90},
    {.field = "audience_at",
     .optional = true,
     .text = "start: the audience is fixed anew when its time has come"},
});
