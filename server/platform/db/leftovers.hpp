// PostgreSQL processes that outlived whoever started them.
#pragma once
#include <sys/types.h>

#include <chrono>
#include <filesystem>
#include <vector>

namespace db {

// The PostgreSQL processes of a cluster: each of them works in its data folder.
std::vector<pid_t> postgres_processes_in(const std::filesystem::path& data);

// Returns when no process works in a cluster's data folder any more; the caller holds the folder's
// lock, so none of them has a living server. Backends without a postmaster are ended. A postmaster
// has `patience` to finish its shutdown, then std::runtime_error: somebody runs it by hand.
void end_leftovers(const std::filesystem::path& data, std::chrono::milliseconds patience);

} // namespace db
