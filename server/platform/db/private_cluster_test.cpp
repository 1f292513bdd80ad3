#include "platform/db/private_cluster.hpp"

#include <gtest/gtest.h>
#include <libpq-fe.h>
#include <sched.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include <csignal>
#include <fstream>
#include <functional>
#include <memory>

#include "platform/db/leftovers.hpp"
#include "testing/eventually.hpp"
#include "testing/temporary_folder.hpp"

namespace db {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;
using testing_time::eventually;

const PrivateClusterOptions fast{.durable = false};

// The first value of the answer, or the error's text after "ERROR: ".
std::string query(const std::string& conninfo, const std::string& sql) {
    const std::unique_ptr<PGconn, decltype(&::PQfinish)> connection(::PQconnectdb(conninfo.c_str()),
                                                                    &::PQfinish);
    const std::unique_ptr<PGresult, decltype(&::PQclear)> result(
        ::PQexec(connection.get(), sql.c_str()), &::PQclear);
    const auto status = ::PQresultStatus(result.get());
    if (status == PGRES_COMMAND_OK) return "";
    if (status != PGRES_TUPLES_OK)
        return "ERROR: " + std::string(::PQerrorMessage(connection.get()));
    return ::PQntuples(result.get()) > 0 ? ::PQgetvalue(result.get(), 0, 0) : "";
}

std::string failure_of(const std::function<void()>& action) {
    try {
        action();
    } catch (const std::exception& error) {
        return error.what();
    }
    return "no failure";
}

std::string failure_to_start(const fs::path& folder) {
    return failure_of([&] { const PrivateCluster cluster(folder, fast); });
}

void write_file(const fs::path& file, const std::string& text) {
    std::ofstream(file) << text;
}

uid_t owner_of(const fs::path& path) {
    struct stat status{};
    return ::stat(path.c_str(), &status) == 0 ? status.st_uid : static_cast<uid_t>(-1);
}

int mode_of(const fs::path& path) {
    struct stat status{};
    return ::stat(path.c_str(), &status) == 0 ? static_cast<int>(status.st_mode & 07777) : -1;
}

class PrivateClusterTest : public testing::Test {
  protected:
    fs::path data() const { return folder_.path() / "data"; }
    void make_cluster_with_a_row() const {
        const PrivateCluster cluster(data(), fast);
        ASSERT_EQ(query(cluster.conninfo(), "CREATE TABLE kept AS SELECT 42 AS value"), "");
    }
    static std::string row_of(const PrivateCluster& cluster) {
        return query(cluster.conninfo(), "SELECT value FROM kept");
    }
    testing_paths::TemporaryFolder folder_;
};

// The same suite under the name that `bin/test faults` runs.
class PrivateClusterFaults : public PrivateClusterTest {};

TEST_F(PrivateClusterTest, is_made_durable_in_utf8_and_utc_with_checksums) {
    const PrivateCluster cluster(data());
    const auto setting = [&](const std::string& name) {
        return query(cluster.conninfo(), "SHOW " + name);
    };
    EXPECT_EQ(setting("fsync"), "on");
    EXPECT_EQ(setting("full_page_writes"), "on");
    EXPECT_EQ(setting("synchronous_commit"), "on");
    EXPECT_EQ(setting("data_checksums"), "on");
    EXPECT_EQ(setting("server_encoding"), "UTF8");
    EXPECT_EQ(setting("lc_collate"), "C.UTF-8");
    EXPECT_EQ(setting("timezone"), "UTC");
    EXPECT_EQ(setting("listen_addresses"), "");
    EXPECT_EQ(query(cluster.conninfo(), "SELECT current_database() || ' ' || current_user"),
              "socialflow socialflow");
}

TEST_F(PrivateClusterTest, is_closed_to_other_users_and_never_runs_as_root) {
    const PrivateCluster cluster(data(), fast);
    EXPECT_NE(owner_of("/proc/" + std::to_string(cluster.postmaster())), 0U);
    EXPECT_EQ(mode_of(data() / "cluster"), 0700);
    EXPECT_EQ(mode_of(data() / "cluster/socket"), 0700);
    EXPECT_EQ(mode_of(data() / "cluster/data"), 0700);
    EXPECT_EQ(mode_of(data() / "postgres.log"), 0600);
    EXPECT_EQ(mode_of(data() / "server.lock"), 0600);
}

TEST_F(PrivateClusterTest, keeps_committed_rows_over_a_restart_and_leaves_no_process) {
    make_cluster_with_a_row();
    EXPECT_TRUE(postgres_processes_in(data() / "cluster/data").empty());
    const PrivateCluster cluster(data(), fast);
    EXPECT_EQ(row_of(cluster), "42");
}

TEST_F(PrivateClusterTest, takes_settings_over_its_own) {
    const PrivateCluster cluster(data(), {.durable = false, .settings = {"max_connections=33"}});
    EXPECT_EQ(query(cluster.conninfo(), "SHOW max_connections"), "33");
}

TEST_F(PrivateClusterTest, finds_room_for_its_socket_when_the_path_is_too_long) {
    const PrivateCluster cluster(folder_.path() / std::string(100, 'x'), fast);
    EXPECT_EQ(query(cluster.conninfo(), "SELECT 1"), "1");
    const auto socket = query(cluster.conninfo(), "SHOW unix_socket_directories");
    EXPECT_EQ(mode_of(socket), 0700);
    EXPECT_EQ(socket.find("xxx"), std::string::npos);
}

TEST_F(PrivateClusterTest, works_under_a_path_with_blanks_and_quotes) {
    const PrivateCluster cluster(folder_.path() / "Ann's data \\ here", fast);
    EXPECT_EQ(query(cluster.conninfo(), "SELECT 1"), "1");
}

TEST_F(PrivateClusterFaults, killed_postmaster_is_back_with_every_committed_row) {
    const PrivateCluster cluster(data(), fast);
    query(cluster.conninfo(), "CREATE TABLE kept AS SELECT 42 AS value");
    for (int time = 1; time <= 2; ++time) {
        ::kill(cluster.postmaster(), SIGKILL);
        ASSERT_TRUE(eventually(60s, [&] { return cluster.restarts() == time; }));
        EXPECT_EQ(row_of(cluster), "42");
    }
}

TEST_F(PrivateClusterFaults,
       killed_postmaster_is_back_though_a_statement_of_its_life_still_computes) {
    const PrivateCluster cluster(data(), fast);
    const std::unique_ptr<PGconn, decltype(&::PQfinish)> busy(
        ::PQconnectdb(cluster.conninfo().c_str()), &::PQfinish);
    ASSERT_EQ(::PQsendQuery(busy.get(), "SELECT count(*) FROM generate_series(1, 1000000000000)"),
              1);
    ASSERT_TRUE(eventually(60s, [&] {
        return query(cluster.conninfo(),
                     "SELECT count(*) FROM pg_stat_activity WHERE query LIKE 'SELECT count(*) FROM "
                     "generate%' AND state = 'active'")
               == "1";
    }));
    ::kill(cluster.postmaster(), SIGKILL);
    ASSERT_TRUE(eventually(60s, [&] { return cluster.restarts() == 1; }));
    EXPECT_EQ(query(cluster.conninfo(), "SELECT 1"), "1");
}

TEST_F(PrivateClusterFaults, killed_backend_leaves_the_postmaster_in_place) {
    const PrivateCluster cluster(data(), fast);
    const auto before = cluster.postmaster();
    const std::unique_ptr<PGconn, decltype(&::PQfinish)> victim(
        ::PQconnectdb(cluster.conninfo().c_str()), &::PQfinish);
    ::kill(::PQbackendPID(victim.get()), SIGKILL);
    EXPECT_TRUE(eventually(60s, [&] { return query(cluster.conninfo(), "SELECT 1") == "1"; }));
    EXPECT_EQ(cluster.postmaster(), before);
    EXPECT_EQ(cluster.restarts(), 0);
}

// A server in a process of its own, to be killed.
class OtherServer {
  public:
    explicit OtherServer(const fs::path& folder) {
        int ends[2];
        if (::pipe(ends) != 0) throw std::runtime_error("pipe");
        process_ = ::fork();
        if (process_ == 0) serve(folder, ends[1]);
        ::close(ends[1]);
        char ready = 0;
        started_ = ::read(ends[0], &ready, 1) == 1;
        ::close(ends[0]);
    }
    ~OtherServer() { kill(); }
    bool started() const { return started_; }
    pid_t process() const { return process_; }
    void kill() {
        if (process_ <= 0) return;
        ::kill(process_, SIGKILL);
        ::waitpid(process_, nullptr, 0);
        process_ = -1;
    }

  private:
    [[noreturn]] static void serve(const fs::path& folder, int ready) {
        try {
            const PrivateCluster cluster(folder, fast);
            query(cluster.conninfo(), "CREATE TABLE IF NOT EXISTS kept AS SELECT 42 AS value");
            if (::write(ready, "r", 1) == 1)
                for (;;) ::pause();
        } catch (const std::exception& error) {
            std::fputs(error.what(), stderr);
        }
        ::_exit(1);
    }
    pid_t process_ = -1;
    bool started_ = false;
};

TEST_F(PrivateClusterFaults, killed_server_takes_its_postgres_along) {
    OtherServer server(data());
    ASSERT_TRUE(server.started());
    ASSERT_FALSE(postgres_processes_in(data() / "cluster/data").empty());
    server.kill();
    EXPECT_TRUE(
        eventually(60s, [&] { return postgres_processes_in(data() / "cluster/data").empty(); }));
}

TEST_F(PrivateClusterFaults, killed_server_is_followed_at_once_by_one_with_every_committed_row) {
    OtherServer server(data());
    ASSERT_TRUE(server.started());
    server.kill();
    const PrivateCluster cluster(data(), fast);
    EXPECT_EQ(row_of(cluster), "42");
}

TEST_F(PrivateClusterFaults, second_server_on_a_folder_is_told_the_process_of_the_first) {
    OtherServer server(data());
    ASSERT_TRUE(server.started());
    const auto told = failure_to_start(data());
    EXPECT_NE(told.find("in use by another SocialFlow server (process "
                        + std::to_string(server.process()) + ")"),
              std::string::npos)
        << told;
    EXPECT_FALSE(postgres_processes_in(data() / "cluster/data").empty())
        << "the first one was harmed";
}

TEST_F(PrivateClusterFaults, stale_pid_file_that_names_a_living_stranger_is_no_obstacle) {
    make_cluster_with_a_row();
    // PostgreSQL takes any living process of its own user for a postmaster.
    const auto user = SystemUser::numbered(owner_of(data() / "cluster/data"));
    const ChildProcess stranger({.arguments = {"/bin/sleep", "60"}, .user = user});
    const auto pid_file = data() / "cluster/data/postmaster.pid";
    write_file(pid_file, std::to_string(stranger.id()) + "\n" + (data() / "cluster/data").string()
                             + "\n1700000000\n5432\n\n\n  5432001         7\nready   \n");
    const PrivateCluster cluster(data(), fast);
    EXPECT_EQ(row_of(cluster), "42");
    EXPECT_EQ(::kill(stranger.id(), 0), 0);
}

TEST_F(PrivateClusterTest, has_in_memory_after_a_restart_what_it_had_before) {
    {
        const PrivateCluster cluster(data());
        ASSERT_EQ(query(cluster.conninfo(),
                        "CREATE TABLE kept AS SELECT repeat('x', 1000) AS text "
                        "FROM generate_series(1, 1000)"),
                  "");
        ASSERT_EQ(query(cluster.conninfo(), "CREATE EXTENSION pg_buffercache"), "");
    }
    const PrivateCluster cluster(data());
    EXPECT_TRUE(eventually(30s, [&] {
        return query(cluster.conninfo(),
                     "SELECT count(*) > 100 FROM pg_buffercache WHERE relfilenode = "
                     "pg_relation_filenode('kept') AND relforknumber = 0")
               == "t";
    }));
}

TEST_F(PrivateClusterFaults,
       postgres_that_somebody_else_runs_on_the_folder_is_named_and_left_alone) {
    const PrivateCluster cluster(data(), fast); // stands for the one started by hand
    const auto told = failure_of([&] { end_leftovers(data() / "cluster/data", 50ms); });
    EXPECT_NE(told.find("process " + std::to_string(cluster.postmaster())), std::string::npos)
        << told;
    EXPECT_EQ(query(cluster.conninfo(), "SELECT 1"), "1");
}

TEST_F(PrivateClusterFaults, data_of_another_version_is_refused_with_both_versions) {
    make_cluster_with_a_row();
    write_file(data() / "cluster/data/PG_VERSION", "13\n");
    const auto told = failure_to_start(data());
    EXPECT_NE(told.find("was written by PostgreSQL 13; installed: 15"), std::string::npos) << told;
    write_file(data() / "cluster/data/PG_VERSION", "15\n");
    const PrivateCluster cluster(data(), fast);
    EXPECT_EQ(row_of(cluster), "42");
}

TEST_F(PrivateClusterFaults, interrupted_initdb_is_thrown_away) {
    fs::create_directories(data() / "cluster/data.new/base");
    write_file(data() / "cluster/data.new/PG_VERSION", "15\n");
    const PrivateCluster cluster(data(), fast);
    EXPECT_EQ(query(cluster.conninfo(), "SELECT 1"), "1");
    EXPECT_FALSE(fs::exists(data() / "cluster/data.new"));
}

TEST_F(PrivateClusterFaults, setting_that_postgres_refuses_is_shown_in_its_own_words) {
    const auto told = failure_of([&] {
        const PrivateCluster cluster(data(),
                                     {.durable = false, .settings = {"max_connections=many"}});
    });
    EXPECT_NE(told.find("PostgreSQL did not start (exit code 1)"), std::string::npos) << told;
    EXPECT_NE(told.find("max_connections"), std::string::npos) << told;
}

TEST_F(PrivateClusterFaults, folder_out_of_reach_is_named) {
    const auto closed = folder_.path() / "closed";
    fs::create_directory(closed);
    // As root, PostgreSQL's user cannot pass; as an ordinary user, we cannot write.
    fs::permissions(closed, ::geteuid() == 0 ? fs::perms::owner_all
                                             : fs::perms::owner_read | fs::perms::owner_exec);
    const auto told = failure_to_start(closed / "data");
    EXPECT_NE(told.find(closed.string()), std::string::npos) << told;
    EXPECT_NE(told.find(::geteuid() == 0 ? "cannot reach" : "Permission denied"), std::string::npos)
        << told;
    fs::permissions(closed, fs::perms::owner_all);
}

// Mounts a disk of `size` on `folder`, seen by this process and its children only. An ordinary user
// becomes the owner of a user namespace for that, under the same name.
bool mount_small_disk(const fs::path& folder, const std::string& size) {
    const auto user = std::to_string(::geteuid()), group = std::to_string(::getegid());
    const bool root = ::geteuid() == 0;
    if (::unshare(root ? CLONE_NEWNS : CLONE_NEWNS | CLONE_NEWUSER) != 0) return false;
    if (!root) {
        write_file("/proc/self/setgroups", "deny");
        write_file("/proc/self/uid_map", user + " " + user + " 1");
        write_file("/proc/self/gid_map", group + " " + group + " 1");
    }
    return ::mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0
           && ::mount("tmpfs", folder.c_str(), "tmpfs", 0, ("mode=0711,size=" + size).c_str()) == 0;
}

// Runs `body` in a process where `folder` is a small disk; where the kernel does not allow that,
// files are bounded to 4 MB instead, which PostgreSQL meets in the same places.
std::string on_a_small_disk(const fs::path& folder, const std::string& size,
                            const std::function<std::string()>& body) {
    int ends[2];
    if (::pipe(ends) != 0) return "pipe failed";
    const auto process = ::fork();
    if (process == 0) {
        ::close(ends[0]);
        if (!mount_small_disk(folder, size)) {
            ::signal(SIGXFSZ, SIG_IGN);
            const rlimit four_megabytes{4 << 20, 4 << 20};
            ::setrlimit(RLIMIT_FSIZE, &four_megabytes);
        }
        const auto text = body();
        const bool written =
            ::write(ends[1], text.data(), text.size()) == static_cast<ssize_t>(text.size());
        ::_exit(written ? 0 : 1);
    }
    ::close(ends[1]);
    std::string text;
    char buffer[4096];
    for (ssize_t size_read = 0; (size_read = ::read(ends[0], buffer, sizeof buffer)) > 0;)
        text.append(buffer, static_cast<std::size_t>(size_read));
    ::close(ends[0]);
    ::waitpid(process, nullptr, 0);
    return text;
}

// The next byte needs a page of the disk's.
void fill_up_last_page(const fs::path& file) {
    constexpr std::size_t page = 4096;
    std::ofstream(file, std::ios::app) << std::string(page - fs::file_size(file) % page, '\n');
}

TEST_F(PrivateClusterFaults, full_disk_at_the_first_start_is_said_and_nothing_is_left_behind) {
    fs::create_directory(data());
    const auto told = on_a_small_disk(data(), "20m", [&] {
        const auto message = failure_to_start(data());
        return message + (fs::exists(data() / "cluster/data.new") ? " LEFT BEHIND" : "");
    });
    EXPECT_NE(told.find("the disk of " + data().string() + " is full"), std::string::npos) << told;
    EXPECT_EQ(told.find("LEFT BEHIND"), std::string::npos) << told;
}

TEST_F(PrivateClusterFaults, full_disk_at_a_later_start_is_said_and_room_cures_it) {
    fs::create_directory(data());
    const auto told = on_a_small_disk(data(), "120m", [&]() -> std::string {
        {
            OtherServer killed(data());
        } // recovery needs room
        // Its PostgreSQL goes a moment later, and would free some just after the disk was filled.
        if (!eventually(60s,
                        [&] { return postgres_processes_in(data() / "cluster/data").empty(); }))
            return "the killed server's PostgreSQL stays";
        fill_up_last_page(data() / "postgres.log"); // what PostgreSQL says of the disk gets lost
        const auto filler = data() / "filler";
        if (std::ofstream fill(filler, std::ios::binary); fill)
            while (fill.write(std::string(1 << 16, 'x').data(), 1 << 16).flush()) {
            }
        const auto full = failure_to_start(data());
        fs::remove(filler);
        return full + "\nTHEN " + failure_to_start(data());
    });
    EXPECT_NE(told.find("is full"), std::string::npos) << told;
    const bool disk_was_small = told.find("File too large") == std::string::npos;
    EXPECT_TRUE(!disk_was_small || told.find("THEN no failure") != std::string::npos) << told;
}

} // namespace
} // namespace db
