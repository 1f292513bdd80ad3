#include "platform/db/postmaster.hpp"

#include <fmt/format.h>
#include <poll.h>

#include <array>
#include <csignal>
#include <fstream>
#include <stdexcept>

namespace db {
namespace {

using namespace std::chrono_literals;
using SteadyClock = std::chrono::steady_clock;

constexpr auto start_limit = 10min;
constexpr auto ready_poll = 10ms;
constexpr auto no_limit = -1ms;

ChildCommand start_command(const ClusterFolder& folder, const std::vector<std::string>& settings) {
    std::vector<std::string> arguments{(folder.programs() / "postgres").string(), "-D",
                                       folder.data().string(), "-k", folder.socket().string()};
    for (const auto& setting : settings) {
        arguments.emplace_back("-c");
        arguments.push_back(setting);
    }
    return folder.command(std::move(arguments), folder.log());
}

// postmaster.pid: the first line is the process, the eighth its state (pg_ctl reads the same).
bool says_ready(const std::filesystem::path& data, pid_t process) {
    std::ifstream stream(data / "postmaster.pid");
    std::array<std::string, 8> lines;
    for (auto& line : lines)
        if (!std::getline(stream, line)) return false;
    return lines.front() == std::to_string(process) && lines.back().starts_with("ready");
}

struct Awaited {
    bool ended = false;
    bool cancelled = false;
};

Awaited await(int ended, int cancelled, std::chrono::milliseconds limit) {
    std::array<pollfd, 2> waiting{pollfd{ended, POLLIN, 0}, pollfd{cancelled, POLLIN, 0}};
    if (::poll(waiting.data(), waiting.size(), static_cast<int>(limit.count())) <= 0) return {};
    return {waiting[0].revents != 0, waiting[1].revents != 0};
}

} // namespace

Postmaster::Postmaster(const ClusterFolder& folder, const std::vector<std::string>& settings,
                       int cancelled)
    : process_(start_command(folder, settings)) {
    wait_until_ready(folder,
                     cancelled); // when it throws, the child is killed; it has served nobody yet
}

void Postmaster::wait_until_ready(const ClusterFolder& folder, int cancelled) {
    const auto deadline = SteadyClock::now() + start_limit;
    while (!says_ready(folder.data(), id())) {
        const auto awaited = await(process_.exit_descriptor(), cancelled, ready_poll);
        if (awaited.ended)
            throw std::runtime_error(folder.explain(
                fmt::format("PostgreSQL did not start ({})", process_.wait(no_limit)->describe()),
                folder.log()));
        if (awaited.cancelled) throw std::runtime_error("the start of PostgreSQL was cancelled");
        if (SteadyClock::now() > deadline)
            throw std::runtime_error(
                folder.explain("PostgreSQL was not ready after 10 minutes", folder.log()));
    }
}

Postmaster::~Postmaster() {
    constexpr std::array<std::pair<int, std::chrono::seconds>, 3> means{
        {{SIGINT, 60s}, {SIGQUIT, 5s}, {SIGKILL, 5s}}};
    for (const auto& [signal, limit] : means) {
        process_.signal(signal);
        if (process_.wait(limit)) return;
    }
}

std::optional<ExitStatus> Postmaster::wait(int cancelled) {
    for (;;) {
        const auto awaited = await(process_.exit_descriptor(), cancelled, no_limit);
        if (awaited.cancelled) return std::nullopt;
        if (awaited.ended) return process_.wait(no_limit);
    }
}

} // namespace db
