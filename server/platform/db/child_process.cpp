#include "platform/db/child_process.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <grp.h>
#include <linux/close_range.h>
#include <poll.h>
#include <pwd.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <fstream>
#include <system_error>

namespace db {
namespace {

constexpr auto forever = std::chrono::milliseconds(-1); // as poll() takes it

std::system_error system_failure(const std::string& what, int error = errno) {
    return {error, std::generic_category(), what};
}

SystemUser user_of(const passwd& entry) {
    SystemUser user{entry.pw_name, entry.pw_uid, entry.pw_gid, {}};
    int count = 64; // more supplementary groups are left out
    user.groups.resize(static_cast<std::size_t>(count));
    if (::getgrouplist(entry.pw_name, entry.pw_gid, user.groups.data(), &count) < 0) count = 64;
    user.groups.resize(static_cast<std::size_t>(count));
    return user;
}

template <class Lookup>
std::optional<SystemUser> look_up(Lookup&& lookup) {
    passwd entry{};
    passwd* found = nullptr;
    std::vector<char> buffer(16384);
    if (lookup(&entry, buffer, &found) != 0 || found == nullptr) return std::nullopt;
    return user_of(*found);
}

// What the child tells us when it cannot become the program.
struct StartFailure {
    int step = 0;
    int error = 0;
};
constexpr std::array steps{"change to the user",          "ask for a signal at our death",
                           "change to the folder",        "redirect its output",
                           "close what it need not have", "execute the program"};

// Everything the child needs, made before fork(): between fork() and execve() only
// async-signal-safe calls are allowed, since another thread may hold the allocator's lock.
struct Preparation {
    explicit Preparation(const ChildCommand& command)
        : folder(command.folder.string()), user(command.user), parent(::getpid()) {
        for (const auto& argument : command.arguments)
            arguments.push_back(const_cast<char*>(argument.c_str()));
        for (const auto& variable : command.environment)
            environment.push_back(const_cast<char*>(variable.c_str()));
        arguments.push_back(nullptr);
        environment.push_back(nullptr);
        change_user = user && ::geteuid() == 0 && user->id != 0;
    }
    std::vector<char*> arguments, environment;
    std::string folder;
    std::optional<SystemUser> user;
    bool change_user = false;
    pid_t parent;
    FileDescriptor input, output, failure;
};

bool become(const SystemUser& user) {
    return ::setgroups(user.groups.size(), user.groups.data()) == 0 && ::setgid(user.group) == 0
           && ::setuid(user.id) == 0;
}

[[noreturn]] void report(const Preparation& prepared, int step) {
    const StartFailure failure{step, errno};
    [[maybe_unused]] const auto written = ::write(prepared.failure.get(), &failure, sizeof failure);
    ::_exit(127);
}

[[noreturn]] void become_the_program(const Preparation& prepared) {
    ::setsid();
    sigset_t none;
    sigemptyset(&none);
    ::sigprocmask(SIG_SETMASK, &none, nullptr);
    for (const int number : {SIGPIPE, SIGINT, SIGTERM, SIGHUP, SIGCHLD, SIGQUIT})
        ::signal(number, SIG_DFL);
    ::umask(077);
    if (prepared.change_user && !become(*prepared.user)) report(prepared, 0);
    // After the change of user, which clears it.
    if (::prctl(PR_SET_PDEATHSIG, SIGINT) != 0) report(prepared, 1);
    if (::getppid() != prepared.parent) ::_exit(127); // we died before the line above
    if (::chdir(prepared.folder.c_str()) != 0) report(prepared, 2);
    if (::dup2(prepared.input.get(), STDIN_FILENO) < 0
        || ::dup2(prepared.output.get(), STDOUT_FILENO) < 0
        || ::dup2(prepared.output.get(), STDERR_FILENO) < 0)
        report(prepared, 3);
    if (::close_range(3, ~0U, CLOSE_RANGE_CLOEXEC) != 0) report(prepared, 4);
    ::execve(prepared.arguments[0], prepared.arguments.data(), prepared.environment.data());
    report(prepared, 5);
}

bool readable(int descriptor, std::chrono::milliseconds limit) {
    const auto deadline = std::chrono::steady_clock::now() + limit;
    for (;;) {
        const auto left = std::chrono::ceil<std::chrono::milliseconds>(
            deadline - std::chrono::steady_clock::now());
        pollfd waiting{descriptor, POLLIN, 0};
        const auto wait =
            limit < limit.zero() ? -1 : std::max<int>(0, static_cast<int>(left.count()));
        const int ready = ::poll(&waiting, 1, wait);
        if (ready >= 0) return ready > 0;
        if (errno != EINTR) throw system_failure("poll");
    }
}

} // namespace

SystemUser SystemUser::current() {
    const auto id = ::geteuid();
    if (auto user = numbered(id)) return *user;
    return {std::to_string(id), id, ::getegid(), {}}; // a container's user without an entry
}

std::optional<SystemUser> SystemUser::named(const std::string& name) {
    return look_up([&](passwd* entry, std::vector<char>& buffer, passwd** found) {
        return ::getpwnam_r(name.c_str(), entry, buffer.data(), buffer.size(), found);
    });
}

std::optional<SystemUser> SystemUser::numbered(uid_t id) {
    return look_up([&](passwd* entry, std::vector<char>& buffer, passwd** found) {
        return ::getpwuid_r(id, entry, buffer.data(), buffer.size(), found);
    });
}

std::string ExitStatus::describe() const {
    return signal != 0 ? fmt::format("signal {}", signal) : fmt::format("exit code {}", code);
}

ChildProcess::ChildProcess(const ChildCommand& command) {
    const auto& program = command.arguments.at(0);
    Preparation prepared(command);
    prepared.input = FileDescriptor(::open("/dev/null", O_RDONLY | O_CLOEXEC));
    const auto output =
        command.output.empty() ? std::filesystem::path("/dev/null") : command.output;
    prepared.output = FileDescriptor(
        ::open(output.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0600));
    if (!prepared.input || !prepared.output) throw system_failure("open " + output.string());
    int ends[2];
    if (::pipe2(ends, O_CLOEXEC) != 0) throw system_failure("pipe");
    FileDescriptor failures(ends[0]);
    prepared.failure = FileDescriptor(ends[1]);

    id_ = ::fork();
    if (id_ < 0) throw system_failure("start " + program);
    if (id_ == 0) become_the_program(prepared);

    prepared.failure.close();
    StartFailure failure;
    const auto received = ::read(failures.get(), &failure, sizeof failure); // ends at execve()
    if (received == sizeof failure) {
        ::waitpid(id_, nullptr, 0);
        throw system_failure(
            fmt::format("start {}: {}", program, steps.at(static_cast<std::size_t>(failure.step))),
            failure.error);
    }
    exit_ = watch_process(id_);
    if (!exit_) {
        const int error = errno;
        ::kill(id_, SIGKILL);
        ::waitpid(id_, nullptr, 0);
        throw system_failure("watch " + program, error);
    }
}

ChildProcess::~ChildProcess() {
    if (status_) return;
    signal(SIGKILL);
    ::waitpid(id_, nullptr, 0);
}

void ChildProcess::signal(int number) const {
    if (!status_) ::kill(id_, number); // not reaped yet, so the number is still its own
}

std::optional<ExitStatus> ChildProcess::wait(std::chrono::milliseconds limit) {
    if (status_) return status_;
    if (!readable(exit_.get(), limit)) return std::nullopt;
    int raw = 0;
    if (::waitpid(id_, &raw, 0) != id_) throw system_failure("waitpid");
    status_ = WIFSIGNALED(raw) ? ExitStatus{0, WTERMSIG(raw)} : ExitStatus{WEXITSTATUS(raw), 0};
    return status_;
}

ExitStatus run_to_end(const ChildCommand& command) {
    ChildProcess child(command);
    return *child.wait(forever);
}

// glibc's pidfd_open() has C++ linkage by mistake in 2.36.
FileDescriptor watch_process(pid_t process) {
    return FileDescriptor(static_cast<int>(::syscall(SYS_pidfd_open, process, 0)));
}

std::string tail_of(const std::filesystem::path& file, std::size_t limit) {
    std::ifstream stream(file, std::ios::binary | std::ios::ate);
    if (!stream) return {};
    const auto size = static_cast<std::size_t>(std::max<std::streamoff>(0, stream.tellg()));
    std::string text(std::min(size, limit), '\0');
    stream.seekg(static_cast<std::streamoff>(size - text.size()));
    stream.read(text.data(), static_cast<std::streamsize>(text.size()));
    return text;
}

} // namespace db
