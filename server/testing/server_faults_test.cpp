// The real program under faults from outside: killed, told to stop, held up by its clients.
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <poll.h>
#include <sys/socket.h>

#include <future>
#include <mutex>
#include <thread>

#include "platform/db/connection.hpp"
#include "platform/db/database.hpp"
#include "platform/db/private_cluster.hpp"
#include "testing/eventually.hpp"
#include "testing/real_server.hpp"
#include "testing/socket.hpp"
#include "testing/temporary_folder.hpp"
#include "testing/test_app.hpp"

namespace {

using namespace std::chrono_literals;
using std::chrono::steady_clock;
using testing_time::eventually;

// --- killed under load ---------------------------------------------------------------------------

constexpr std::size_t clients_at_once = 6;

std::string contact_body(std::size_t number) {
    return fmt::format(
        R"({{"first_name":"Person","last_name":"Number {0}","email":"person{0}@example.com",)"
        R"("phone":"+43664{0:07}","company":"Load & Co","tags":["load"]}})",
        number);
}

TestReply post_contact(Client& client, std::size_t number) {
    return client.send(http::Method::post, "/api/crm/contacts", contact_body(number),
                       {{"Idempotency-Key", fmt::format("contact-{}", number)}});
}

Client client_of(const RealServer& server, const Client& person) {
    auto cookies = person.another().cookies();
    Client client(server.port());
    client.cookies() = std::move(cookies);
    client.project_id = person.project_id;
    client.set_header("X-Project-Id", person.project_id.text());
    return client;
}

using Replies = std::map<std::size_t, TestReply>; // by the number of the contact

// Clients that post contact after contact, from `first` on, until their server is gone.
class Load {
  public:
    Load(const RealServer& server, const Client& person, std::size_t first) : next_(first) {
        for (std::size_t i = 0; i < clients_at_once; ++i)
            threads_.emplace_back(
                [this, client = client_of(server, person)]() mutable { work(client); });
    }
    ~Load() { join(); }
    std::size_t answered() const { return answered_; }
    // Once the server is dead: what was answered, and the number after the last that was sent.
    std::pair<Replies, std::size_t> result() {
        join();
        return {std::move(replies_), next_};
    }

  private:
    void work(Client& client) {
        try {
            for (;;) {
                const auto number = next_++;
                auto reply = post_contact(client, number);
                const std::lock_guard lock(mutex_);
                replies_.emplace(number, std::move(reply));
                ++answered_;
            }
        } catch (const std::exception&) {
            return; // the server is dead: what the test is about
        }
    }
    void join() {
        for (auto& thread : threads_)
            if (thread.joinable()) thread.join();
    }

    std::atomic<std::size_t> next_, answered_ = 0;
    std::mutex mutex_;
    Replies replies_;
    std::vector<std::thread> threads_;
};

Client sign_up(const RealServer& server) {
    Client client(server.port());
    const auto reply = client.post(
        "/api/auth/sign-up",
        R"({"name":"Olga","email":"olga@example.com","password":"a quiet place by the sea",)"
        R"("project_name":"Faults","time_zone":"Europe/Vienna"})");
    if (reply.status != 201) throw std::runtime_error("sign-up: " + summary(reply));
    client.project_id = reply.uuid("/projects/0/id");
    client.set_header("X-Project-Id", client.project_id.text());
    return client;
}

// Every contact has all that is written with it, and nothing is there for which there is none.
void expect_whole_contacts(const std::filesystem::path& data, std::size_t contacts) {
    const db::PrivateCluster cluster(data);
    db::Connection connection(cluster.conninfo());
    for (const std::string_view from :
         {"contacts", "contact_emails", "contact_phones", "contact_stats", "contact_tags",
          "audit_log WHERE action = 'contact.created'", "outbox WHERE name = 'contact.created'",
          "idempotency_keys WHERE status = 201 AND body IS NOT NULL", "idempotency_keys"}) {
        const auto query = fmt::format("SELECT count(*) FROM {}", from);
        const std::array commands{db::Command{"count", query, {}}};
        EXPECT_EQ(std::to_string(contacts), connection.run(commands)[0].value(0, 0)) << from;
    }
}

TEST(ServerFaults, killed_under_load_it_has_every_answered_contact_once_and_no_half_one) {
    const testing_paths::TemporaryFolder folder;
    const auto data = folder.path() / "data";
    auto server = std::make_unique<RealServer>(data);
    const auto olga = sign_up(*server);
    Replies answered;
    std::size_t next = 0;
    for (int kills = 0; kills < 2; ++kills) {
        Load load(*server, olga, next);
        EXPECT_TRUE(eventually(60s, [&] { return load.answered() >= 150; }));
        server->kill();
        auto [replies, after] = load.result();
        answered.merge(replies);
        next = after;
        server.reset();
        server = std::make_unique<RealServer>(data);
    }

    auto client = client_of(*server, olga);
    for (std::size_t number = 0; number < next; ++number) {
        const auto again = post_contact(client, number);
        ASSERT_EQ("201", summary(again)) << number;
        const auto before = answered.find(number);
        if (before == answered.end()) continue; // nobody was told: done now, or told now
        ASSERT_EQ("201", summary(before->second)) << number;
        ASSERT_EQ("true", again.headers.get("Idempotency-Replayed")) << number;
        ASSERT_EQ(before->second.body, again.body) << number;
    }
    server->ask_to_stop();
    EXPECT_EQ("exit code 0", server->end_within(30s)) << server->output();
    expect_whole_contacts(data, next);
}

// --- told to stop, and held up -------------------------------------------------------------------

// The real program beside a TestApp, on its database.
struct ServerFaultsBeside : testing::Test {
    TestApp app;
    Client owner = app.client_as(http::MemberRole::owner);
    testing_paths::TemporaryFolder folder;
    RealServer server{folder.path() / "data", app.conninfo()};

    // More than the buffers of a connection hold.
    void make_a_long_export() {
        app.execute(
            "INSERT INTO contacts (project_id, id, display_name, job_title, company, source) "
            "SELECT p.id, gen_random_uuid(), 'Person ' || n, repeat('j', 100), repeat('c', 255), "
            "repeat('s', 100) FROM projects p, generate_series(1, 20000) n; "
            "INSERT INTO contact_stats (project_id, contact_id) SELECT project_id, id FROM "
            "contacts");
    }
    // Asks for all contacts and reads nothing.
    FileDescriptor ask_for_export_and_read_nothing() {
        auto socket = testing_socket::connect(server.port());
        const int little = 4096;
        ::setsockopt(socket.get(), SOL_SOCKET, SO_RCVBUF, &little, sizeof little);
        std::string cookies;
        for (const auto& [name, value] : owner.cookies()) cookies += name + '=' + value + "; ";
        testing_socket::send_all(
            socket.get(), fmt::format("GET /api/crm/exports HTTP/1.1\r\nHost: x\r\nCookie: {}\r\n"
                                      "X-Project-Id: {}\r\n\r\n",
                                      cookies, owner.project_id.text()));
        return socket;
    }
    std::size_t dropped_downloads() const {
        const auto text = server.output();
        std::size_t count = 0;
        for (auto at = text.find("client_left_download"); at != text.npos;
             at = text.find("client_left_download", at + 1))
            ++count;
        return count;
    }
    bool accepts_connections() const {
        try {
            testing_socket::connect(server.port());
            return true;
        } catch (const std::runtime_error&) {
            return false;
        }
    }
    std::int64_t waiting_for_contacts() {
        return app.count(
            "pg_locks WHERE NOT granted AND relation = 'contacts'::regclass AND database = "
            "(SELECT oid FROM pg_database WHERE datname = current_database())");
    }
};

TEST_F(ServerFaultsBeside, told_to_stop_in_mid_request_it_answers_that_one_and_takes_no_other) {
    std::future<TestReply> reply;
    app.database().in_transaction({.role = db::Role::owner}, [&](db::Transaction& tx) {
        tx.query_text("lock", "LOCK TABLE contacts IN ACCESS EXCLUSIVE MODE", {}, db::Role::owner);
        reply = std::async(std::launch::async, [&] {
            auto client = client_of(server, owner);
            return post_contact(client, 1);
        });
        EXPECT_TRUE(eventually(10s, [&] { return waiting_for_contacts() == 1; }));
        server.ask_to_stop();
        EXPECT_TRUE(eventually(4s, [&] { return !accepts_connections(); }));
    });
    EXPECT_EQ("201", summary(reply.get()));
    EXPECT_EQ("exit code 0", server.end_within(15s)) << server.output();
    EXPECT_EQ(1, app.count("contacts"));
}

TEST_F(ServerFaultsBeside, told_to_stop_it_waits_ten_seconds_for_a_client_that_does_not_read) {
    make_a_long_export();
    const auto client = ask_for_export_and_read_nothing();
    ASSERT_TRUE(eventually(10s, [&] {
        return app.count(
                   "audit_log WHERE action = "
                   "'contacts.exported'")
               == 1;
    }));
    server.ask_to_stop();
    EXPECT_EQ("exit code 0", server.end_within(25s)) << server.output();
    EXPECT_EQ(1u, dropped_downloads());
}

// Seconds until the server hangs up on a head of which one byte comes a second.
double time_of_slow_head(std::uint16_t port) {
    const auto begin = steady_clock::now();
    const auto socket = testing_socket::connect(port);
    const std::string head = "GET /livez HTTP/1.1\r\nX-Slow: " + std::string(60, 'x');
    for (const char byte : head) {
        if (::send(socket.get(), &byte, 1, MSG_NOSIGNAL) != 1) break;
        pollfd hung_up{socket.get(), POLLIN | POLLRDHUP, 0};
        if (::poll(&hung_up, 1, 1000) != 0) break;
    }
    return std::chrono::duration<double>(steady_clock::now() - begin).count();
}

TEST_F(ServerFaultsBeside, slow_clients_are_dropped_within_their_bounds_and_others_are_served) {
    make_a_long_export();
    auto head = std::async(std::launch::async, [&] { return time_of_slow_head(server.port()); });
    std::vector<FileDescriptor> readers; // as many as may download at once
    for (int i = 0; i < 4; ++i) readers.push_back(ask_for_export_and_read_nothing());
    const auto begin = steady_clock::now();

    auto other = client_of(server, owner);
    auto longest = steady_clock::duration::zero();
    EXPECT_TRUE(eventually(45s, [&] {
        const auto asked = steady_clock::now();
        EXPECT_EQ("200", summary(other.get("/api/crm/contacts")));
        longest = std::max(longest, steady_clock::now() - asked);
        return dropped_downloads() == readers.size();
    })) << server.output();
    EXPECT_GE(steady_clock::now() - begin, 29s) << "a client may rest for thirty seconds";
    EXPECT_LT(longest, 5s);

    const auto seconds = head.get();
    EXPECT_GE(seconds, 9.5);
    EXPECT_LT(seconds, 15);
    const auto whole = other.get("/api/crm/exports");
    EXPECT_EQ(200, whole.status) << "the places for downloads are free again";
    EXPECT_EQ(20'001, std::ranges::count(whole.body, '\n')) << "a head and every contact";
}

} // namespace
