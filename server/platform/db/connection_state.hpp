// The inside of Connection. Internal to platform/db.
#pragma once
#include <deque>

#include "platform/db/prepared_statements.hpp"
#include "platform/db/session.hpp"

namespace db {

struct Connection::State {
    explicit State(const std::string& conninfo);

    // What the server will answer to one message, in order.
    struct Expected {
        enum class Kind { prepare, execute, deallocate };
        Kind kind;
        std::string prepared_name;
        std::string_view command_name;
    };
    // The messages up to one Sync: an error skips the rest of them.
    using Batch = std::vector<Expected>;
    struct Failure {
        Result result;
        std::string_view command_name;
    };

    void require_usable() const;
    Batch send(std::span<const Command> commands);
    // The first failure, if any. `results` (may be null) takes the answers of the commands.
    std::optional<Failure> receive(const Batch& batch, std::vector<Result>* results);
    // Takes in the answers of earlier run_later calls.
    std::optional<Failure> receive_deferred();
    void settle(); // the same, throws the failure
    [[noreturn]] void raise_failure(const Failure& failure);
    bool broken() const;

    Session session;
    PreparedStatements prepared{most_prepared};
    std::deque<Batch> deferred; // sent by run_later, answers not read yet
    std::int64_t round_trips = 0;
    // Set while messages are under way; an exception in between leaves the session unusable for
    // good.
    bool mid_conversation = false;

  private:
    void send_prepare(const Command& command, Batch& batch);
    void send_retired(Batch& batch);
    void send_execute(const Command& command, Batch& batch);
    void note_failed(const Expected& expected, const PGresult* result);
    Result next_result();
    void check_sent(int sent);
    bool may_deallocate_ = true;
    std::vector<const char*> values_;
};

} // namespace db
