// A transaction with its role and project. Begins with the first statement, in the same round trip.
#pragma once
#include "platform/db/connection.hpp"

namespace db {

inline constexpr std::size_t most_queued = 1000; // statements of later()

struct Scope {
    Role role = Role::app;
    std::optional<Uuid> project_id; // app.project_id for row level security
    std::optional<Uuid> user_id;    // app.user_id: who, for the audit triggers
    bool read_only = false;
};

// What feature functions work with. `BEGIN`, `SET LOCAL ROLE`, the settings and the first statement
// travel together. Not committed when destroyed: rolled back.
class Transaction {
  public:
    Transaction(Connection& connection, Scope scope);
    ~Transaction();
    Transaction(const Transaction&) = delete;
    Transaction& operator=(const Transaction&) = delete;

    // A statement of Role::app runs as the transaction's own role; one that names another role gets
    // its SET LOCAL ROLE in the same round trip (the second door), and the next ordinary statement
    // switches back.
    template <class... Args>
    Result query(const Statement& statement, const Args&... args) {
        return send(statement, params(args...));
    }
    // Exactly one row, else std::logic_error (a programming error).
    template <class T, class... Args>
    T one(const Statement& statement, const Args&... args) {
        const auto result = query(statement, args...);
        if (result.rows() != 1)
            throw std::logic_error(std::string(statement.name) + ": expected one row, got "
                                   + std::to_string(result.rows()));
        return result.template as<T>(0);
    }
    template <class T, class... Args>
    std::optional<T> maybe(const Statement& statement, const Args&... args) {
        const auto result = query(statement, args...);
        if (result.rows() > 1)
            throw std::logic_error(std::string(statement.name) + ": expected at most one row");
        if (result.empty()) return std::nullopt;
        return result.template as<T>(0);
    }
    template <class T, class... Args>
    std::vector<T> all(const Statement& statement, const Args&... args) {
        const auto result = query(statement, args...);
        std::vector<T> rows;
        rows.reserve(static_cast<std::size_t>(result.rows()));
        for (int i = 0; i < result.rows(); ++i) rows.push_back(result.template as<T>(i));
        return rows;
    }
    // Rows touched.
    template <class... Args>
    std::int64_t execute(const Statement& statement, const Args&... args) {
        return query(statement, args...).affected();
    }
    // Queued: travels with the next statement or the commit. For writes whose answer nobody needs.
    // An error of it is thrown by whoever flushes it. At most `most_queued` are held; more flush by
    // themselves.
    template <class... Args>
    void later(const Statement& statement, const Args&... args) {
        enqueue(statement, params(args...));
    }
    // SQL composed at run time (lists with filters). The text must come from code, never from a
    // caller; prepared like the others, so the number of shapes must be bounded.
    Result query_text(std::string_view name, std::string_view sql, const Params& all,
                      Role role = Role::app);

    // Runs the statement in pages of `page` rows through a cursor, memory bounded by one page.
    void stream(std::string_view sql, const Params& all, int page,
                const std::function<void(const Result&)>& take, Role role = Role::app);
    std::int64_t copy_in(std::string_view sql, const std::function<std::string_view()>& next,
                         Role role);

    // Runs `body()`; what it changed is undone if it throws, and the transaction goes on for
    // whoever catches that.
    template <class F>
    auto savepoint(F&& body);

    // std::logic_error when a statement failed outside of a savepoint: nothing can be committed any
    // more.
    void commit();
    void rollback();
    // Runs after a successful commit, never otherwise (waking workers, dropping caches).
    void after_commit(std::function<void()> action);

    const Scope& scope() const { return scope_; }
    const Uuid& project_id() const; // std::logic_error without one

  private:
    Result send(const Statement&, Params);
    void enqueue(const Statement&, Params);
    Result flush();
    Result deliver();
    Result exchange(std::span<const Command> commands);
    void end_later(const Statement&);
    void open_savepoint();
    void release_savepoint();
    void undo_savepoint();
    struct Pending;
    Connection& connection_;
    Scope scope_;
    std::unique_ptr<Pending> pending_;
};

template <class F>
auto Transaction::savepoint(F&& body) {
    open_savepoint();
    try {
        if constexpr (std::is_void_v<decltype(body())>) {
            body();
            release_savepoint();
        } else {
            auto value = body();
            release_savepoint();
            return value;
        }
    } catch (...) {
        undo_savepoint();
        throw;
    }
}

} // namespace db
