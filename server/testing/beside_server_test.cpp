// What an operator does while a server runs on its own PostgreSQL.
#include <gtest/gtest.h>

#include "testing/command_line.hpp"
#include "testing/real_server.hpp"
#include "testing/test_app.hpp"

namespace {

using namespace std::chrono_literals;

struct BesideServer : testing::Test, CommandLineProgram {
    RealServer server{data};
    Client owner{server.port()};

    BesideServer() {
        const auto reply = owner.post(
            "/api/auth/sign-up",
            R"({"name":"Olga","email":"olga@example.com","password":"a quiet place by the sea",)"
            R"("project_name":"Salon","time_zone":"Europe/Vienna"})");
        EXPECT_EQ("201", summary(reply));
        owner.set_header("X-Project-Id", reply.text("/projects/0/id"));
    }
    void write(const std::filesystem::path& file, std::string_view text) const {
        std::ofstream(file) << text;
    }
    static std::string of_file(const std::filesystem::path& file) {
        std::ifstream in(file);
        return {std::istreambuf_iterator<char>(in), {}};
    }
};

TEST_F(BesideServer, keys_and_passwords_are_made_and_hold_at_once) {
    const auto said_of_key = run({"key", "create", "--scope", "contacts:write"});
    ASSERT_EQ(0u, said_of_key.find("0: sf_")) << said_of_key;
    Client program(server.port());
    program.set_header("Authorization",
                       "Bearer " + said_of_key.substr(3, said_of_key.find('\n') - 3));
    EXPECT_EQ("201", summary(program.post("/api/crm/contacts", R"({"first_name":"Ana"})")));

    EXPECT_EQ("200", summary(owner.get("/api/me")));
    EXPECT_EQ("0: the password of olga@example.com is changed, and all its sessions have ended\n",
              run({"user", "password", "olga@example.com"}, {}, "another place by the lake"));
    EXPECT_TRUE(testing_time::eventually(10s, [&] { return owner.get("/api/me").status == 401; }));
}

TEST_F(BesideServer, people_are_imported_exported_and_backed_up) {
    write(folder.path() / "people.csv",
          "first_name,email\nAna,ana@example.com\nBen,ben@example.com\n");
    const auto imported = run({"import", (folder.path() / "people.csv").string()});
    EXPECT_NE(imported.npos, imported.find("2 rows read: 2 created")) << imported;
    EXPECT_EQ(2u, owner.get("/api/crm/contacts").at("/items").as_array().size());

    const auto exported = folder.path() / "out.csv";
    EXPECT_EQ(0u, run({"export", "-o", exported.string()}).find("0: "));
    EXPECT_NE(std::string::npos, of_file(exported).find("ben@example.com"));

    const auto made = run({"backup", (folder.path() / "backups").string()});
    ASSERT_EQ(0u, made.find("0: ")) << made;
    const auto backup = made.substr(3, made.find('\n') - 3);
    EXPECT_TRUE(std::filesystem::exists(std::filesystem::path(backup) / "SHA256SUMS")) << backup;
    // Over a database that a server uses nothing is restored.
    const auto refused = run({"restore", backup, "--force"});
    EXPECT_EQ(0u, refused.find("1: socialflow: the data folder ")) << refused;

    // Elsewhere it is all there.
    CommandLineProgram other;
    EXPECT_EQ("0: restored\n", other.run({"restore", backup}));
    RealServer restored(other.data);
    Client olga(restored.port());
    ASSERT_EQ("200", summary(olga.post(
                         "/api/auth/sign-in",
                         R"({"email":"olga@example.com","password":"a quiet place by the sea"})")));
    EXPECT_EQ(2u, olga.get("/api/crm/contacts").at("/items").as_array().size());
}

TEST_F(BesideServer, the_doctor_says_what_is_wrong_and_a_second_server_does_not_start) {
    const auto here = "http://127.0.0.1:" + std::to_string(server.port());
    const auto healthy = run({"doctor"});
    EXPECT_EQ(0u, healthy.find("0: ")) << healthy;
    for (const auto* line :
         {"ok    data folder: ", "ok    database: PostgreSQL ", "ok    replica: none",
          " clock: agrees with the database's", "note  mail: no sender is set up",
          "note  address: http://localhost:8080 works on this machine only",
          "ok    pages: at the address of the app"})
        EXPECT_NE(healthy.npos, healthy.find(line)) << line << '\n' << healthy;

    const auto wrong =
        run({"doctor"},
            {"SOCIALFLOW_PUBLIC_URL=" + here, "DATABASE_REPLICA_URL=postgresql://127.0.0.1:1/x",
             "SOCIALFLOW_SMTP_URL=smtp://127.0.0.1:1", "SOCIALFLOW_MAIL_FROM=salon@example.com"});
    EXPECT_EQ(0u, wrong.find("1: ")) << wrong;
    for (const auto& line : {std::string("WRONG replica: "), std::string("WRONG mail: "),
                             "WRONG address: " + here + " answers, and is not https"})
        EXPECT_NE(wrong.npos, wrong.find(line)) << line << '\n' << wrong;
    const auto nobody = run({"doctor"}, {"SOCIALFLOW_PUBLIC_URL=http://127.0.0.1:1"});
    EXPECT_NE(nobody.npos, nobody.find("WRONG address: ")) << nobody;

    CommandLineProgram away;
    away.database = "postgresql://127.0.0.1:1/x";
    const auto down = away.run({"doctor"});
    EXPECT_NE(down.npos, down.find("WRONG database: ")) << down;
    EXPECT_NE(down.npos, down.find("ok    data folder: ")) << "before the first start: " << down;
    EXPECT_EQ(down.npos, down.find("clock: ")) << down;

    const auto second = run({"serve", "--port", "0"});
    EXPECT_EQ(0u, second.find("1: socialflow: the data folder ")) << second;
    EXPECT_NE(second.npos, second.find("in use by another SocialFlow server (process ")) << second;
    const CommandLineProgram elsewhere;
    const auto port = std::to_string(server.port());
    EXPECT_EQ("1: socialflow: cannot listen on 127.0.0.1:" + port
                  + ": Address already in use: choose another port with --port\n",
              elsewhere.run({"serve", "--port", port}));
    EXPECT_EQ("200", summary(owner.get("/api/me"))) << "the first one was harmed";
}

} // namespace
