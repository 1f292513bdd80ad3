#include "features/crm/imports.hpp"

#include "features/accounts/accounts.hpp"
#include "features/crm/imports.sql.hpp"
#include "features/crm/tags.hpp"
#include "platform/realtime/outbox.hpp"
#include "platform/text/utf8.hpp"

namespace crm {
namespace {

// Marketing consent from a file is worth nothing without the words that people agreed to.
bool takes_consent(const ImportMapping& mapping) {
    return std::ranges::any_of(mapping.columns, [](const ImportColumn& column) {
        return column.target && column.target->field == ImportField::marketing_consent;
    });
}

void check_settings(db::Transaction& tx, const ImportSettings& settings,
                    const ImportMapping& mapping, std::vector<Problem>& problems) {
    if (settings.assigned_to && !accounts::member_name(tx, *settings.assigned_to))
        problems.push_back(
            {"settings.assigned_to", "reference_not_found", "is no member of this project"});
    for (std::size_t i = 0; i < settings.tags.size(); ++i) {
        const auto length = text::count_code_points(text::trim(settings.tags[i]));
        if (length == 0 || length > longest_tag)
            problems.push_back({"settings.tags[" + std::to_string(i) + "]", "too_long",
                                "a tag has 1 to 60 characters"});
    }
    const bool consents = settings.marketing_consent || takes_consent(mapping);
    if (consents && !settings.consent_basis)
        problems.push_back({"settings.consent_basis", "required",
                            "people are imported as having agreed to marketing: say to what, and "
                            "where"});
}

void check_choices(db::Transaction& tx, const ImportRun& run, const StartImport& choices) {
    std::vector<Problem> problems;
    const auto mapping = import_mapping_of(choices.mapping, problems);
    if (choices.mapping.size() != run.format.columns.size())
        problems.push_back({"mapping", "wrong_length",
                            "must have one entry for each of the "
                                + std::to_string(run.format.columns.size()) + " columns"});
    for (auto& problem : problems_of(mapping, list_fields(tx)))
        problems.push_back(std::move(problem));
    check_settings(tx, choices.settings, mapping, problems);
    if (!problems.empty()) throw Refusal::fields(std::move(problems));
}

std::vector<MappedColumn> proposed_mapping(const ImportFormat& format) {
    std::vector<MappedColumn> mapping;
    for (const auto& column : format.columns) {
        mapping.push_back(column.proposal);
        if (column.needs_new_field) mapping.back().target.reset();
    }
    return mapping;
}

} // namespace

ImportProgress progress_of(const ImportRun& run, Timestamp now) {
    ImportProgress progress{.id = run.id,
                            .status = run.status,
                            .rows_read = run.rows_read,
                            .rows_created = run.rows_created,
                            .rows_updated = run.rows_updated,
                            .rows_skipped = run.rows_skipped,
                            .rows_refused = run.rows_refused,
                            .rows_warned = run.rows_warned,
                            .rows_undone = run.rows_undone,
                            .rows_left = run.rows_left,
                            .version = run.version};
    const auto size = static_cast<double>(run.file_size);
    const auto offset = static_cast<double>(run.resume_offset);
    if (size > 0) progress.percent = 100 * offset / size;
    if (run.status != ImportStatus::running || !run.resumed_at || offset <= 0) return progress;
    const double seconds = std::chrono::duration<double>(now - *run.resumed_at).count();
    const auto rows = static_cast<double>(run.rows_read - run.resumed_rows);
    if (seconds <= 0 || rows <= 0) return progress;
    progress.rows_per_second = rows / seconds;
    progress.seconds_left =
        static_cast<double>(run.rows_read) * (size - offset) / offset / *progress.rows_per_second;
    return progress;
}

Import import_of(const ImportRun& run, Timestamp now) {
    Import shown{.id = run.id,
                 .status = run.status,
                 .file_name = run.file_name,
                 .file_size = run.file_size,
                 .format = run.format,
                 .mapping = run.mapping,
                 .settings = run.settings,
                 .estimated_rows = run.estimated_rows,
                 .rows_read = run.rows_read,
                 .rows_created = run.rows_created,
                 .rows_updated = run.rows_updated,
                 .rows_skipped = run.rows_skipped,
                 .rows_refused = run.rows_refused,
                 .rows_warned = run.rows_warned,
                 .rows_undone = run.rows_undone,
                 .rows_left = run.rows_left,
                 .dry_run_finished = run.dry_run_finished,
                 .job_id = run.job_id,
                 .error = run.error,
                 .created_by = run.created_by,
                 .created_at = run.created_at,
                 .started_at = run.started_at,
                 .finished_at = run.finished_at,
                 .version = run.version};
    const auto progress = progress_of(run, now);
    shown.percent = progress.percent;
    shown.rows_per_second = progress.rows_per_second;
    shown.seconds_left = progress.seconds_left;
    return shown;
}

void tell_import(db::Transaction& tx, const ImportRun& run, Timestamp now) {
    realtime::publish(tx, "imports", "import.changed", progress_of(run, now));
}

ImportRun find_import_run(db::Transaction& tx, const Uuid& id) {
    auto run = tx.maybe<ImportRun>(sql::find_import_run, id);
    if (!run) throw Refusal("not_found");
    return std::move(*run);
}

Uuid insert_import_run(db::Transaction& tx, const NewImport& file,
                       const std::optional<Uuid>& created_by, Timestamp now) {
    const auto id = Uuid::make();
    tx.query(sql::insert_import_run, id, file.file_name, file.file_size, file.content_hash,
             file.analysis.format, proposed_mapping(file.analysis.format),
             file.analysis.estimated_rows, created_by, now);
    return id;
}

void choose_import_format(db::Transaction& tx, const ImportRun& run, const FileAnalysis& analysis) {
    if (!tx.maybe<std::int64_t>(sql::update_import_format, run.id, analysis.format,
                                proposed_mapping(analysis.format), analysis.estimated_rows,
                                run.version))
        throw Refusal("version_conflict");
}

void start_import_run(db::Transaction& tx, const ImportRun& run, StartImport choices,
                      const Uuid& job_id, Timestamp now) {
    if (choices.mapping.empty()) choices.mapping = run.mapping;
    check_choices(tx, run, choices);
    if (!tx.maybe<Uuid>(sql::start_import_run, run.id, choices.mapping, choices.settings, job_id,
                        now))
        throw Refusal("import_wrong_status", "this import runs or ran already");
    tx.later(sql::delete_import_rows, run.id); // of a dry run
}

void resume_import_run(db::Transaction& tx, const ImportRun& run, const Uuid& job_id,
                       Timestamp now) {
    const bool alive = run.status == ImportStatus::running && run.job_id
                       && tx.one<bool>(sql::import_job_is_alive, *run.job_id);
    if (alive || !tx.maybe<Uuid>(sql::resume_import_run, run.id, job_id, now))
        throw Refusal("import_wrong_status", "only a paused or failed import can go on");
}

} // namespace crm
