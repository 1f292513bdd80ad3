// A PostgreSQL of our own in the data folder, for whoever has no DATABASE_URL.
#pragma once
#include <atomic>
#include <chrono>
#include <filesystem>
#include <future>
#include <string>
#include <thread>
#include <vector>

#include "platform/db/cluster_folder.hpp"
#include "platform/db/folder_lock.hpp"

namespace db {

struct PrivateClusterOptions {
    // Whom PostgreSQL runs as when we are root, which it refuses to be.
    std::string user_when_root = "postgres";
    // False for tests only: a crash of the machine may then destroy the data.
    bool durable = true;
    // More `name=value`; they win over those of cluster_settings().
    std::vector<std::string> settings;
};

// Owns the cluster of one data folder: makes it at the first start, runs it as a child that nobody
// reaches but through a socket in a 0700 folder, starts it again when it dies, stops it at the end.
// When our process is killed, PostgreSQL stops by itself. The login `socialflow` owns the cluster
// and the database `socialflow`, both with C.UTF-8, UTC and page checksums.
class PrivateCluster {
  public:
    // Returns when the database accepts connections. Throws std::runtime_error in words for the
    // operator: folder out of reach, of another major version, disk full; FolderInUse when another
    // server runs it.
    explicit PrivateCluster(const std::filesystem::path& data_folder,
                            PrivateClusterOptions options = {});
    ~PrivateCluster();
    PrivateCluster(const PrivateCluster&) = delete;
    PrivateCluster& operator=(const PrivateCluster&) = delete;

    // For libpq, to the database `socialflow`.
    const std::string& conninfo() const { return conninfo_; }
    // The same of a cluster that another server runs. Throws std::runtime_error when the folder is
    // out of reach.
    static std::string conninfo_of_running(const std::filesystem::path& data_folder);
    // Another database of the same cluster.
    std::string conninfo(const std::string& database) const;
    // The server's process; 0 while it is down.
    pid_t postmaster() const { return postmaster_; }
    // How often it died and was started again.
    int restarts() const { return restarts_; }

  private:
    void supervise(std::promise<void> first_start);
    void run_once(std::promise<void>* first_start);
    bool stopped_within(std::chrono::milliseconds limit) const;
    void create_database() const;
    void stop();

    PrivateClusterOptions options_;
    ClusterFolder folder_;
    FolderLock lock_;
    std::vector<std::string> settings_;
    std::string conninfo_;
    FileDescriptor stop_; // an eventfd: readable once we are to stop
    std::atomic<pid_t> postmaster_ = 0;
    std::atomic<int> restarts_ = 0;
    std::thread supervisor_; // the last member: it uses the others
};

} // namespace db
