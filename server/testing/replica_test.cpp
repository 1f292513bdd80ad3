// Two servers on one PostgreSQL that streams to a second: reports, and the second taking over.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <thread>

#include "platform/db/replica.hpp"
#include "testing/eventually.hpp"
#include "testing/postgres_node.hpp"
#include "testing/real_server.hpp"
#include "testing/temporary_folder.hpp"
#include "testing/test_app.hpp"

namespace {

using namespace std::chrono_literals;
using testing_time::eventually;

constexpr auto patience = 60s;

// --- the replica alone ---------------------------------------------------------------------------

struct ReplicaNodes : testing::Test {
    testing_paths::TemporaryFolder folder;
    PostgresNode primary{folder.path() / "a"};
    PostgresNode standby{folder.path() / "b", primary};

    void wait_until_it_has_everything() const {
        const auto written = primary.value("SELECT pg_current_wal_flush_lsn()");
        ASSERT_TRUE(eventually(patience, [&] {
            return standby.value("SELECT pg_last_wal_replay_lsn() >= '" + written + "'") == "t";
        }));
    }
};

TEST_F(ReplicaNodes, one_that_is_far_behind_promoted_or_of_another_database_is_not_near) {
    db::Pool writes(primary.conninfo(), 2), reads(standby.conninfo(), 2);
    primary.execute("CREATE TABLE things (id int)");
    wait_until_it_has_everything();
    EXPECT_EQ("", db::why_not_near(reads, writes));

    standby.execute("SELECT pg_wal_replay_pause()");
    primary.execute("INSERT INTO things VALUES (1)");
    EXPECT_EQ("", db::why_not_near(reads, writes)) << "a moment is allowed";
    EXPECT_EQ("it is too far behind", db::why_not_near(reads, writes, 0s));
    standby.execute("SELECT pg_wal_replay_resume()");
    wait_until_it_has_everything();
    EXPECT_EQ("", db::why_not_near(reads, writes, 0s)) << "nothing is missing, however old it is";

    EXPECT_EQ("it is a primary itself", db::why_not_near(writes, writes));
    primary.execute("CREATE DATABASE another");
    wait_until_it_has_everything();
    db::Pool other(standby.conninfo() + " dbname=another", 1);
    EXPECT_EQ("it is of another database", db::why_not_near(other, writes));
    standby.promote();
    EXPECT_EQ("it is a primary itself", db::why_not_near(reads, writes));
}

TEST_F(ReplicaNodes,
       what_the_replica_refuses_is_left_to_the_primary_and_what_took_too_long_is_not) {
    db::Pool writes(primary.conninfo(), 2);
    db::Replica replica(standby.conninfo(), 2, writes);
    ASSERT_TRUE(eventually(patience, [&] { return replica.near(); }));
    const auto ask = [&](std::string_view sql) {
        return replica.try_read({.role = db::Role::owner}, [&](db::Transaction& tx) {
            return tx.query_text("ask", sql, {}, db::Role::owner).rows();
        });
    };
    EXPECT_EQ(1, ask("SELECT pg_is_in_recovery()"));
    EXPECT_EQ(std::nullopt, ask("CREATE TABLE things (id int)"));
    EXPECT_EQ(1, ask("SELECT 1")) << "it is still asked";
    const auto take_long = [&] {
        replica.try_read({.role = db::Role::owner}, [](db::Transaction& tx) {
            constexpr db::Statement shorten{"shorten", "SET LOCAL statement_timeout = '20ms'",
                                            db::Role::owner, db::Rows::exec};
            tx.query(shorten);
            return tx.query_text("sleep", "SELECT pg_sleep(60)", {}, db::Role::owner).rows();
        });
    };
    EXPECT_THROW(take_long(), db::Error);
    standby.kill();
    EXPECT_EQ(std::nullopt, ask("SELECT 1"));
    EXPECT_FALSE(replica.near());
}

// --- two servers on both -------------------------------------------------------------------------

struct TwoServers : ReplicaNodes {
    // libpq looks for the one that takes writes.
    std::string both = fmt::format(
        "host={},{} port=5432,5432 user=socialflow dbname=socialflow "
        "target_session_attrs=read-write",
        primary.host(), standby.host());
    std::vector<std::string> environment{
        "DATABASE_REPLICA_URL=" + standby.conninfo(),
        "SOCIALFLOW_MASTER_KEY=MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE="};
    RealServer first{folder.path() / "first", both, environment};
    RealServer second{folder.path() / "second", both, environment};
    Client at_first = sign_up("Olga");
    Client at_second = beside(second, at_first);

    Client sign_up(std::string_view name) const {
        Client client(first.port());
        const auto reply =
            client.post("/api/auth/sign-up",
                        fmt::format(R"({{"name":"{0}","email":"{0}@example.com","password":"{1}",)"
                                    R"("project_name":"{0}","time_zone":"Europe/Vienna"}})",
                                    name, TestApp::password));
        if (reply.status != 201) throw std::runtime_error("sign-up: " + summary(reply));
        client.project_id = reply.uuid("/projects/0/id");
        client.set_header("X-Project-Id", client.project_id.text());
        return client;
    }
    static Client beside(const RealServer& server, const Client& person) {
        Client client(server.port());
        client.cookies() = person.another().cookies();
        client.set_header("X-Project-Id", person.project_id.text());
        return client;
    }
    static std::string add_contact(Client& client, int number) {
        return summary(client.post("/api/crm/contacts",
                                   fmt::format(R"({{"first_name":"Person {0}"}})", number)));
    }
    // How many contacts its report counts.
    static std::int64_t reported(Client& client) {
        const auto reply = client.get("/api/crm/analytics/scores");
        if (reply.status != 200) throw std::runtime_error("report: " + summary(reply));
        std::int64_t contacts = 0;
        const auto buckets = reply.at("/buckets");
        for (const auto& bucket : buckets.as_array())
            contacts += bucket.at("contacts").to_number<std::int64_t>();
        return contacts;
    }
    // How many reports a server has read there: "replica", "primary".
    static int reports_from(const RealServer& server, std::string_view where) {
        Client client(server.port());
        const auto text = client.get("/metrics").body;
        const auto line = fmt::format("http_reports_total{{from=\"{}\"}} ", where);
        const auto found = text.find(line);
        return found == text.npos ? 0 : std::stoi(text.substr(found + line.size()));
    }
    void wait_until_reports_come_from_the_replica() {
        for (auto [server, client] : {std::pair(&first, &at_first), std::pair(&second, &at_second)})
            EXPECT_TRUE(eventually(patience, [&, server = server, client = client] {
                reported(*client);
                return reports_from(*server, "replica") > 0;
            })) << server->output();
    }
};

TEST_F(TwoServers,
       reports_come_from_the_replica_each_project_its_own_and_of_its_death_nobody_hears) {
    for (int number = 0; number < 3; ++number) EXPECT_EQ("201", add_contact(at_first, number));
    auto other = sign_up("Otto");
    wait_until_it_has_everything();
    wait_until_reports_come_from_the_replica();
    EXPECT_EQ(3, reported(at_first));
    EXPECT_EQ(3, reported(at_second));
    EXPECT_EQ(0, reported(other));
    EXPECT_EQ("422 invalid_input from:bad_format",
              summary(at_first.get("/api/crm/analytics/growth?from=never")));

    std::atomic<bool> ended = false;
    std::atomic<int> answered = 0;
    std::thread asking([&, client = beside(first, at_first)]() mutable {
        for (; !ended; ++answered) EXPECT_EQ(3, reported(client));
    });
    EXPECT_TRUE(eventually(patience, [&] { return answered >= 20; }));
    standby.kill();
    const auto before = reports_from(first, "primary");
    EXPECT_TRUE(eventually(patience, [&] { return reports_from(first, "primary") > before + 20; }));
    ended = true;
    asking.join();
}

TEST_F(TwoServers, when_the_primary_dies_and_the_replica_is_promoted_both_go_on_by_themselves) {
    EXPECT_EQ("201", add_contact(at_first, 1));
    wait_until_it_has_everything();
    primary.kill();
    EXPECT_EQ("503 database_unavailable", add_contact(at_first, 2));
    EXPECT_EQ("503 database_unavailable", add_contact(at_second, 2));

    standby.promote();
    for (auto* client : {&at_first, &at_second})
        EXPECT_TRUE(eventually(patience, [&] { return add_contact(*client, 3) == "201"; }));
    const auto contacts = at_second.get("/api/crm/contacts");
    EXPECT_EQ(3u, contacts.at("/items").as_array().size())
        << "what had arrived is there, and what was new on each server: " << contacts.body;
    EXPECT_EQ(3, reported(at_first)) << "the promoted one is the primary now";
    EXPECT_TRUE(eventually(patience, [&] {
        return standby.value("SELECT count(*) FROM outbox WHERE number IS NULL") == "0";
    })) << "events are numbered again";
    EXPECT_TRUE(eventually(patience, [&] {
        return standby.value(
                   "SELECT count(*) FROM jobs WHERE status = 'queued' AND run_at <= now()")
               == "0";
    })) << "jobs run again";
    first.ask_to_stop();
    EXPECT_EQ("exit code 0", first.end_within(30s)) << first.output();
}

} // namespace
