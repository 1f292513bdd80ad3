#include "testing/test_cluster.hpp"

#include <fmt/format.h>
#include <sodium.h>
#include <unistd.h>

#include <atomic>
#include <cstdlib>
#include <mutex>
#include <optional>

#include "platform/db/database.hpp"
#include "platform/db/private_cluster.hpp"
#include "testing/temporary_folder.hpp"

namespace {

// Several test programs, each with pools of several connections, on one cluster.
const db::PrivateClusterOptions throwaway{
    .durable = false,
    .settings = {"max_connections=300", "wal_level=minimal", "max_wal_senders=0"}};

// One name for the same files, so that programs of one run share the template.
std::string template_name(const EmbeddedFiles& files) {
    std::string all;
    for (const auto& [name, file] : files) all += fmt::format("{}\n{}\n", name, file.view());
    unsigned char hash[crypto_generichash_BYTES_MIN];
    crypto_generichash(hash, sizeof hash, reinterpret_cast<const unsigned char*>(all.data()),
                       all.size(), nullptr, 0);
    std::string name = "template_";
    for (const auto byte : hash) name += fmt::format("{:02x}", byte);
    return name;
}

bool exists(db::Connection& connection, const std::string& database) {
    const db::Params name{database};
    const db::Command command{"exists", "SELECT FROM pg_database WHERE datname = $1", name};
    return !connection.run({&command, 1})[0].empty();
}

} // namespace

struct TestCluster::State {
    // The order matters: the cluster ends before its folder.
    std::optional<testing_paths::TemporaryFolder> folder;
    std::optional<db::PrivateCluster> own;
    std::string conninfo;
    std::mutex making_template;
};

TestCluster& TestCluster::shared() {
    static TestCluster cluster;
    return cluster;
}

TestCluster::TestCluster() : state_(std::make_unique<State>()) {
    if (const char* given = std::getenv("SOCIALFLOW_TEST_CLUSTER")) {
        state_->conninfo = given;
        return;
    }
    state_->folder.emplace();
    state_->own.emplace(state_->folder->path(), throwaway);
    state_->conninfo = state_->own->conninfo("postgres");
}

TestCluster::~TestCluster() = default;

const std::string& TestCluster::conninfo() const {
    return state_->conninfo;
}

// The last of two keywords wins.
std::string TestCluster::conninfo(const std::string& database) const {
    return state_->conninfo + " dbname=" + database;
}

std::string TestCluster::database_with(const EmbeddedFiles& files) {
    const std::lock_guard lock(state_->making_template);
    const auto name = template_name(files);
    db::Connection connection(state_->conninfo);
    connection.run_script("SET statement_timeout = 0; SET lock_timeout = 0");
    // Other programs of the run want it, too.
    connection.run_script("SELECT pg_advisory_lock(hashtext('" + name + "'))");
    if (exists(connection, name)) return name;
    const auto unfinished = name + "_new";
    connection.run_script("DROP DATABASE IF EXISTS " + unfinished);
    connection.run_script("CREATE DATABASE " + unfinished);
    db::migrate(conninfo(unfinished), files);
    connection.run_script("ALTER DATABASE " + unfinished + " RENAME TO " + name);
    return name;
}

TestDatabase::TestDatabase(const EmbeddedFiles& files) {
    static std::atomic<int> last_number = 0;
    auto& cluster = TestCluster::shared();
    name_ = fmt::format("test_{}_{}", ::getpid(), ++last_number);
    conninfo_ = cluster.conninfo(name_);
    const auto origin = cluster.database_with(files);
    db::Connection connection(cluster.conninfo());
    connection.run_script("SET statement_timeout = 0");
    connection.run_script(fmt::format("CREATE DATABASE {} TEMPLATE {}", name_, origin));
}

TestDatabase::~TestDatabase() {
    db::Connection connection(TestCluster::shared().conninfo());
    connection.run_script("SET statement_timeout = 0");
    connection.run_script("DROP DATABASE IF EXISTS " + name_ + " WITH (FORCE)");
}
