#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <thread>

#include "platform/db/test_schema.hpp"
#include "testing/eventually.hpp"

namespace db {
namespace {

using namespace std::chrono_literals;
using testing_time::eventually;

constexpr Statement one_row{"one_row", "SELECT 1::bigint"};
constexpr Statement insert_pair{"insert_pair", "INSERT INTO pairs (id) VALUES ($1)", Role::app,
                                Rows::exec};
constexpr Statement lock_pair{"lock_pair", "SELECT id FROM pairs WHERE id = $1 FOR UPDATE"};

std::int64_t ask(Pool& pool) {
    return pool.in_transaction({}, [](Transaction& tx) { return tx.one<std::int64_t>(one_row); });
}

TEST(Pool, lends_the_connection_returned_last) {
    Pool pool(test::database().conninfo(), 2);
    Connection* first = nullptr;
    {
        const auto lease = pool.borrow();
        first = &*lease;
        EXPECT_EQ(1u, pool.in_use());
    }
    EXPECT_EQ(0u, pool.in_use());
    EXPECT_EQ(first, &*pool.borrow());
}

TEST(Pool, lends_no_more_than_its_size) {
    Pool pool(test::database().conninfo(), 2);
    const auto first = pool.borrow();
    {
        const auto second = pool.borrow();
        EXPECT_EQ(2u, pool.in_use());
        EXPECT_THROW(pool.borrow(0ms), Lost);
        EXPECT_THROW(pool.borrow(10ms), Lost);
    }
    EXPECT_TRUE(pool.borrow(0ms)->usable());
}

TEST(Pool, a_waiting_caller_gets_the_connection_that_comes_back) {
    Pool pool(test::database().conninfo(), 1);
    auto lease = std::make_unique<Pool::Lease>(pool.borrow());
    std::thread waiting([&] { EXPECT_EQ(1, ask(pool)); });
    lease.reset();
    waiting.join();
}

TEST(Pool, serves_many_threads) {
    Pool pool(test::database().conninfo(), 3);
    std::atomic<std::int64_t> sum = 0;
    std::vector<std::thread> threads;
    for (int i = 0; i < 12; ++i)
        threads.emplace_back([&] {
            for (int n = 0; n < 50; ++n) sum += ask(pool);
        });
    for (auto& thread : threads) thread.join();
    EXPECT_EQ(600, sum);
    EXPECT_EQ(0u, pool.in_use());
}

TEST(Pool, of_nothing_is_a_programming_error) {
    EXPECT_THROW(Pool(test::database().conninfo(), 0), std::logic_error);
}

TEST(Pool, replaces_a_connection_that_was_ended_while_idle) {
    Pool pool(test::database().conninfo(), 1);
    test::terminate(*pool.borrow());
    EXPECT_EQ(1, ask(pool));
}

TEST(Pool, replaces_a_connection_that_was_lost_in_mid_transaction) {
    Pool pool(test::database().conninfo(), 1);
    EXPECT_THROW(pool.in_transaction({},
                                     [](Transaction& tx) {
                                         tx.one<std::int64_t>(one_row);
                                         tx.query_text(
                                             "end", "SELECT pg_terminate_backend(pg_backend_pid())",
                                             {}, Role::owner);
                                     }),
                 Lost);
    EXPECT_EQ(1, ask(pool));
}

TEST(Pool, throws_a_connection_away_that_comes_back_in_a_transaction) {
    Pool pool(test::database().conninfo(), 1);
    {
        const auto lease = pool.borrow();
        test::run_one(*lease, "BEGIN");
        test::run_one(*lease, "CREATE TEMP TABLE mine ()");
    }
    const auto lease = pool.borrow();
    EXPECT_FALSE(lease->in_transaction());
    EXPECT_EQ("NULL", test::text(*lease, "SELECT to_regclass('mine')::text"));
}

// --- in_transaction
// -------------------------------------------------------------------------------

TEST(Pool, commits_when_the_body_returns_and_rolls_back_when_it_throws) {
    Pool pool(test::database().conninfo(), 1);
    const std::int64_t id = 2'000'001;
    EXPECT_THROW(pool.in_transaction({},
                                     [&](Transaction& tx) {
                                         tx.execute(insert_pair, id);
                                         throw std::runtime_error("no");
                                     }),
                 std::runtime_error);
    EXPECT_EQ(
        1, pool.in_transaction({}, [&](Transaction& tx) { return tx.execute(insert_pair, id); }));
    EXPECT_EQ(id, pool.in_transaction(
                      {}, [&](Transaction& tx) { return tx.one<std::int64_t>(lock_pair, id); }));
}

TEST(Pool, runs_a_transaction_three_times_at_most) {
    Pool pool(test::database().conninfo(), 1);
    int runs = 0;
    EXPECT_THROW(pool.in_transaction({},
                                     [&](Transaction&) {
                                         ++runs;
                                         throw Retry("again", "40001");
                                     }),
                 Retry);
    EXPECT_EQ(most_attempts, runs);
    runs = 0;
    EXPECT_EQ(most_attempts, pool.in_transaction({}, [&](Transaction&) {
        if (++runs < most_attempts) throw Retry("again", "40001");
        return runs;
    }));
}

TEST(Pool, other_errors_are_not_tried_again) {
    Pool pool(test::database().conninfo(), 1);
    int runs = 0;
    EXPECT_THROW(pool.in_transaction({},
                                     [&](Transaction& tx) {
                                         ++runs;
                                         tx.query_text("broken", "SELECT 1/0", {});
                                     }),
                 Error);
    EXPECT_EQ(1, runs);
}

TEST(Pool, a_deadlock_is_resolved_by_running_one_of_the_two_again) {
    Pool pool(test::database().conninfo(), 2);
    const std::int64_t first = 2'000'010, second = 2'000'011;
    pool.in_transaction({}, [&](Transaction& tx) {
        tx.execute(insert_pair, first);
        tx.execute(insert_pair, second);
    });
    std::atomic<int> holding = 0, runs = 0;
    const auto lock_both = [&](std::int64_t a, std::int64_t b) {
        pool.in_transaction({}, [&](Transaction& tx) {
            ++runs;
            tx.query(lock_pair, a);
            ++holding;
            EXPECT_TRUE(eventually(10s, [&] { return holding >= 2; }));
            tx.query(lock_pair, b);
        });
    };
    std::thread other([&] { lock_both(second, first); });
    lock_both(first, second);
    other.join();
    EXPECT_EQ(3, runs);
}

// --- an unreachable server
// ------------------------------------------------------------------------

// Takes connections and closes them at once, like a server that is going down; counts them.
class RefusingServer {
  public:
    RefusingServer() : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof address;
        if (::bind(socket_, reinterpret_cast<sockaddr*>(&address), size) || ::listen(socket_, 16)
            || ::getsockname(socket_, reinterpret_cast<sockaddr*>(&address), &size))
            throw std::runtime_error("no socket");
        port_ = ntohs(address.sin_port);
        thread_ = std::thread([this] {
            for (int peer; (peer = ::accept(socket_, nullptr, nullptr)) >= 0; ::close(peer))
                ++attempts_;
        });
    }
    ~RefusingServer() {
        ::shutdown(socket_, SHUT_RDWR);
        thread_.join();
        ::close(socket_);
    }
    // Without TLS: one connection an attempt.
    std::string conninfo() const {
        return "host=127.0.0.1 sslmode=disable gssencmode=disable user=nobody dbname=none port="
               + std::to_string(port_);
    }
    int attempts() const { return attempts_; }

  private:
    int socket_;
    int port_ = 0;
    std::atomic<int> attempts_ = 0;
    std::thread thread_;
};

TEST(Pool, fails_at_once_while_the_server_cannot_be_reached_and_tries_again_after_a_while) {
    const RefusingServer server;
    Pool pool(server.conninfo(), 4);
    const auto start = std::chrono::steady_clock::now();
    for (int i = 0; i < 100; ++i) EXPECT_THROW(pool.borrow(), Lost);
    const auto passed = std::chrono::steady_clock::now() - start;
    EXPECT_LE(server.attempts(), 1 + passed / retry_unreachable_after);
    EXPECT_TRUE(eventually(10s, [&] {
        EXPECT_THROW(pool.borrow(), Lost);
        return server.attempts() >= 2;
    }));
    EXPECT_EQ(0u, pool.in_use());
}

TEST(Pool, recovers_when_the_server_comes_back) {
    // The database does not exist yet: connecting fails as it does while a server starts.
    const auto name = test::database().name() + "_late";
    auto& cluster = TestCluster::shared();
    Pool pool(cluster.conninfo(name), 2);
    EXPECT_THROW(ask(pool), Lost);
    Connection administrator(cluster.conninfo());
    administrator.run_script("CREATE DATABASE " + name);
    EXPECT_TRUE(eventually(10s, [&] {
        try {
            return ask(pool) == 1;
        } catch (const Lost&) {
            return false;
        }
    }));
    administrator.run_script("DROP DATABASE " + name + " WITH (FORCE)");
    EXPECT_THROW(ask(pool), Lost);
}

} // namespace
} // namespace db
