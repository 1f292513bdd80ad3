// What a bulk action does to a batch of contacts. The engine (bulk_jobs.cpp) chooses and locks the
// contacts, counts, reports and undoes; an action knows only its own change. A module adds its
// actions at the start of the program.
#pragma once
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "platform/db/transaction.hpp"
#include "platform/meta/describe.hpp"

namespace crm {

// Some contacts of a run, locked, in the transaction that changes them.
struct BulkBatch {
    db::Transaction& tx; // role app, in the project
    Uuid run_id;
    std::vector<Uuid> contact_ids;
    const Json& parameters;
    Timestamp now;
};

struct BulkCounts {
    std::int64_t changed = 0;
    std::int64_t refused = 0;
};
BOOST_DESCRIBE_STRUCT(BulkCounts, (), (changed, refused))

class BulkAction {
  public:
    virtual ~BulkAction() = default;
    virtual std::string_view name() const = 0; // "change_stage"
    // It is for contacts in the trash, where the others pass them over.
    virtual bool in_trash() const { return false; }

    // Looks at the parameters; problems name "parameters.…". The title says in a few words what
    // will be done, for the lists of jobs and runs.
    virtual std::string check(db::Transaction& tx, const Json& parameters,
                              meta::Problems& problems) const = 0;

    // Changes those for whom it is a change: raises their version and writes for each a row of
    // contact_changes with what was before.
    virtual BulkCounts apply(const BulkBatch& batch) const = 0;

    // Brings back what the rows of contact_changes say, and raises the version. The contacts are
    // as the run left them. Returns whom it could bring back.
    virtual std::vector<Uuid> undo(const BulkBatch& batch) const = 0;
};

// A second action of the same name is a programming error.
void add_bulk_action(std::unique_ptr<BulkAction> action);
const BulkAction* find_bulk_action(std::string_view name);
// "assign, change_stage, …", for people.
std::string bulk_action_names();

// Those of contacts themselves.
void add_contact_bulk_actions();

} // namespace crm
