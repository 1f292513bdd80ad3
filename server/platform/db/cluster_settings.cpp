#include "platform/db/cluster_settings.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>

namespace db {
namespace {

constexpr std::uint64_t megabyte = 1024 * 1024;

std::string megabytes(std::uint64_t bytes) {
    return fmt::format("{}MB", bytes / megabyte);
}

} // namespace

std::uint64_t memory_available() {
    const auto machine = static_cast<std::uint64_t>(::sysconf(_SC_PHYS_PAGES))
                         * static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE));
    std::uint64_t container = 0;
    std::ifstream limit("/sys/fs/cgroup/memory.max"); // "max" when there is none
    return limit >> container ? std::min(machine, container) : machine;
}

std::vector<std::string> cluster_settings(std::uint64_t memory_bytes) {
    // A quarter of the memory, as PostgreSQL's manual advises. A page from the kernel's cache took
    // 14 µs, one that is here less than 1: a book of a million should fit.
    const auto shared = std::clamp(memory_bytes / 4, 128 * megabyte, 4096 * megabyte);
    const auto maintenance = std::clamp(memory_bytes / 16, 32 * megabyte, 256 * megabyte);
    return {
        "listen_addresses=",
        "port=5432", // the name of the socket, nothing more
        "unix_socket_permissions=0700",
        "cluster_name=socialflow",
        "max_connections=100",
        "shared_buffers=" + megabytes(shared),
        "effective_cache_size=" + megabytes(memory_bytes / 10 * 6),
        "work_mem=16MB",
        "maintenance_work_mem=" + megabytes(maintenance),
        "random_page_cost=1.1", // solid state
        "jit=off",              // compiling costs more than our statements
        "fsync=on",
        "full_page_writes=on",
        // Before recovery, one call for the file system instead of one for each file: 0.2 s instead
        // of 3 s.
        "recovery_init_sync_method=syncfs",
        "wal_compression=lz4",
        "max_wal_size=4GB",
        "default_toast_compression=lz4",
        "timezone=UTC",
        "log_timezone=UTC",
        "logging_collector=off", // stderr is ours
        "log_min_messages=log",
        "log_min_error_statement=panic",
        "log_error_verbosity=terse",
        "log_checkpoints=off",
    };
}

std::vector<std::string> warm_start_settings(const std::filesystem::path& programs) {
    const bool installed = std::filesystem::exists(programs.parent_path() / "lib/pg_prewarm.so");
    if (!installed) return {};
    return {"shared_preload_libraries=pg_prewarm"};
}

std::vector<std::string> throwaway_settings() {
    return {"fsync=off",

            "full_page_writes=off",
            "shared_buffers=64MB",
            "autovacuum=off",
            "max_wal_size=1GB",
            "log_min_messages=warning"};
}

} // namespace db
