#include <sodium.h>

#include <condition_variable>
#include <mutex>
#include <thread>

#include "platform/db/database.hpp"

namespace db {

using Clock = std::chrono::steady_clock;

struct Pool::State {
    std::string conninfo;
    std::size_t size;

    std::mutex mutex;
    std::condition_variable returned;
    std::vector<std::unique_ptr<Connection>>
        idle;             // the last one returned is lent first: its caches are warm
    std::size_t open = 0; // idle, lent or being opened
    std::size_t lent = 0;
    std::string unreachable; // why the last attempt to connect failed; empty: it did not
    Clock::time_point retry_at{};
    bool probing =
        false; // after a failure one caller at a time tries again; the others fail at once

    std::unique_ptr<Connection> take(Clock::time_point deadline);
    std::unique_ptr<Connection> connect(std::unique_lock<std::mutex>& lock);
    void give_back(std::unique_ptr<Connection> connection);
};

Pool::Pool(std::string conninfo, std::size_t size) : state_(std::make_unique<State>()) {
    if (size == 0) throw std::logic_error("a pool without connections");
    state_->conninfo = std::move(conninfo);
    state_->size = size;
}

Pool::~Pool() = default;

Pool::Lease Pool::borrow(std::chrono::milliseconds wait) {
    auto connection = state_->take(Clock::now() + wait);
    return Lease(*this, std::move(connection));
}

std::unique_ptr<Connection> Pool::State::take(Clock::time_point deadline) {
    std::unique_lock lock(mutex);
    for (;;) {
        if (!returned.wait_until(lock, deadline, [&] { return !idle.empty() || open < size; }))
            throw Lost("no free connection to the database", "53300");
        if (idle.empty()) return connect(lock);
        auto connection = std::move(idle.back());
        idle.pop_back();
        ++lent;
        lock.unlock();
        if (connection->ready()) return connection;
        connection.reset(); // closed by the server while nobody looked
        lock.lock();
        --lent;
        --open;
    }
}

std::unique_ptr<Connection> Pool::State::connect(std::unique_lock<std::mutex>& lock) {
    const bool failed_before = !unreachable.empty();
    if (failed_before && (probing || Clock::now() < retry_at)) throw Lost(unreachable, "08001");
    probing = failed_before;
    ++open;
    ++lent;
    lock.unlock();
    try {
        auto connection = std::make_unique<Connection>(conninfo);
        lock.lock();
        unreachable.clear();
        probing = false;
        return connection;
    } catch (const Error& error) {
        lock.lock();
        --open;
        --lent;
        unreachable = error.what();
        retry_at = Clock::now() + retry_unreachable_after;
        probing = false;
        returned.notify_one();
        throw;
    }
}

void Pool::State::give_back(std::unique_ptr<Connection> connection) {
    const bool keep = connection->usable() && !connection->in_transaction();
    if (!keep) connection.reset();
    {
        const std::lock_guard lock(mutex);
        --lent;
        if (keep)
            idle.push_back(std::move(connection));
        else
            --open;
    }
    returned.notify_one();
}

Pool::Lease::Lease(Pool& pool, std::unique_ptr<Connection> connection)
    : pool_(&pool), connection_(std::move(connection)) {}
Pool::Lease::Lease(Lease&&) noexcept = default;
Pool::Lease::~Lease() {
    if (connection_) pool_->state_->give_back(std::move(connection_));
}
Connection& Pool::Lease::operator*() const {
    return *connection_;
}
Connection* Pool::Lease::operator->() const {
    return connection_.get();
}

const std::string& Pool::conninfo() const {
    return state_->conninfo;
}
std::size_t Pool::size() const {
    return state_->size;
}
std::size_t Pool::in_use() const {
    const std::lock_guard lock(state_->mutex);
    return state_->lent;
}

void Pool::pause_before_retry(int attempt) {
    const auto by_chance = 10 + randombytes_uniform(21);
    std::this_thread::sleep_for(std::chrono::milliseconds(by_chance) * attempt);
}

} // namespace db
