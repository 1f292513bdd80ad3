// What an operator types, run as the real program on a database of its own.
#include <gtest/gtest.h>

#include <fstream>

#include "platform/db/child_process.hpp"
#include "testing/eventually.hpp"
#include "testing/paths.hpp"
#include "testing/smtp_server.hpp"
#include "testing/temporary_folder.hpp"
#include "testing/test_app.hpp"

namespace {

using namespace std::chrono_literals;

struct CommandLine : testing::Test {
    TestApp app;
    testing_paths::TemporaryFolder folder;
    const std::filesystem::path output = folder.path() / "output";
    std::string database = app.conninfo();

    db::ChildCommand command(const std::vector<std::string>& words,
                             const std::vector<std::string>& more_environment = {}) const {
        db::ChildCommand made{
            .arguments = {testing_paths::server_binary()},
            .environment = {"PATH=/usr/bin:/bin",
                            "SOCIALFLOW_DATA=" + (folder.path() / "data").string()},
            .output = output};
        made.arguments.insert(made.arguments.end(), words.begin(), words.end());
        if (!database.empty()) made.environment.push_back("DATABASE_URL=" + database);
        made.environment.insert(made.environment.end(), more_environment.begin(),
                                more_environment.end());
        return made;
    }
    // The same with a line on its standard input.
    static db::ChildCommand told(db::ChildCommand command, const std::string& line) {
        const std::vector<std::string> shell{"/bin/sh", "-c",
                                             R"(printf '%s\n' "$LINE" | "$0" "$@")"};
        command.arguments.insert(command.arguments.begin(), shell.begin(), shell.end());
        command.environment.push_back("LINE=" + line);
        return command;
    }
    // "0: what it said", both channels.
    std::string run(const std::vector<std::string>& words,
                    const std::vector<std::string>& more_environment = {},
                    const std::string& input = "") const {
        std::filesystem::remove(output);
        db::ChildProcess program(told(command(words, more_environment), input));
        const auto status = program.wait(2min);
        return (status ? std::to_string(status->code) : "it still runs") + ": " + said();
    }
    std::string said() const {
        std::ifstream in(output);
        return {std::istreambuf_iterator<char>(in), {}};
    }
};

TEST_F(CommandLine, makes_accounts_that_sign_in_and_sets_their_passwords) {
    EXPECT_EQ(
        "0: cli@example.com can sign in\n",
        run({"user", "create", "cli@example.com", "--name", "Cli"}, {}, "four words of a person"));
    EXPECT_EQ(1, app.count("users WHERE email = 'cli@example.com'"));
    EXPECT_EQ("0: the password of cli@example.com is changed, and all its sessions have ended\n",
              run({"user", "password", "cli@example.com"}, {}, "four other words of hers"));
    EXPECT_NE(0u, run({"user", "password", "cli@example.com"}).find("0: "))
        << "without a password nothing is set";
}

TEST_F(CommandLine, sends_a_mail_to_try_its_settings) {
    EXPECT_EQ("0: smtp_url is not set: the mail lies in the dev inbox and reached nobody\n",
              run({"mail", "test", "ada@example.com"}));
    EXPECT_EQ(1, app.count("dev_inbox WHERE recipient = 'ada@example.com'"));

    testing_servers::SmtpServer server;
    const auto settings_for = [](std::uint16_t port) {
        return std::vector<std::string>{
            "SOCIALFLOW_MAIL_FROM=Salon <salon@example.com>",
            "SOCIALFLOW_SMTP_URL=smtp://127.0.0.1:" + std::to_string(port)};
    };
    EXPECT_EQ(0u, run({"mail", "test", "ada@example.com"}, settings_for(server.port()))
                      .find("0: the mail server took it over, under the Message-ID "));
    EXPECT_EQ(1u, server.mails().size());

    const auto nobody = run({"mail", "test", "ada@example.com"}, settings_for(1));
    EXPECT_EQ(0u, nobody.find("1: socialflow: ")) << nobody;
    EXPECT_EQ(nobody.npos, nobody.find("mail_from")) << nobody;
    EXPECT_EQ("1: socialflow: invalid_input\n  address: must be an e-mail address\n",
              run({"mail", "test", "nobody"}));
}

TEST_F(CommandLine, makes_the_demo_in_an_empty_database_only) {
    EXPECT_EQ("0: Sign in as demo@example.com with the password demo salon demo\n", run({"demo"}));
    EXPECT_EQ(1, app.count("campaigns WHERE status = 'completed'"));
    EXPECT_EQ(120, app.count("contacts"));
    EXPECT_EQ("0: Sign in as demo@example.com with the password demo salon demo\n", run({"demo"}))
        << "the second time it is there";
    EXPECT_EQ(120, app.count("contacts"));
}

TEST_F(CommandLine, makes_no_demo_beside_accounts) {
    app.sign_up("Ana");
    EXPECT_EQ(
        "1: socialflow: not_empty: there are accounts already: the demo wants an empty "
        "database\n",
        run({"demo"}));
}

TEST_F(CommandLine, works_beside_the_server_and_stops_when_it_is_told) {
    database.clear();
    EXPECT_EQ(0u, run({"worker"}).find("1: socialflow: invalid_input\n  database_url: "));
    database = app.conninfo();
    std::filesystem::remove(output);
    db::ChildProcess worker(command({"worker"}));
    ASSERT_TRUE(testing_time::eventually(60s, [&] {
        return said().find("ready to work\n") != std::string::npos;
    })) << said();
    // TestApp runs no jobs by itself: what is done, the worker did.
    auto manager = app.client_as(http::MemberRole::manager);
    const auto segment = manager.post(
        "/api/crm/segments", R"({"name":"Everybody","criteria":{"match":"all","conditions":[]}})");
    ASSERT_EQ("201", summary(segment)) << segment;
    const auto path = "/api/crm/segments/" + segment.text("/id");
    EXPECT_TRUE(testing_time::eventually(60s, [&] {
        return manager.get(path).text("/status") == "ready";
    })) << said();
    worker.signal(SIGTERM);
    const auto status = worker.wait(60s);
    EXPECT_EQ("exit code 0", status ? status->describe() : "still running");
}

} // namespace
