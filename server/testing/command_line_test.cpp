// What an operator types, run as the real program on a database of its own.
#include <gtest/gtest.h>

#include "testing/command_line.hpp"
#include "testing/eventually.hpp"
#include "testing/smtp_server.hpp"
#include "testing/test_app.hpp"
#include "testing/test_cluster.hpp"

namespace {

using namespace std::chrono_literals;

struct CommandLine : testing::Test, CommandLineProgram {
    TestApp app;
    CommandLine() { database = app.conninfo(); }
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

TEST_F(CommandLine, makes_a_key_that_opens_its_scopes) {
    const auto project = app.project_id();
    const auto said_of_key = run({"key", "create", "--scope", "contacts:read", "--name", "Till"});
    ASSERT_EQ(0u, said_of_key.find("0: sf_")) << said_of_key;
    auto program = app.guest();
    program.set_header("Authorization",
                       "Bearer " + said_of_key.substr(3, said_of_key.find('\n') - 3));
    EXPECT_EQ("200", summary(program.get("/api/crm/contacts")));
    EXPECT_EQ("403 scope_missing", summary(program.post("/api/crm/tags", R"({"name":"x"})")));
    EXPECT_EQ(1, app.count("audit_log WHERE action = 'key.created' AND project_id = '"
                           + project.text() + "'"));

    EXPECT_EQ("1: socialflow: invalid_input\n  scopes[0]: there is no such scope\n",
              run({"key", "create", "--scope", "everything"}));
    app.other_project();
    EXPECT_EQ("1: socialflow: invalid_input\n  project: there are several: give the id\n",
              run({"key", "create", "--scope", "contacts:read"}));
    EXPECT_EQ(0u, run({"key", "create", "--scope", "contacts:read", "--project", project.text()})
                      .find("0: sf_"));
}

TEST_F(CommandLine, brings_a_database_up_to_date_once) {
    const EmbeddedFiles nothing;
    const TestDatabase empty(nothing);
    database = empty.conninfo();
    EXPECT_EQ("0: " + std::to_string(migrations().size()) + " migrations applied\n",
              run({"migrate"}));
    EXPECT_EQ("0: 0 migrations applied\n", run({"migrate"}));
}

TEST_F(CommandLine, says_what_to_do_where_there_can_be_no_data_folder) {
    std::ofstream(data) << "a file";
    EXPECT_EQ("1: socialflow: cannot make the data folder " + data.string()
                  + ": Not a directory: choose another one with --data\n",
              run({"serve"}));
}

TEST_F(CommandLine, tells_every_command_and_setting) {
    const auto all = run({"--help"});
    for (const std::string command :
         {"serve", "worker", "migrate", "demo", "doctor", "openapi", "mail", "user", "key",
          "backup", "restore", "import", "export"})
        EXPECT_NE(all.npos, all.find("\n  " + command + " ")) << command << '\n' << all;
    const auto settings = run({"serve", "--help"});
    for (const auto* setting : {"--port", "--data", "DATABASE_URL", "SOCIALFLOW_MASTER_KEY"})
        EXPECT_NE(settings.npos, settings.find(setting)) << setting << '\n' << settings;
    EXPECT_NE(0u, run({"nonsense"}).find("0:"));
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
