#include "features/campaigns/deletion.hpp"

#include "features/campaigns/attachments.hpp"
#include "features/campaigns/attachments.sql.hpp"
#include "features/campaigns/campaigns.hpp"
#include "features/campaigns/campaigns.sql.hpp"
#include "features/campaigns/engine/snapshot.hpp"
#include "platform/jobs/jobs.hpp"

namespace campaigns {

void take_apart(jobs::Context& job, const DeleteCampaign& work) {
    const auto& id = work.campaign_id;
    if (!job.in_project([&](db::Transaction& tx) { return tx.one<bool>(sql::is_hidden, id); }))
        return; // started twice
    // Hidden for good: nobody writes to it any more.
    forget_snapshot(job.services, *job.project_id, id);
    job.in_project([&](db::Transaction& tx) {
        const auto files = tx.all<Uuid>(sql::files_of_campaign, id);
        tx.query(sql::delete_campaign, id);
        forget_files(tx, files);
    });
}

void add_deletion_jobs(jobs::Registry& registry) {
    registry.add<DeleteCampaign>(take_apart);
}

} // namespace campaigns
