#include <fmt/format.h>
#include <sodium.h>

#include <array>
#include <map>

#include "platform/db/database.hpp"

namespace db {

namespace {

constexpr auto lock_key = "7163390451"; // any number that no other program uses in this database
constexpr int most_lock_attempts = 5;   // DDL behind a long transaction: give way and come again

std::string checksum(std::string_view text) {
    std::array<unsigned char, crypto_generichash_BYTES> hash{};
    crypto_generichash(hash.data(), hash.size(),
                       reinterpret_cast<const unsigned char*>(text.data()), text.size(), nullptr,
                       0);
    std::string hex;
    for (const auto byte : hash) hex += fmt::format("{:02x}", byte);
    return hex;
}

// Roles belong to the cluster and not to the database, so the advisory lock does not cover them:
// two databases may be migrated at once. Whoever comes second finds the role made.
void ensure_role(Connection& connection, const std::string& role) {
    try {
        connection.run_script(fmt::format("SET ROLE {}; RESET ROLE", role));
        return;
    } catch (const Lost&) {
        throw;
    } catch (const Error&) {
        // Missing, or the login is no member.
    }
    try {
        connection.run_script(fmt::format(R"(
            DO $$ BEGIN
                CREATE ROLE {0} NOLOGIN;
            EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
            END $$;
            DO $$ BEGIN
                GRANT {0} TO CURRENT_USER;
            EXCEPTION WHEN unique_violation THEN NULL;
            END $$;
            SET ROLE {0};
            RESET ROLE)",
                                          role));
    } catch (const Lost&) {
        throw;
    } catch (const Error& error) {
        throw Error(
            fmt::format(
                "the database login cannot act as the role {0} ({1}); an administrator can do it: "
                "CREATE ROLE {0} NOLOGIN; GRANT {0} TO the login",
                role, error.what()),
            error.state);
    }
}

std::map<std::string, std::string> applied_files(Connection& connection) {
    connection.run_script(
        "CREATE TABLE IF NOT EXISTS schema_migrations (name text PRIMARY KEY, checksum text NOT "
        "NULL, "
        "applied_at timestamptz NOT NULL DEFAULT now())");
    const Command command{"applied_files", "SELECT name, checksum FROM schema_migrations", {}};
    const auto results = connection.run({&command, 1});
    std::map<std::string, std::string> applied;
    for (int row = 0; row < results[0].rows(); ++row)
        applied.emplace(*results[0].value(row, 0), *results[0].value(row, 1));
    return applied;
}

// What is in the database must be the beginning of what this program has.
void check_applied(const std::map<std::string, std::string>& applied, const EmbeddedFiles& files) {
    for (const auto& [name, sum] : applied) {
        const auto file = files.find(name);
        if (file == files.end())
            throw std::runtime_error(
                "the database is newer than this program: it has the migration " + name);
        if (checksum(file->second.view()) != sum)
            throw std::runtime_error("the migration " + name
                                     + " was changed after it had been applied");
    }
    for (const auto& [name, file] : files)
        if (!applied.empty() && !applied.contains(std::string(name))
            && name < applied.rbegin()->first)
            throw std::runtime_error(fmt::format(
                "the migration {} comes before {}, which has been applied: give it a later number",
                name, applied.rbegin()->first));
}

void apply(Connection& connection, std::string_view name, std::string_view text) {
    try {
        connection.run_script("BEGIN");
        connection.run_script(text);
        if (!connection.in_transaction())
            throw std::logic_error("the migration " + std::string(name) + " ends its transaction");
        const Params record{std::string(name), checksum(text)};
        const Command commands[] = {
            {"record_migration", "INSERT INTO schema_migrations (name, checksum) VALUES ($1, $2)",
             record},
            {"commit", "COMMIT", {}}};
        connection.run(commands);
    } catch (const Error&) {
        if (connection.in_transaction()) connection.run_script("ROLLBACK");
        throw;
    }
}

void apply_patiently(Connection& connection, std::string_view name, std::string_view text) {
    for (int attempt = 1;; ++attempt) {
        try {
            return apply(connection, name, text);
        } catch (const Lost&) {
            throw;
        } catch (const Error& error) {
            const bool again = error.lock_timed_out() || dynamic_cast<const Retry*>(&error);
            if (!again || attempt == most_lock_attempts)
                throw Error(fmt::format("migration {}: {}", name, error.what()), error.state,
                            error.constraint);
        }
    }
}

} // namespace

int migrate(const std::string& conninfo, const EmbeddedFiles& files) {
    Connection connection(conninfo);
    // Another node may be at it for as long as it takes; the lock goes with the connection.
    connection.run_script(
        "SET statement_timeout = 0; SET idle_in_transaction_session_timeout = 0; SET lock_timeout "
        "= 0");
    connection.run_script(fmt::format("SELECT pg_advisory_lock({})", lock_key));
    connection.run_script("SET lock_timeout = '5s'");
    for (const auto* role : {"app", "finder", "system"}) ensure_role(connection, role);
    const auto applied = applied_files(connection);
    check_applied(applied, files);
    int count = 0;
    for (const auto& [name, file] : files) {
        if (applied.contains(std::string(name))) continue;
        apply_patiently(connection, name, file.view());
        ++count;
    }
    return count;
}

} // namespace db
