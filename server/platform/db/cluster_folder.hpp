// The private cluster on disk, and what a crash may have left there.
//
//   <data folder>/server.lock      one server a folder
//   <data folder>/postgres.log     what PostgreSQL says; moved to postgres.log.1 at a start when
//   over 16 MB <data folder>/initdb.log <data folder>/cluster/         0700, PostgreSQL's user
//   <data folder>/cluster/data     PostgreSQL's own
//   <data folder>/cluster/socket   0700; elsewhere when the path is too long for a socket
#pragma once
#include <filesystem>

#include "platform/db/child_process.hpp"

namespace db {

class ClusterFolder {
  public:
    // Makes the folders. As root, PostgreSQL runs as `user_when_root`, or as whoever owns the data
    // that is there. Throws std::runtime_error when that user is missing or cannot reach the
    // folder, or the data is another user's.
    ClusterFolder(const std::filesystem::path& data_folder, const std::string& user_when_root);

    // initdb unless there is a cluster, made aside and then renamed: an interrupted one is never
    // used. Throws when the data needs a PostgreSQL that is not installed.
    void prepare(bool durable);

    // Before each start. Backends that outlived a killed postmaster are ended, a postmaster that is
    // shutting down gets 30 s to finish, and a stale postmaster.pid is removed: PostgreSQL itself
    // is fooled when a process of the same user has that number now. Throws when another postmaster
    // keeps running.
    void clear_leftovers() const;

    const std::filesystem::path& root() const { return root_; }
    std::filesystem::path data() const { return cluster_ / "data"; }
    const std::filesystem::path& cluster() const { return cluster_; }
    const std::filesystem::path& socket() const { return socket_; }
    std::filesystem::path log() const { return root_ / "postgres.log"; }
    const std::filesystem::path& programs() const { return programs_; } // known after prepare()
    const SystemUser& user() const { return user_; }

    // A command of PostgreSQL's user with a clean environment.
    ChildCommand command(std::vector<std::string> arguments, std::filesystem::path output) const;
    // `what`, the reason in plain words where one is known, and the end of the log.
    std::string explain(const std::string& what, const std::filesystem::path& log) const;

  private:
    void check_reachable() const;
    void find_programs();
    void initialise(bool durable) const;

    std::filesystem::path root_, cluster_, socket_, programs_;
    SystemUser user_;
};

} // namespace db
