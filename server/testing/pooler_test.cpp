// The real server behind PgBouncer in session mode, whose pool has no place for what only listens.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include "testing/eventually.hpp"
#include "testing/local_program.hpp"
#include "testing/paths.hpp"
#include "testing/postgres_node.hpp"
#include "testing/real_server.hpp"
#include "testing/test_app.hpp"
#include "testing/web_socket.hpp"

namespace {

using namespace std::chrono_literals;
using testing_time::eventually;

class PgBouncer {
  public:
    // As PostgreSQL's own user, who alone may reach the socket. Whoever comes next waits two
    // seconds for a place.
    PgBouncer(const PostgresNode& node, int places) : program_(node.user()) {
        const auto binary =
            program_.copy(testing_paths::source_folder() / ".tools/pgbouncer/usr/sbin/pgbouncer");
        const auto users = program_.write("users", "\"socialflow\" \"\"\n");
        const auto configuration = program_.write(
            "pgbouncer.ini",
            fmt::format("[databases]\nsocialflow = host={} port=5432\n[pgbouncer]\n"
                        "listen_addr = 127.0.0.1\nlisten_port = {}\nunix_socket_dir =\n"
                        "auth_type = trust\nauth_file = {}\npool_mode = session\n"
                        "default_pool_size = {}\nquery_wait_timeout = 2\n",
                        node.host(), port_, users.string(), places));
        program_.start({binary.string(), configuration.string()}, port_);
    }
    std::string conninfo() const {
        return fmt::format("host=127.0.0.1 port={} user=socialflow dbname=socialflow", port_);
    }

  private:
    testing_servers::LocalProgram program_;
    std::uint16_t port_ = testing_servers::free_port();
};

TEST(Pooler, lends_its_places_to_requests_and_what_listens_goes_past_it) {
    constexpr int places = 4;
    testing_paths::TemporaryFolder folder;
    const PostgresNode node(folder.path() / "postgres");
    const PgBouncer pooler(node, places);
    RealServer server(folder.path() / "data", pooler.conninfo(),
                      {"DATABASE_DIRECT_URL=" + node.conninfo(),
                       "SOCIALFLOW_DATABASE_CONNECTIONS=" + std::to_string(places)});
    Client owner(server.port());
    const auto signed_up = owner.post(
        "/api/auth/sign-up",
        R"({"name":"Olga","email":"olga@example.com","password":"a quiet place by the sea",)"
        R"("project_name":"Salon","time_zone":"Europe/Vienna"})");
    ASSERT_EQ("201", summary(signed_up));
    const auto project = signed_up.text("/projects/0/id");
    owner.set_header("X-Project-Id", project);

    std::string cookies = "Cookie: ";
    for (const auto& [name, value] : owner.cookies()) cookies += name + '=' + value + "; ";
    WebSocketClient listener(server.port(), "/api/realtime", cookies + "\r\n");
    listener.send(R"({"project_id":")" + project + R"(","topics":["contacts"]})");
    ASSERT_EQ("ready", listener.receive()->at("type").as_string());
    // All places at once, and more requests than places.
    std::vector<Client> people;
    for (int i = 0; i < 8; ++i) people.push_back(owner.another());
    const auto replies = TestApp::in_parallel(people, 100, [](Client& person, std::size_t number) {
        return person.post("/api/crm/contacts",
                           fmt::format(R"({{"first_name":"Person {}"}})", number));
    });
    EXPECT_EQ(100u, count_summary(replies, "201"));
    for (int events = 0; events < 100; ++events)
        ASSERT_EQ("event", listener.receive()->at("type").as_string()) << events;

    const auto segment = owner.post("/api/crm/segments",
                                    R"({"name":"All","criteria":{"match":"all","conditions":[]}})");
    ASSERT_EQ("201", summary(segment));
    EXPECT_TRUE(eventually(60s, [&] {
        return owner.get("/api/crm/segments/" + segment.text("/id")).text("/status") == "ready";
    })) << "jobs run";
    EXPECT_TRUE(eventually(10s, [&] {
        return std::stoi(
                   node.value("SELECT count(*) FROM pg_stat_activity WHERE query LIKE 'LISTEN%'"))
               > places;
    })) << "more listen than the pooler has places";
}

} // namespace
