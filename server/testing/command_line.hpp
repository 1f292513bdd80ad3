// The real program, called as an operator calls it.
#pragma once
#include <chrono>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "platform/db/child_process.hpp"
#include "testing/paths.hpp"
#include "testing/temporary_folder.hpp"

struct CommandLineProgram {
    testing_paths::TemporaryFolder folder;
    std::filesystem::path data = folder.path() / "data";
    std::string database; // DATABASE_URL; empty: the private one of the data folder

    db::ChildCommand command(const std::vector<std::string>& words,
                             const std::vector<std::string>& more_environment = {}) const {
        db::ChildCommand made{
            .arguments = {testing_paths::server_binary()},
            .environment = testing_paths::server_environment({"SOCIALFLOW_DATA=" + data.string()}),
            .output = output()};
        made.arguments.insert(made.arguments.end(), words.begin(), words.end());
        if (!database.empty()) made.environment.push_back("DATABASE_URL=" + database);
        made.environment.insert(made.environment.end(), more_environment.begin(),
                                more_environment.end());
        return made;
    }
    // "0: what it said", both channels. `input` is a line on its standard input.
    std::string run(const std::vector<std::string>& words,
                    const std::vector<std::string>& more_environment = {},
                    const std::string& input = "") const {
        std::filesystem::remove(output());
        db::ChildProcess program(told(command(words, more_environment), input));
        const auto status = program.wait(std::chrono::minutes(2));
        return (status ? std::to_string(status->code) : "it still runs") + ": " + said();
    }
    std::string said() const {
        std::ifstream in(output());
        return {std::istreambuf_iterator<char>(in), {}};
    }

  private:
    std::filesystem::path output() const { return folder.path() / "output"; }
    static db::ChildCommand told(db::ChildCommand command, const std::string& line) {
        const std::vector<std::string> shell{"/bin/sh", "-c",
                                             R"(printf '%s\n' "$LINE" | "$0" "$@")"};
        command.arguments.insert(command.arguments.begin(), shell.begin(), shell.end());
        command.environment.push_back("LINE=" + line);
        return command;
    }
};
