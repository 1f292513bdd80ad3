// Bulk actions over several batches: killed, started twice, cancelled, gone on with, undone.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <future>

#include "features/crm/bulk_jobs.hpp"
#include "platform/db/connection.hpp"
#include "platform/jobs/jobs.hpp"
#include "testing/eventually.hpp"
#include "testing/real_server.hpp"
#include "testing/temporary_folder.hpp"
#include "testing/test_app.hpp"

using http::MemberRole;

namespace {

constexpr int people = 3'500; // four batches

struct BulkFaults : testing::Test {
    TestApp app;
    Client manager = app.client_as(MemberRole::manager);
    std::string segment;

    BulkFaults() {
        app.execute(fmt::format(
            "INSERT INTO contacts (project_id, id, first_name, display_name, name_folded, "
            "lifecycle_stage, created_at) SELECT id, gen_random_uuid(), 'P' || n, 'P' || n, 'p' || "
            "n, CASE WHEN n % 2 = 0 THEN 'lead' ELSE 'prospect' END, '2030-01-01' FROM projects, "
            "generate_series(1, {}) n; INSERT INTO contact_stats (project_id, contact_id) SELECT "
            "project_id, id FROM contacts; INSERT INTO tags (project_id, id, name, name_folded) "
            "SELECT id, gen_random_uuid(), 'old', 'old' FROM projects; INSERT INTO contact_tags "
            "(project_id, tag_id, contact_id) SELECT c.project_id, t.id, c.id FROM tags t, "
            "contacts c; INSERT INTO contact_emails (project_id, contact_id, normalised, address, "
            "local_part, domain, is_primary) SELECT project_id, id, name_folded || '@example.com', "
            "name_folded || '@example.com', name_folded, 'example.com', true FROM contacts",
            people));
        segment = manager
                      .post("/api/crm/segments",
                            R"({"name":"Chosen","criteria":{"match":"all","conditions":[{"field":)"
                            R"("lifecycle_stage","operator":"is","value":"evangelist"}]}})")
                      .text("/id");
        app.run_jobs();
    }

    std::string path(const std::string& run) { return "/api/crm/bulk/" + run; }
    // Queued; the id of the run.
    std::string start(const std::string& action, const std::string& parameters = "{}") {
        const auto reply =
            manager.post("/api/crm/bulk", R"({"action":")" + action + R"(","parameters":)"
                                              + parameters + R"(,"everybody":true})");
        EXPECT_EQ("202", summary(reply)) << action;
        return reply.text("/id");
    }
    void ask_to_undo(const std::string& run) {
        EXPECT_EQ("202", summary(manager.post(path(run) + "/undo")));
    }
    // "finished: 3500 of 3500 changed, 0 undone, 0 left alone"
    std::string state(const std::string& run) {
        const auto reply = manager.get(path(run));
        const auto number = [&](const std::string& name) {
            return reply.at("/" + name).as_int64();
        };
        return fmt::format("{}: {} of {} changed, {} undone, {} left alone", reply.text("/status"),
                           number("changed"), number("processed"), number("undone"),
                           number("left_alone"));
    }
    // What a bulk action may change of anybody, in one text.
    std::string everybody() {
        return app.value(
            "SELECT md5(string_agg(line, E'\\n' ORDER BY line)) FROM (SELECT concat_ws('|', id, "
            "lifecycle_stage, assigned_to, email_subscribed, sms_subscribed, do_not_contact, "
            "deleted_at) AS line FROM contacts UNION ALL SELECT concat_ws('|', contact_id, "
            "normalised, live) FROM contact_emails UNION ALL SELECT concat_ws('|', contact_id, "
            "tag_id) FROM contact_tags UNION ALL SELECT concat_ws('|', contact_id, segment_id, "
            "by_hand) FROM segment_members) lines");
    }
    std::int64_t of_version(int version) {
        return app.count("contacts WHERE version = " + std::to_string(version));
    }
};

// Holds somebody of the third batch, so that whoever changes him waits inside of that batch.
class Held {
  public:
    explicit Held(const TestApp& app) : connection_(app.conninfo()) {
        connection_.run_script(
            "BEGIN; SELECT FROM contacts WHERE id = (SELECT id FROM contacts ORDER BY id OFFSET "
            "2500 LIMIT 1) FOR UPDATE");
    }
    void let_go() { connection_.run_script("COMMIT"); }

  private:
    db::Connection connection_;
};

testing::AssertionResult wait_for_waiting(TestApp& app, int count) {
    const bool found = testing_time::eventually(std::chrono::seconds(60), [&] {
        return app.count(
                   "pg_stat_activity WHERE datname = current_database() AND "
                   "wait_event_type = 'Lock'")
               == count;
    });
    return found ? testing::AssertionSuccess() : testing::AssertionFailure() << "nobody waits";
}

// The job of a run on this thread, asked to stop once `batches` are stored.
void work_until(TestApp& app, const std::string& run, int batches) {
    jobs::Registry registry;
    crm::add_bulk_jobs(registry);
    const auto stored = [&] {
        return std::stoll(app.value("SELECT processed FROM bulk_runs WHERE id = '" + run + "'"));
    };
    const auto wanted = [&] { return stored() < batches * crm::bulk_batch; };
    jobs::Context job(app.services(), Uuid::make(), app.project_id(), 1, wanted,
                      [&](std::int64_t, std::optional<std::int64_t>) { return wanted(); });
    const auto payload = meta::write(crm::RunBulk{*Uuid::parse(run)});
    EXPECT_THROW((*registry.find(crm::RunBulk::kind))(job, payload), jobs::Cancelled);
}

} // namespace

TEST_F(BulkFaults, each_action_over_several_batches_changes_everybody_and_is_taken_back) {
    const auto in_segment = R"({"segment_id":")" + segment + R"("})";
    const struct {
        std::string action, parameters;
        int changed;
    } cases[] = {
        {"tag", R"({"tags":["new","old"]})", people},
        {"untag", R"({"tags":["old"]})", people},
        {"assign", R"({"assigned_to":")" + manager.user_id.text() + R"("})", people},
        {"change_stage", R"({"lifecycle_stage":"lead"})", people / 2},
        {"set_subscriptions", R"({"email_subscribed":false,"do_not_contact":true})", people},
        {"add_to_segment", in_segment, people},
        {"exclude_from_segment", in_segment, people},
        {"delete", "{}", people},
    };
    const auto before = everybody();
    for (const auto& each : cases) {
        const auto run = start(each.action, each.parameters);
        app.run_jobs();
        EXPECT_EQ(
            fmt::format("finished: {} of {} changed, 0 undone, 0 left alone", each.changed, people),
            state(run))
            << each.action;
        EXPECT_NE(before, everybody()) << each.action;
        ask_to_undo(run);
        app.run_jobs();
        EXPECT_EQ(fmt::format("undone: {0} of {1} changed, {0} undone, 0 left alone", each.changed,
                              people),
                  state(run))
            << each.action;
        EXPECT_EQ(before, everybody()) << each.action;
    }
    EXPECT_EQ(0, app.count("contact_changes"));
}

TEST_F(BulkFaults, a_server_killed_inside_of_a_batch_loses_and_doubles_nobody) {
    testing_paths::TemporaryFolder folder;
    const auto before = everybody();
    const auto run = start("tag", R"({"tags":["new"]})");
    const auto killed_inside_of_a_batch = [&](const std::string& then) {
        Held held(app);
        RealServer server(folder.path() / "data", app.conninfo());
        ASSERT_TRUE(wait_for_waiting(app, 1)) << server.output();
        server.kill();
        EXPECT_EQ(then, state(run));
        held.let_go();
    };
    killed_inside_of_a_batch("running: 2000 of 2000 changed, 0 undone, 0 left alone");
    EXPECT_EQ(2000, of_version(2));
    app.run_jobs(); // the lease of the dead ended years ago by the clock of the test
    EXPECT_EQ("finished: 3500 of 3500 changed, 0 undone, 0 left alone", state(run));
    EXPECT_EQ(people, of_version(2));
    EXPECT_EQ(people, app.count("contact_changes"));

    ask_to_undo(run);
    killed_inside_of_a_batch("undoing: 3500 of 3500 changed, 2000 undone, 0 left alone");
    app.run_jobs();
    EXPECT_EQ("undone: 3500 of 3500 changed, 3500 undone, 0 left alone", state(run));
    EXPECT_EQ(people, of_version(3));
    EXPECT_EQ(before, everybody());
}

TEST_F(BulkFaults, two_nodes_that_believe_they_have_the_job_do_it_once) {
    const auto before = everybody();
    const auto at_once = [&](const std::string& run, const std::string& then) {
        Held held(app);
        auto first = std::async(std::launch::async, [&] { return app.run_jobs(); });
        ASSERT_TRUE(wait_for_waiting(app, 1));
        app.clock().advance(std::chrono::minutes(2)); // the lease of the first is over
        auto second = std::async(std::launch::async, [&] { return app.run_jobs(); });
        ASSERT_TRUE(wait_for_waiting(app, 2));
        held.let_go();
        first.get();
        second.get();
        EXPECT_EQ(then, state(run));
    };
    const auto run = start("change_stage", R"({"lifecycle_stage":"customer"})");
    at_once(run, "finished: 3500 of 3500 changed, 0 undone, 0 left alone");
    EXPECT_EQ(people, of_version(2));
    ask_to_undo(run);
    at_once(run, "undone: 3500 of 3500 changed, 3500 undone, 0 left alone");
    EXPECT_EQ(people, of_version(3));
    EXPECT_EQ(before, everybody());
}

TEST_F(BulkFaults, cancelled_in_mid_way_it_keeps_what_is_done_until_that_is_undone) {
    const auto before = everybody();
    const auto run = start("delete");
    work_until(app, run, 2);
    const auto job = manager.get(path(run)).text("/job_id");
    EXPECT_EQ("200", summary(manager.post("/api/jobs/" + job + "/cancel")));
    app.run_jobs();
    EXPECT_EQ("cancelled: 2000 of 2000 changed, 0 undone, 0 left alone", state(run));
    EXPECT_EQ(2000, app.count("contacts WHERE deleted_at IS NOT NULL"));
    ask_to_undo(run);
    app.run_jobs();
    EXPECT_EQ("undone: 2000 of 2000 changed, 2000 undone, 0 left alone", state(run));
    EXPECT_EQ(before, everybody());
    // What was taken back is not gone on with.
    EXPECT_EQ("200", summary(manager.post("/api/jobs/" + job + "/retry")));
    app.run_jobs();
    EXPECT_EQ("dead", manager.get("/api/jobs/" + job).text("/status"));
    EXPECT_EQ("undone: 2000 of 2000 changed, 2000 undone, 0 left alone", state(run));
    EXPECT_EQ(before, everybody());
}

TEST_F(BulkFaults, cancelled_in_mid_way_it_can_be_gone_on_with) {
    const auto before = everybody();
    const auto run = start("set_subscriptions", R"({"sms_subscribed":false})");
    work_until(app, run, 1);
    const auto job = manager.get(path(run)).text("/job_id");
    EXPECT_EQ("200", summary(manager.post("/api/jobs/" + job + "/cancel")));
    EXPECT_EQ("cancelled: 1000 of 1000 changed, 0 undone, 0 left alone", state(run));
    EXPECT_EQ("200", summary(manager.post("/api/jobs/" + job + "/retry")));
    app.run_jobs();
    EXPECT_EQ("finished: 3500 of 3500 changed, 0 undone, 0 left alone", state(run));
    EXPECT_EQ(people, of_version(2));
    ask_to_undo(run);
    app.run_jobs();
    EXPECT_EQ(before, everybody());
}

TEST_F(BulkFaults, cancelled_before_it_began_it_changed_nobody) {
    const auto before = everybody();
    const auto run = start("delete");
    const auto job = manager.get(path(run)).text("/job_id");
    EXPECT_EQ("200", summary(manager.post("/api/jobs/" + job + "/cancel")));
    app.run_jobs();
    EXPECT_EQ("cancelled: 0 of 0 changed, 0 undone, 0 left alone", state(run));
    EXPECT_EQ(before, everybody());
    ask_to_undo(run);
    app.run_jobs();
    EXPECT_EQ("undone: 0 of 0 changed, 0 undone, 0 left alone", state(run));
}

TEST_F(BulkFaults, who_leaves_the_filter_by_the_action_itself_is_not_skipped) {
    const auto reply = manager.post(
        "/api/crm/bulk",
        R"({"action":"change_stage","parameters":{"lifecycle_stage":"customer"},"filter":)"
        R"({"match":"all","conditions":[{"field":"lifecycle_stage","operator":"is","value":"lead"}]}})");
    ASSERT_EQ("202", summary(reply));
    app.run_jobs();
    EXPECT_EQ("finished: 1750 of 1750 changed, 0 undone, 0 left alone", state(reply.text("/id")));
    EXPECT_EQ(people / 2, app.count("contacts WHERE lifecycle_stage = 'customer'"));
}
