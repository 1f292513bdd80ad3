// What cannot go through a pipeline: COPY and scripts of several statements.
#include <libpq-fe.h>

#include <stdexcept>

#include "platform/db/connection_state.hpp"

namespace db {

namespace {

// Leaves pipeline mode for as long as it lives.
class SimpleMode {
  public:
    explicit SimpleMode(PGconn* session) : session_(session) {
        if (!PQexitPipelineMode(session_)) raise(session_, nullptr, "pipeline");
    }
    ~SimpleMode() {
        PQenterPipelineMode(session_);
    } // fails only when the session is lost, which shows by itself
    SimpleMode(const SimpleMode&) = delete;
    SimpleMode& operator=(const SimpleMode&) = delete;

  private:
    PGconn* session_;
};

void start_copy(PGconn* session, std::string_view sql, ExecStatusType expected) {
    const Result started(PQexec(session, std::string(sql).c_str()));
    const auto status = PQresultStatus(started.raw());
    if (status == expected) return;
    if (status == PGRES_FATAL_ERROR) raise(session, started.raw(), "copy");
    throw std::logic_error("not a COPY statement of the right direction: " + std::string(sql));
}

// Reads to the end of the answer; the rows copied.
std::int64_t finish_copy(PGconn* session) {
    Result last, failed;
    while (auto* raw = PQgetResult(session)) {
        Result result(raw);
        (PQresultStatus(raw) == PGRES_FATAL_ERROR ? failed : last) = std::move(result);
    }
    if (failed.raw() || !last.raw()) raise(session, failed.raw(), "copy");
    return last.affected();
}

void send_pieces(PGconn* session, const std::function<std::string_view()>& next) {
    constexpr std::size_t largest_piece = 1 << 20;
    for (auto piece = next(); !piece.empty(); piece = next())
        for (; !piece.empty(); piece.remove_prefix(std::min(piece.size(), largest_piece)))
            if (PQputCopyData(session, piece.data(),
                              static_cast<int>(std::min(piece.size(), largest_piece)))
                != 1)
                raise(session, nullptr, "copy");
}

// Tells the server to drop what was copied, and takes in its answer.
void cancel_copy_in(PGconn* session) {
    PQputCopyEnd(session, "cancelled");
    while (auto* raw = PQgetResult(session)) PQclear(raw);
}

struct FreeCopyRow {
    void operator()(char* row) const { PQfreemem(row); }
};

} // namespace

std::int64_t Connection::copy_in(std::string_view sql,
                                 const std::function<std::string_view()>& next) {
    state_->settle();
    ++state_->round_trips;
    auto* session = raw();
    const SimpleMode simple(session);
    start_copy(session, sql, PGRES_COPY_IN);
    try {
        send_pieces(session, next);
    } catch (...) {
        cancel_copy_in(session);
        throw;
    }
    if (PQputCopyEnd(session, nullptr) != 1) raise(session, nullptr, "copy");
    return finish_copy(session);
}

void Connection::copy_out(std::string_view sql, const std::function<void(std::string_view)>& take) {
    state_->settle();
    ++state_->round_trips;
    auto* session = raw();
    const SimpleMode simple(session);
    start_copy(session, sql, PGRES_COPY_OUT);
    // What `take` throws leaves rows unread: the connection is given up rather than read to an end
    // that may be far.
    state_->mid_conversation = true;
    for (;;) {
        char* buffer = nullptr;
        const int size = PQgetCopyData(session, &buffer, 0);
        const std::unique_ptr<char, FreeCopyRow> row(buffer);
        if (size < 0) break;
        take({row.get(), static_cast<std::size_t>(size)});
    }
    state_->mid_conversation = false;
    finish_copy(session);
}

void Connection::run_script(std::string_view sql) {
    state_->settle();
    ++state_->round_trips;
    const SimpleMode simple(raw());
    execute_text(raw(), std::string(sql), "script");
}

} // namespace db
