// The rehearsal: the audience is fixed and every message is written for everybody, only not handed
// over. What a person approves is this report.
#pragma once
#include "features/campaigns/campaign.hpp"
#include "features/campaigns/link_check.hpp"
#include "platform/services.hpp"

namespace jobs {
class Context;
}

namespace campaigns {

inline constexpr std::size_t most_rehearsal_examples = 5;
// Whoever sends Gmail more a day is a bulk sender to it, with rules of its own.
// https://support.google.com/a/answer/81126
inline constexpr std::int64_t gmail_bulk_line = 5000;

// Of HTML that is longer Gmail shows the beginning and a link to the rest, the way out among it.
inline constexpr std::size_t gmail_clips_beyond = 102 * 1024;

enum class RehearsalStatus { running, finished, failed };
BOOST_DESCRIBE_ENUM(RehearsalStatus, running, finished, failed)

// A token that came out empty for some.
struct BlankToken {
    std::string token;
    std::int64_t people = 0;
    std::vector<Uuid> examples; // contacts
};
BOOST_DESCRIBE_STRUCT(BlankToken, (), (token, people, examples))

// A reason why the message cannot be written for some.
struct UnwritableMessage {
    std::string reason;
    std::int64_t people = 0;
    std::vector<Uuid> examples;
};
BOOST_DESCRIBE_STRUCT(UnwritableMessage, (), (reason, people, examples))

// What one of a message's senders sends of it.
struct RehearsedSender {
    std::optional<Uuid> sender_id; // absent: none is set up
    std::string name;              // "Salon <news@salon.example>"
    std::int64_t recipients = 0;
    std::optional<std::int32_t> per_minute, per_day; // what it may send
    std::optional<Timestamp> finishes_at;            // by them; absent: there are none
};
BOOST_DESCRIBE_STRUCT(RehearsedSender, (),
                      (sender_id, name, recipients, per_minute, per_day, finishes_at))

struct RehearsedMessage {
    Uuid message_id;
    std::string message_name;
    std::int64_t recipients = 0;
    std::vector<BlankToken> blanks;            // most people first
    std::vector<UnwritableMessage> unwritable; // they will stand as failed
    std::vector<DeadLink> dead_links;
    std::optional<Timestamp> first_due, last_due;
    std::int64_t gmail_recipients = 0;
    bool over_gmail_line = false;
    std::vector<RehearsedSender> senders;            // most people first
    std::optional<std::int32_t> per_minute, per_day; // what its only sender may send
    std::optional<Timestamp> finishes_at;            // the last of the senders; absent: no limits
    std::int64_t largest_bytes = 0, total_bytes = 0; // as they travel, about
    bool is_clipped = false;                         // Gmail would show the longest only in part
};
BOOST_DESCRIBE_STRUCT(RehearsedMessage, (),
                      (message_id, message_name, recipients, blanks, unwritable, dead_links,
                       first_due, last_due, gmail_recipients, over_gmail_line, senders, per_minute,
                       per_day, finishes_at, largest_bytes, total_bytes, is_clipped))

struct SkippedPeople {
    std::string reason; // as in the ledger
    std::int64_t people = 0;
};
BOOST_DESCRIBE_STRUCT(SkippedPeople, (), (reason, people))

struct RehearsalReport {
    std::int64_t total = 0, recipients = 0;
    std::vector<SkippedPeople> skipped;
    std::int64_t without_consent = 0; // among the recipients of marketing: in an opt-out project
    std::vector<RehearsedMessage> messages;
    std::string currency, expected_cost; // "12.40"
};
BOOST_DESCRIBE_STRUCT(RehearsalReport, (),
                      (total, recipients, skipped, without_consent, messages, currency,
                       expected_cost))

struct Rehearsal {
    Uuid id, campaign_id;
    std::int64_t content_version = 0;
    RehearsalStatus status = RehearsalStatus::running;
    Json report; // RehearsalReport, once it is finished
    std::optional<std::string> error;
    std::optional<Uuid> job_id, created_by;
    Timestamp created_at;
    std::optional<Timestamp> finished_at;
    bool current = false; // it is the last one, and the campaign is as it was then
};
BOOST_DESCRIBE_STRUCT(Rehearsal, (),
                      (id, campaign_id, content_version, status, report, error, job_id, created_by,
                       created_at, finished_at, current))

struct RehearseCampaign {
    static constexpr std::string_view kind = "rehearse_campaign";
    Uuid campaign_id, rehearsal_id;
};
BOOST_DESCRIBE_STRUCT(RehearseCampaign, (), (campaign_id, rehearsal_id))

void rehearse_campaign(jobs::Context& job, const RehearseCampaign& work);

// Throws Refusal("not_found").
Rehearsal find_rehearsal(db::Transaction& tx, const Uuid& campaign_id, const Uuid& id);

} // namespace campaigns
