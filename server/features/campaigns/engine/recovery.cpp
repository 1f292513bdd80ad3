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
        write_findings(tx, findings);
        write_doubts(tx, chunk, journal.begun, journal.same_boot);
        release(tx, chunk);
    });
    workshop.touched(chunk.project_id, chunk.campaign_id);
    log::info("campaign_journal_replayed", {{"ended", std::to_string(journal.ended.size())},
                                            {"in_doubt", std::to_string(journal.begun.size())}});
}

// A worker that declared nothing had not come to its journal yet.
void release_untouched(Workshop& workshop, const Uuid& owner) {
    const auto chunks = workshop.in_system([&](db::Transaction& tx) {
        return tx.all<ClaimedChunk>(engine::sql::chunks_of_owner, owner);
    });
    for (const auto& chunk : chunks)
        workshop.in_project(chunk.project_id, [&](db::Transaction& tx) { release(tx, chunk); });
}

} // namespace

void replay_own_journals(Workshop& workshop) {
    std::set<Uuid> owners;
    replay_journals(workshop.settings.journals, [&](const JournalContents& journal) {
        if (journal.chunk) tell_database(workshop, journal);
        owners.insert(journal.owner);
    });
    owners.erase(workshop.owner); // a worker of ours failed; the others live
    for (const auto& owner : owners) release_untouched(workshop, owner);
}

void release_forgotten(Workshop& workshop) {
    // One whose answer is just on its way to a worker may be among them: he finds the lease gone
    // and claims another.
    const auto chunks = workshop.in_system([&](db::Transaction& tx) {
        return tx.all<ClaimedChunk>(engine::sql::chunks_of_owner, workshop.owner);
    });
    for (const auto& chunk : chunks)
        if (!workshop.leases.knows(chunk))
            workshop.in_project(chunk.project_id, [&](db::Transaction& tx) { release(tx, chunk); });
}

int take_over_abandoned(Workshop& workshop) {
    const auto before = workshop.services.clock.now() - workshop.settings.grace;
    const auto abandoned = workshop.in_system([&](db::Transaction& tx) {
        return tx.all<ClaimedChunk>(engine::sql::abandoned_chunks, before);
    });
    for (const auto& chunk : abandoned) {
        workshop.in_project(chunk.project_id, [&](db::Transaction& tx) {
            plan_anew(tx);
            revoke(tx, chunk);
        });
        workshop.touched(chunk.project_id, chunk.campaign_id);
    }
    return static_cast<int>(abandoned.size());
}

} // namespace campaigns
