#include "platform/db/connection.hpp"

#include <gtest/gtest.h>

#include <numeric>

#include "platform/db/test_schema.hpp"

namespace db {
namespace {

using test::run_one;
using test::text;

class ConnectionTest : public testing::Test {
  protected:
    Connection connection{test::database().conninfo()};
};

std::string state_of(const std::function<void()>& action) {
    try {
        action();
    } catch (const Error& error) {
        return error.state;
    }
    return "no error";
}

TEST_F(ConnectionTest, answers_in_order_in_one_round_trip) {
    const Params seven{"7"};
    const Command commands[] = {{"one", "SELECT 1", {}},
                                {"seven", "SELECT $1::int", seven},
                                {"none", "SELECT WHERE false", {}}};
    const auto results = connection.run(commands);
    ASSERT_EQ(3u, results.size());
    EXPECT_EQ("1", results[0].value(0, 0));
    EXPECT_EQ("7", results[1].value(0, 0));
    EXPECT_TRUE(results[2].empty());
    EXPECT_EQ(1, connection.round_trips());
}

TEST_F(ConnectionTest, session_is_set_up) {
    const std::pair<const char*, const char*> cases[] = {
        {"SHOW timezone", "UTC"},
        {"SHOW datestyle", "ISO, MDY"},
        {"SHOW statement_timeout", "15s"},
        {"SHOW lock_timeout", "5s"},
        {"SHOW application_name", "socialflow"},
        {"SHOW client_encoding", "UTF8"},
        {"SHOW idle_in_transaction_session_timeout", "30s"},
    };
    for (const auto& [sql, expected] : cases) EXPECT_EQ(expected, text(connection, sql)) << sql;
}

TEST_F(ConnectionTest, null_and_empty_text_differ) {
    const Params all{std::nullopt, ""};
    const auto result = run_one(connection, "SELECT $1::text, $2::text", all);
    EXPECT_EQ(std::nullopt, result.value(0, 0));
    EXPECT_EQ("", result.value(0, 1));
}

TEST_F(ConnectionTest, an_error_names_state_constraint_and_statement) {
    run_one(connection, "INSERT INTO pairs (id) VALUES (1000)");
    try {
        const Command commands[] = {{"fine", "SELECT 1", {}},
                                    {"insert_pair", "INSERT INTO pairs (id) VALUES (1000)", {}}};
        connection.run(commands);
        FAIL();
    } catch (const Error& error) {
        EXPECT_TRUE(error.unique_violation());
        EXPECT_EQ("pairs_pkey", error.constraint);
        EXPECT_EQ("insert_pair", error.statement);
        EXPECT_EQ(std::string::npos, std::string(error.what()).find("1000"))
            << "values stay out of messages";
    }
    EXPECT_EQ("1", text(connection, "SELECT 1"));
}

TEST_F(ConnectionTest, after_an_error_the_rest_of_the_batch_is_not_run_and_can_be_run_again) {
    const Command commands[] = {{"broken", "SELECT 1/0", {}}, {"after", "SELECT 'after'", {}}};
    EXPECT_EQ("22012", state_of([&] { connection.run(commands); }));
    EXPECT_EQ("22012", state_of([&] { connection.run(commands); }));
    EXPECT_EQ("after", text(connection, "SELECT 'after'"));
}

TEST_F(ConnectionTest, a_statement_that_does_not_parse_leaves_the_session_usable) {
    EXPECT_EQ("42601", state_of([&] { run_one(connection, "SELEC 1"); }));
    EXPECT_EQ("42601", state_of([&] { run_one(connection, "SELEC 1"); }));
    EXPECT_TRUE(connection.usable());
    EXPECT_EQ("1", text(connection, "SELECT 1"));
}

TEST_F(ConnectionTest, refuses_a_text_with_a_nul_before_anything_is_sent) {
    const Params bad{std::string("a\0b", 3)};
    EXPECT_EQ("22021", state_of([&] { run_one(connection, "SELECT $1::text", bad); }));
    EXPECT_EQ("1", text(connection, "SELECT 1"));
}

TEST_F(ConnectionTest, at_most_500_statements_stay_prepared) {
    for (std::size_t i = 0; i < most_prepared + 50; ++i)
        EXPECT_EQ(std::to_string(i), text(connection, "SELECT " + std::to_string(i)));
    EXPECT_EQ(std::to_string(most_prepared),
              text(connection, "SELECT count(*) FROM pg_prepared_statements"));
    EXPECT_EQ("0", text(connection, "SELECT 0")) << "the first ones were prepared anew";
}

TEST_F(ConnectionTest, statements_are_retired_after_failed_transactions_too) {
    for (std::size_t i = 0; i < most_prepared; ++i) text(connection, "SELECT " + std::to_string(i));
    for (int i = 0; i < 20; ++i) {
        run_one(connection, "BEGIN");
        EXPECT_EQ("22012",
                  state_of([&] { run_one(connection, "SELECT 1/0 AS a" + std::to_string(i)); }));
        EXPECT_EQ("25P02",
                  state_of([&] { run_one(connection, "SELECT 1 AS b" + std::to_string(i)); }));
        run_one(connection, "ROLLBACK");
    }
    text(connection, "SELECT 'one more'");
    EXPECT_EQ(std::to_string(most_prepared),
              text(connection, "SELECT count(*) FROM pg_prepared_statements"));
}

TEST_F(ConnectionTest, a_changed_table_makes_the_statement_retry_and_then_work) {
    connection.run_script("CREATE TEMP TABLE changing (a int)");
    run_one(connection, "SELECT * FROM changing");
    connection.run_script("ALTER TABLE changing ADD COLUMN b int");
    EXPECT_THROW(run_one(connection, "SELECT * FROM changing"), Retry);
    EXPECT_EQ(2, run_one(connection, "SELECT * FROM changing").columns());
}

TEST_F(ConnectionTest, a_session_that_was_reset_prepares_anew) {
    run_one(connection, "SELECT 'reset'");
    connection.run_script("DEALLOCATE ALL");
    EXPECT_THROW(run_one(connection, "SELECT 'reset'"), Retry);
    EXPECT_EQ("reset", text(connection, "SELECT 'reset'"));
}

TEST_F(ConnectionTest, run_later_does_not_wait_and_its_error_shows_at_the_next_run) {
    const Command broken{"broken", "SELECT 1/0", {}};
    connection.run_later({&broken, 1});
    EXPECT_EQ(0, connection.round_trips());
    EXPECT_EQ("22012", state_of([&] { run_one(connection, "SELECT 1"); }));
    EXPECT_EQ("1", text(connection, "SELECT 1"));
}

TEST_F(ConnectionTest, many_run_later_in_a_row_are_answered) {
    const Command command{"later", "SELECT repeat('x', 10000)", {}};
    for (int i = 0; i < 500; ++i) connection.run_later({&command, 1});
    EXPECT_EQ("1", text(connection, "SELECT 1"));
}

TEST_F(ConnectionTest, large_batches_with_large_answers_do_not_block_each_other) {
    const Params large{std::string(100'000, 'x')};
    const std::vector<Command> commands(200, {"echo", "SELECT $1::text", large});
    const auto results = connection.run(commands);
    ASSERT_EQ(200u, results.size());
    EXPECT_EQ(100'000u, results.back().value(0, 0)->size());
}

TEST_F(ConnectionTest, knows_whether_a_transaction_is_open) {
    EXPECT_FALSE(connection.in_transaction());
    run_one(connection, "BEGIN");
    EXPECT_TRUE(connection.in_transaction());
    EXPECT_FALSE(connection.in_failed_transaction());
    EXPECT_FALSE(connection.ready());
    EXPECT_EQ("22012", state_of([&] { run_one(connection, "SELECT 1/0"); }));
    EXPECT_TRUE(connection.in_failed_transaction());
    run_one(connection, "ROLLBACK");
    EXPECT_FALSE(connection.in_transaction());
    EXPECT_TRUE(connection.ready());
}

TEST_F(ConnectionTest, a_terminated_session_is_lost) {
    run_one(connection, "BEGIN");
    test::terminate(connection);
    EXPECT_THROW(run_one(connection, "SELECT 1"), Lost);
    EXPECT_FALSE(connection.usable());
    EXPECT_THROW(run_one(connection, "SELECT 1"), Lost);
    EXPECT_THROW(connection.run_script("SELECT 1"), Lost);
}

TEST_F(ConnectionTest, a_session_ended_during_a_statement_is_lost) {
    EXPECT_THROW(run_one(connection, "SELECT pg_terminate_backend(pg_backend_pid())"), Lost);
    EXPECT_FALSE(connection.usable());
}

TEST_F(ConnectionTest, ready_sees_that_an_idle_session_was_ended) {
    EXPECT_TRUE(connection.ready());
    test::terminate(connection);
    EXPECT_FALSE(connection.ready());
}

TEST_F(ConnectionTest, a_statement_over_its_time_is_an_error_and_the_session_lives) {
    connection.run_script("SET statement_timeout = '20ms'");
    try {
        run_one(connection, "SELECT pg_sleep(60)");
        FAIL();
    } catch (const Error& error) {
        EXPECT_TRUE(error.timed_out());
        EXPECT_EQ(nullptr, dynamic_cast<const Lost*>(&error));
    }
    EXPECT_EQ("1", text(connection, "SELECT 1"));
}

TEST_F(ConnectionTest, what_fails_at_the_end_of_a_batch_is_an_error_and_the_session_lives) {
    connection.run_script(
        "CREATE TEMPORARY TABLE once (id int UNIQUE DEFERRABLE INITIALLY DEFERRED)");
    // Without a transaction of its own, a batch is committed by its end.
    EXPECT_EQ("23505", state_of([&] { run_one(connection, "INSERT INTO once VALUES (1), (1)"); }));
    EXPECT_EQ("0", text(connection, "SELECT count(*) FROM once"));
}

TEST(Connecting, to_nobody_is_lost) {
    EXPECT_THROW(Connection("host=/nonexistent"), Lost);
    EXPECT_THROW(Connection("host=127.0.0.1 port=1"), Lost);
    EXPECT_THROW(Connection("no conninfo"), Lost);
}

// --- COPY ---------------------------------------------------------------------------------------

class CopyTest : public ConnectionTest {
  protected:
    CopyTest() { connection.run_script("CREATE TEMP TABLE copied (number int, name text)"); }
};

TEST_F(CopyTest, in_and_out_again) {
    std::vector<std::string> pieces{"1\tone\n2\tt", "wo\n3\t\\N\n"};
    std::size_t next = 0;
    EXPECT_EQ(3, connection.copy_in("COPY copied FROM STDIN", [&]() -> std::string_view {
        return next < pieces.size() ? std::string_view(pieces[next++]) : "";
    }));
    EXPECT_EQ("6", text(connection, "SELECT sum(number) FROM copied"));
    std::vector<std::string> rows;
    connection.copy_out("COPY (SELECT * FROM copied ORDER BY number) TO STDOUT",
                        [&](auto row) { rows.emplace_back(row); });
    EXPECT_EQ((std::vector<std::string>{"1\tone\n", "2\ttwo\n", "3\t\\N\n"}), rows);
}

TEST_F(CopyTest, of_nothing_copies_nothing) {
    EXPECT_EQ(0, connection.copy_in("COPY copied FROM STDIN", [] { return std::string_view(); }));
    connection.copy_out("COPY copied TO STDOUT", [](auto) { FAIL(); });
    EXPECT_EQ("1", text(connection, "SELECT 1"));
}

TEST_F(CopyTest, bad_rows_are_an_error_and_nothing_is_copied) {
    bool sent = false;
    const auto once = [&]() -> std::string_view {
        return std::exchange(sent, true) ? "" : "1\tone\nx\ttwo\n";
    };
    EXPECT_EQ("22P02", state_of([&] { connection.copy_in("COPY copied FROM STDIN", once); }));
    EXPECT_EQ("0", text(connection, "SELECT count(*) FROM copied"));
}

TEST_F(CopyTest, a_source_that_throws_cancels_the_copy) {
    int calls = 0;
    const auto source = [&]() -> std::string_view {
        if (++calls == 2) throw std::runtime_error("the file ended early");
        return "1\tone\n";
    };
    EXPECT_THROW(connection.copy_in("COPY copied FROM STDIN", source), std::runtime_error);
    EXPECT_EQ("0", text(connection, "SELECT count(*) FROM copied"));
}

TEST_F(CopyTest, a_taker_that_throws_gives_the_connection_up) {
    EXPECT_THROW(
        connection.copy_out("COPY (SELECT generate_series(1, 100000)) TO STDOUT",
                            [](auto) { throw std::runtime_error("the reader went away"); }),
        std::runtime_error);
    EXPECT_FALSE(connection.usable());
}

TEST_F(CopyTest, what_is_not_a_copy_is_a_programming_error) {
    EXPECT_THROW(connection.copy_in("SELECT 1", [] { return std::string_view(); }),
                 std::logic_error);
    EXPECT_EQ("1", text(connection, "SELECT 1"));
}

TEST_F(CopyTest, copy_in_a_batch_is_a_programming_error) {
    EXPECT_THROW(run_one(connection, "COPY copied FROM STDIN"), std::logic_error);
    EXPECT_FALSE(connection.usable());
}

// --- Result -------------------------------------------------------------------------------------

struct Typed {
    std::int64_t number = 0;
    bool yes = false;
    std::optional<std::string> nothing;
    Timestamp at{};
    std::vector<std::string> list;
};
BOOST_DESCRIBE_STRUCT(Typed, (), (number, yes, nothing, at, list))

TEST_F(ConnectionTest, rows_become_structs_by_column_names) {
    const auto result = run_one(connection,
                                "SELECT 'x' AS unused, ARRAY['a', 'b,c'] AS list, '2026-01-31 "
                                "10:00+01'::timestamptz AS at, "
                                "NULL::text AS nothing, true AS yes, 42 AS number");
    const auto row = result.as<Typed>(0);
    EXPECT_EQ(42, row.number);
    EXPECT_TRUE(row.yes);
    EXPECT_EQ(std::nullopt, row.nothing);
    EXPECT_EQ("2026-01-31T09:00:00Z", to_text(row.at));
    EXPECT_EQ((std::vector<std::string>{"a", "b,c"}), row.list);
}

TEST_F(ConnectionTest, a_row_that_does_not_fit_is_a_programming_error) {
    EXPECT_THROW(run_one(connection, "SELECT 1 AS number").as<Typed>(0), std::logic_error);
    EXPECT_THROW(run_one(connection, "SELECT 1, 2").as<std::int64_t>(0), std::logic_error);
    EXPECT_THROW(run_one(connection, "SELECT NULL::bigint").as<std::int64_t>(0), std::logic_error);
    EXPECT_THROW(run_one(connection, "SELECT 1").as<std::int64_t>(1), std::logic_error);
    EXPECT_EQ(std::nullopt,
              run_one(connection, "SELECT NULL::bigint").as<std::optional<std::int64_t>>(0));
}

TEST_F(ConnectionTest, counts_the_rows_touched) {
    connection.run_script("CREATE TEMP TABLE touched (n int)");
    EXPECT_EQ(3,
              run_one(connection, "INSERT INTO touched SELECT generate_series(1, 3)").affected());
    EXPECT_EQ(2, run_one(connection, "UPDATE touched SET n = 0 WHERE n > 1").affected());
    EXPECT_EQ(0, run_one(connection, "DELETE FROM touched WHERE n > 1").affected());
    EXPECT_EQ(3, run_one(connection, "SELECT * FROM touched").affected());
}

} // namespace
} // namespace db
