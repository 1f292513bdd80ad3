#include "features/campaigns/engine/journal.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <fstream>
#include <map>
#include <optional>
#include <sstream>
#include <system_error>

#include "platform/meta/values.hpp"

namespace campaigns {
namespace {

constexpr std::string_view heading = "socialflow-journal 1 ";
constexpr std::chrono::minutes longest_making{1};

[[noreturn]] void fail(const std::string& what, const std::filesystem::path& path) {
    throw std::system_error(errno, std::generic_category(), what + " " + path.string());
}

std::string boot_id() {
    std::ifstream in("/proc/sys/kernel/random/boot_id");
    std::string id;
    std::getline(in, id);
    return id;
}

std::string line_of(const ClaimedChunk& chunk) {
    return "lease " + chunk.project_id.text() + ' ' + chunk.campaign_id.text() + ' '
           + std::to_string(chunk.chunk) + ' ' + std::to_string(chunk.lease_number) + '\n';
}

Uuid read_uuid(std::istream& in) {
    std::string text;
    in >> text;
    const auto id = Uuid::parse(text);
    if (!id) in.setstate(std::ios::failbit);
    return id.value_or(Uuid{});
}

using Rows = std::map<Uuid, std::optional<Finding>>;

std::optional<ClaimedChunk> read_lease(std::istream& line, const Uuid& owner) {
    ClaimedChunk chunk;
    chunk.project_id = read_uuid(line);
    chunk.campaign_id = read_uuid(line);
    line >> chunk.chunk >> chunk.lease_number;
    chunk.lease_owner = owner;
    return line ? std::optional(chunk) : std::nullopt;
}

bool read_ended(std::istream& line, Rows& rows) {
    Finding finding;
    std::string status;
    finding.execution_id = read_uuid(line);
    line >> status >> finding.reply_code >> finding.provider_id;
    if (!line || !boost::describe::enum_from_string(status.c_str(), finding.status)) return false;
    if (finding.provider_id == "-") finding.provider_id.clear();
    // One that is pending again was provably not sent, and stands as it stood.
    if (finding.status == DeliveryStatus::pending)
        rows.erase(finding.execution_id);
    else
        rows[finding.execution_id] = finding;
    return true;
}

// False: the line is none of ours.
bool read_line(std::istringstream line, JournalContents& contents, Rows& rows) {
    std::string word;
    line >> word;
    if (word == "lease") {
        rows.clear();
        contents.chunk = read_lease(line, contents.owner);
        return contents.chunk.has_value();
    }
    if (word == "begun") {
        const auto id = read_uuid(line);
        if (line) rows[id] = std::nullopt;
        return !line.fail();
    }
    return word == "ended" && read_ended(line, rows);
}

std::optional<JournalContents> read_journal(const std::filesystem::path& path) {
    std::ifstream in(path);
    std::string line;
    if (!std::getline(in, line) || in.eof() || !line.starts_with(heading)) return std::nullopt;
    std::istringstream first(line.substr(heading.size()));
    std::string boot;
    first >> boot;
    JournalContents contents;
    contents.same_boot = boot == boot_id();
    contents.owner = read_uuid(first);
    if (!first) return std::nullopt;
    Rows rows;
    while (std::getline(in, line) && !in.eof()) // the last without its end: it broke off
        if (!read_line(std::istringstream(line), contents, rows)) break;
    for (auto& [id, finding] : rows)
        if (finding)
            contents.ended.push_back(std::move(*finding));
        else
            contents.begun.push_back(id);
    return contents;
}

std::vector<std::filesystem::path> files_in(const std::filesystem::path& folder,
                                            std::string_view extension) {
    std::vector<std::filesystem::path> paths;
    if (!std::filesystem::exists(folder)) return paths;
    for (const auto& entry : std::filesystem::directory_iterator(folder))
        if (entry.path().extension() == extension) paths.push_back(entry.path());
    return paths;
}

// Of workers that were killed while they made one. A living one's gets its name at once.
void forget_unnamed(const std::filesystem::path& folder) {
    const auto now = std::filesystem::file_time_type::clock::now();
    for (const auto& path : files_in(folder, ".new")) {
        std::error_code error; // it has got its name, or another server was quicker
        const auto since = std::filesystem::last_write_time(path, error);
        if (!error && now - since > longest_making) std::filesystem::remove(path, error);
    }
}

} // namespace

// Under its name only once it is locked: a reader of journals that looks in between would take it
// for a dead worker's.
Journal::Journal(const std::filesystem::path& folder, const Uuid& owner, std::size_t number)
    : path_(folder / (owner.text() + "-" + std::to_string(number) + ".journal")) {
    std::filesystem::create_directories(folder);
    auto unnamed = path_;
    unnamed += ".new";
    file_ = FileDescriptor(
        ::open(unnamed.c_str(), O_CREAT | O_TRUNC | O_WRONLY | O_APPEND | O_CLOEXEC, 0600));
    if (!file_) fail("cannot make", unnamed);
    if (::flock(file_.get(), LOCK_EX | LOCK_NB) != 0) fail("cannot lock", unnamed);
    append(std::string(heading) + boot_id() + ' ' + owner.text() + '\n');
    heading_length_ = lease_length_ = length_;
    if (::rename(unnamed.c_str(), path_.c_str()) != 0) fail("cannot name", path_);
}

Journal::~Journal() {
    if (length_ == heading_length_) ::unlink(path_.c_str());
}

void Journal::begin_lease(const ClaimedChunk& chunk) {
    cut_to(heading_length_);
    append(line_of(chunk));
    lease_length_ = length_;
}

void Journal::begun(const Uuid& execution_id) {
    append("begun " + execution_id.text() + '\n');
}

void Journal::ended(const Finding& finding) {
    auto provider = finding.provider_id;
    if (provider.empty() || provider.find_first_of(" \n\r\t") != std::string::npos) provider = "-";
    append("ended " + finding.execution_id.text() + ' '
           + std::string(meta::enum_name(finding.status)) + ' ' + std::to_string(finding.reply_code)
           + ' ' + provider + '\n');
}

void Journal::settled() {
    cut_to(lease_length_);
}

void Journal::end_lease() {
    cut_to(heading_length_);
}

void Journal::cut_to(std::size_t length) {
    if (length_ == length) return;
    if (::ftruncate(file_.get(), static_cast<off_t>(length)) != 0) fail("cannot cut", path_);
    length_ = length;
}

void Journal::append(const std::string& line) {
    if (::write(file_.get(), line.data(), line.size()) != static_cast<ssize_t>(line.size()))
        fail("cannot write", path_);
    length_ += line.size();
}

void replay_journals(const std::filesystem::path& folder,
                     const std::function<void(const JournalContents&)>& take) {
    for (const auto& path : files_in(folder, ".journal")) {
        const FileDescriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
        if (!file || ::flock(file.get(), LOCK_EX | LOCK_NB) != 0) continue; // its worker lives
        if (const auto contents = read_journal(path)) take(*contents);
        ::unlink(path.c_str());
    }
    forget_unnamed(folder);
}

void remember_dead_owner(const std::filesystem::path& folder, const Uuid& owner) {
    const auto path = folder / (owner.text() + ".gone");
    const FileDescriptor file(::open(path.c_str(), O_CREAT | O_WRONLY | O_CLOEXEC, 0600));
    if (!file) fail("cannot make", path);
}

std::vector<Uuid> recently_dead_owners(const std::filesystem::path& folder) {
    std::vector<Uuid> owners;
    const auto now = std::filesystem::file_time_type::clock::now();
    for (const auto& path : files_in(folder, ".gone")) {
        std::error_code error; // another server with this folder may forget it at the same time
        const auto since = std::filesystem::last_write_time(path, error);
        const auto owner = Uuid::parse(path.stem().string());
        if (error || !owner || now - since > late_claims)
            std::filesystem::remove(path, error);
        else
            owners.push_back(*owner);
    }
    return owners;
}

} // namespace campaigns
