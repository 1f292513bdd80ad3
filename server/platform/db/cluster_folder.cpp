#include "platform/db/cluster_folder.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <sys/un.h>

#include <cerrno>
#include <fstream>
#include <functional>
#include <stdexcept>
#include <system_error>

#include "platform/db/leftovers.hpp"
#include "platform/db/postgres_programs.hpp"

namespace db {
namespace {

namespace fs = std::filesystem;

constexpr auto shutdown_patience = std::chrono::seconds(30);
constexpr std::uintmax_t log_limit_bytes = 16 * 1024 * 1024;

[[noreturn]] void fail(const std::string& what) {
    throw std::system_error(errno, std::generic_category(), what);
}

std::string first_line(const fs::path& file) {
    std::ifstream stream(file);
    std::string line;
    std::getline(stream, line);
    return line;
}

// A folder that belongs to `user`. Links are not followed: the folder above may be another user's
// to write.
void make_folder(const fs::path& folder, const SystemUser& user, mode_t mode) {
    if (::mkdir(folder.c_str(), mode) != 0 && errno != EEXIST)
        fail("make the folder " + folder.string());
    const FileDescriptor opened(
        ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
    struct stat status{};
    if (!opened || ::fstat(opened.get(), &status) != 0) fail("open the folder " + folder.string());
    if (status.st_uid != user.id && status.st_uid != ::geteuid())
        throw std::runtime_error("the folder " + folder.string() + " belongs to another user");
    if (status.st_uid != user.id && ::fchown(opened.get(), user.id, user.group) != 0)
        fail("give away the folder " + folder.string());
    if (::fchmod(opened.get(), mode) != 0) fail("set the mode of the folder " + folder.string());
}

// The data folder itself stays ours; PostgreSQL's user need only pass through.
void make_data_folder(const fs::path& folder) {
    std::error_code error;
    if (folder.has_parent_path()) fs::create_directories(folder.parent_path(), error);
    if (error) throw std::system_error(error, "make the folder " + folder.parent_path().string());
    const mode_t mode = ::geteuid() == 0 ? 0711 : 0700;
    if (::mkdir(folder.c_str(), mode) == 0) {
        if (::chmod(folder.c_str(), mode) != 0) // mkdir() takes the umask off
            fail("set the mode of the data folder " + folder.string());
    } else if (errno != EEXIST) {
        fail("make the data folder " + folder.string());
    }
}

SystemUser choose_user(const fs::path& cluster, const std::string& user_when_root) {
    const auto current = SystemUser::current();
    struct stat status{};
    const bool exists = ::stat(cluster.c_str(), &status) == 0;
    if (current.id != 0) {
        if (exists && status.st_uid != current.id) {
            const auto owner = SystemUser::numbered(status.st_uid);
            throw std::runtime_error(fmt::format(
                "the data in {} belongs to user {}, and the server runs as {}", cluster.string(),
                owner ? owner->name : std::to_string(status.st_uid), current.name));
        }
        return current;
    }
    if (exists && status.st_uid != 0)
        if (const auto owner = SystemUser::numbered(status.st_uid)) return *owner;
    const auto user = SystemUser::named(user_when_root);
    if (!user)
        throw std::runtime_error(fmt::format(
            "started as root, and there is no user {} to run PostgreSQL as: install postgresql-{}, "
            "or set DATABASE_URL",
            user_when_root, oldest_postgres));
    return *user;
}

// A socket's path has 107 bytes at most (sockaddr_un); PostgreSQL keeps a lock file beside it.
fs::path choose_socket_folder(const fs::path& cluster) {
    constexpr auto limit = sizeof(sockaddr_un::sun_path) - sizeof("/.s.PGSQL.5432.lock");
    auto folder = cluster / "socket";
    if (folder.string().size() <= limit) return folder;
    const auto name = fmt::format("socialflow-{:016x}", std::hash<std::string>{}(cluster.string()));
    return fs::path(::geteuid() == 0 ? "/run" : "/tmp") / name;
}

void synchronise(const fs::path& folder) {
    const FileDescriptor opened(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!opened || ::fsync(opened.get()) != 0) fail("synchronise the folder " + folder.string());
}

// Empty: nothing speaks for a full disk. The log lies on the same disk, and what PostgreSQL says of
// it may not find room there any more; so the disk is asked too.
std::string sign_of_full_disk(std::string_view said, const fs::path& folder) {
    for (const auto* sign : {"No space left on device", "Disk quota exceeded", "File too large"})
        if (said.find(sign) != said.npos) return sign;
    constexpr std::uintmax_t least = 64 << 10; // bytes; a start of PostgreSQL writes more
    std::error_code unknown;
    const auto space = fs::space(folder, unknown);
    if (unknown || space.available >= least) return {};
    return fmt::format("{} bytes are free", space.available);
}

} // namespace

ClusterFolder::ClusterFolder(const fs::path& data_folder, const std::string& user_when_root)
    : root_(fs::absolute(data_folder).lexically_normal()), cluster_(root_ / "cluster") {
    if (!root_.has_filename()) root_ = root_.parent_path(); // a slash at the end
    cluster_ = root_ / "cluster";
    make_data_folder(root_);
    user_ = choose_user(cluster_, user_when_root);
    socket_ = choose_socket_folder(cluster_);
    make_folder(cluster_, user_, 0700);
    check_reachable();
    make_folder(socket_, user_, 0700);
}

void ClusterFolder::check_reachable() const {
    const auto reachable = [&](const fs::path& folder) {
        return run_to_end(command({"/usr/bin/test", "-x", folder.string()}, {})).success();
    };
    // Not in the folder itself: there the question would be answered by a failing chdir().
    if (user_.id == ::geteuid() || reachable(cluster_)) return;
    auto closed = root_;
    while (closed.has_relative_path() && !reachable(closed.parent_path()))
        closed = closed.parent_path();
    throw std::runtime_error(
        fmt::format("started as root, PostgreSQL runs as user {}, who cannot reach the data folder "
                    "{}: {} is closed to "
                    "others. Choose another folder with --data",
                    user_.name, root_.string(), closed.string()));
}

void ClusterFolder::prepare(bool durable) {
    find_programs();
    if (!fs::exists(data() / "PG_VERSION")) initialise(durable);
    std::error_code none_yet;
    if (const auto size = fs::file_size(log(), none_yet); !none_yet && size > log_limit_bytes)
        fs::rename(log(), root_ / "postgres.log.1");
}

// The version that wrote the data, else the newest.
void ClusterFolder::find_programs() {
    const auto versions = installed_postgres("postgres");
    const auto written_by = first_line(data() / "PG_VERSION");
    if (written_by.empty()) {
        if (versions.empty() || versions.rbegin()->first < oldest_postgres)
            throw std::runtime_error(fmt::format(
                "no PostgreSQL server of version {} or later under {} (installed: {}): install "
                "postgresql-{}, or set DATABASE_URL",
                oldest_postgres, postgres_root.string(), list_of(versions), oldest_postgres));
        programs_ = versions.rbegin()->second;
        return;
    }
    for (const auto& [major, folder] : versions)
        if (std::to_string(major) == written_by && major >= oldest_postgres) {
            programs_ = folder;
            return;
        }
    throw std::runtime_error(
        fmt::format("the data in {0} was written by PostgreSQL {1}; installed: {2}. Install "
                    "postgresql-{1} to use it, "
                    "or move it to a newer version with pg_upgrade",
                    data().string(), written_by, list_of(versions)));
}

void ClusterFolder::initialise(bool durable) const {
    const auto fresh = cluster_ / "data.new";
    const auto log = root_ / "initdb.log";
    fs::remove_all(fresh);
    fs::remove(log);
    std::vector<std::string> arguments{(programs_ / "initdb").string(),
                                       "--pgdata=" + fresh.string(),
                                       "--username=socialflow",
                                       "--auth=trust", // whoever can reach the socket: 0700
                                       "--encoding=UTF8",
                                       "--locale=C.UTF-8",
                                       "--data-checksums",
                                       "--no-instructions"};
    if (!durable) arguments.emplace_back("--no-sync");
    if (const auto status = run_to_end(command(std::move(arguments), log)); !status.success()) {
        const auto message = explain("initdb failed (" + status.describe() + ")", log);
        fs::remove_all(fresh);
        throw std::runtime_error(message);
    }
    fs::rename(fresh, data());
    if (durable) synchronise(cluster_);
}

void ClusterFolder::clear_leftovers() const {
    end_leftovers(data(), shutdown_patience);
    fs::remove(data() / "postmaster.pid");
}

ChildCommand ClusterFolder::command(std::vector<std::string> arguments, fs::path output) const {
    return {.arguments = std::move(arguments),
            .environment = {"PATH=/usr/bin:/bin", "LC_ALL=C.UTF-8", "TZ=UTC", "HOME=/"},
            .folder = "/",
            .output = std::move(output),
            .user = user_};
}

std::string ClusterFolder::explain(const std::string& what, const fs::path& log) const {
    const auto said = tail_of(log);
    const auto full = sign_of_full_disk(said, root_);
    if (full.empty()) return fmt::format("{}\n{}", what, said);
    return fmt::format("{}: the disk of {} is full ({}). Make room and start again\n{}", what,
                       root_.string(), full, said);
}

} // namespace db
