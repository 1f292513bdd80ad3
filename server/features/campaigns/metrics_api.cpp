// How a campaign did: by message, by reason, by hour. All of it is counted from the ledger.
#include "features/campaigns/campaigns.hpp"
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

// Opens and clicks of people in one hour of the week, by the clock of the campaign's zone.
struct EngagementHour {
    std::int32_t weekday = 1; // 1 is Monday
    std::int32_t hour = 0;
    std::int64_t opened = 0, clicked = 0;
};
BOOST_DESCRIBE_STRUCT(EngagementHour, (), (weekday, hour, opened, clicked))

struct SentAtTime {
    Timestamp at; // the beginning of the step
    std::int64_t sent = 0;
};
BOOST_DESCRIBE_STRUCT(SentAtTime, (), (at, sent))

struct CampaignMetrics {
    Ledger ledger;
    std::vector<MessageMetrics> messages;
    std::vector<SkippedPeople> skipped;
    std::vector<EngagementHour> hours; // those in which something happened
    std::int64_t step_seconds = 1;     // of `sent`
    std::vector<SentAtTime> sent;      // steps in which something was sent
};
BOOST_DESCRIBE_STRUCT(CampaignMetrics, (), (ledger, messages, skipped, hours, step_seconds, sent))

namespace {

constexpr std::int64_t most_steps = 200; // of a chart

// The shortest of these with which the chart has no more steps than fit.
std::int64_t step_of(std::int64_t span_seconds) {
    for (const std::int64_t step : {1, 5, 10, 30, 60, 300, 900, 3600, 6 * 3600})
        if (span_seconds / step < most_steps) return step;
    return 24 * 3600;
}

// GET /api/campaigns/{id}/metrics
CampaignMetrics get_campaign_metrics(http::Call& call, const Uuid& id) {
    const auto campaign = find_campaign(call.tx, id);
    const auto step = step_of(call.tx.one<std::int64_t>(sql::sending_span, id));
    return {.ledger = campaign.ledger,
            .messages = call.tx.all<MessageMetrics>(sql::ledgers_of_messages, id),
            .skipped = call.tx.all<SkippedPeople>(sql::skip_reasons, id),
            .hours = call.tx.all<EngagementHour>(sql::engagement_hours, id, campaign.timezone),
            .step_seconds = step,
            .sent = call.tx.all<SentAtTime>(sql::sent_by_time, id, step)};
}

} // namespace

void add_metrics_routes(http::Router& on) {
    using namespace http;
    on.get<get_campaign_metrics>("/api/campaigns/{id}/metrics", viewer("campaigns:read"),
                                 Rate::read);
}

} // namespace campaigns
