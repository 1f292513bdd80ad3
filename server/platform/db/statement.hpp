// A named SQL statement. The build makes these from the .sql files (cmake/sql_header.py).
#pragma once
#include <string_view>
#include <vector>

namespace db {

// Which database role runs a statement or a transaction (docs/ARCHITECTURE.md, "Roles").
//   app     every request; row level security binds it to the transaction's project
//   finder  reads through the second door: the statement's first condition is the project
//   system  claims jobs, resolves sessions, keys and public links
//   owner   migrations, backup
enum class Role { app, finder, system, owner };

// How many rows a statement may give.
enum class Rows { one, maybe, many, exec };

struct Statement {
    std::string_view name;
    std::string_view sql;
    Role role = Role::app;
    Rows rows = Rows::many;
};

} // namespace db

// Every statement of the .sql files, for the test that prepares each against the migrated schema.
std::vector<db::Statement> platform_statements();
std::vector<db::Statement> features_statements();
