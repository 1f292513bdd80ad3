// The face of this feature: what other features may use.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "platform/meta/describe.hpp"

struct Services;
namespace crypto {
class SecretBox;
}
namespace db {
class Transaction;
}
namespace http {
struct Call;
class Router;
} // namespace http
namespace jobs {
class Registry;
}

namespace crm {

void add_routes(http::Router& router);
void add_jobs(jobs::Registry& registry);

// Whether an import still has this content of the file store. In a transaction of the role system.
bool refers_to_content(db::Transaction& tx, const std::string& content_hash);

// What suppressions.address_hash holds for an address in its normalised form (e-mail addresses as
// text::normalise_email makes them, phone numbers as E.164). `channel`: "email", "sms", "push".
std::string suppression_hash(const crypto::SecretBox& secrets, const Uuid& project_id,
                             std::string_view channel, std::string_view address);

// Tells screens that the list of whom not to write to is another. No address and no id: one event
// for however many lines.
void tell_suppressions_changed(db::Transaction& tx);

// What a message of a campaign brought about: on the timeline and in the scores of the person.
struct CampaignInteraction {
    Uuid contact_id, campaign_id;
    std::string interaction_type; // "email_click"
    std::string title;
    std::string metadata = "{}"; // a JSON object
    Timestamp occurred_at;
};
// In the project of the transaction; passed by when the person is gone. Those of one person count
// in their order.
void record_campaign_interactions(db::Transaction& tx,
                                  std::span<const CampaignInteraction> interactions, Timestamp now);
void record_campaign_interaction(Services& services, db::Transaction& tx,
                                 const CampaignInteraction& interaction);

// A mail that whoever calls wrote to a contact: on his timeline, without points. `metadata` is a
// JSON object. The id of the interaction; it occurred at call.now.
Uuid record_mail(http::Call& call, const Uuid& contact_id, const std::string& subject,
                 const std::string& snippet, const std::string& metadata);

// What would lose its meaning without a segment.
struct SegmentUse {
    std::string kind; // "segment", "view", "campaign"
    Uuid id;
    std::string name;
};
BOOST_DESCRIBE_STRUCT(SegmentUse, (), (kind, id, name))
// For later modules, before the first request: says which of their things use a segment.
void register_segment_use(std::vector<SegmentUse> (*uses)(db::Transaction& tx, const Uuid& id));

// Of its subjects, for routes.cpp and jobs.cpp.
void add_contact_routes(http::Router& router);
void add_rule_field_routes(http::Router& router);
void add_segment_routes(http::Router& router);
void add_segment_jobs(jobs::Registry& registry);
void add_note_routes(http::Router& router);
void add_task_routes(http::Router& router);
void add_attachment_routes(http::Router& router);
void add_interaction_routes(http::Router& router);
void add_journey_routes(http::Router& router);
void add_tracking_routes(http::Router& router);
void add_analytics_routes(http::Router& router);
void add_score_routes(http::Router& router);
void add_view_routes(http::Router& router);
void add_home_routes(http::Router& router);
void add_bulk_routes(http::Router& router);
void add_export_routes(http::Router& router);
void add_duplicate_routes(http::Router& router);
void add_merge_routes(http::Router& router);
void add_consent_routes(http::Router& router);
void add_suppression_routes(http::Router& router);
void add_personal_data_routes(http::Router& router);
void add_custom_field_jobs(jobs::Registry& registry);
void add_task_jobs(jobs::Registry& registry);
void add_interaction_jobs(jobs::Registry& registry);
void add_journey_jobs(jobs::Registry& registry);
void add_score_jobs(jobs::Registry& registry);
void add_contact_jobs(jobs::Registry& registry);
void add_import_jobs(jobs::Registry& registry);
void add_undo_jobs(jobs::Registry& registry);
void add_bulk_jobs(jobs::Registry& registry);
void add_duplicate_jobs(jobs::Registry& registry);
void add_merge_jobs(jobs::Registry& registry);
void add_score_decay_jobs(jobs::Registry& registry);

} // namespace crm
