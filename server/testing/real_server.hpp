// The real program as a server of its own, to be killed and stopped.
#pragma once
#include <signal.h>

#include <fstream>

#include "platform/db/child_process.hpp"
#include "testing/eventually.hpp"
#include "testing/paths.hpp"

// `socialflow serve` on a free port, with its own PostgreSQL in the folder unless a database is
// named. Killed at the end if it still runs. `more_environment`: "NAME=value" each.
class RealServer {
  public:
    explicit RealServer(const std::filesystem::path& data, const std::string& database = {},
                        const std::vector<std::string>& more_environment = {})
        : output_(data.string() + ".log"), process_(command(data, database, more_environment)) {
        const bool ready = testing_time::eventually(std::chrono::seconds(60), [&] {
            static constexpr std::string_view mark = "ready http://localhost:";
            const auto text = output();
            const auto found = text.find(mark);
            if (found == text.npos || text.find('\n', found) == text.npos) return false;
            port_ = static_cast<std::uint16_t>(std::stoi(text.substr(found + mark.size())));
            return true;
        });
        if (!ready) throw std::runtime_error("the server did not start: " + output());
    }

    std::uint16_t port() const { return port_; }
    void kill() {
        process_.signal(SIGKILL);
        process_.wait(std::chrono::seconds(10));
    }
    void ask_to_stop() { process_.signal(SIGTERM); }
    // "exit code 0", or that it still runs.
    std::string end_within(std::chrono::milliseconds limit) {
        const auto status = process_.wait(limit);
        return status ? status->describe() : "still running";
    }
    std::string output() const {
        std::ifstream in(output_);
        return {std::istreambuf_iterator<char>(in), {}};
    }

  private:
    db::ChildCommand command(const std::filesystem::path& data, const std::string& database,
                             const std::vector<std::string>& more_environment) const {
        std::filesystem::remove(output_); // of the one before
        db::ChildCommand command{
            .arguments = {testing_paths::server_binary(), "serve", "--data", data, "--port", "0",
                          "--empty", "--rate-limit-percent", "0"},
            .environment = testing_paths::server_environment(more_environment),
            .output = output_};
        if (!database.empty()) command.environment.push_back("DATABASE_URL=" + database);
        return command;
    }

    std::filesystem::path output_;
    db::ChildProcess process_;
    std::uint16_t port_ = 0;
};
