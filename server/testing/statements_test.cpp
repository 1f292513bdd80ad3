// Every statement of the .sql files fits the schema: PostgreSQL prepares it, as the role that will run it.
#include <gtest/gtest.h>

#include "platform/db/connection.hpp"
#include "platform/meta/values.hpp"
#include "testing/test_cluster.hpp"

namespace {

std::string role_name(db::Role role) {
    switch (role) {
        case db::Role::app: return "app";
        case db::Role::finder: return "finder";
        case db::Role::system: return "system";
        case db::Role::owner: return "";
    }
    return "";
}

// Nothing when the statement can be prepared and planned, else what PostgreSQL says.
std::string complaint(db::Connection& connection, const db::Statement& statement) {
    const auto role = role_name(statement.role);
    try {
        connection.run_script("BEGIN");
        if (!role.empty()) connection.run_script("SET LOCAL ROLE " + role);
        connection.run_script("PREPARE looked_at AS " + std::string(statement.sql));
    } catch (const db::Error& error) {
        connection.run_script("ROLLBACK");
        return std::string(statement.name) + ": " + error.what() + "\n";
    }
    connection.run_script("ROLLBACK");
    connection.run_script("DEALLOCATE looked_at");
    return {};
}

} // namespace

TEST(Statements, fit_the_schema) {
    const TestDatabase database;
    db::Connection connection(database.conninfo());
    std::string complaints;
    int looked_at = 0;
    for (const auto& all : {platform_statements(), features_statements()})
        for (const auto& statement : all) {
            complaints += complaint(connection, statement);
            ++looked_at;
        }
    EXPECT_EQ("", complaints);
    EXPECT_GT(looked_at, 100);
}

// The second door leads past row level security: what goes through it names the project itself.
TEST(Statements, of_the_second_door_name_the_project_first) {
    for (const auto& statement : features_statements()) {
        if (statement.role != db::Role::finder) continue;
        const auto condition = statement.sql.find("project_id = $1");
        EXPECT_NE(std::string_view::npos, condition) << statement.name;
    }
}
