#include "features/campaigns/engine/recovery.hpp"

#include "features/campaigns/engine/journal.hpp"
#include "features/campaigns/engine/leases.sql.hpp"
#include "platform/log/log.hpp"
#include "platform/time/clock.hpp"

namespace campaigns {
namespace {

void tell_database(Workshop& workshop, const JournalContents& journal) {
    const auto& chunk = *journal.chunk;
    auto findings = journal.ended;
    for (auto& finding : findings) finding.at = workshop.services.clock.now();
    workshop.in_project(chunk.project_id, [&](db::Transaction& tx) {
        plan_anew(tx);
        write_findings(tx, chunk, findings);
        write_doubts(tx, chunk, journal.begun, journal.same_boot);
        release(tx, chunk);
    });
    workshop.touched(chunk.project_id, chunk.campaign_id);
    log::info("campaign_journal_replayed", {{"ended", std::to_string(journal.ended.size())},
                                            {"in_doubt", std::to_string(journal.begun.size())}});
}

// Leases under which nothing was declared: their workers had not come to a journal yet.
void release_untouched_of(Workshop& workshop, const std::vector<Uuid>& owners) {
    if (owners.empty()) return;
    const auto chunks = workshop.in_system([&](db::Transaction& tx) {
        return tx.all<ClaimedChunk>(engine::sql::untouched_chunks, owners);
    });
    for (const auto& chunk : chunks)
        if (!workshop.leases.knows(chunk))
            workshop.in_project(chunk.project_id,
                                [&](db::Transaction& tx) { release_untouched(tx, chunk); });
}

} // namespace

void replay_own_journals(Workshop& workshop) {
    const auto& folder = workshop.settings.journals;
    replay_journals(folder, [&](const JournalContents& journal) {
        // A worker of ours that failed says nothing of the others.
        if (journal.owner != workshop.owner) remember_dead_owner(folder, journal.owner);
        if (journal.chunk) tell_database(workshop, journal);
    });
    release_untouched_of(workshop, recently_dead_owners(folder));
}

void release_forgotten(Workshop& workshop) {
    // One whose answer is just on its way to a worker may be among them: either he finds the lease
    // gone and claims another, or he has declared rows by then and keeps it.
    release_untouched_of(workshop, {workshop.owner});
}

int take_over_abandoned(Workshop& workshop) {
    const auto before = workshop.services.clock.now() - workshop.settings.grace;
    const auto abandoned = workshop.in_system([&](db::Transaction& tx) {
        return tx.all<ClaimedChunk>(engine::sql::abandoned_chunks, before);
    });
    for (const auto& chunk : abandoned) {
        workshop.in_project(chunk.project_id, [&](db::Transaction& tx) {
            plan_anew(tx);
            revoke(tx, chunk, before);
        });
        workshop.touched(chunk.project_id, chunk.campaign_id);
    }
    return static_cast<int>(abandoned.size());
}

} // namespace campaigns
