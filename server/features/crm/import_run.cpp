#include "features/crm/import_run.hpp"

#include <fmt/format.h>

#include "features/crm/crm.hpp"
#include "features/crm/import_jobs.hpp"
#include "features/crm/import_merge.hpp"
#include "features/crm/import_merge.sql.hpp"
#include "features/crm/imports.sql.hpp"
#include "platform/db/database.hpp"
#include "platform/log/log.hpp"
#include "platform/realtime/notifications.hpp"
#include "platform/time/clock.hpp"

namespace crm {
namespace {

// Dead rows of the staging table are cleaned this often: autovacuum would let it grow to the size
// of the file.
constexpr std::int64_t rows_between_cleanings = 200'000;

class Runner {
  public:
    Runner(Services& services, const Uuid& project_id, const Uuid& run_id, const Uuid& runner,
           const RunImportOptions& options)
        : services_(services),
          project_id_(project_id),
          run_id_(run_id),
          runner_(runner),
          options_(options) {}

    ImportRun run();

  private:
    void run_from(const ImportRun& begin);
    void merge_all(BatchMerger& merger, RowSource& source);
    SourceOptions source_options(const ImportRun& begin);
    void clean_staging();
    void finish(bool dry_run);
    void fail(const std::string& why);
    void pause();
    ImportRun current();
    template <class F>
    auto in_project(F&& body) {
        return services_.database.in_transaction(
            db::Scope{.role = db::Role::app, .project_id = project_id_}, std::forward<F>(body));
    }

    Services& services_;
    const Uuid project_id_, run_id_, runner_;
    const RunImportOptions& options_;
    accounts::ProjectSettings project_;
    std::vector<CustomField> custom_fields_;
};

ImportRun Runner::run() {
    const auto begin = in_project([&](db::Transaction& tx) {
        project_ = accounts::project_settings(tx);
        custom_fields_ = list_fields(tx);
        return find_import_run(tx, run_id_);
    });
    if (begin.status == ImportStatus::running && begin.job_id == runner_) {
        try {
            run_from(begin);
        } catch (const ImportEnded&) {
            log::info("import_stopped", {{"run_id", run_id_.text()}});
        } catch (const text::CsvError& error) {
            fail(fmt::format("The file cannot be read from line {} on: {}", error.line,
                             error.detail));
        }
    }
    return current();
}

void Runner::run_from(const ImportRun& begin) {
    const auto content = services_.files.open(begin.content_hash);
    if (!content) return fail("The uploaded file is not there any more.");
    const auto options = source_options(begin);
    if (const auto problems = problems_of(options.mapping, custom_fields_); !problems.empty())
        return fail("A custom field of the mapping was deleted: " + problems.front().message);
    RowSource source(*content, options);
    BatchMerger merger(services_, project_id_, begin, project_, custom_fields_);
    merge_all(merger, source);
}

SourceOptions Runner::source_options(const ImportRun& begin) {
    std::vector<Problem> checked_at_the_start;
    return {.format = csv_format_of(begin.format),
            .mapping = import_mapping_of(begin.mapping, checked_at_the_start),
            .rules = {custom_fields_, row_tools(project_.default_region)},
            .start = {static_cast<std::uint64_t>(begin.resume_offset),
                      static_cast<std::uint64_t>(begin.resume_line)},
            .batch_rows = options_.batch_rows};
}

void Runner::merge_all(BatchMerger& merger, RowSource& source) {
    auto cleaned = merger.run().rows_read;
    for (auto batch = source.next(); !batch.empty(); batch = source.next()) {
        merger.merge(batch);
        if (merger.run().rows_read - cleaned > rows_between_cleanings) {
            clean_staging();
            cleaned = merger.run().rows_read;
        }
        if (!options_.progress(merger.run())) return pause();
    }
    finish(merger.run().settings.dry_run);
}

// Outside of any transaction, as the owner.
void Runner::clean_staging() {
    services_.database.borrow()->run_script("VACUUM import_staging");
}

// Whoever started it may look elsewhere by now.
void ring(db::Transaction& tx, const Uuid& project_id, const ImportRun& run) {
    if (!run.created_by) return;
    const bool failed = run.status == ImportStatus::failed;
    realtime::notify(
        tx, project_id,
        {.user_id = *run.created_by,
         .kind = realtime::NotificationKind::import_finished,
         .title = failed ? text::Sentence("Import failed") : text::Sentence("Import finished"),
         .body = {"{file}: {added} added, {updated} updated, {refused} refused",
                  {{"file", run.file_name},
                   {"added", run.rows_created},
                   {"updated", run.rows_updated},
                   {"refused", run.rows_refused}}},
         .link = "/imports/" + run.id.text(),
         .details = {{"about", failed ? "import_failed" : "import_finished"},
                     {"file", run.file_name},
                     {"added", run.rows_created},
                     {"updated", run.rows_updated},
                     {"refused", run.rows_refused}}});
}

void Runner::finish(bool dry_run) {
    in_project([&](db::Transaction& tx) {
        if (!tx.maybe<Uuid>(sql::finish_import_run, run_id_, runner_, dry_run,
                            services_.clock.now()))
            return;
        const auto run = find_import_run(tx, run_id_);
        tell_import(tx, run, services_.clock.now());
        if (!dry_run) ring(tx, project_id_, run);
    });
}

void Runner::fail(const std::string& why) {
    in_project([&](db::Transaction& tx) {
        if (!tx.maybe<Uuid>(sql::fail_import_run, run_id_, runner_, why, services_.clock.now()))
            return;
        const auto run = find_import_run(tx, run_id_);
        tell_import(tx, run, services_.clock.now());
        ring(tx, project_id_, run);
    });
}

void Runner::pause() {
    in_project([&](db::Transaction& tx) {
        if (tx.maybe<Uuid>(sql::pause_import_run, run_id_, runner_))
            tell_import(tx, find_import_run(tx, run_id_), services_.clock.now());
    });
}

ImportRun Runner::current() {
    return in_project([&](db::Transaction& tx) { return find_import_run(tx, run_id_); });
}

// Asked to stop on the jobs screen: as good as the pause button. A server that goes down asks the
// same of its jobs, and starts them again.
void pause_if_cancelled(jobs::Context& job, const Uuid& run_id) {
    job.in_project([&](db::Transaction& tx) {
        if (tx.one<bool>(sql::import_job_is_cancelled, job.job_id))
            tx.query(sql::pause_import_run, run_id, job.job_id);
    });
}

void run_import_job(jobs::Context& job, const ImportContacts& work) {
    const auto report = [&](const ImportRun& run) {
        job.progress(run.rows_read, std::max(run.estimated_rows, run.rows_read + 1));
        return true;
    };
    try {
        const auto run = run_import(job.services, *job.project_id, work.run_id, job.job_id,
                                    {.progress = report});
        job.progress(run.rows_read, run.rows_read);
        job.set_result(meta::write(progress_of(run, job.services.clock.now())));
    } catch (const jobs::Cancelled&) {
        pause_if_cancelled(job, work.run_id);
        throw;
    } catch (const std::exception&) {
        if (job.attempt >= most_import_attempts)
            job.in_project([&](db::Transaction& tx) {
                tx.query(sql::fail_import_run, work.run_id, job.job_id,
                         "It was interrupted too often.", job.services.clock.now());
            });
        throw;
    }
}

} // namespace

ImportRun run_import(Services& services, const Uuid& project_id, const Uuid& run_id,
                     const Uuid& runner, const RunImportOptions& options) {
    return Runner(services, project_id, run_id, runner, options).run();
}

void add_import_jobs(jobs::Registry& registry) {
    registry.add<ImportContacts>(&run_import_job);
    add_undo_jobs(registry);
}

} // namespace crm
