// What the database makes somebody wait for, and whether others went on meanwhile.
#pragma once
#include "platform/db/database.hpp"
#include "testing/eventually.hpp"
#include "testing/test_app.hpp"

namespace testing_waits {

// The statements that look like `pattern` (LIKE) and wait for a lock right now, each with when it
// began: two equal answers are of one and the same wait.
inline std::string waiting(TestApp& app, const std::string& pattern) {
    return app.value(
        "SELECT COALESCE(string_agg(pid || ' since ' || query_start, ', ' ORDER BY pid), '') "
        "FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock' "
        "AND query LIKE '"
        + pattern + "'");
}

// Whether `others()` came to its end while one statement like `pattern` waited all the time for the
// lock that `lock` takes in a transaction, after `start()`. Asked up to five times, since no wait
// is longer than lock_timeout, and a machine may sleep.
template <class Start, class Others>
bool go_on_beside(TestApp& app, const std::string& lock, const std::string& pattern, Start start,
                  Others others) {
    for (int attempt = 0; attempt < 5; ++attempt) {
        const bool went_on =
            app.database().in_transaction({.role = db::Role::owner}, [&](db::Transaction& tx) {
                tx.query_text("lock", lock, {}, db::Role::owner);
                start();
                std::string before;
                if (!testing_time::eventually(std::chrono::seconds(60), [&] {
                        before = waiting(app, pattern);
                        return !before.empty();
                    }))
                    return false;
                others();
                return waiting(app, pattern) == before;
            });
        if (went_on) return true;
    }
    return false;
}

} // namespace testing_waits
