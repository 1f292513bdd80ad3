#include "platform/db/child_process.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <csignal>
#include <system_error>

#include "testing/temporary_folder.hpp"

namespace db {
namespace {

using namespace std::chrono_literals;

class ChildProcessTest : public testing::Test {
  protected:
    ChildCommand shell(const std::string& script) {
        return {.arguments = {"/bin/sh", "-c", script}, .output = output()};
    }
    std::filesystem::path output() const { return folder_.path() / "output"; }
    testing_paths::TemporaryFolder folder_;
};

TEST_F(ChildProcessTest, tells_how_the_program_ended) {
    EXPECT_TRUE(run_to_end(shell("exit 0")).success());
    EXPECT_EQ(run_to_end(shell("exit 3")).describe(), "exit code 3");
    EXPECT_EQ(run_to_end(shell("kill -9 $$")).describe(), "signal 9");
}

TEST_F(ChildProcessTest, appends_both_outputs_to_the_file) {
    run_to_end(shell("echo first"));
    run_to_end(shell("echo second >&2"));
    EXPECT_EQ(tail_of(output()), "first\nsecond\n");
    EXPECT_EQ(tail_of(output(), 7), "second\n");
}

TEST_F(ChildProcessTest, inherits_neither_environment_nor_descriptors) {
    ::setenv("SOCIALFLOW_SECRET", "x", 1);
    const FileDescriptor open_file(::dup(STDIN_FILENO)); // without close-on-exec
    auto command = shell("env; ls /proc/self/fd");
    command.environment = {"PATH=/usr/bin:/bin"};
    run_to_end(command);
    ::unsetenv("SOCIALFLOW_SECRET");
    const auto text = tail_of(output());
    EXPECT_EQ(text.find("SOCIALFLOW_SECRET"), std::string::npos) << text;
    EXPECT_NE(text.find("0\n1\n2\n3\n"), std::string::npos)
        << text; // 3 is the folder that ls reads
    EXPECT_EQ(text.find("4\n"), std::string::npos) << text;
}

TEST_F(ChildProcessTest, names_the_step_that_failed) {
    const auto failure = [](const ChildCommand& command) -> std::string {
        try {
            ChildProcess child(command);
        } catch (const std::system_error& error) {
            return error.what();
        }
        return "started";
    };
    EXPECT_EQ(failure({.arguments = {"/no/such/program"}}),
              "start /no/such/program: execute the program: No such file or directory");
    EXPECT_EQ(failure({.arguments = {"/bin/true"}, .folder = "/no/such/folder"}),
              "start /bin/true: change to the folder: No such file or directory");
    EXPECT_EQ(failure({.arguments = {"/bin/true"}, .output = "/no/such/folder/log"}),
              "open /no/such/folder/log: No such file or directory");
}

TEST_F(ChildProcessTest, is_killed_when_its_owner_goes) {
    pid_t id = 0;
    {
        ChildProcess child(shell("exec sleep 60"));
        id = child.id();
        EXPECT_EQ(child.wait(0ms), std::nullopt);
        EXPECT_EQ(::kill(id, 0), 0);
    }
    EXPECT_EQ(::kill(id, 0), -1);
}

TEST_F(ChildProcessTest, runs_as_another_user_when_root) {
    auto command = shell("id -un");
    command.environment = {"PATH=/usr/bin:/bin"};
    command.user = ::geteuid() == 0 ? SystemUser::named("nobody") : SystemUser::current();
    ASSERT_TRUE(command.user);
    run_to_end(command);
    EXPECT_EQ(tail_of(output()), command.user->name + "\n");
}

TEST(SystemUser, that_does_not_exist_is_not_found) {
    EXPECT_EQ(SystemUser::named("no-such-user-here"), std::nullopt);
}

} // namespace
} // namespace db
