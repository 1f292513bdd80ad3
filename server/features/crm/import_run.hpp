// Runs an import from where it stands to its end.
#pragma once
#include "features/crm/imports.hpp"

namespace crm {

struct RunImportOptions {
    // Rows a transaction: enough to spread its fixed cost, few enough to pause soon.
    std::size_t batch_rows = 10'000;
    // After each batch. False: pause here.
    std::function<bool(const ImportRun&)> progress = [](const ImportRun&) { return true; };
};

// `runner` is the id under which the import was started or resumed (import_runs.job_id): when it is
// another's meanwhile, or the import was paused or cancelled, this returns at once. May be started
// again after a crash: no row is lost or doubled. The row as it is afterwards. A file that cannot
// be read on makes the import `failed`, with the rows before it stored.
ImportRun run_import(Services& services, const Uuid& project_id, const Uuid& run_id,
                     const Uuid& runner, const RunImportOptions& options = {});

} // namespace crm
