// Programs that the server starts itself: initdb, postgres, pg_dump.
#pragma once
#include <sys/types.h>

#include <chrono>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "platform/base/file_descriptor.hpp"

namespace db {

// Whom a child runs as.
struct SystemUser {
    std::string name;
    uid_t id = 0;
    gid_t group = 0;
    std::vector<gid_t> groups;
    bool operator==(const SystemUser&) const = default;

    static SystemUser current();
    // nullopt when the system has no such user.
    static std::optional<SystemUser> named(const std::string& name);
    static std::optional<SystemUser> numbered(uid_t id);
};

// How a program ended.
struct ExitStatus {
    int code = 0;   // when it ended by itself
    int signal = 0; // when a signal ended it
    bool operator==(const ExitStatus&) const = default;
    bool success() const { return code == 0 && signal == 0; }
    std::string describe() const; // "exit code 1", "signal 9"
};

struct ChildCommand {
    std::vector<std::string> arguments;   // the first is the absolute path of the program
    std::vector<std::string> environment; // NAME=value; nothing is inherited
    std::filesystem::path folder = "/";   // where it works
    std::filesystem::path output;         // its stdout and stderr are appended to this file
    std::optional<SystemUser> user;       // absent: as we are
};

// A running child in a session of its own (a terminal's Ctrl+C does not reach it before us). It
// gets SIGINT when the thread that started it ends, even by kill −9: start long-lived children from
// a thread that lives as long.
class ChildProcess {
  public:
    // Throws std::system_error that names the step when the program cannot be started.
    explicit ChildProcess(const ChildCommand& command);
    // Whatever still runs is killed.
    ~ChildProcess();
    ChildProcess(const ChildProcess&) = delete;
    ChildProcess& operator=(const ChildProcess&) = delete;

    pid_t id() const { return id_; }
    // Readable, for poll(), once the child has ended.
    int exit_descriptor() const { return exit_.get(); }
    void signal(int number) const;
    // nullopt when it still runs after `limit`.
    std::optional<ExitStatus> wait(std::chrono::milliseconds limit);

  private:
    pid_t id_ = -1;
    FileDescriptor exit_;
    std::optional<ExitStatus> status_;
};

// Runs a program to its end.
ExitStatus run_to_end(const ChildCommand& command);

// Readable, for poll(), once the process has ended; empty when there is no such process.
FileDescriptor watch_process(pid_t process);

// The end of a text file, for error messages: at most `limit` bytes, empty when there is no such
// file.
std::string tail_of(const std::filesystem::path& file, std::size_t limit = 2000);

} // namespace db
