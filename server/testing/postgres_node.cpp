#include "testing/postgres_node.hpp"

#include <fmt/format.h>
#include <sys/eventfd.h>

#include <csignal>
#include <stdexcept>

#include "platform/db/cluster_settings.hpp"
#include "platform/db/connection.hpp"

namespace {

constexpr auto user_when_root = "postgres";
constexpr std::uint64_t memory_bytes = 256 << 20; // several run at once

std::string conninfo_of(const db::ClusterFolder& folder, std::string_view database) {
    return fmt::format("host={} port=5432 user=socialflow dbname={}", folder.socket().string(),
                       database);
}

} // namespace

PostgresNode::PostgresNode(const std::filesystem::path& folder)
    : folder_(folder, user_when_root), never_(::eventfd(0, EFD_CLOEXEC)) {
    folder_.prepare(false);
    start();
    db::Connection(conninfo_of(folder_, "postgres")).run_script("CREATE DATABASE socialflow");
}

PostgresNode::PostgresNode(const std::filesystem::path& folder, const PostgresNode& primary)
    : folder_(folder, user_when_root), never_(::eventfd(0, EFD_CLOEXEC)) {
    const auto log = folder_.root() / "pg_basebackup.log";
    const auto status = db::run_to_end(folder_.command(
        {(primary.folder_.programs() / "pg_basebackup").string(), "--host=" + primary.host(),
         "--port=5432", "--username=socialflow", "--pgdata=" + folder_.data().string(),
         "--write-recovery-conf", "--wal-method=stream", "--checkpoint=fast", "--no-sync"},
        log));
    if (!status.success())
        throw std::runtime_error(folder_.explain("pg_basebackup: " + status.describe(), log));
    folder_.prepare(false);
    start();
}

void PostgresNode::start() {
    folder_.clear_leftovers();
    auto settings = db::cluster_settings(memory_bytes);
    const auto more = db::throwaway_settings();
    settings.insert(settings.end(), more.begin(), more.end());
    running_.emplace(folder_, settings, never_.get());
}

std::string PostgresNode::conninfo() const {
    return conninfo_of(folder_, "socialflow");
}

void PostgresNode::kill() {
    ::kill(running_->id(), SIGKILL);
    running_->wait(never_.get());
}

void PostgresNode::promote() {
    execute("SELECT pg_promote(wait => true)");
}

void PostgresNode::execute(const std::string& script) const {
    db::Connection(conninfo()).run_script(script);
}

std::string PostgresNode::value(const std::string& query) const {
    db::Connection connection(conninfo());
    const db::Command command{"value", query, {}};
    const auto result = std::move(connection.run({&command, 1}).front());
    if (result.rows() != 1) throw std::runtime_error("not one row: " + query);
    return std::string(result.value(0, 0).value_or(""));
}
