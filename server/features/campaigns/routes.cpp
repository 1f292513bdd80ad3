// Everything of campaigns over HTTP. Each subject's access list stands at the end of its file.
#include <mutex>

#include "features/campaigns/campaigns.hpp"
#include "features/campaigns/campaigns.sql.hpp"
#include "features/campaigns/email/contact_mail.hpp"
#include "features/campaigns/email/email_channel.hpp"
#include "features/campaigns/email/foreign_pictures.hpp"
#include "features/campaigns/email/saved_templates.hpp"
#include "features/campaigns/entries.hpp"
#include "features/campaigns/entries.sql.hpp"
#include "features/crm/crm.hpp"
#include "platform/db/transaction.hpp"
#include "platform/http/router.hpp"
#include "platform/jobs/jobs.hpp"

namespace campaigns {
namespace {

constexpr http::ProblemType problem_types[] = {
    {"campaign_wrong_status", 409, "This campaign is not in a state for that"},
    {"rehearsal_under_way", 409, "A rehearsal of this campaign is under way"},
    {"rehearsal_not_current", 409,
     "The campaign was changed since it was rehearsed; rehearse it again"},
    {"oauth_not_set_up", 409, "The operator of the server has not set this sign-in up"},
    {"oauth_failed", 409, "The sign-in was not completed"},
    {"foreign_domain", 409, "Only the owner of this domain can publish a key for it"},
    {"content_not_kept", 404, "What this person was sent is not kept, or not any more"},
    {"budget_spent", 409, "The budget of this campaign is spent; raise it first"},
    {"audience_empty", 409, "Nobody would get this campaign"},
    {"resend_under_way", 409, "Rows of this campaign are being made ready to be sent again"},
    {"topic_exists", 409, "There is a topic with this key already"},
    {"topic_in_use", 409, "A campaign is about this topic"},
};

constexpr http::ConstraintMeaning constraints[] = {
    {"campaign_topics_unique_key", "topic_exists", "key"},
};

struct NamedCampaign {
    Uuid id;
    std::string name;
};
BOOST_DESCRIBE_STRUCT(NamedCampaign, (), (id, name))

std::vector<crm::SegmentUse> campaigns_of_segment(db::Transaction& tx, const Uuid& id) {
    std::vector<crm::SegmentUse> uses;
    const auto add = [&](const db::Statement& statement) {
        for (auto& campaign : tx.all<NamedCampaign>(statement, id))
            if (std::ranges::find(uses, campaign.id, &crm::SegmentUse::id) == uses.end())
                uses.push_back({"campaign", campaign.id, std::move(campaign.name)});
    };
    add(sql::campaigns_of_segment);
    add(sql::campaigns_fed_by_segment);
    return uses;
}

} // namespace

const Channels& channels() {
    static const Channels all = [] {
        Channels channels;
        channels.add(std::make_unique<EmailChannel>());
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
    add_rehearsal_routes(router);
    add_run_routes(router);
    add_ledger_routes(router);
    add_export_routes(router);
    add_resend_routes(router);
    add_metrics_routes(router);
    add_engagement_routes(router);
    add_mail_link_routes(router);
    add_picture_routes(router);
    add_sender_routes(router);
    add_sender_terms_routes(router);
    add_cost_routes(router);
    add_content_routes(router);
    add_bounce_routes(router);
    add_bounce_mailbox_routes(router);
    add_domain_check_routes(router);
    add_oauth_routes(router);
    add_writing_routes(router);
    add_saved_template_routes(router);
    add_contact_mail_routes(router);
    static std::once_flag registered;
    std::call_once(registered, [] { crm::register_segment_use(&campaigns_of_segment); });
}

void add_jobs(jobs::Registry& registry) {
    add_rehearsal_jobs(registry);
    add_resend_jobs(registry);
    add_deletion_jobs(registry);
    add_renewal_jobs(registry);
    add_content_jobs(registry);
    add_domain_jobs(registry);
    registry.add<AddToCampaigns>(add_to_campaigns);
    add_contact_mail_jobs(registry);
}

} // namespace campaigns
