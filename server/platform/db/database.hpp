// The database as the rest of the server sees it: where it is, a pool of connections, migrations.
#pragma once
#include <chrono>
#include <functional>
#include <memory>
#include <string>

#include "platform/db/transaction.hpp"
#include "platform/embedded.hpp"

namespace db {

inline constexpr std::chrono::milliseconds retry_unreachable_after{250};
inline constexpr int most_attempts = 3; // of one transaction

// Lends connections. Thread-safe. `size` connections at most; a caller that waits longer than
// `wait` gets Lost. A broken connection is thrown away at its return; while the server cannot be
// reached, borrowing fails at once for 250 ms after each failed attempt (so that requests answer
// 503 quickly instead of queueing up).
class Pool {
  public:
    Pool(std::string conninfo, std::size_t size);
    ~Pool();

    class Lease {
      public:
        Lease(Lease&&) noexcept;
        ~Lease();
        Connection& operator*() const;
        Connection* operator->() const;

      private:
        friend class Pool;
        Lease(Pool&, std::unique_ptr<Connection>);
        Pool* pool_;
        std::unique_ptr<Connection> connection_;
    };
    Lease borrow(std::chrono::milliseconds wait = std::chrono::seconds(5));

    // Runs `body(Transaction&)` and commits; runs it again (at most `most_attempts` times in all)
    // on Retry.
    template <class F>
    auto in_transaction(const Scope& scope, F&& body);

    const std::string& conninfo() const;
    std::size_t size() const;
    std::size_t in_use() const;

  private:
    // 10 to 30 ms for each attempt so far, by chance: two that met in a deadlock would meet again.
    static void pause_before_retry(int attempt);
    struct State;
    std::unique_ptr<State> state_;
};

// Brings the schema up to date: files in name order, each in its own transaction, under one
// advisory lock (several nodes may start at once), recorded with a checksum in schema_migrations. A
// landed file that was changed since, or a database newer than the binary, is an error that says
// so. Creates the roles app, finder and system when missing and makes the login a member. Returns
// how many files were applied.
int migrate(const std::string& conninfo, const EmbeddedFiles& files);

// Waits for NOTIFY on a thread of its own; reconnects by itself, and calls `reconnected` after each
// connect so that the listener can look for what it missed. Callbacks run on that thread and must
// be short.
class Listener {
  public:
    Listener(std::string conninfo, std::vector<std::string> channels,
             std::function<void(std::string_view channel, std::string_view payload)> notified,
             std::function<void()> reconnected);
    ~Listener();

  private:
    struct State;
    std::unique_ptr<State> state_;
};

} // namespace db

#include "platform/db/database_detail.hpp"
