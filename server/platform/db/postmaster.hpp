// One run of a PostgreSQL server, from its start to its end.
#pragma once
#include "platform/db/cluster_folder.hpp"

namespace db {

class Postmaster {
  public:
    // Starts it and waits until it accepts connections, recovery after a crash included (at most 10
    // minutes), or until `cancelled` becomes readable. Throws std::runtime_error with what
    // PostgreSQL said.
    Postmaster(const ClusterFolder& folder, const std::vector<std::string>& settings,
               int cancelled);
    // Stops it: sessions are ended, a checkpoint is written (fast shutdown, 60 s at most, then
    // harder means).
    ~Postmaster();

    pid_t id() const { return process_.id(); }
    // Returns the exit status when it ended by itself, nullopt when `cancelled` became readable.
    std::optional<ExitStatus> wait(int cancelled);

  private:
    void wait_until_ready(const ClusterFolder& folder, int cancelled);
    ChildProcess process_;
};

} // namespace db
