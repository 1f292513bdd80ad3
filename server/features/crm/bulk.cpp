#include "features/crm/bulk.hpp"

#include "features/accounts/accounts.hpp"
#include "features/crm/bulk.sql.hpp"
#include "features/crm/bulk_actions.hpp"
#include "features/crm/bulk_jobs.hpp"
#include "platform/jobs/jobs.hpp"

namespace crm {
namespace {

// What of the input says whom it is for.
void check_selection(const BulkInput& input, meta::Problems& problems) {
    const bool searched = input.q || input.filter;
    const int ways = int{input.ids.has_value()} + int{searched} + int{input.everybody};
    problems.at = "ids";
    if (ways == 0)
        problems.add("required", "say whom: ids, a search or filter, or everybody");
    else if (ways > 1)
        problems.add("not_allowed", "ids, a search or filter, and everybody exclude each other");
    problems.at.clear();
}

// The action, its title and the checked selection.
struct Planned {
    const BulkAction* action = nullptr;
    std::string title;
    Selection selection;
};

Planned plan(http::Call& call, const BulkInput& input) {
    meta::Problems problems;
    Planned planned;
    planned.action = find_bulk_action(input.action);
    if (planned.action) {
        planned.title = planned.action->check(call.tx, input.parameters, problems);
    } else {
        problems.at = "action";
        problems.add("not_allowed", "must be one of: " + bulk_action_names());
        problems.at.clear();
    }
    check_selection(input, problems);
    http::refuse_if_any(problems);
    planned.selection =
        selection_of({input.ids, input.q, input.filter, input.everybody}, *planned.action);
    return planned;
}

} // namespace

BulkPreview preview_bulk(http::Call& call, const BulkInput& input) {
    const auto planned = plan(call, input);
    const auto count = count_selection(call, planned.selection);
    return {planned.title, count.total, count.total_is_estimate};
}

BulkRun start_bulk(http::Call& call, const BulkInput& input) {
    const auto planned = plan(call, input);
    compile_selection(call.tx, call.now, planned.selection); // refuses a bad filter now, not later
    const auto id = Uuid::make();
    const auto job = jobs::enqueue(call.tx, RunBulk{id}, {.title = planned.title});
    const StoredSelection stored{input.ids, input.q, input.filter, input.everybody};
    call.tx.later(sql::insert_bulk_run, id, input.action, planned.title, input.parameters,
                  Json{meta::write(stored)}, job, call.identity.user_id, call.now);
    accounts::audit::record(call, "contacts.bulk_" + input.action, {"bulk_run", id, planned.title},
                            input.parameters);
    return find_bulk(call.tx, id);
}

BulkRun undo_bulk(http::Call& call, const Uuid& id) {
    if (!call.tx.maybe<LockedRun>(sql::lock_bulk_run, id)) throw Refusal("not_found");
    const auto run = find_bulk(call.tx, id);
    if (run.status == BulkStatus::queued || run.status == BulkStatus::running
        || run.status == BulkStatus::undoing)
        throw Refusal("bulk_running");
    if (run.status == BulkStatus::undone) throw Refusal("bulk_undone");
    if (call.now > run.undoable_until) throw Refusal("bulk_too_old");
    const auto job = jobs::enqueue(call.tx, UndoBulk{id}, {.title = "Undo: " + run.title});
    call.tx.later(sql::start_bulk_undo, id, job);
    accounts::audit::record(call, "contacts.bulk_undone", {"bulk_run", id, run.title});
    return find_bulk(call.tx, id);
}

BulkRun find_bulk(db::Transaction& tx, const Uuid& id) {
    auto run = tx.maybe<BulkRun>(sql::find_bulk_run, id);
    if (!run) throw Refusal("not_found");
    return std::move(*run);
}

} // namespace crm
