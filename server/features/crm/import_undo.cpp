// Takes back what an import did. Contacts that it created go, those that it changed get their old
// values again; whoever was edited or used since is left, and said so.
#include "features/crm/crm.hpp"
#include "features/crm/import_jobs.hpp"
#include "features/crm/import_undo.sql.hpp"
#include "features/crm/imports.hpp"
#include "platform/db/database.hpp"
#include "platform/time/clock.hpp"

namespace crm {
namespace {

constexpr std::int32_t undo_batch = 1000;

void restore(db::Transaction& tx, const Uuid& run_id, const std::vector<Uuid>& ids, Timestamp now) {
    tx.later(sql::delete_created_contacts, run_id, ids);
    tx.later(sql::restore_updated_contacts, run_id, ids, now);
    for (const auto& statement :
         {sql::remove_added_emails, sql::remove_added_phones, sql::remove_added_tags,
          sql::remove_imported_values, sql::restore_values, sql::remove_imported_notes,
          sql::remove_imported_consents, sql::forget_undone})
        tx.later(statement, run_id, ids);
}

// False: nothing is left to do, or somebody else does it.
bool undo_some(jobs::Context& job, const Uuid& run_id) {
    return job.in_project([&](db::Transaction& tx) {
        const auto now = job.services.clock.now();
        const auto ids = tx.all<Uuid>(sql::lock_undo_batch, run_id, undo_batch);
        if (ids.empty()) return false;
        tx.later(sql::lock_undo_contacts, ids);
        const auto left = static_cast<std::int64_t>(
            tx.all<Uuid>(sql::leave_contacts_worked_on, run_id, ids).size());
        restore(tx, run_id, ids, now);
        const auto undone = static_cast<std::int64_t>(ids.size()) - left;
        if (!tx.maybe<Uuid>(sql::advance_undo, run_id, job.job_id, undone, left)) {
            tx.rollback();
            return false;
        }
        tell_import(tx, find_import_run(tx, run_id), now);
        return true;
    });
}

void run_undo(jobs::Context& job, const UndoImport& work) {
    const auto rest = job.in_project([&](db::Transaction& tx) {
        return tx.one<std::int64_t>(sql::count_undo_rest, work.run_id);
    });
    for (std::int64_t done = 0; undo_some(job, work.run_id); done += undo_batch)
        job.progress(std::min<std::int64_t>(done, rest), rest);
    job.in_project([&](db::Transaction& tx) {
        if (tx.maybe<Uuid>(sql::finish_undo, work.run_id, job.job_id, job.services.clock.now()))
            tell_import(tx, find_import_run(tx, work.run_id), job.services.clock.now());
    });
}

} // namespace

void add_undo_jobs(jobs::Registry& registry) {
    registry.add<UndoImport>(&run_undo);
}

} // namespace crm
