#include "platform/db/leftovers.hpp"

#include <fmt/format.h>
#include <poll.h>
#include <sys/stat.h>

#include <algorithm>
#include <charconv>
#include <csignal>
#include <fstream>
#include <stdexcept>

#include "platform/db/child_process.hpp"

namespace db {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

constexpr auto quit_limit = 5s;

// False when the process still runs after `limit`. It is no child of ours, so its end is all there
// is to wait for.
bool ends_within(pid_t process, std::chrono::milliseconds limit) {
    const auto watched = watch_process(process);
    if (!watched) return true; // gone already
    pollfd waiting{watched.get(), POLLIN, 0};
    return ::poll(&waiting, 1, static_cast<int>(limit.count())) > 0;
}

bool is_postgres(const fs::path& process) {
    std::ifstream stream(process / "comm");
    std::string name;
    return std::getline(stream, name) && name == "postgres";
}

pid_t recorded_postmaster(const fs::path& data) {
    pid_t process = 0;
    std::ifstream(data / "postmaster.pid") >> process;
    return process;
}

} // namespace

std::vector<pid_t> postgres_processes_in(const fs::path& data) {
    std::vector<pid_t> found;
    struct stat wanted{}, working{};
    if (::stat(data.c_str(), &wanted) != 0) return found;
    for (const auto& entry : fs::directory_iterator("/proc")) {
        const auto name = entry.path().filename().string();
        pid_t process = 0;
        if (std::from_chars(name.data(), name.data() + name.size(), process).ec != std::errc())
            continue;
        if (::stat((entry.path() / "cwd").c_str(), &working) != 0)
            continue; // ended, or another user's
        if (working.st_dev != wanted.st_dev || working.st_ino != wanted.st_ino) continue;
        if (is_postgres(entry.path())) found.push_back(process); // and not somebody's shell
    }
    return found;
}

void end_leftovers(const fs::path& data, std::chrono::milliseconds patience) {
    const auto postmaster = recorded_postmaster(data);
    const auto present = postgres_processes_in(data);
    const bool runs = std::find(present.begin(), present.end(), postmaster) != present.end();
    if (runs && !ends_within(postmaster, patience))
        throw std::runtime_error(fmt::format(
            "a PostgreSQL that this server did not start (process {}) runs on {}: stop it first",
            postmaster, data.string()));
    // Backends without a postmaster: PostgreSQL would wait for them, however long their statement
    // takes.
    for (const int signal : {SIGQUIT, SIGKILL})
        for (const auto orphan : postgres_processes_in(data)) {
            ::kill(orphan, signal);
            ends_within(orphan, quit_limit);
        }
}

} // namespace db
