// What can go wrong between us and PostgreSQL.
#pragma once
#include <stdexcept>
#include <string>

namespace db {

// A statement failed. `state` is the SQLSTATE; `constraint` the violated one, if any: platform/http
// maps constraint names to refusals in one table.
struct Error : std::runtime_error {
    Error(const std::string& message, std::string state_code, std::string constraint_name = {},
          std::string statement_name = {})
        : std::runtime_error(message),
          state(std::move(state_code)),
          constraint(std::move(constraint_name)),
          statement(std::move(statement_name)) {}
    bool unique_violation() const { return state == "23505"; }
    bool foreign_key_violation() const { return state == "23503"; }
    bool exclusion_violation() const { return state == "23P01"; }
    bool timed_out() const { return state == "57014"; }      // statement_timeout, or cancelled
    bool lock_timed_out() const { return state == "55P03"; } // lock_timeout
    std::string state, constraint, statement;
};

// Serialization failure or deadlock: running the whole transaction again may succeed.
struct Retry : Error {
    using Error::Error;
};

// The connection or the server is gone. The connection object must be replaced; the transaction did
// not commit, except when it was lost while COMMIT was under way, which nobody can know.
struct Lost : Error {
    using Error::Error;
};

} // namespace db
