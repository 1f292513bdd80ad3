#include "platform/db/connection.hpp"

#include <poll.h>

#include <stdexcept>

#include "platform/db/connection_state.hpp"

namespace db {

namespace {

// run_later waits for older answers beyond this, so that neither side fills its buffers.
constexpr std::size_t most_deferred = 16;

} // namespace

Connection::State::State(const std::string& conninfo) : session(open_session(conninfo)) {
    if (!PQenterPipelineMode(session.get())) raise(session.get(), nullptr, "pipeline");
}

bool Connection::State::broken() const {
    return mid_conversation || PQstatus(session.get()) != CONNECTION_OK;
}

void Connection::State::require_usable() const {
    if (broken()) throw Lost("the connection to the database was lost earlier", "08003");
}

Connection::State::Batch Connection::State::send(std::span<const Command> commands) {
    require_usable();
    for (const auto& command : commands) check_params(command.name, command.params);
    // A failed transaction takes nothing but its end: until then the names wait.
    may_deallocate_ = PQtransactionStatus(session.get()) != PQTRANS_INERROR;
    mid_conversation = true;
    Batch batch;
    batch.reserve(commands.size());
    for (const auto& command : commands) send_execute(command, batch);
    check_sent(PQpipelineSync(session.get()));
    mid_conversation = false;
    return batch;
}

void Connection::State::send_execute(const Command& command, Batch& batch) {
    const auto* name = prepared.find(command.sql);
    if (!name) {
        send_prepare(command, batch);
        name = prepared.find(command.sql);
    }
    values_.clear();
    for (const auto& param : command.params) values_.push_back(param ? param->c_str() : nullptr);
    batch.push_back({Expected::Kind::execute, *name, command.name});
    check_sent(PQsendQueryPrepared(session.get(), name->c_str(), static_cast<int>(values_.size()),
                                   values_.data(), nullptr, nullptr, 0));
}

void Connection::State::send_prepare(const Command& command, Batch& batch) {
    const std::string text(command.sql);
    const std::string name = prepared.add(text);
    if (may_deallocate_) send_retired(batch);
    batch.push_back({Expected::Kind::prepare, name, command.name});
    check_sent(PQsendPrepare(session.get(), name.c_str(), text.c_str(), 0, nullptr));
}

void Connection::State::send_retired(Batch& batch) {
    for (auto& name : prepared.take_retired()) {
        const auto sql = "DEALLOCATE " + name;
        batch.push_back({Expected::Kind::deallocate, std::move(name), {}});
        check_sent(PQsendQueryParams(session.get(), sql.c_str(), 0, nullptr, nullptr, nullptr,
                                     nullptr, 0));
    }
}

void Connection::State::check_sent(int sent) {
    if (!sent) raise(session.get(), nullptr, "send");
}

std::optional<Connection::State::Failure> Connection::State::receive(const Batch& batch,
                                                                     std::vector<Result>* results) {
    mid_conversation = true;
    std::optional<Failure> failure;
    for (const auto& expected : batch) {
        auto result = next_result();
        const auto status = PQresultStatus(result.raw());
        const bool done = status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK;
        if (!done) note_failed(expected, result.raw());
        if (status == PGRES_FATAL_ERROR || !result.raw()) {
            if (!failure) failure = {std::move(result), expected.command_name};
            if (PQstatus(session.get()) != CONNECTION_OK) return failure;
        } else if (done && results && expected.kind == Expected::Kind::execute) {
            results->push_back(std::move(result));
        } else if (!done && status != PGRES_PIPELINE_ABORTED) {
            throw std::logic_error(std::string(expected.command_name)
                                   + ": cannot run in a batch: " + PQresStatus(status));
        }
    }
    auto sync = next_result();
    // What ends the batch may fail as well: a cancellation that came late, a deferred constraint.
    if (PQresultStatus(sync.raw()) == PGRES_FATAL_ERROR
        && PQstatus(session.get()) == CONNECTION_OK) {
        const auto name = batch.empty() ? std::string_view() : batch.back().command_name;
        if (!failure) failure = {std::move(sync), name};
        sync = next_result();
    }
    if (PQresultStatus(sync.raw()) == PGRES_PIPELINE_SYNC)
        mid_conversation = false;
    else if (!failure)
        failure.emplace();
    return failure;
}

// libpq ends the results of each command with a null; two in a row mean that nothing more will
// come.
Result Connection::State::next_result() {
    if (auto* result = PQgetResult(session.get())) return Result(result);
    return Result(PQgetResult(session.get()));
}

void Connection::State::note_failed(const Expected& expected, const PGresult* result) {
    switch (expected.kind) {
        case Expected::Kind::prepare:
            prepared.forget(expected.prepared_name);
            break;
        case Expected::Kind::deallocate:
            if (PQresultStatus(result) == PGRES_PIPELINE_ABORTED)
                prepared.retire(expected.prepared_name);
            break;
        case Expected::Kind::execute: {
            const auto* state = result ? PQresultErrorField(result, PG_DIAG_SQLSTATE) : nullptr;
            if (!state) break;
            if (std::string_view(state) == "26000") prepared.forget_all();
            if (std::string_view(state) == "0A000") prepared.retire(expected.prepared_name);
        }
    }
}

std::optional<Connection::State::Failure> Connection::State::receive_deferred() {
    std::optional<Failure> first;
    while (!deferred.empty() && !broken()) {
        const auto batch = std::move(deferred.front());
        deferred.pop_front();
        auto failure = receive(batch, nullptr);
        if (failure && !first) first = std::move(failure);
    }
    return first;
}

void Connection::State::settle() {
    require_usable();
    if (const auto failure = receive_deferred()) raise_failure(*failure);
}

void Connection::State::raise_failure(const Failure& failure) {
    if (!failure.result.raw())
        throw Lost("the server closed the connection", "08006", {},
                   std::string(failure.command_name));
    raise(session.get(), failure.result.raw(), failure.command_name);
}

Connection::Connection(const std::string& conninfo) : state_(std::make_unique<State>(conninfo)) {}
Connection::~Connection() = default;
Connection::Connection(Connection&&) noexcept = default;
Connection& Connection::operator=(Connection&&) noexcept = default;

std::vector<Result> Connection::run(std::span<const Command> commands) {
    auto& state = *state_;
    ++state.round_trips;
    const auto batch = state.send(commands);
    const auto earlier = state.receive_deferred();
    std::vector<Result> results;
    results.reserve(commands.size());
    const auto failure = state.receive(batch, &results);
    if (earlier) state.raise_failure(*earlier);
    if (failure) state.raise_failure(*failure);
    return results;
}

void Connection::run_later(std::span<const Command> commands) {
    if (state_->deferred.size() >= most_deferred) state_->settle();
    state_->deferred.push_back(state_->send(commands));
}

bool Connection::usable() const {
    return !state_->broken();
}

bool Connection::ready() {
    if (!usable() || state_->receive_deferred() || in_transaction()) return false;
    // Between conversations the server is silent; if there is something to read, it says that it
    // goes away.
    pollfd socket{PQsocket(raw()), POLLIN, 0};
    if (poll(&socket, 1, 0) <= 0) return true;
    if (!PQconsumeInput(raw())) return false;
    return PQstatus(raw()) == CONNECTION_OK && poll(&socket, 1, 0) == 0;
}

bool Connection::in_transaction() const {
    if (!state_->deferred.empty()) return false; // its end is under way
    const auto status = PQtransactionStatus(state_->session.get());
    return status == PQTRANS_INTRANS || status == PQTRANS_INERROR;
}

bool Connection::in_failed_transaction() const {
    return state_->deferred.empty()
           && PQtransactionStatus(state_->session.get()) == PQTRANS_INERROR;
}

std::int64_t Connection::round_trips() const {
    return state_->round_trips;
}

pg_conn* Connection::raw() {
    return state_->session.get();
}

} // namespace db
