#include "platform/db/transaction.hpp"

#include <gtest/gtest.h>

#include "platform/db/test_schema.hpp"

namespace db {
namespace {

constexpr Statement insert{"insert", "INSERT INTO notes (title, body) VALUES ($1, $2)", Role::app,
                           Rows::exec};
constexpr Statement insert_pair{"insert_pair", "INSERT INTO pairs (id, other) VALUES ($1, $2)",
                                Role::app, Rows::exec};
constexpr Statement count_pairs{"count_pairs", "SELECT count(*) FROM pairs WHERE id = $1"};
constexpr Statement list{"list", "SELECT * FROM notes ORDER BY title"};
constexpr Statement list_everywhere{"list_everywhere",
                                    "SELECT title FROM notes WHERE project_id = $1 ORDER BY title",
                                    Role::finder};
constexpr Statement who{"who", "SELECT current_user::text"};
constexpr Statement who_finder{"who_finder", "SELECT current_user::text", Role::finder};
constexpr Statement divide{"divide", "SELECT 1 / $1::bigint"};

class TransactionTest : public testing::Test {
  protected:
    Connection connection{test::database().conninfo()};
    const Uuid project = Uuid::make();
    const Uuid other_project = Uuid::make();
    const Scope scope{.project_id = project};
    // Unique titles and ids, since all tests share the database.
    const std::string title = Uuid::make().text();
    const std::int64_t number = next_number();

    static std::int64_t next_number() {
        static std::int64_t last = 0;
        return last += 100;
    }
    std::int64_t notes() {
        Transaction tx(connection, scope);
        return tx.query(list).rows();
    }
    bool has_pair(std::int64_t id) {
        Transaction tx(connection, scope);
        return tx.one<std::int64_t>(count_pairs, id) == 1;
    }
};

TEST_F(TransactionTest, begins_with_role_project_and_user_in_one_round_trip) {
    const Uuid user = Uuid::make();
    Transaction tx(connection, {.project_id = project, .user_id = user});
    EXPECT_EQ(0, connection.round_trips());
    const auto row = tx.query_text("settings",
                                   "SELECT current_user::text, current_setting('app.project_id'), "
                                   "current_setting('app.user_id'), current_setting('role')",
                                   {});
    EXPECT_EQ(1, connection.round_trips());
    EXPECT_EQ("app", row.value(0, 0));
    EXPECT_EQ(project.text(), row.value(0, 1));
    EXPECT_EQ(user.text(), row.value(0, 2));
    EXPECT_EQ("app", row.value(0, 3));
}

TEST_F(TransactionTest, leaves_nothing_behind_in_the_session) {
    const auto settings =
        "SELECT current_user = session_user AND current_setting('app.project_id', true) = ''";
    {
        Transaction tx(connection, scope);
        tx.query(who);
        tx.commit();
    }
    EXPECT_EQ("t", test::text(connection, settings));
    {
        Transaction tx(connection, scope);
        tx.query(who);
    }
    EXPECT_EQ("t", test::text(connection, settings));
}

TEST_F(TransactionTest, a_committed_change_stays_and_a_dropped_one_does_not) {
    {
        Transaction tx(connection, scope);
        tx.execute(insert, title, "kept");
        tx.commit();
    }
    {
        Transaction tx(connection, scope);
        tx.execute(insert, title + "2", "dropped");
    }
    EXPECT_EQ(1, notes());
}

TEST_F(TransactionTest, another_project_sees_and_touches_nothing) {
    {
        Transaction tx(connection, scope);
        tx.execute(insert, title, nullptr);
        tx.commit();
    }
    Transaction tx(connection, {.project_id = other_project});
    EXPECT_TRUE(tx.all<test::Note>(list).empty());
    EXPECT_EQ(0, tx.query_text("delete", "DELETE FROM notes", {}).affected());
}

TEST_F(TransactionTest, without_a_project_no_row_is_seen_or_written) {
    EXPECT_EQ(0, notes());
    Transaction tx(connection, {});
    EXPECT_TRUE(tx.query(list).empty());
    EXPECT_THROW(tx.execute(insert, title, nullptr), Error);
    EXPECT_THROW(tx.project_id(), std::logic_error);
}

TEST_F(TransactionTest, the_second_door_switches_the_role_and_back_without_more_round_trips) {
    Transaction tx(connection, scope);
    tx.execute(insert, title, nullptr);
    EXPECT_EQ(std::vector{title}, tx.all<std::string>(list_everywhere, project));
    EXPECT_EQ("finder", tx.one<std::string>(who_finder));
    EXPECT_EQ("app", tx.one<std::string>(who));
    EXPECT_EQ(4, connection.round_trips());
    EXPECT_EQ("app", tx.one<std::string>(who));
}

TEST_F(TransactionTest, ordinary_statements_run_as_the_role_of_the_transaction) {
    const std::pair<Role, const char*> cases[] = {
        {Role::app, "app"}, {Role::finder, "finder"}, {Role::system, "system"}};
    for (const auto& [role, name] : cases) {
        Transaction tx(connection, {.role = role});
        EXPECT_EQ(name, tx.one<std::string>(who));
    }
    Transaction tx(connection, {.role = Role::owner});
    EXPECT_EQ("t", tx.query_text("login", "SELECT current_user = session_user", {}).value(0, 0));
}

TEST_F(TransactionTest, the_finder_cannot_write) {
    Transaction tx(connection, {.role = Role::finder, .project_id = project});
    EXPECT_THROW(tx.execute(insert, title, nullptr), Error);
}

TEST_F(TransactionTest, later_travels_with_the_next_statement_in_order) {
    Transaction tx(connection, scope);
    tx.later(insert, title + "1", nullptr);
    tx.later(insert, title + "2", nullptr);
    EXPECT_EQ(0, connection.round_trips());
    EXPECT_EQ(2u, tx.all<test::Note>(list).size());
    EXPECT_EQ(1, connection.round_trips());
}

TEST_F(TransactionTest, later_travels_with_the_commit) {
    {
        Transaction tx(connection, scope);
        tx.later(insert, title, nullptr);
        tx.commit();
        EXPECT_EQ(1, connection.round_trips());
    }
    EXPECT_EQ(1, notes());
}

TEST_F(TransactionTest, an_error_of_later_comes_out_of_what_flushes_it) {
    try {
        Transaction tx(connection, scope);
        tx.later(insert, title, nullptr);
        tx.later(insert, title, nullptr);
        tx.commit();
        FAIL();
    } catch (const Error& error) {
        EXPECT_EQ("notes_title_key", error.constraint);
        EXPECT_EQ("insert", error.statement);
    }
    EXPECT_EQ(0, notes());
}

TEST_F(TransactionTest, holds_a_thousand_and_flushes_the_next_by_itself) {
    Transaction tx(connection, scope);
    for (std::size_t i = 0; i < most_queued; ++i)
        tx.later(insert_pair, 10'000'000 + static_cast<std::int64_t>(i), nullptr);
    EXPECT_EQ(0, connection.round_trips());
    tx.later(insert_pair, 9'999'999, nullptr);
    EXPECT_EQ(1, connection.round_trips());
    EXPECT_EQ(
        static_cast<std::int64_t>(most_queued) + 1,
        tx.one<std::int64_t>(Statement{"count", "SELECT count(*) FROM pairs WHERE id >= 9999999"}));
}

TEST_F(TransactionTest,
       commit_after_a_failed_statement_is_a_programming_error_and_commits_nothing) {
    {
        Transaction tx(connection, scope);
        tx.execute(insert, title, nullptr);
        EXPECT_THROW(tx.execute(insert, title, nullptr), Error);
        bool told = false;
        tx.after_commit([&] { told = true; });
        EXPECT_THROW(tx.commit(), std::logic_error);
        EXPECT_FALSE(told);
    }
    EXPECT_EQ(0, notes());
}

TEST_F(TransactionTest, a_text_with_a_nul_is_refused_and_the_transaction_goes_on) {
    Transaction tx(connection, scope);
    EXPECT_THROW(tx.execute(insert, std::string("a\0b", 3), nullptr), Error);
    EXPECT_THROW(tx.later(insert, std::string("a\0b", 3), nullptr), Error);
    tx.execute(insert, title, nullptr);
    EXPECT_EQ("app", tx.one<std::string>(who));
    tx.commit();
    EXPECT_EQ(1, notes());
}

TEST_F(TransactionTest, an_error_found_at_commit_comes_out_of_it) {
    Transaction tx(connection, scope);
    tx.execute(insert_pair, number, number + 1);
    try {
        tx.commit();
        FAIL();
    } catch (const Error& error) {
        EXPECT_TRUE(error.foreign_key_violation());
    }
    EXPECT_FALSE(connection.in_transaction());
}

TEST_F(TransactionTest, nothing_may_follow_the_end) {
    Transaction committed(connection, scope);
    committed.query(who);
    committed.commit();
    EXPECT_THROW(committed.query(who), std::logic_error);
    EXPECT_THROW(committed.commit(), std::logic_error);
    Transaction rolled_back(connection, scope);
    rolled_back.rollback();
    EXPECT_THROW(rolled_back.query(who), std::logic_error);
}

TEST_F(TransactionTest, a_statement_that_ends_the_transaction_is_a_programming_error) {
    Transaction tx(connection, scope);
    EXPECT_THROW(tx.query_text("commit", "COMMIT", {}), std::logic_error);
    EXPECT_THROW(tx.query(who), std::logic_error) << "it would run as the login";
}

TEST_F(TransactionTest, a_second_one_on_the_same_connection_is_a_programming_error) {
    Transaction tx(connection, scope);
    tx.query(who);
    Transaction second(connection, scope);
    EXPECT_THROW(second.query(who), std::logic_error);
    EXPECT_EQ("app", tx.one<std::string>(who));
}

TEST_F(TransactionTest, reading_only_refuses_writes_and_does_not_wait_for_its_end) {
    const Scope reading{.project_id = project, .read_only = true};
    {
        Transaction tx(connection, reading);
        EXPECT_TRUE(tx.query(list).empty());
        tx.commit();
        EXPECT_EQ(1, connection.round_trips());
    }
    EXPECT_TRUE(connection.ready());
    Transaction tx(connection, reading);
    try {
        tx.execute(insert, title, nullptr);
        FAIL();
    } catch (const Error& error) {
        EXPECT_EQ("25006", error.state);
    }
}

TEST_F(TransactionTest, one_statement_that_reads_is_a_transaction_by_itself_with_the_same_bounds) {
    const Scope reading{.project_id = project, .read_only = true};
    constexpr Statement sneaky{"sneaky", "INSERT INTO notes (title) VALUES ($1) RETURNING title"};
    constexpr Statement plan{"plan",
                             "SELECT set_config('plan_cache_mode', 'force_custom_plan', true)",
                             Role::app, Rows::exec};
    constexpr Statement read_plan{"read_plan", "SELECT current_setting('plan_cache_mode')"};
    {
        Transaction tx(connection, reading);
        EXPECT_EQ("finder", tx.one<std::string>(who_finder));
        EXPECT_EQ("app", tx.one<std::string>(who));
        EXPECT_FALSE(connection.in_transaction());
        EXPECT_EQ(2, connection.round_trips());
        tx.later(plan);
        EXPECT_EQ("app", tx.one<std::string>(who));
        EXPECT_TRUE(connection.in_transaction()) << "a setting has to outlive its statement";
        EXPECT_EQ("force_custom_plan", tx.one<std::string>(read_plan));
        tx.commit();
    }
    const Command outside{
        "outside", "SELECT current_user = session_user, current_setting('app.project_id')", {}};
    const auto after = connection.run({&outside, 1});
    EXPECT_EQ("t", after[0].value(0, 0)) << "nothing of it stays";
    EXPECT_EQ("", after[0].value(0, 1));

    Transaction tx(connection, reading);
    try {
        tx.query(sneaky, title);
        FAIL();
    } catch (const Error& error) {
        EXPECT_EQ("25006", error.state);
    }
    EXPECT_THROW(tx.commit(), std::logic_error);
    EXPECT_TRUE(connection.ready());
}

TEST_F(TransactionTest, an_unused_transaction_costs_nothing) {
    bool told = false;
    {
        Transaction tx(connection, scope);
        tx.after_commit([&] { told = true; });
        tx.commit();
    }
    {
        Transaction tx(connection, scope);
    }
    EXPECT_TRUE(told);
    EXPECT_EQ(0, connection.round_trips());
}

TEST_F(TransactionTest, after_commit_runs_once_and_only_after_a_commit) {
    int told = 0;
    {
        Transaction tx(connection, scope);
        tx.execute(insert, title, nullptr);
        tx.after_commit([&] {
            ++told;
            EXPECT_FALSE(connection.in_transaction());
        });
        EXPECT_EQ(0, told);
        tx.commit();
        EXPECT_EQ(1, told);
    }
    {
        Transaction tx(connection, scope);
        tx.query(who);
        tx.after_commit([&] { ++told; });
    }
    EXPECT_EQ(1, told);
}

TEST_F(TransactionTest, one_and_maybe_insist_on_their_number_of_rows) {
    constexpr Statement none{"none", "SELECT 1 WHERE false"};
    constexpr Statement two{"two", "SELECT generate_series(1, 2)"};
    Transaction tx(connection, scope);
    EXPECT_THROW(tx.one<std::int64_t>(none), std::logic_error);
    EXPECT_THROW(tx.one<std::int64_t>(two), std::logic_error);
    EXPECT_THROW(tx.maybe<std::int64_t>(two), std::logic_error);
    EXPECT_EQ(std::nullopt, tx.maybe<std::int64_t>(none));
}

TEST_F(TransactionTest, a_lost_connection_needs_no_rollback) {
    Transaction tx(connection, scope);
    tx.execute(insert, title, nullptr);
    test::terminate(connection);
    EXPECT_THROW(tx.query(who), Lost);
    EXPECT_THROW(tx.commit(), std::logic_error);
}

// --- savepoints
// -----------------------------------------------------------------------------------

TEST_F(TransactionTest, a_savepoint_undoes_what_it_holds_and_no_more) {
    Transaction tx(connection, scope);
    tx.execute(insert_pair, number, nullptr);
    EXPECT_THROW(tx.savepoint([&] {
        tx.execute(insert_pair, number + 1, nullptr);
        tx.execute(insert_pair, number, nullptr);
    }),
                 Error);
    tx.execute(insert_pair, number + 2, nullptr);
    tx.commit();
    EXPECT_TRUE(has_pair(number));
    EXPECT_FALSE(has_pair(number + 1));
    EXPECT_TRUE(has_pair(number + 2));
}

TEST_F(TransactionTest, a_savepoint_without_a_throw_keeps_its_changes_and_gives_its_value) {
    Transaction tx(connection, scope);
    EXPECT_EQ(7, tx.savepoint([&] {
        tx.execute(insert_pair, number, nullptr);
        return 7;
    }));
    tx.commit();
    EXPECT_TRUE(has_pair(number));
    EXPECT_EQ(3, connection.round_trips())
        << "statement with savepoint, commit with release, the look of this test";
}

TEST_F(TransactionTest, what_was_queued_before_a_savepoint_is_not_undone_with_it) {
    Transaction tx(connection, scope);
    tx.later(insert_pair, number, nullptr);
    EXPECT_THROW(tx.savepoint([&] { tx.one<std::int64_t>(divide, 0); }), Error);
    tx.commit();
    EXPECT_TRUE(has_pair(number));
}

TEST_F(TransactionTest, what_was_queued_inside_a_savepoint_fails_inside_of_it) {
    Transaction tx(connection, scope);
    tx.execute(insert_pair, number, nullptr);
    EXPECT_THROW(tx.savepoint([&] { tx.later(insert_pair, number, nullptr); }), Error);
    tx.execute(insert_pair, number + 1, nullptr);
    tx.commit();
    EXPECT_TRUE(has_pair(number));
    EXPECT_TRUE(has_pair(number + 1));
}

TEST_F(TransactionTest, what_was_queued_inside_a_savepoint_that_throws_is_dropped) {
    Transaction tx(connection, scope);
    EXPECT_THROW(tx.savepoint([&] {
        tx.later(insert_pair, number, nullptr);
        throw std::runtime_error("changed my mind");
    }),
                 std::runtime_error);
    EXPECT_EQ(0, connection.round_trips());
    tx.commit();
    EXPECT_FALSE(has_pair(number));
}

TEST_F(TransactionTest, an_empty_savepoint_costs_nothing) {
    Transaction tx(connection, scope);
    tx.savepoint([] {});
    EXPECT_THROW(tx.savepoint([] { throw std::runtime_error("no"); }), std::runtime_error);
    tx.commit();
    EXPECT_EQ(0, connection.round_trips());
}

TEST_F(TransactionTest, savepoints_nest) {
    Transaction tx(connection, scope);
    EXPECT_THROW(tx.savepoint([&] {
        tx.execute(insert_pair, number, nullptr);
        EXPECT_THROW(tx.savepoint([&] { tx.one<std::int64_t>(divide, 0); }), Error);
        tx.savepoint([&] { tx.execute(insert_pair, number + 1, nullptr); });
        throw std::runtime_error("all of it");
    }),
                 std::runtime_error);
    tx.savepoint([&] { tx.savepoint([&] { tx.execute(insert_pair, number + 2, nullptr); }); });
    tx.commit();
    EXPECT_FALSE(has_pair(number));
    EXPECT_FALSE(has_pair(number + 1));
    EXPECT_TRUE(has_pair(number + 2));
}

void nest(Transaction& tx, int depth) {
    if (depth > 0) tx.savepoint([&] { nest(tx, depth - 1); });
}

TEST_F(TransactionTest, savepoints_nest_eight_deep) {
    Transaction tx(connection, scope);
    nest(tx, 8);
    EXPECT_THROW(nest(tx, 9), std::logic_error);
}

TEST_F(TransactionTest, the_role_is_right_after_an_undone_savepoint) {
    Transaction tx(connection, scope);
    tx.query(who);
    EXPECT_THROW(tx.savepoint([&] {
        tx.query(who_finder);
        throw std::runtime_error("as finder");
    }),
                 std::runtime_error);
    EXPECT_EQ("app", tx.one<std::string>(who));
    tx.query(who_finder);
    EXPECT_THROW(tx.savepoint([&] {
        tx.query(who);
        throw std::runtime_error("as app");
    }),
                 std::runtime_error);
    EXPECT_EQ("app", tx.one<std::string>(who));
    EXPECT_EQ("finder", tx.one<std::string>(who_finder));
}

TEST_F(TransactionTest, actions_of_an_undone_savepoint_do_not_run) {
    std::string told;
    Transaction tx(connection, scope);
    tx.after_commit([&] { told += "outside"; });
    EXPECT_THROW(tx.savepoint([&] {
        tx.after_commit([&] { told += "inside"; });
        tx.one<std::int64_t>(divide, 0);
    }),
                 Error);
    tx.commit();
    EXPECT_EQ("outside", told);
}

TEST_F(TransactionTest, a_lost_connection_inside_a_savepoint_stays_lost) {
    Transaction tx(connection, scope);
    EXPECT_THROW(tx.savepoint([&] {
        tx.query(who);
        test::terminate(connection);
        tx.query(who);
    }),
                 Lost);
}

// --- streams and COPY ---------------------------------------------------------------------------

TEST_F(TransactionTest, streams_in_pages) {
    Transaction tx(connection, scope);
    std::vector<int> pages;
    std::int64_t sum = 0;
    tx.stream("SELECT generate_series(1, $1::int)", params(25), 10, [&](const Result& rows) {
        pages.push_back(rows.rows());
        for (int i = 0; i < rows.rows(); ++i) sum += rows.as<std::int64_t>(i);
    });
    EXPECT_EQ((std::vector{10, 10, 5}), pages);
    EXPECT_EQ(325, sum);
}

TEST_F(TransactionTest, streams_of_full_pages_and_of_nothing_end) {
    Transaction tx(connection, scope);
    for (const int rows : {0, 10, 20}) {
        int seen = 0;
        tx.stream("SELECT generate_series(1, $1::int)", params(rows), 10,
                  [&](const Result& page) { seen += page.rows(); });
        EXPECT_EQ(rows, seen);
    }
}

TEST_F(TransactionTest, statements_and_streams_run_inside_a_stream) {
    Transaction tx(connection, scope);
    int inner = 0;
    tx.stream("SELECT generate_series(1, 4)", {}, 2, [&](const Result&) {
        EXPECT_EQ("finder", tx.one<std::string>(who_finder));
        tx.stream("SELECT generate_series(1, 3)", {}, 2,
                  [&](const Result& page) { inner += page.rows(); });
    });
    EXPECT_EQ(6, inner);
}

TEST_F(TransactionTest, a_stream_is_bound_to_the_project) {
    Transaction tx(connection, scope);
    tx.execute(insert, title, nullptr);
    int seen = 0;
    tx.stream("SELECT title FROM notes", {}, 100, [&](const Result& page) { seen += page.rows(); });
    EXPECT_EQ(1, seen);
}

TEST_F(TransactionTest, copies_in_within_the_transaction) {
    const auto row = std::to_string(number) + "\t\\N\n";
    const auto copy = [&](Transaction& tx) {
        bool sent = false;
        return tx.copy_in(
            "COPY pairs FROM STDIN",
            [&]() -> std::string_view {
                return std::exchange(sent, true) ? std::string_view() : row;
            },
            Role::system);
    };
    {
        Transaction tx(connection, scope);
        EXPECT_EQ(1, copy(tx));
    }
    EXPECT_FALSE(has_pair(number));
    {
        Transaction tx(connection, scope);
        EXPECT_EQ(1, copy(tx));
        EXPECT_EQ("app", tx.one<std::string>(who));
        tx.commit();
    }
    EXPECT_TRUE(has_pair(number));
}

} // namespace
} // namespace db
