// How a campaign was sent: by message, by reason, by time. All of it is counted from the ledger.
#include "features/campaigns/campaigns.hpp"
#include "features/campaigns/chart_steps.hpp"
#include "features/campaigns/message.hpp"
#include "features/campaigns/metrics.sql.hpp"
#include "features/campaigns/rehearsal.hpp"

namespace campaigns {

struct MessageMetrics {
    Uuid message_id;
    std::string message_name;
    ChannelName channel = ChannelName::email;
    std::int32_t message_order = 0;
    Ledger ledger;
};
BOOST_DESCRIBE_STRUCT(MessageMetrics, (),
                      (message_id, message_name, channel, message_order, ledger))

// What one of the senders has of it, and why it does not get on.
struct SenderMetrics {
    std::optional<Uuid> sender_id;          // absent: none is set up, or it is not said
    std::optional<std::string> name, email; // absent: it was deleted, others have its share
    Ledger ledger;
    std::optional<WaitReason> waits_because; // nothing of it leaves
    std::optional<std::string> waits_detail; // what the other side said
    std::optional<Timestamp> waits_until;    // then it is tried again
};
BOOST_DESCRIBE_STRUCT(SenderMetrics, (),
                      (sender_id, name, email, ledger, waits_because, waits_detail, waits_until))

struct SentAtTime {
    Timestamp at; // the beginning of the step
    std::int64_t sent = 0;
};
BOOST_DESCRIBE_STRUCT(SentAtTime, (), (at, sent))

struct CampaignMetrics {
    Ledger ledger;
    std::vector<MessageMetrics> messages;
    std::vector<SenderMetrics> senders;
    std::vector<SkippedPeople> skipped;
    std::int64_t step_seconds = 1;        // of `sent`
    std::vector<SentAtTime> sent;         // steps in which something was sent
    std::optional<Timestamp> next_due_at; // nothing leaves before; absent: something may now
};
BOOST_DESCRIBE_STRUCT(CampaignMetrics, (),
                      (ledger, messages, senders, skipped, step_seconds, sent, next_due_at))

struct NextDue {
    std::optional<Timestamp> at;
};
BOOST_DESCRIBE_STRUCT(NextDue, (), (at))

namespace {

// GET /api/campaigns/{id}/metrics
CampaignMetrics get_campaign_metrics(http::Call& call, const Uuid& id) {
    const auto campaign = find_campaign(call.tx, id);
    const auto step = chart_step(call.tx.one<std::int64_t>(sql::sending_span, id));
    return {.ledger = campaign.ledger,
            .messages = call.tx.all<MessageMetrics>(sql::ledgers_of_messages, id),
            .senders = call.tx.all<SenderMetrics>(sql::ledgers_of_senders, id),
            .skipped = call.tx.all<SkippedPeople>(sql::skip_reasons, id),
            .step_seconds = step,
            .sent = call.tx.all<SentAtTime>(sql::sent_by_time, id, step),
            .next_due_at = call.tx.one<NextDue>(sql::next_due, id, call.now).at};
}

} // namespace

void add_metrics_routes(http::Router& on) {
    using namespace http;
    on.get<get_campaign_metrics>("/api/campaigns/{id}/metrics", viewer("campaigns:read"),
                                 Rate::read);
}

} // namespace campaigns
