// One connection to PostgreSQL: prepared statements by text, several statements in one round trip.
#pragma once
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "platform/db/error.hpp"
#include "platform/db/params.hpp"
#include "platform/db/statement.hpp"

struct pg_conn;
struct pg_result;

namespace db {

// The rows of one statement. Values are text; absent means NULL. Lives on its own, without the
// connection.
class Result {
  public:
    Result() = default;
    explicit Result(pg_result* result);
    int rows() const;
    int columns() const;
    bool empty() const { return rows() == 0; }
    std::optional<std::string_view> value(int row, int column) const;
    std::string_view column_name(int column) const;
    // -1 when there is no such column.
    int column(std::string_view name) const;
    // Rows inserted, updated, deleted or selected.
    std::int64_t affected() const;
    pg_result* raw() const { return result_.get(); }

    // Row `row` as T: a described struct takes the columns of its fields' names (a missing column
    // is a programming error: std::logic_error), any other type takes the only column.
    template <class T>
    T as(int row) const;

  private:
    void fill(int row, void* out, const meta::Type& type) const;
    void fill(int row, int column, void* out, const meta::Operations& operations) const;

    struct Clear {
        void operator()(pg_result*) const;
    };
    std::unique_ptr<pg_result, Clear> result_;
    // Where the fields of the type read last stand: looked up once for all rows.
    mutable const meta::Type* mapped_ = nullptr;
    mutable std::vector<int> columns_of_fields_;
};

// One piece of a batch. The name serves logs and errors; the text is the key of the prepared
// statement.
struct Command {
    std::string_view name;
    std::string_view sql;
    std::span<const Param> params;
};

inline constexpr std::size_t most_prepared = 500; // statements a connection

// Not thread-safe: one thread at a time. Statements are prepared at their first use and found again
// by their text; beyond `most_prepared` the least recently used is deallocated.
class Connection {
  public:
    // Throws Lost when the server cannot be reached in 5 s. Sets UTC, ISO dates, statement_timeout
    // 15 s, lock_timeout 5 s, idle_in_transaction_session_timeout 30 s. A TCP peer that vanished is
    // noticed after about 15 s.
    explicit Connection(const std::string& conninfo);
    ~Connection();
    Connection(Connection&&) noexcept;
    Connection& operator=(Connection&&) noexcept;

    // All commands in one round trip, results in order; stops at the first error, which it throws
    // as Error/Retry/Lost. COPY cannot go this way (std::logic_error).
    std::vector<Result> run(std::span<const Command> commands);
    // Sends and does not wait; a failure shows at the next call. For what ends a transaction whose
    // outcome is known: COMMIT after reading only, ROLLBACK. The names of the commands must live on
    // (literals).
    void run_later(std::span<const Command> commands);
    // COPY … FROM STDIN. `next` returns the next piece, empty at the end; what it throws cancels
    // the copy and comes out. Returns the rows copied.
    std::int64_t copy_in(std::string_view sql, const std::function<std::string_view()>& next);
    // COPY … TO STDOUT; `take` gets one row (with its newline) at a time.
    void copy_out(std::string_view sql, const std::function<void(std::string_view)>& take);
    // Several statements without parameters, simple protocol (migrations).
    void run_script(std::string_view sql);

    bool usable() const; // false once lost
    // Takes in what run_later left and looks, without waiting for anything else, whether the server
    // is still there and no transaction is open. False: replace the connection.
    bool ready();
    bool in_transaction() const;
    bool in_failed_transaction() const; // only ROLLBACK is possible
    std::int64_t round_trips() const;   // since the start, for tests and figures
    pg_conn* raw();

  private:
    struct State;
    std::unique_ptr<State> state_;
};

} // namespace db

#include "platform/db/result_detail.hpp"
