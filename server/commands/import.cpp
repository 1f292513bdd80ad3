// `socialflow import`: the same import as in the browser, from a terminal.
#include <fmt/format.h>
#include <signal.h>
#include <unistd.h>

#include <cstdio>
#include <fstream>

#include "commands/commands.hpp"
#include "commands/runtime.hpp"
#include "features/crm/import_file.hpp"
#include "platform/log/log.hpp"

namespace commands {
namespace {

volatile sig_atomic_t interrupted = 0;

// The first Ctrl+C lets the batch under way end; a second one ends at once, and loses no row
// either.
void watch_for_interrupts() {
    struct sigaction action{};
    action.sa_handler = [](int) { interrupted = 1; };
    action.sa_flags = static_cast<int>(SA_RESETHAND);
    sigaction(SIGINT, &action, nullptr);
    sigaction(SIGTERM, &action, nullptr);
}

std::string grouped(std::int64_t number) {
    auto digits = std::to_string(number);
    for (auto at = static_cast<std::ptrdiff_t>(digits.size()) - 3; at > 0; at -= 3)
        digits.insert(static_cast<std::size_t>(at), ",");
    return digits;
}

std::string duration(double seconds) {
    const auto whole = static_cast<std::int64_t>(seconds);
    return fmt::format("{}:{:02}", whole / 60, whole % 60);
}

// One line that is written over and over on a terminal, and one line a tenth elsewhere.
class ProgressLine {
  public:
    void show(const crm::ImportProgress& progress) {
        const auto tenth = static_cast<int>(progress.percent / 10);
        if (!is_terminal_ && tenth == last_tenth_) return;
        last_tenth_ = tenth;
        auto line =
            fmt::format("{:3.0f} %  {} rows", progress.percent, grouped(progress.rows_read));
        if (progress.rows_per_second)
            line += fmt::format("  {} a second",
                                grouped(static_cast<std::int64_t>(*progress.rows_per_second)));
        if (progress.seconds_left) line += "  " + duration(*progress.seconds_left) + " left";
        if (progress.rows_refused > 0) line += "  " + grouped(progress.rows_refused) + " refused";
        std::fprintf(stderr, is_terminal_ ? "\r\033[K%s" : "%s\n", line.c_str());
        std::fflush(stderr);
    }
    ~ProgressLine() {
        if (is_terminal_ && last_tenth_ >= 0) std::fputc('\n', stderr);
    }

  private:
    const bool is_terminal_ = ::isatty(STDERR_FILENO) == 1;
    int last_tenth_ = -1;
};

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
    crm::write_refused_rows(
        runtime.services, {.role = db::Role::app, .project_id = wanted.project_id}, run.id,
        crm::headers_of(run.format), [&](std::string_view piece) { out << piece; });
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
    watch_for_interrupts();
    const auto wanted = file_options(runtime, options);
    ProgressLine line;
    const auto run = crm::import_file(runtime.services, wanted, [&](const crm::ImportRun& now) {
        line.show(crm::progress_of(now, runtime.clock.now()));
        return !interrupted;
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
