// A PostgreSQL of a test that nobody starts again when it dies, and copies of it that stream.
#pragma once
#include <filesystem>
#include <optional>

#include "platform/db/cluster_folder.hpp"
#include "platform/db/postmaster.hpp"

class PostgresNode {
  public:
    // An empty database `socialflow`.
    explicit PostgresNode(const std::filesystem::path& folder);
    // A hot standby of `primary`, made by pg_basebackup.
    PostgresNode(const std::filesystem::path& folder, const PostgresNode& primary);

    std::string host() const { return folder_.socket().string(); }
    std::string conninfo() const;
    // Whom it runs as, and who alone may reach it.
    const db::SystemUser& user() const { return folder_.user(); }
    // Kill −9: nothing is said to anybody.
    void kill();
    // Of a standby: from its return on it takes writes.
    void promote();
    // On a connection of its own, as the owner.
    void execute(const std::string& script) const;
    // One value of one row, "" for NULL.
    std::string value(const std::string& query) const;

  private:
    void start();
    db::ClusterFolder folder_;
    FileDescriptor never_; // nobody cancels a start
    std::optional<db::Postmaster> running_;
};
