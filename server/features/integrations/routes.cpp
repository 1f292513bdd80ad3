#include "features/integrations/integrations.hpp"
#include "features/integrations/webhooks.hpp"
#include "features/integrations/webhooks.sql.hpp"
#include "platform/http/router.hpp"
#include "platform/jobs/jobs.hpp"
#include "platform/time/clock.hpp"

namespace integrations {

struct ForgetWebhookDeliveries {
    static constexpr std::string_view kind = "forget_webhook_deliveries";
};
BOOST_DESCRIBE_STRUCT(ForgetWebhookDeliveries, (), ())

void add_routes(http::Router& router) {
    add_webhook_routes(router);
}

void add_jobs(jobs::Registry& registry) {
    registry.every<ForgetWebhookDeliveries>("53 3 * * *", [](jobs::Context& job) {
        const auto before = job.services.clock.now() - deliveries_kept;
        while (job.in_system([&](db::Transaction& tx) {
            return tx.query(sql::delete_old_deliveries, before).rows();
        }) > 0)
            job.check();
    });
}

} // namespace integrations
