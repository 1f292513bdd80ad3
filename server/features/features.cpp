#include "features/features.hpp"

#include "features/accounts/accounts.hpp"
#include "features/campaigns/campaigns.hpp"
#include "features/campaigns/contents.hpp"
#include "features/campaigns/entries.hpp"
#include "features/crm/crm.hpp"
#include "features/crm/personal_data.hpp"
#include "features/crm/rules/fields.hpp"
#include "features/crm/segments/segment_feed.hpp"
#include "features/integrations/integrations.hpp"
#include "platform/files/files_api.hpp"
#include "platform/http/system_routes.hpp"
#include "platform/jobs/jobs_api.hpp"
#include "platform/jobs/upkeep.hpp"
#include "platform/mail/dev_inbox.hpp"
#include "platform/mail/system_mail.hpp"
#include "platform/meta/formats.hpp"
#include "platform/realtime/notifications.hpp"
#include "platform/text/email.hpp"
#include "platform/time/zones.hpp"

namespace features {
namespace {

// What the rules of described types call by name, and only other parts of the platform know.
void register_formats() {
    meta::register_format("email", &text::is_email, "must be an email address");
    meta::register_format(
        "time-zone", [](std::string_view name) { return zones::Zone::find(name).has_value(); },
        "must be a time zone, such as Europe/Vienna");
}

// Rules may ask what campaigns sent to somebody. Opens, clicks and bounces are interactions, about
// which they may ask by campaign already.
void register_campaign_rules() {
    const auto sent = std::make_shared<const crm::EventSource>(crm::EventSource{
        .rows = "campaign_executions x WHERE x.project_id = $1 AND x.sent_at IS NOT NULL",
        .contact_id = "x.contact_id",
        .happened_at = "x.sent_at",
        .parts = {{.key = "campaign_ids",
                   .expression = "x.campaign_id",
                   .is_id = true,
                   .suggestions = {}}}});
    const auto add = [&](const char* key, const char* label, crm::RuleType type,
                         crm::EventValue value) {
        crm::register_rule_field({.key = key,
                                  .label = label,
                                  .type = type,
                                  .group = "behaviour",
                                  .expression = "x.sent_at",
                                  .facts = {"campaigns"}, // 0026_campaign_facts.sql
                                  .events = sent,
                                  .event_value = value});
    };
    add("campaign_messages", "Messages of campaigns", crm::RuleType::count, crm::EventValue::count);
    add("last_campaign_message", "Last message of a campaign", crm::RuleType::date,
        crm::EventValue::last);
}

void feed_campaigns_from_segments() {
    crm::register_segment_feed({.entered =
                                    [](db::Transaction& tx, const crm::SegmentEntry& entry) {
                                        campaigns::people_entered(tx, entry.segment_id,
                                                                  entry.segment_name,
                                                                  entry.contact_ids);
                                    },
                                .check = &campaigns::check_fed_campaigns});
}

} // namespace

void add_routes(http::Router& router) {
    static std::once_flag registered;
    std::call_once(registered, [] {
        register_formats();
        register_campaign_rules();
        feed_campaigns_from_segments();
        crm::register_personal_data({"campaign_contents", &campaigns::contents_of_contact});
    });
    http::add_system_routes(router);
    jobs::add_routes(router);
    realtime::add_notification_routes(router);
    mail::add_dev_inbox_routes(router);
    files::add_routes(router);
    accounts::add_routes(router);
    crm::add_routes(router);
    campaigns::add_routes(router);
    integrations::add_routes(router);
}

void add_jobs(jobs::Registry& registry) {
    mail::add_jobs(registry);
    jobs::add_upkeep_jobs(registry, {&crm::refers_to_content});
    accounts::add_jobs(registry);
    crm::add_jobs(registry);
    campaigns::add_jobs(registry);
    integrations::add_jobs(registry);
}

// As the routes that read the same things.
realtime::Topics realtime_topics() {
    return {{"contacts", http::viewer("contacts:read")},
            {"companies", http::viewer("contacts:read")},
            {"tasks", http::viewer("contacts:read")},
            {"imports", http::manager("contacts:read")},
            {"jobs", http::viewer("contacts:read")},
            {"segments", http::viewer("segments:read")},
            {"campaigns", http::viewer("campaigns:read")},
            {"suppressions", http::viewer("contacts:read")},
            {"notifications", http::viewer()}};
}

std::vector<std::string> report_routes() {
    return {"/api/crm/analytics",
            "/api/crm/analytics/growth",
            "/api/crm/analytics/lifecycle",
            "/api/crm/analytics/scores",
            "/api/crm/analytics/sources",
            "/api/crm/analytics/cohorts",
            "/api/crm/analytics/growth.csv",
            "/api/crm/analytics/lifecycle.csv",
            "/api/crm/analytics/scores.csv",
            "/api/crm/analytics/sources.csv",
            "/api/crm/analytics/cohorts.csv",
            "/api/crm/journey/funnel",
            "/api/crm/segments/{id}/performance"};
}

std::vector<std::string> pages_paths() {
    return {"/e/", "/t/", "/t.js"};
}

} // namespace features
