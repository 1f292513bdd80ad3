#include "platform/db/session.hpp"

#include <vector>

#include "platform/log/log.hpp"

namespace db {

namespace {

// Defaults that the connection string may override. A peer that vanished without a word: keepalives
// ask after 10 s of silence, three times; unacknowledged data gives up after 15 s.
constexpr std::pair<const char*, const char*> defaults[] = {
    {"application_name", "socialflow"}, {"connect_timeout", "5"},     {"keepalives", "1"},
    {"keepalives_idle", "10"},          {"keepalives_interval", "5"}, {"keepalives_count", "3"},
    {"tcp_user_timeout", "15000"},
};

// By SET and not by startup options: PgBouncer knows only a few of those. JIT pays for its
// compilation only in queries of seconds; cursors here are always read to their end.
constexpr auto settings =
    "SET timezone = 'UTC'; SET datestyle = 'ISO'; SET intervalstyle = 'postgres'; SET bytea_output "
    "= 'hex';"
    "SET statement_timeout = '15s'; SET lock_timeout = '5s'; SET "
    "idle_in_transaction_session_timeout = '30s';"
    "SET client_min_messages = 'warning'; SET jit = off; SET cursor_tuple_fraction = 1";

std::string field(const PGresult* result, int code) {
    const auto* text = result ? PQresultErrorField(result, code) : nullptr;
    return text ? text : "";
}

bool means_lost(PGconn* session, const PGresult* result, const std::string& state) {
    const auto severity = field(result, PG_DIAG_SEVERITY_NONLOCALIZED);
    return PQstatus(session) != CONNECTION_OK || severity == "FATAL" || severity == "PANIC"
           || state.starts_with("08") || state.starts_with("57P");
}

// A prepared statement that no longer fits: the schema changed under it, or the session was reset.
// It is forgotten (connection.cpp), so running the transaction again prepares it anew.
bool means_outdated(const PGresult* result, const std::string& state) {
    return state == "26000"
           || (state == "0A000"
               && field(result, PG_DIAG_SOURCE_FUNCTION) == "RevalidateCachedQuery");
}

// What the server says unasked: warnings, the end of a session. libpq would print it.
void log_notice(void*, const char* message) {
    log::warn("database_notice", {{"what", message}});
}

} // namespace

Session open_session(const std::string& conninfo) {
    std::vector<const char*> names, values;
    for (const auto& [name, value] : defaults) {
        names.push_back(name);
        values.push_back(value);
    }
    // After the defaults, so that it overrides them.
    names.insert(names.end(), {"dbname", "client_encoding", nullptr});
    values.insert(values.end(), {conninfo.c_str(), "UTF8", nullptr});
    Session session(PQconnectdbParams(names.data(), values.data(), 1));
    if (!session || PQstatus(session.get()) != CONNECTION_OK)
        throw Lost(session ? PQerrorMessage(session.get()) : "out of memory", "08001");
    PQsetNoticeProcessor(session.get(), log_notice, nullptr);
    execute_text(session.get(), settings, "settings");
    return session;
}

void check_params(std::string_view statement, std::span<const Param> all) {
    constexpr std::size_t most = 65'535; // a 16 bit count in the protocol
    const std::string name(statement);
    if (all.size() > most) throw std::logic_error(name + ": more than 65535 parameters");
    for (const auto& param : all)
        // libpq takes C strings and would cut the value; PostgreSQL, whose texts hold no NUL,
        // refuses it with this code.
        if (param && param->find('\0') != std::string::npos)
            throw Error(name + ": a text holds a NUL character", "22021", {}, name);
}

void raise(PGconn* session, const PGresult* result, std::string_view statement) {
    const auto state = field(result, PG_DIAG_SQLSTATE);
    auto message = field(result, PG_DIAG_MESSAGE_PRIMARY);
    if (message.empty()) message = PQerrorMessage(session);
    if (!statement.empty()) message = std::string(statement) + ": " + message;
    const std::string name(statement);
    if (means_lost(session, result, state))
        throw Lost(message, state.empty() ? "08006" : state, {}, name);
    if (state == "40001" || state == "40P01" || means_outdated(result, state))
        throw Retry(message, state, {}, name);
    throw Error(message, state, field(result, PG_DIAG_CONSTRAINT_NAME), name);
}

Result execute_text(PGconn* session, const std::string& sql, std::string_view name) {
    Result result(PQexec(session, sql.c_str()));
    const auto status = PQresultStatus(result.raw());
    if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK && status != PGRES_EMPTY_QUERY)
        raise(session, result.raw(), name);
    return result;
}

} // namespace db
