#include "platform/db/transaction.hpp"

#include <algorithm>
#include <array>
#include <stdexcept>
#include <utility>

#include "platform/db/session.hpp"

namespace db {

namespace {

constexpr Statement begin{"begin", "BEGIN", Role::owner, Rows::exec};
constexpr Statement begin_read_only{"begin", "BEGIN READ ONLY", Role::owner, Rows::exec};
constexpr Statement commit_statement{"commit", "COMMIT", Role::owner, Rows::exec};
constexpr Statement rollback_statement{"rollback", "ROLLBACK", Role::owner, Rows::exec};
// set_config('role', …, true) is SET LOCAL ROLE with a parameter. The settings end with the
// transaction.
constexpr Statement enter_scope{
    "enter_scope",
    "SELECT set_config('role', $1, true), set_config('app.project_id', $2, true), "
    "set_config('app.user_id', $3, true)"};
// The same for one statement that reads: with it up to the Sync it is a transaction by itself,
// without BEGIN and COMMIT.
constexpr Statement enter_reading_scope{
    "enter_scope",
    "SELECT set_config('transaction_read_only', 'on', true), set_config('role', $1, true), "
    "set_config('app.project_id', $2, true), set_config('app.user_id', $3, true)"};
constexpr Statement switch_role{"switch_role", "SELECT set_config('role', $1, true)"};

// 'none' is the login itself, which owns the schema.
const Params& role_parameter(Role role) {
    static const std::array<Params, 4> all{Params{"app"}, Params{"finder"}, Params{"system"},
                                           Params{"none"}};
    return all[static_cast<std::size_t>(role)];
}

Param text_or_empty(const std::optional<Uuid>& id) {
    return id ? id->text() : std::string();
}

Command command(const Statement& statement, std::span<const Param> all = {}) {
    return {statement.name, statement.sql, all};
}

constexpr std::size_t deepest_savepoint = 8;

struct SavepointTexts {
    std::string open, release, undo;
};

const SavepointTexts& savepoint_texts(std::size_t depth) {
    static const auto all = [] {
        std::array<SavepointTexts, deepest_savepoint> texts;
        for (std::size_t i = 0; i < texts.size(); ++i) {
            const auto name = "savepoint_" + std::to_string(i + 1);
            texts[i] = {"SAVEPOINT " + name, "RELEASE SAVEPOINT " + name,
                        "ROLLBACK TO SAVEPOINT " + name};
        }
        return texts;
    }();
    return all[depth];
}

} // namespace

struct Transaction::Pending {
    enum class Stage { not_begun, open, finished };
    enum class Kind { statement, control };
    struct Queued {
        Kind kind;
        Statement statement;
        Params params;
    };
    struct Savepoint {
        Role role;             // the server's when it is made: ROLLBACK TO brings that back
        std::size_t queued_at; // where it stands in the queue until it is sent
        std::size_t actions;   // how many were registered before it
        bool sent = false;
    };

    // Nothing else has to be in one transaction with it: a cursor, a savepoint or a setting would
    // come with a second statement, or is one that gives no rows.
    bool is_one_question() const {
        return queue.size() == 1 && queue.front().kind == Kind::statement
               && queue.front().statement.rows != Rows::exec;
    }
    bool holds_statements() const {
        return std::ranges::find(queue, Kind::statement, &Queued::kind) != queue.end();
    }

    Stage stage = Stage::not_begun;
    bool failed = false; // something that was to be written was not
    Role role{};         // the server's current one
    std::vector<Queued> queue;
    std::vector<Savepoint> savepoints;
    std::vector<std::function<void()>> actions;
    int cursors = 0;
};

Transaction::Transaction(Connection& connection, Scope scope)
    : connection_(connection), scope_(std::move(scope)), pending_(std::make_unique<Pending>()) {
    pending_->role = scope_.role;
}

Transaction::~Transaction() {
    try {
        rollback();
    } catch (const Lost&) {
        // The server rolls back by itself when the connection is gone.
    }
}

Result Transaction::send(const Statement& statement, Params all) {
    check_params(statement.name, all);
    pending_->queue.push_back({Pending::Kind::statement, statement, std::move(all)});
    return flush();
}

void Transaction::enqueue(const Statement& statement, Params all) {
    check_params(statement.name, all);
    if (pending_->queue.size() >= most_queued) flush();
    pending_->queue.push_back({Pending::Kind::statement, statement, std::move(all)});
}

Result Transaction::query_text(std::string_view name, std::string_view sql, const Params& all,
                               Role role) {
    return send({name, sql, role, Rows::many}, all);
}

Result Transaction::flush() {
    auto result = deliver();
    // Outside of a transaction the next statement would run as the login, which no policy binds.
    if (pending_->stage == Pending::Stage::finished)
        throw std::logic_error("a statement ended the transaction");
    return result;
}

// Sends the queue, with what must go before it, in one round trip. Gives the result of the last
// statement.
Result Transaction::deliver() {
    auto& pending = *pending_;
    if (pending.stage == Pending::Stage::finished)
        throw std::logic_error("the transaction is over");
    const bool alone =
        scope_.read_only && pending.stage == Pending::Stage::not_begun && pending.is_one_question();
    const auto queue = std::exchange(pending.queue, {});
    const auto wanted = [&](const Statement& statement) {
        return statement.role == Role::app ? scope_.role : statement.role;
    };
    auto role = alone ? wanted(queue.front().statement) : pending.role;
    std::vector<Command> commands;
    commands.reserve(2 * queue.size() + 2);
    Params settings;
    if (pending.stage == Pending::Stage::not_begun) {
        if (connection_.in_transaction())
            throw std::logic_error("the connection has a transaction open already");
        settings = {role_parameter(role)[0], text_or_empty(scope_.project_id),
                    text_or_empty(scope_.user_id)};
        if (!alone) commands.push_back(command(scope_.read_only ? begin_read_only : begin));
        commands.push_back(command(alone ? enter_reading_scope : enter_scope, settings));
    }
    for (const auto& queued : queue) {
        const auto its_role = wanted(queued.statement);
        if (queued.kind == Pending::Kind::statement && its_role != role) {
            commands.push_back(command(switch_role, role_parameter(its_role)));
            role = its_role;
        }
        commands.push_back(command(queued.statement, queued.params));
    }
    auto result = exchange(commands);
    pending.role = alone ? scope_.role : role;
    if (alone) pending.stage = Pending::Stage::not_begun; // the next statement begins anew
    return result;
}

Result Transaction::exchange(std::span<const Command> commands) {
    auto& pending = *pending_;
    const auto note_stage = [&] {
        pending.stage =
            connection_.in_transaction() ? Pending::Stage::open : Pending::Stage::finished;
        for (auto& savepoint : pending.savepoints) savepoint.sent = true;
    };
    try {
        auto results = connection_.run(commands);
        note_stage();
        return std::move(results.back());
    } catch (...) {
        note_stage();
        pending.failed = true;
        throw;
    }
}

void Transaction::stream(std::string_view sql, const Params& all, int page,
                         const std::function<void(const Result&)>& take, Role role) {
    const auto cursor = "cursor_" + std::to_string(++pending_->cursors);
    const auto declare = "DECLARE " + cursor + " NO SCROLL CURSOR FOR " + std::string(sql);
    const auto fetch = "FETCH " + std::to_string(page) + " FROM " + cursor;
    const auto close = "CLOSE " + cursor;
    enqueue({"declare_cursor", declare, role, Rows::exec}, all);
    for (;;) {
        const auto rows = send({"fetch", fetch, role, Rows::many}, {});
        if (!rows.empty()) take(rows);
        if (rows.rows() < page) break;
    }
    send({"close_cursor", close, role, Rows::exec}, {});
    --pending_->cursors;
}

std::int64_t Transaction::copy_in(std::string_view sql,
                                  const std::function<std::string_view()>& next, Role role) {
    // Begins if need be and takes the role on; COPY itself cannot travel with others.
    send({"before_copy", "SELECT", role, Rows::exec}, {});
    try {
        return connection_.copy_in(sql, next);
    } catch (...) {
        pending_->failed = true;
        throw;
    }
}

void Transaction::open_savepoint() {
    auto& pending = *pending_;
    if (pending.savepoints.size() == deepest_savepoint)
        throw std::logic_error("savepoints nested too deep");
    // What was queued before must not be undone with the savepoint, nor fail inside of it.
    if (pending.holds_statements()) flush();
    const auto& text = savepoint_texts(pending.savepoints.size()).open;
    pending.savepoints.push_back({pending.role, pending.queue.size(), pending.actions.size()});
    pending.queue.push_back(
        {Pending::Kind::control, {"savepoint", text, Role::app, Rows::exec}, {}});
}

void Transaction::release_savepoint() {
    auto& pending = *pending_;
    const auto& savepoint = pending.savepoints.back();
    if (!savepoint.sent && pending.queue.size() == savepoint.queued_at + 1) {
        pending.queue.pop_back(); // nothing happened inside
    } else {
        const bool must_hear = pending.holds_statements();
        const auto& text = savepoint_texts(pending.savepoints.size() - 1).release;
        pending.queue.push_back(
            {Pending::Kind::control, {"release_savepoint", text, Role::app, Rows::exec}, {}});
        if (must_hear) flush();
    }
    pending.savepoints.pop_back();
}

void Transaction::undo_savepoint() {
    auto& pending = *pending_;
    const auto savepoint = pending.savepoints.back();
    pending.savepoints.pop_back();
    pending.actions.resize(savepoint.actions);
    pending.queue.resize(savepoint.sent ? 0 : savepoint.queued_at);
    if (!savepoint.sent || pending.stage != Pending::Stage::open) return;
    const auto& texts = savepoint_texts(pending.savepoints.size());
    const Command commands[] = {{"undo_savepoint", texts.undo, {}},
                                {"release_savepoint", texts.release, {}}};
    try {
        exchange(commands);
        pending.role = savepoint.role;
        pending.failed = false;
    } catch (const Error&) {
        // The caller rethrows what brought us here, which says more; the transaction stays failed.
    }
}

void Transaction::commit() {
    auto& pending = *pending_;
    if (pending.stage == Pending::Stage::finished)
        throw std::logic_error("the transaction is over");
    if (pending.failed || connection_.in_failed_transaction()) {
        rollback();
        throw std::logic_error("commit after a statement failed");
    }
    if (pending.stage == Pending::Stage::not_begun && pending.queue.empty()) {
        pending.stage = Pending::Stage::finished;
    } else if (scope_.read_only && pending.queue.empty()) {
        end_later(commit_statement);
    } else {
        pending.queue.push_back({Pending::Kind::control, commit_statement, {}});
        deliver();
    }
    for (const auto& action : std::exchange(pending.actions, {})) action();
}

void Transaction::rollback() {
    auto& pending = *pending_;
    pending.queue.clear();
    pending.actions.clear();
    const bool open = pending.stage == Pending::Stage::open && connection_.usable();
    pending.stage = Pending::Stage::finished;
    if (open) end_later(rollback_statement);
}

// Nothing that the caller has to know can go wrong any more, so it does not wait for the answer.
void Transaction::end_later(const Statement& statement) {
    pending_->stage = Pending::Stage::finished;
    const Command commands[] = {command(statement)};
    connection_.run_later(commands);
}

void Transaction::after_commit(std::function<void()> action) {
    pending_->actions.push_back(std::move(action));
}

const Uuid& Transaction::project_id() const {
    if (!scope_.project_id) throw std::logic_error("the transaction belongs to no project");
    return *scope_.project_id;
}

} // namespace db
