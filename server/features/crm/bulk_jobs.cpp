#include "features/crm/bulk_jobs.hpp"

#include "features/crm/bulk.sql.hpp"
#include "features/crm/bulk_actions.hpp"
#include "features/crm/contact_list.sql.hpp"
#include "platform/jobs/jobs.hpp"
#include "platform/realtime/outbox.hpp"
#include "platform/time/clock.hpp"

namespace crm {

// One for a batch: a list on a screen is fetched anew once, not a thousand times.
struct ContactsChanged {
    Uuid bulk_run_id;
    std::string action;
    std::int64_t changed = 0;
};
BOOST_DESCRIBE_STRUCT(ContactsChanged, (), (bulk_run_id, action, changed))

struct ForgetBulkRuns {
    static constexpr std::string_view kind = "forget_bulk_runs";
};
BOOST_DESCRIBE_STRUCT(ForgetBulkRuns, (), ())

namespace {

constexpr std::chrono::days runs_live{90};

// How far a run is after a batch.
struct Step {
    bool more = false;
    std::int64_t done = 0;
    std::optional<std::int64_t> total;
};

LockedRun lock_run(db::Transaction& tx, const Uuid& id) {
    auto run = tx.maybe<LockedRun>(sql::lock_bulk_run, id);
    if (!run) throw jobs::Hopeless("the bulk action is gone");
    return std::move(*run);
}

const BulkAction& action_of(const LockedRun& run) {
    const auto* action = find_bulk_action(run.action);
    if (!action) throw jobs::Hopeless("this version of the server does not know " + run.action);
    return *action;
}

// Only those who were there when it was asked for; relative dates as they were then.
SelectionSql chosen_by(db::Transaction& tx, const LockedRun& run) {
    auto chosen =
        compile_selection(tx, run.created_at, selection_of(run.selection, action_of(run)));
    chosen.params.push_back(db::param(run.created_at));
    chosen.condition +=
        " AND c.created_at <= $" + std::to_string(chosen.params.size()) + "::timestamptz";
    return chosen;
}

std::int64_t count_chosen(db::Transaction& tx, const LockedRun& run) {
    const auto chosen = chosen_by(tx, run);
    const auto text =
        "SELECT count(*) FROM " + std::string(selection_tables) + " WHERE " + chosen.condition;
    return tx.query_text("crm.bulk_count", text, chosen.params, db::Role::finder)
        .as<std::int64_t>(0);
}

std::vector<Uuid> next_batch(db::Transaction& tx, const LockedRun& run) {
    auto chosen = chosen_by(tx, run);
    if (run.resume_after) {
        chosen.params.push_back(db::param(*run.resume_after));
        chosen.condition += " AND c.id > $" + std::to_string(chosen.params.size()) + "::uuid";
    }
    const auto text = "SELECT c.id FROM " + std::string(selection_tables) + " WHERE "
                      + chosen.condition + " ORDER BY c.id LIMIT " + std::to_string(bulk_batch);
    tx.later(sql::plan_for_these_values);
    const auto rows = tx.query_text("crm.bulk_batch", text, chosen.params, db::Role::finder);
    std::vector<Uuid> ids;
    for (int row = 0; row < rows.rows(); ++row) ids.push_back(rows.as<Uuid>(row));
    return ids;
}

void tell(db::Transaction& tx, const LockedRun& run, std::int64_t changed) {
    if (changed > 0)
        realtime::publish(tx, "contacts", "contacts.changed",
                          ContactsChanged{run.id, run.action, changed});
}

Step run_batch(db::Transaction& tx, const Uuid& run_id, Timestamp now) {
    const auto run = lock_run(tx, run_id);
    if (run.undo_job_id) throw jobs::Hopeless("the bulk action was undone");
    const auto chosen = next_batch(tx, run);
    if (chosen.empty()) {
        tx.query(sql::finish_bulk_run, run.id, now);
        return {false, run.processed, run.processed};
    }
    const BulkBatch batch{tx, run.id, tx.all<Uuid>(sql::lock_bulk_contacts, chosen), run.parameters,
                          now};
    const auto counts = action_of(run).apply(batch);
    const auto processed = static_cast<std::int64_t>(chosen.size());
    tx.later(sql::count_bulk_batch, run.id, chosen.back(), processed, counts.changed,
             counts.refused);
    tell(tx, run, counts.changed);
    return {true, run.processed + processed, run.total};
}

void run_bulk(jobs::Context& job, const RunBulk& work) {
    const auto& clock = job.services.clock;
    job.in_project([&](db::Transaction& tx) {
        const auto run = lock_run(tx, work.run_id);
        if (!run.total) tx.query(sql::set_bulk_total, run.id, count_chosen(tx, run));
    });
    for (Step step{.more = true}; step.more;) {
        step = job.in_project(
            [&](db::Transaction& tx) { return run_batch(tx, work.run_id, clock.now()); });
        // People may be added or leave while it runs: it is never more than done.
        if (step.total) step.total = std::max(*step.total, step.done);
        job.progress(step.done, step.total);
    }
}

Step undo_batch(db::Transaction& tx, const Uuid& run_id, Timestamp now) {
    const auto run = lock_run(tx, run_id);
    const auto changed = tx.all<Uuid>(sql::bulk_changed_contacts, run.id, bulk_batch);
    if (changed.empty()) {
        if (!run.undone_at) tx.query(sql::finish_bulk_undo, run.id, now);
        return {false, run.changed, run.changed};
    }
    tx.query(sql::lock_bulk_contacts, changed);
    const BulkBatch batch{tx, run.id, tx.all<Uuid>(sql::bulk_untouched_since, run.id, changed),
                          run.parameters, now};
    const auto undone = action_of(run).undo(batch);
    const auto count = static_cast<std::int64_t>(undone.size());
    const auto left_alone = static_cast<std::int64_t>(changed.size()) - count;
    tx.later(sql::carry_bulk_versions, run.id, undone, now);
    tx.later(sql::forget_bulk_changes, run.id, changed);
    tx.later(sql::count_bulk_undone, run.id, count, left_alone);
    tell(tx, run, count);
    return {true, run.taken_back + count + left_alone, run.changed};
}

void undo_bulk_run(jobs::Context& job, const UndoBulk& work) {
    const auto& clock = job.services.clock;
    for (Step step{.more = true}; step.more;) {
        step = job.in_project(
            [&](db::Transaction& tx) { return undo_batch(tx, work.run_id, clock.now()); });
        job.progress(step.done, step.total);
    }
}

void forget_bulk_runs(jobs::Context& job) {
    const auto now = job.services.clock.now();
    while (job.in_system([&](db::Transaction& tx) {
        return tx.query(sql::delete_old_bulk_changes, now).rows();
    }) > 0)
        job.check();
    job.in_system(
        [&](db::Transaction& tx) { tx.query(sql::delete_old_bulk_runs, now - runs_live); });
}

} // namespace

Selection selection_of(const StoredSelection& stored, const BulkAction& action) {
    return {.q = stored.q,
            .filter = stored.filter ? std::optional(stored.filter->text) : std::nullopt,
            .trash = action.in_trash(),
            .ids = stored.ids,
            .complete = true};
}

void add_bulk_jobs(jobs::Registry& registry) {
    registry.add<RunBulk>(&run_bulk);
    registry.add<UndoBulk>(&undo_bulk_run);
    registry.every<ForgetBulkRuns>("23 * * * *", &forget_bulk_runs);
}

} // namespace crm
