// The small schema that the tests of platform/db run against.
#pragma once
#include <libpq-fe.h>

#include "platform/db/database.hpp"
#include "testing/embedded_texts.hpp"
#include "testing/test_cluster.hpp"

namespace db::test {

inline const EmbeddedFiles& files() {
    static const auto all = embedded_texts({{"0001_notes.sql", R"(
        CREATE TABLE notes (
            id         uuid PRIMARY KEY DEFAULT gen_random_uuid(),
            project_id uuid NOT NULL DEFAULT NULLIF(current_setting('app.project_id', true), '')::uuid,
            title      text NOT NULL CONSTRAINT notes_title_key UNIQUE,
            body       text,
            stars      bigint NOT NULL DEFAULT 0
        );
        ALTER TABLE notes ENABLE ROW LEVEL SECURITY;
        CREATE POLICY project ON notes TO app
            USING (project_id = NULLIF(current_setting('app.project_id', true), '')::uuid);
        CREATE POLICY every_project ON notes TO finder USING (true);
        GRANT SELECT, INSERT, UPDATE, DELETE ON notes TO app;
        GRANT SELECT ON notes TO finder;

        CREATE TABLE pairs (
            id    bigint PRIMARY KEY,
            other bigint REFERENCES pairs (id) DEFERRABLE INITIALLY DEFERRED
        );
        GRANT SELECT, INSERT, UPDATE, DELETE ON pairs TO app, system;
    )"}});
    return all;
}

struct Note {
    Uuid id;
    std::string title;
    std::optional<std::string> body;
    std::int64_t stars = 0;
};
BOOST_DESCRIBE_STRUCT(Note, (), (id, title, body, stars))

// One database for all tests of a suite; each test uses titles and ids of its own.
inline const TestDatabase& database() {
    static const TestDatabase shared(files());
    return shared;
}

inline Result run_one(Connection& connection, std::string_view sql, const Params& all = {}) {
    const Command command{"test", sql, all};
    auto results = connection.run({&command, 1});
    return std::move(results.front());
}

inline std::string text(Connection& connection, std::string_view sql, const Params& all = {}) {
    const auto result = run_one(connection, sql, all);
    return std::string(result.value(0, 0).value_or("NULL"));
}

// Ends the session of `victim` as an administrator or a crash would.
inline void terminate(Connection& victim) {
    const auto process = std::to_string(PQbackendPID(victim.raw()));
    Connection other(database().conninfo());
    other.run_script("SELECT pg_terminate_backend(" + process + ", 5000)");
}

} // namespace db::test
