// A streaming replica that spares the primary the reports: used while it is near, else nobody
// notices that there is one.
#pragma once
#include "platform/db/database.hpp"

namespace db {

// What a report may miss: transactions of the last ten seconds. A replica that is further behind is
// not asked.
inline constexpr std::chrono::seconds most_replica_lag{10};

// Why the replica must not be asked now, in words for the operator; empty when it may be: of the
// same system and database as the primary, in recovery, and at most so far behind. Throws Error
// when one of them cannot be asked.
std::string why_not_near(Pool& replica, Pool& primary,
                         std::chrono::seconds most_lag = most_replica_lag);

// Thread-safe.
class Replica {
  public:
    static constexpr std::chrono::seconds look_every{1};
    static constexpr std::chrono::seconds look_holds{3}; // an older one says nothing

    // Looks at the replica once a second on a thread of its own, so that no request waits for one
    // that does not answer. `size` connections at most; `primary` must outlive it.
    Replica(std::string conninfo, std::size_t size, Pool& primary);
    ~Replica();

    // Runs `body(Transaction&)`, which must return something, in a read-only transaction of the
    // replica. Nothing when the replica is not near, is lost meanwhile or refuses (a statement that
    // stood in the way of what it has to take over): the caller asks the primary. Other throws of
    // the body come out, as does a statement that took too long.
    template <class F>
    auto try_read(Scope scope, F&& body)
        -> std::optional<decltype(body(std::declval<Transaction&>()))>;

    // What the last look found.
    bool near() const;

  private:
    void note_failure(const Error& error);
    Pool& pool();
    struct State;
    std::unique_ptr<State> state_;
};

template <class F>
auto Replica::try_read(Scope scope, F&& body)
    -> std::optional<decltype(body(std::declval<Transaction&>()))> {
    if (!near()) return std::nullopt;
    scope.read_only = true;
    try {
        return pool().in_transaction(scope, body);
    } catch (const Error& error) {
        if (error.timed_out()) throw; // the primary would not be quicker
        note_failure(error);
        return std::nullopt;
    }
}

} // namespace db
