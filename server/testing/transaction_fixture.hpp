// A connection, a project and statements for tests of transactions.
#pragma once
#include <gtest/gtest.h>

#include "platform/db/test_schema.hpp"
#include "platform/db/transaction.hpp"

namespace db {

inline constexpr Statement insert{"insert", "INSERT INTO notes (title, body) VALUES ($1, $2)",
                                  Role::app, Rows::exec};
inline constexpr Statement insert_pair{
    "insert_pair", "INSERT INTO pairs (id, other) VALUES ($1, $2)", Role::app, Rows::exec};
inline constexpr Statement count_pairs{"count_pairs", "SELECT count(*) FROM pairs WHERE id = $1"};
inline constexpr Statement list{"list", "SELECT * FROM notes ORDER BY title"};
inline constexpr Statement list_everywhere{
    "list_everywhere", "SELECT title FROM notes WHERE project_id = $1 ORDER BY title",
    Role::finder};
inline constexpr Statement who{"who", "SELECT current_user::text"};
inline constexpr Statement who_finder{"who_finder", "SELECT current_user::text", Role::finder};
inline constexpr Statement divide{"divide", "SELECT 1 / $1::bigint"};

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

} // namespace db
