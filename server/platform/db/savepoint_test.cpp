#include "testing/transaction_fixture.hpp"

namespace db {
namespace {

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

} // namespace
} // namespace db
