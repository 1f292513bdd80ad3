#include "features/crm/import_file.hpp"

#include <fmt/format.h>

#include "features/crm/import_mappings.hpp"
#include "features/crm/imports.sql.hpp"
#include "platform/db/database.hpp"
#include "platform/files/file_name.hpp"
#include "platform/time/clock.hpp"

namespace crm {
namespace {

std::vector<MappedColumn> chosen_mapping(db::Transaction& tx, const ImportRun& run,
                                         const FileImportOptions& options) {
    const auto headers = headers_of(run.format);
    auto mapping = run.mapping;
    if (!options.mapping.empty()) {
        const auto saved = saved_mapping_named(tx, options.mapping);
        if (!saved) throw Refusal::field("mapping", "not_found", "there is no such saved mapping");
        mapping = apply_saved_mapping(*saved, headers);
    }
    for (const auto& column : options.columns) {
        const auto equals = column.rfind('=');
        const auto header = std::ranges::find(headers, column.substr(0, equals));
        if (equals == column.npos || header == headers.end())
            throw Refusal::field("column", "unknown_column",
                                 fmt::format("“{}”: the file has no such column", column));
        auto& target = mapping[static_cast<std::size_t>(header - headers.begin())].target;
        target = column.substr(equals + 1);
        if (target->empty()) target.reset();
    }
    return mapping;
}

ImportSettings chosen_settings(db::Transaction& tx, const FileImportOptions& options) {
    auto settings = options.settings;
    if (options.owner.empty()) return settings;
    settings.assigned_to = tx.maybe<Uuid>(sql::member_by_email, options.owner);
    if (!settings.assigned_to)
        throw Refusal::field("owner", "not_found", "is no member of this project");
    return settings;
}

Uuid start(db::Transaction& tx, const FileImportOptions& options, const NewImport& file,
           const Uuid& runner, Timestamp now) {
    const auto id = insert_import_run(tx, file, std::nullopt, now);
    const auto run = find_import_run(tx, id);
    start_import_run(tx, run, {chosen_mapping(tx, run, options), chosen_settings(tx, options)},
                     runner, now);
    return id;
}

Uuid resume(db::Transaction& tx, const std::string& content_hash, const Uuid& runner,
            Timestamp now) {
    const auto id = tx.maybe<Uuid>(sql::find_unfinished_import, content_hash);
    if (!id) throw Refusal::field("resume", "not_found", "no import of this file was interrupted");
    resume_import_run(tx, find_import_run(tx, *id), runner, now);
    return *id;
}

} // namespace

ImportRun import_file(Services& services, const FileImportOptions& options,
                      const std::function<bool(const ImportRun&)>& progress) {
    const db::Scope scope{.role = db::Role::app, .project_id = options.project_id};
    const auto stored = services.files.put_file(options.file, text::max_csv_file_bytes);
    const auto content = services.files.open(stored.hash);
    if (!content) throw std::runtime_error("the file store lost the file");
    const auto format = find_csv_format(*content, options.format);
    const auto runner = Uuid::make();
    const auto id = services.database.in_transaction(scope, [&](db::Transaction& tx) {
        const auto now = services.clock.now();
        if (options.resume) return resume(tx, stored.hash, runner, now);
        const NewImport file{files::safe_file_name(options.file.filename().string()), stored.hash,
                             static_cast<std::int64_t>(stored.size_bytes),
                             analyse_file(*content, format, list_fields(tx))};
        return start(tx, options, file, runner, now);
    });
    return run_import(services, options.project_id, id, runner,
                      {.batch_rows = options.batch_rows, .progress = progress});
}

} // namespace crm
