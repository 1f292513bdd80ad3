// What every libpq session shares: how it is opened and how its errors become ours. Internal to
// platform/db.
#pragma once
#include <libpq-fe.h>

#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "platform/db/connection.hpp"

namespace db {

struct CloseSession {
    void operator()(PGconn* session) const { PQfinish(session); }
};
using Session = std::unique_ptr<PGconn, CloseSession>;

// Connects within 5 s and sets what Connection promises. Throws Lost.
Session open_session(const std::string& conninfo);

// Throws for parameters that cannot be sent: Error 22021 for a NUL character, std::logic_error for
// more than 65,535.
void check_params(std::string_view statement, std::span<const Param> all);

// Throws what went wrong as Lost, Retry or Error. `result` may be null: the session itself failed.
[[noreturn]] void raise(PGconn* session, const PGresult* result, std::string_view statement);

// Runs a text by the simple protocol; throws as `raise` does.
Result execute_text(PGconn* session, const std::string& sql, std::string_view name);

} // namespace db
