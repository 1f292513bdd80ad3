// `socialflow export`: the same file as the browser downloads, from a terminal.
#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <boost/json.hpp>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <system_error>

#include "commands/commands.hpp"
#include "commands/runtime.hpp"
#include "commands/terminal.hpp"
#include "features/accounts/audit.hpp"
#include "features/crm/contact_export.hpp"
#include "platform/base/file_descriptor.hpp"
#include "platform/log/log.hpp"
#include "platform/meta/describe.hpp"

namespace commands {
namespace {

namespace fs = std::filesystem;

struct Interrupted {};

constexpr std::int64_t contacts_a_step = 100'000; // of the progress, where it is no terminal

// Standard output, or a file that is there once it is whole. It holds personal data: only its owner
// may read it.
class Output {
  public:
    explicit Output(const std::string& file) {
        if (file.empty()) return;
        place_ = fs::weakly_canonical(file); // of a link, what it points at
        if (fs::exists(place_) && !fs::is_regular_file(place_))
            throw Refusal::field("output", "not_a_file",
                                 "is no ordinary file; without -o it goes to standard output");
        auto name = place_.string() + ".XXXXXX";
        file_ = FileDescriptor(::mkostemp(name.data(), O_CLOEXEC));
        if (!file_) fail();
        unfinished_ = name;
    }
    ~Output() {
        if (!unfinished_.empty()) ::unlink(unfinished_.c_str());
    }
    Output(const Output&) = delete;
    Output& operator=(const Output&) = delete;

    void write(std::string_view bytes) {
        const int target = file_ ? file_.get() : STDOUT_FILENO;
        while (!bytes.empty()) {
            const auto count = ::write(target, bytes.data(), bytes.size());
            if (count < 0 && errno == EINTR) continue;
            if (count < 0) fail();
            bytes.remove_prefix(static_cast<std::size_t>(count));
        }
    }
    void finish() {
        if (!file_) return;
        if (::fsync(file_.get()) != 0) fail();
        file_.close();
        fs::rename(unfinished_, place_);
        unfinished_.clear();
    }

  private:
    [[noreturn]] void fail() const {
        throw std::system_error(
            errno, std::generic_category(),
            "writing " + (place_.empty() ? "to standard output" : place_.string()));
    }

    fs::path place_, unfinished_;
    FileDescriptor file_;
};

boost::json::value rule_of(const std::string& filter) {
    try {
        return meta::parse_json(filter);
    } catch (const Refusal& refusal) {
        throw Refusal::field("filter", refusal.code,
                             refusal.detail.empty() ? "is not JSON" : refusal.detail);
    }
}

// Checked as the body of the request that does the same.
crm::ExportInput input_of(const ExportOptions& options) {
    boost::json::object body{{"format", options.format}};
    if (!options.search.empty()) body["q"] = options.search;
    if (!options.filter.empty()) body["filter"] = rule_of(options.filter);
    return meta::parse<crm::ExportInput>(boost::json::serialize(body));
}

void record(Runtime& runtime, const Uuid& project_id) {
    runtime.database.in_transaction({.role = db::Role::system}, [&](db::Transaction& tx) {
        accounts::audit::record_by_system(tx, project_id, "contacts.exported",
                                          {"contacts", std::nullopt, ""}, runtime.clock.now());
    });
}

std::string line_of(std::int64_t contacts, double seconds) {
    auto line = grouped(contacts) + (contacts == 1 ? " contact" : " contacts");
    if (seconds >= 1)
        line += fmt::format(
            "  {} a second",
            grouped(static_cast<std::int64_t>(static_cast<double>(contacts) / seconds)));
    return line;
}

// How many there were.
std::int64_t write_contacts(Runtime& runtime, const crm::ContactExport& what, Output& output) {
    StatusLine line;
    std::int64_t written = 0;
    const auto start = runtime.clock.now();
    crm::write_export(
        runtime.database, what, [&](std::string_view bytes) { output.write(bytes); },
        [&](std::int64_t contacts) {
            if (interrupted()) throw Interrupted{};
            written = contacts;
            const std::chrono::duration<double> taken = runtime.clock.now() - start;
            line.show(line_of(contacts, taken.count()), contacts / contacts_a_step);
        });
    return written;
}

} // namespace

int export_contacts(const config::Config& config, const ExportOptions& options) {
    log::set_level(log::Level::error);
    const auto input = input_of(options);
    Runtime runtime(config);
    watch_for_interrupts();
    const db::Scope scope{.role = db::Role::app,
                          .project_id = find_project(runtime, options.project)};
    const auto what = runtime.database.in_transaction(scope, [&](db::Transaction& tx) {
        return crm::prepare_export(tx, runtime.clock.now(), input);
    });
    Output output(options.file);
    record(runtime, what.project_id);
    try {
        const auto written = write_contacts(runtime, what, output);
        output.finish();
        std::fprintf(stderr, "done: %s\n", line_of(written, 0).c_str());
    } catch (const Interrupted&) {
        std::fputs("interrupted: the file is not whole\n", stderr);
        return 130;
    }
    return 0;
}

} // namespace commands
