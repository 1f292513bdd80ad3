// Everything of campaigns over HTTP. Each subject's access list stands at the end of its file.
#include "features/campaigns/campaigns.hpp"
#include "features/campaigns/plain_email.hpp"
#include "platform/http/router.hpp"

namespace campaigns {
namespace {

constexpr http::ProblemType problem_types[] = {
    {"campaign_wrong_status", 409, "This campaign is not in a state for that"},
    {"topic_exists", 409, "There is a topic with this key already"},
    {"topic_in_use", 409, "A campaign is about this topic"},
};

constexpr http::ConstraintMeaning constraints[] = {
    {"campaign_topics_unique_key", "topic_exists", "key"},
};

} // namespace

const Channels& channels() {
    static const Channels all = [] {
        Channels channels;
        channels.add(std::make_unique<PlainEmail>());
        return channels;
    }();
    return all;
}

void add_routes(http::Router& router) {
    router.problems().add(problem_types);
    router.problems().add(constraints);
    add_campaign_routes(router);
    add_message_routes(router);
    add_topic_routes(router);
    add_audience_routes(router);
}

void add_jobs(jobs::Registry&) {}

} // namespace campaigns
