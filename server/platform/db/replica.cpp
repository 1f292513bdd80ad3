#include "platform/db/replica.hpp"

#include <condition_variable>
#include <mutex>
#include <thread>

#include "platform/log/log.hpp"

namespace db {

namespace {

using Clock = std::chrono::steady_clock;

// How far the primary has written, and which system it is.
constexpr std::string_view ask_primary =
    "SELECT pg_current_wal_flush_lsn()::text, clock_timestamp()::text, "
    "(SELECT system_identifier::text FROM pg_control_system()), current_database()";

// All that the primary has, or how old (by the primary's clock) the last transaction is that has
// arrived: every one before it has arrived too. A promoted replica is none: it may go its own way.
constexpr std::string_view ask_replica =
    "SELECT CASE "
    "WHEN NOT pg_is_in_recovery() THEN 'it is a primary itself' "
    "WHEN (SELECT system_identifier::text FROM pg_control_system()) <> $3 "
    "OR current_database() <> $4 THEN 'it is of another database' "
    "WHEN pg_last_wal_replay_lsn() >= $1::pg_lsn THEN '' "
    "WHEN coalesce($2::timestamptz - pg_last_xact_replay_timestamp() <= "
    "make_interval(secs => $5), false) THEN '' "
    "ELSE 'it is too far behind' END";

Result ask(Pool& pool, std::string_view name, std::string_view sql, const Params& all) {
    const auto connection = pool.borrow(std::chrono::seconds(1));
    const Command command{name, sql, all};
    return std::move(connection->run({&command, 1}).front());
}

} // namespace

std::string why_not_near(Pool& replica, Pool& primary, std::chrono::seconds most_lag) {
    const auto there = ask(primary, "look_at_primary", ask_primary, {});
    const auto text = [&](int column) { return std::string(*there.value(0, column)); };
    const auto here = ask(replica, "look_at_replica", ask_replica,
                          {text(0), text(1), text(2), text(3), std::to_string(most_lag.count())});
    return std::string(*here.value(0, 0));
}

struct Replica::State {
    Pool pool;
    Pool& primary;

    mutable std::mutex mutex;
    std::condition_variable stopped;
    bool stop = false;
    std::optional<Clock::time_point> looked_at; // nothing: nobody has yet
    bool near = false;                          // at that time
    std::thread thread;

    State(std::string conninfo, std::size_t size, Pool& its_primary)
        : pool(std::move(conninfo), size), primary(its_primary) {}

    void run();
    std::string look();
    void note(const std::string& why_not, Clock::time_point at);
};

Replica::Replica(std::string conninfo, std::size_t size, Pool& primary)
    : state_(std::make_unique<State>(std::move(conninfo), size, primary)) {
    state_->thread = std::thread([state = state_.get()] { state->run(); });
}

Replica::~Replica() {
    {
        const std::lock_guard lock(state_->mutex);
        state_->stop = true;
    }
    state_->stopped.notify_all();
    state_->thread.join();
}

void Replica::State::run() {
    std::unique_lock lock(mutex);
    while (!stop) {
        lock.unlock();
        const auto began = Clock::now();
        note(look(), began);
        lock.lock();
        stopped.wait_for(lock, look_every, [this] { return stop; });
    }
}

std::string Replica::State::look() {
    try {
        return why_not_near(pool, primary);
    } catch (const Error& error) {
        return error.what();
    }
}

// In the log when it changes, not once a second.
void Replica::State::note(const std::string& why_not, Clock::time_point at) {
    const std::lock_guard lock(mutex);
    const bool changed = !looked_at || near != why_not.empty();
    near = why_not.empty();
    looked_at = at;
    if (!changed) return;
    if (near)
        log::info("replica_used", {});
    else
        log::warn("replica_not_used", {{"why", why_not}});
}

bool Replica::near() const {
    const std::lock_guard lock(state_->mutex);
    return state_->near && Clock::now() - *state_->looked_at <= look_holds;
}

// One that is lost is not asked again before the next look.
void Replica::note_failure(const Error& error) {
    if (dynamic_cast<const Lost*>(&error)) return state_->note(error.what(), Clock::now());
    log::warn("replica_refused", {{"what", error.what()}, {"statement", error.statement}});
}

Pool& Replica::pool() {
    return state_->pool;
}

} // namespace db
