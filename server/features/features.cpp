#include "features/features.hpp"

#include "features/accounts/accounts.hpp"
#include "platform/jobs/jobs_api.hpp"
#include "platform/realtime/notifications.hpp"

namespace features {

void add_routes(http::Router& router) {
    jobs::add_routes(router);
    realtime::add_notification_routes(router);
    accounts::add_routes(router);
}

void add_jobs(jobs::Registry& registry) { accounts::add_jobs(registry); }

} // namespace features
