// Every statement of the .sql files against the real schema: it parses, and its role may run it.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <regex>

#include "platform/db/database.hpp"
#include "testing/test_cluster.hpp"

namespace {

std::vector<db::Statement> all_statements() {
    auto all = platform_statements();
    const auto more = features_statements();
    all.insert(all.end(), more.begin(), more.end());
    return all;
}

const char* role_name(db::Role role) {
    switch (role) {
        case db::Role::app:
            return "app";
        case db::Role::finder:
            return "finder";
        case db::Role::system:
            return "system";
        case db::Role::owner:
            return "none";
    }
    return "none";
}

// Planning does not ask for grants, EXPLAIN does; a generic plan needs no values.
std::string failure_as(db::Connection& connection, const db::Statement& statement, db::Role role) {
    static int last_number = 0;
    const auto name = "checked_" + std::to_string(++last_number);
    std::string said;
    try {
        connection.run_script(
            fmt::format("BEGIN; SET LOCAL plan_cache_mode = force_generic_plan; SET LOCAL ROLE {}; "
                        "PREPARE {} AS {}",
                        role_name(role), name, statement.sql));
        const db::Params which{name};
        const db::Command count{
            "count",
            "SELECT cardinality(parameter_types) FROM pg_prepared_statements WHERE name = $1",
            which};
        const auto parameters = connection.run({&count, 1})[0].as<std::int64_t>(0);
        std::string nulls;
        for (std::int64_t i = 0; i < parameters; ++i) nulls += i == 0 ? "(NULL" : ", NULL";
        if (!nulls.empty()) nulls += ")";
        connection.run_script(fmt::format("EXPLAIN EXECUTE {}{}", name, nulls));
    } catch (const db::Error& error) {
        said = error.what();
    }
    connection.run_script("ROLLBACK");
    return said;
}

// An ordinary statement runs as the role of its transaction, which is `system` where there is no
// project.
std::string failure_of(db::Connection& connection, const db::Statement& statement) {
    const auto said = failure_as(connection, statement, statement.role);
    if (said.empty() || statement.role != db::Role::app) return said;
    return failure_as(connection, statement, db::Role::system).empty() ? "" : said;
}

TEST(Statements, parse_and_may_be_run_by_their_role) {
    const TestDatabase database;
    db::Connection connection(database.conninfo());
    for (const auto& statement : all_statements())
        EXPECT_EQ("", failure_of(connection, statement)) << statement.name;
    EXPECT_GT(all_statements().size(), 100u);
}

TEST(Statements, that_do_not_parse_or_lack_a_grant_are_found) {
    const TestDatabase database;
    db::Connection connection(database.conninfo());
    EXPECT_NE("", failure_of(connection, {"unknown_column", "SELECT no_such_column FROM users"}));
    EXPECT_NE("", failure_of(connection,
                             {"no_grant", "SELECT password_hash FROM users", db::Role::finder}));
    EXPECT_EQ("",
              failure_of(connection, {"granted", "SELECT password_hash FROM users WHERE id = $1",
                                      db::Role::system}));
}

TEST(Statements, of_the_second_door_name_the_project) {
    const std::regex names_project(R"(\b(WHERE|ON)\s+(\w+\.)?project_id = \$\d+)");
    for (const auto& statement : all_statements()) {
        if (statement.role != db::Role::finder) continue;
        EXPECT_TRUE(std::regex_search(std::string(statement.sql), names_project)) << statement.name;
    }
}

} // namespace
