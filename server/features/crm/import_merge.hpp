// Stores one batch of an import in one transaction, with the place where the next one starts: a
// server that is killed goes on exactly there.
#pragma once
#include "features/accounts/accounts.hpp"
#include "features/crm/import_plan.hpp"

namespace crm {

// The import was paused, cancelled or taken over: the batch is not stored.
struct ImportEnded {};

class BatchMerger {
  public:
    // `run` as it is in the database now; its job_id tells this runner from others.
    BatchMerger(Services& services, const Uuid& project_id, ImportRun run,
                accounts::ProjectSettings project, std::vector<CustomField> custom_fields);

    // Throws ImportEnded. What the database refuses for its data alone is tried again in halves,
    // down to the one row at fault, which becomes a refused row.
    void merge(std::span<const FileRow> rows);

    // As of the last batch.
    const ImportRun& run() const { return run_; }

  private:
    void merge_in_halves(std::span<const FileRow> rows, const std::string& why);
    ImportRun merge_in(db::Transaction& tx, std::span<const FileRow> rows, BatchPlan& plan) const;
    void store(db::Transaction& tx, const BatchPlan& plan, std::span<const FileRow> rows,
               const KnownPeople& known) const;
    void refuse(const FileRow& row, const std::string& why);
    db::Scope scope() const;

    Services& services_;
    const Uuid project_id_;
    ImportRun run_;
    const accounts::ProjectSettings project_;
    const std::vector<CustomField> custom_fields_;
    const std::vector<std::string> headers_;
    EarlierRows earlier_; // of a dry run
};

} // namespace crm
