// The engine of bulk actions: batches in transactions of their own, so that a killed server goes on
// where it was.
#pragma once
#include "features/crm/bulk.hpp"

namespace jobs {
class Registry;
}

namespace crm {

class BulkAction;

struct RunBulk {
    static constexpr std::string_view kind = "run_bulk";
    Uuid run_id;
};
BOOST_DESCRIBE_STRUCT(RunBulk, (), (run_id))

struct UndoBulk {
    static constexpr std::string_view kind = "undo_bulk";
    Uuid run_id;
};
BOOST_DESCRIBE_STRUCT(UndoBulk, (), (run_id))

// bulk_runs.selection
struct StoredSelection {
    std::optional<std::vector<Uuid>> ids;
    std::optional<std::string> q;
    std::optional<Json> filter;
    bool everybody = false;
};
BOOST_DESCRIBE_STRUCT(StoredSelection, (), (ids, q, filter, everybody))

Selection selection_of(const StoredSelection& stored, const BulkAction& action);

// What the engine reads of a run, whose row it holds.
struct LockedRun {
    Uuid id;
    std::string action;
    Json parameters;
    StoredSelection selection;
    std::optional<std::int64_t> total;
    std::optional<Uuid> resume_after;
    std::int64_t processed = 0;
    std::int64_t taken_back = 0; // so far, by its undo
    std::int64_t changed = 0;
    std::optional<Uuid> undo_job_id;
    std::optional<Timestamp> finished_at, undone_at;
    Timestamp created_at;
};
BOOST_DESCRIBE_STRUCT(LockedRun, (),
                      (id, action, parameters, selection, total, resume_after, processed,
                       taken_back, changed, undo_job_id, finished_at, undone_at, created_at))

void add_bulk_jobs(jobs::Registry& registry);

} // namespace crm
