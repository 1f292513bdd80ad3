// What moves many rows: cursors and COPY.
#include "testing/transaction_fixture.hpp"

namespace db {
namespace {

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
