#include "testing/transaction_fixture.hpp"

namespace db {
namespace {

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

} // namespace
} // namespace db
