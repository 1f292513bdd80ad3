// The face of this feature: what other features may use.
#pragma once
#include "features/campaigns/channel.hpp"

namespace db {
class Pool;
}
namespace http {
class Router;
}
namespace jobs {
class Registry;
}

namespace campaigns {

// The channels of this server.
const Channels& channels();

// After a backup was restored and before a server runs: a ledger of the past says of people that
// they are waiting who were written to since. Pauses what runs or would start; how many.
std::size_t hold_restored_campaigns(db::Pool& database);

// The same of mails to one person: whoever wrote one that waited then sees that it may have left,
// and decides. How many.
std::size_t hold_restored_mails(db::Pool& database);

void add_routes(http::Router& router);
void add_jobs(jobs::Registry& registry);

// Of its subjects, for routes.cpp.
void add_campaign_routes(http::Router& router);
void add_message_routes(http::Router& router);
void add_topic_routes(http::Router& router);
void add_audience_routes(http::Router& router);
void add_rehearsal_routes(http::Router& router);
void add_run_routes(http::Router& router);
void add_ledger_routes(http::Router& router);
void add_metrics_routes(http::Router& router);
void add_engagement_routes(http::Router& router);
void add_mail_link_routes(http::Router& router);
void add_bounce_routes(http::Router& router);
void add_bounce_mailbox_routes(http::Router& router);
void add_domain_check_routes(http::Router& router);
void add_oauth_routes(http::Router& router);
void add_sender_routes(http::Router& router);
void add_writing_routes(http::Router& router);
void add_resend_routes(http::Router& router);
void add_cost_routes(http::Router& router);
void add_content_routes(http::Router& router);
void add_sender_terms_routes(http::Router& router);
void add_export_routes(http::Router& router);
void add_rehearsal_jobs(jobs::Registry& registry);
void add_resend_jobs(jobs::Registry& registry);
void add_deletion_jobs(jobs::Registry& registry);
void add_renewal_jobs(jobs::Registry& registry);
void add_content_jobs(jobs::Registry& registry);
void add_domain_jobs(jobs::Registry& registry);

} // namespace campaigns
