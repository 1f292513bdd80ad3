// `socialflow import`: the same import as in the browser, from a terminal.
#include <fmt/format.h>

#include <cstdio>
#include <fstream>

#include "commands/commands.hpp"
#include "commands/runtime.hpp"
#include "commands/terminal.hpp"
#include "features/accounts/accounts.hpp"
#include "features/crm/import_file.hpp"
#include "platform/log/log.hpp"

namespace commands {
namespace {

std::string duration(double seconds) {
    const auto whole = static_cast<std::int64_t>(seconds);
    return fmt::format("{}:{:02}", whole / 60, whole % 60);
}

std::string line_of(const crm::ImportProgress& progress) {
    auto line = fmt::format("{:3.0f} %  {} rows", progress.percent, grouped(progress.rows_read));
    if (progress.rows_per_second)
        line += fmt::format("  {} a second",
                            grouped(static_cast<std::int64_t>(*progress.rows_per_second)));
    if (progress.seconds_left) line += "  " + duration(*progress.seconds_left) + " left";
    if (progress.rows_refused > 0) line += "  " + grouped(progress.rows_refused) + " refused";
    return line;
}

std::filesystem::path free_name_beside(const std::filesystem::path& file) {
    for (int number = 1;; ++number) {
        auto name = file;
        name.replace_extension(number == 1 ? ".refused.csv"
                                           : fmt::format(".refused-{}.csv", number));
        if (!std::filesystem::exists(name)) return name;
    }
}

// The command line lets only the names of enumerators through.
template <class E>
E named(const std::string& name) {
    E value{};
    if (!boost::describe::enum_from_string(name.c_str(), value))
        throw std::logic_error("no such enumerator: " + name);
    return value;
}

crm::FileImportOptions file_options(Runtime& runtime, const ImportOptions& options) {
    crm::FileImportOptions wanted{.file = options.file,
                                  .project_id = find_project(runtime, options.project),
                                  .mapping = options.mapping,
                                  .columns = options.columns,
                                  .owner = options.owner,
                                  .resume = options.resume};
    auto& settings = wanted.settings;
    settings.duplicates = named<crm::DuplicatePolicy>(options.duplicates);
    settings.tags = options.tags;
    settings.dry_run = options.dry_run;
    settings.marketing_consent = options.everybody_agreed;
    if (!options.source.empty()) settings.source = options.source;
    if (!options.stage.empty())
        settings.lifecycle_stage = named<crm::LifecycleStage>(options.stage);
    if (!options.consent_basis.empty()) settings.consent_basis = options.consent_basis;
    if (!options.encoding.empty()) wanted.format.encoding = options.encoding;
    if (!options.delimiter.empty()) wanted.format.delimiter = options.delimiter;
    if (options.no_header) wanted.format.has_header = false;
    return wanted;
}

void write_refused(Runtime& runtime, const crm::FileImportOptions& wanted,
                   const crm::ImportRun& run) {
    const auto name = free_name_beside(wanted.file);
    std::ofstream out(name, std::ios::binary);
    const db::Scope scope{.role = db::Role::app, .project_id = wanted.project_id};
    const auto language = runtime.database.in_transaction(scope, accounts::project_language);
    crm::write_refused_rows(runtime.services, scope, run.id, crm::headers_of(run.format), language,
                            [&](std::string_view piece) { out << piece; });
    out.close();
    if (!out) throw std::runtime_error("the refused rows could not be written to " + name.string());
    std::printf("refused rows: %s\n", name.c_str());
}

void print_summary(const crm::ImportRun& run) {
    std::printf("%s%s rows read: %s created, %s updated, %s skipped, %s refused\n",
                run.settings.dry_run ? "dry run, nothing is stored: " : "",
                grouped(run.rows_read).c_str(), grouped(run.rows_created).c_str(),
                grouped(run.rows_updated).c_str(), grouped(run.rows_skipped).c_str(),
                grouped(run.rows_refused).c_str());
    if (run.rows_warned > 0)
        std::printf("%s rows are stored without a value that was not understood\n",
                    grouped(run.rows_warned).c_str());
}

} // namespace

int import_contacts(const config::Config& config, const ImportOptions& options) {
    log::set_level(log::Level::error);
    Runtime runtime(config);
    watch_for_interrupts(); // the batch under way ends; not even a second Ctrl+C loses a row
    const auto wanted = file_options(runtime, options);
    StatusLine line;
    const auto run = crm::import_file(runtime.services, wanted, [&](const crm::ImportRun& now) {
        const auto progress = crm::progress_of(now, runtime.clock.now());
        line.show(line_of(progress), static_cast<std::int64_t>(progress.percent / 10));
        return !interrupted();
    });
    print_summary(run);
    if (run.rows_refused > 0) write_refused(runtime, wanted, run);
    if (run.status == crm::ImportStatus::paused) {
        std::fputs("interrupted: the same command with --resume goes on\n", stderr);
        return 130;
    }
    if (run.status == crm::ImportStatus::failed)
        throw std::runtime_error(run.error.value_or("the import failed"));
    return run.rows_refused > 0 ? 2 : 0;
}

} // namespace commands
