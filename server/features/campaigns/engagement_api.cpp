// What people did with a campaign: when, with what, which links they followed. What machines did
// stands apart.
#include "features/campaigns/campaign.hpp"
#include "features/campaigns/campaigns.hpp"
#include "features/campaigns/chart_steps.hpp"
#include "features/campaigns/email/mail_client.hpp"
#include "features/campaigns/engagement.sql.hpp"

namespace campaigns {

// First opens and first clicks in one hour of the week, by the clock of each recipient.
struct EngagementHour {
    std::int32_t weekday = 1; // 1 is Monday
    std::int32_t hour = 0;
    std::int64_t opened = 0, clicked = 0;
};
BOOST_DESCRIBE_STRUCT(EngagementHour, (), (weekday, hour, opened, clicked))

struct ReactionsAtTime {
    Timestamp at; // the beginning of the step
    std::int64_t opened = 0, clicked = 0;
};
BOOST_DESCRIBE_STRUCT(ReactionsAtTime, (), (at, opened, clicked))

struct LinkClicks {
    std::string url;
    std::int64_t clicks = 0, people = 0; // by people, as far as one can tell
    std::int64_t machine_clicks = 0;
};
BOOST_DESCRIBE_STRUCT(LinkClicks, (), (url, clicks, people, machine_clicks))

// Who used two of them counts for both.
struct ProgramUse {
    MailProgram program = MailProgram::other;
    DeviceKind device = DeviceKind::unknown;
    std::int64_t people = 0;
};
BOOST_DESCRIBE_STRUCT(ProgramUse, (), (program, device, people))

struct MachineHits {
    std::int64_t opens = 0, clicks = 0;
};
BOOST_DESCRIBE_STRUCT(MachineHits, (), (opens, clicks))

struct CampaignEngagement {
    std::int64_t step_seconds = 1;          // of `reactions`
    std::vector<ReactionsAtTime> reactions; // steps in which somebody did something
    std::vector<EngagementHour> hours;      // those in which somebody did something
    std::vector<ProgramUse> programs;
    std::vector<LinkClicks> links; // the most followed, at most 200
    MachineHits machines;          // counted nowhere else
};
BOOST_DESCRIBE_STRUCT(CampaignEngagement, (),
                      (step_seconds, reactions, hours, programs, links, machines))

namespace {

// A link with a token in it is another one for each person.
constexpr std::int64_t most_links = 200;

// GET /api/campaigns/{id}/engagement
CampaignEngagement get_campaign_engagement(http::Call& call, const Uuid& id) {
    const auto campaign = find_campaign(call.tx, id);
    const auto step = chart_step(call.tx.one<std::int64_t>(sql::reaction_span, id));
    return {.step_seconds = step,
            .reactions = call.tx.all<ReactionsAtTime>(sql::reactions_by_time, id, step),
            .hours = call.tx.all<EngagementHour>(sql::engagement_hours, id, campaign.timezone),
            .programs = call.tx.all<ProgramUse>(sql::programs_of_campaign, id),
            .links = call.tx.all<LinkClicks>(sql::links_of_campaign, id, most_links),
            .machines = call.tx.one<MachineHits>(sql::machine_hits, id)};
}

} // namespace

void add_engagement_routes(http::Router& on) {
    using namespace http;
    on.get<get_campaign_engagement>("/api/campaigns/{id}/engagement", viewer("campaigns:read"),
                                    Rate::read);
}

} // namespace campaigns
