// What the nightly jobs clear away, each at its bound: a second before it is kept, a second after
// it is gone.
#include "platform/jobs/upkeep.hpp"

#include <gtest/gtest.h>

#include "platform/files/store.hpp"
#include "platform/http/idempotency.hpp"
#include "testing/test_app.hpp"

namespace {

struct Upkeep : testing::Test {
    TestApp app;
    std::string project = app.project_id().text();

    // A moment before the jobs run, as SQL.
    std::string ago(std::chrono::seconds age) {
        return "'" + to_text(app.clock().now() - age) + "'::timestamptz";
    }
    static std::string by_database(std::chrono::seconds age) {
        return "now() - interval '" + std::to_string(age.count()) + " seconds'";
    }
    void run() {
        app.execute("UPDATE schedules SET next_run_at = next_run_at - interval '2 days'");
        app.run_jobs();
    }
    void add_job(const std::string& status, std::chrono::seconds age, const std::string& title) {
        app.execute(
            "INSERT INTO jobs (project_id, kind, title, status, finished_at, run_at) VALUES ('"
            + project + "', 'test', '" + title + "', '" + status + "', " + ago(age)
            + ", '2099-01-01')");
    }
};

constexpr std::chrono::minutes moment{1};

} // namespace

TEST_F(Upkeep, forgets_each_kind_of_row_when_its_time_is_over) {
    app.run_jobs(); // the schedules stand
    for (const auto& [age, name] : {std::pair(http::idempotency_keys_live - moment, "young"),
                                    std::pair(http::idempotency_keys_live + moment, "old")})
        app.execute(
            "INSERT INTO idempotency_keys (owner, key, request_hash, created_at) VALUES "
            "('o', '"
            + std::string(name) + "', 'h', " + ago(age) + ")");
    for (const auto& [age, name, number] :
         {std::tuple(jobs::events_live - moment, "young", "900001"),
          std::tuple(jobs::events_live + moment, "old", "900002"),
          std::tuple(jobs::events_live + moment, "untold", "NULL")})
        app.execute(
            "INSERT INTO outbox (project_id, topic, name, data, created_at, number) VALUES ('"
            + project + "', 'test', '" + std::string(name) + "', '{}', " + by_database(age) + ", "
            + number + ")");
    for (const auto& [age, name] : {std::pair(jobs::notifications_live - moment, "young"),
                                    std::pair(jobs::notifications_live + moment, "old")})
        app.execute(
            "INSERT INTO notifications (id, project_id, user_id, kind, title, created_at) "
            "VALUES (gen_random_uuid(), '"
            + project + "', '" + app.owner_id().text() + "', 'mention', '" + std::string(name)
            + "', " + by_database(age) + ")");
    add_job("succeeded", jobs::finished_jobs_live - moment, "young");
    add_job("succeeded", jobs::finished_jobs_live + moment, "old");
    add_job("cancelled", jobs::finished_jobs_live + moment, "old");
    add_job("dead", jobs::dead_jobs_live - moment, "young");
    add_job("dead", jobs::dead_jobs_live + moment, "old");
    add_job("queued", jobs::dead_jobs_live + moment, "waiting");

    run();
    EXPECT_EQ("young", app.value("SELECT string_agg(key, ',') FROM idempotency_keys"));
    EXPECT_EQ("untold,young", app.value("SELECT string_agg(name, ',' ORDER BY name) FROM outbox "
                                        "WHERE topic = 'test'"));
    EXPECT_EQ("young", app.value("SELECT string_agg(title, ',') FROM notifications"));
    EXPECT_EQ("waiting,young,young",
              app.value("SELECT string_agg(title, ',' ORDER BY title) FROM jobs WHERE kind = "
                        "'test'"));
}

TEST_F(Upkeep, sweeps_contents_that_neither_a_file_nor_an_import_has) {
    app.run_jobs();
    auto& store = app.services().files;
    const auto of_file = store.put("a file", 100).hash;
    const auto of_import = store.put("an import", 100).hash;
    const auto of_nobody = store.put("nothing", 100).hash;
    app.execute("INSERT INTO files (id, project_id, content_hash, name, media_type, size) VALUES "
                "(gen_random_uuid(), '"
                + project + "', '" + of_file + "', 'a', 'text/plain', 6);"
                + "INSERT INTO import_runs (project_id, id, file_name, file_size, content_hash) "
                  "VALUES ('"
                + project + "', gen_random_uuid(), 'a.csv', 9, '" + of_import + "')");
    // The files were stored today by the machine's clock, the test's stands in 2030.
    run();
    EXPECT_TRUE(store.open(of_file));
    EXPECT_TRUE(store.open(of_import));
    EXPECT_FALSE(store.open(of_nobody));
}
