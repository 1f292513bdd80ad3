// Jobs on a real database: once for each commit, again after a failure, taken over from the dead.
#include "platform/jobs/jobs.hpp"

#include <gtest/gtest.h>

#include <future>

#include "testing/database_waits.hpp"
#include "testing/eventually.hpp"
#include "testing/test_app.hpp"

namespace {

struct Count {
    static constexpr std::string_view kind = "test_count";
    std::int32_t by = 1;
};
BOOST_DESCRIBE_STRUCT(Count, (), (by))

struct Fail {
    static constexpr std::string_view kind = "test_fail";
};
BOOST_DESCRIBE_STRUCT(Fail, (), ())

// Runs until it is let go.
struct Hold {
    static constexpr std::string_view kind = "test_hold";
};
BOOST_DESCRIBE_STRUCT(Hold, (), ())

struct Hurry {
    static constexpr std::string_view kind = "test_hurry";
    static constexpr auto lane = jobs::Lane::prompt;
};
BOOST_DESCRIBE_STRUCT(Hurry, (), ())

struct JobsTest : testing::Test {
    TestApp app;
    jobs::Registry registry;
    std::atomic<int> counted = 0;
    std::atomic<int> failed = 0;
    std::atomic<int> holding = 0;
    std::atomic<int> hurried = 0;
    std::promise<void> let_go;
    db::Scope scope{.role = db::Role::app, .project_id = app.project_id()};

    JobsTest() {
        registry.add<Count>([this](jobs::Context&, const Count& work) { counted += work.by; });
        registry.add<Fail>([this](jobs::Context&, const Fail&) {
            ++failed;
            throw std::runtime_error("not today");
        });
        registry.add<Hold>([this, gate = let_go.get_future().share()](jobs::Context&, const Hold&) {
            ++holding;
            gate.wait();
        });
        registry.add<Hurry>([this](jobs::Context&, const Hurry&) { ++hurried; });
    }
    jobs::Runner runner(std::string node = "a") {
        return {app.services(), registry, {.node = std::move(node)}};
    }
    template <class Work>
    Uuid enqueue(const Work& work, const jobs::Options& options = {}) {
        return app.database().in_transaction(
            scope, [&](db::Transaction& tx) { return jobs::enqueue(tx, work, options); });
    }
    std::string status(const Uuid& id) {
        return app.value("SELECT status FROM jobs WHERE id = '" + id.text() + "'");
    }
};

} // namespace

TEST_F(JobsTest, are_not_tried_again_beside_one_that_waits_for_the_same) {
    const auto failed_one = enqueue(Fail{}, {.unique_key = "one"});
    app.execute("UPDATE jobs SET status = 'dead'");
    const auto twin = enqueue(Fail{}, {.unique_key = "one"});
    auto manager = app.client_as(http::MemberRole::manager);
    const auto retry = [&] { return manager.post("/api/jobs/" + failed_one.text() + "/retry"); };
    const auto refused = retry();
    EXPECT_EQ("409 job_waits_already", summary(refused));
    EXPECT_EQ(twin.text(), refused.text("/job_id"));
    app.execute("UPDATE jobs SET status = 'succeeded' WHERE status = 'queued'");
    EXPECT_EQ("200", summary(retry()));
    EXPECT_EQ("409 job_not_ended", summary(retry()));
}

TEST_F(JobsTest, run_when_their_transaction_commits_and_not_otherwise) {
    enqueue(Count{2});
    EXPECT_THROW(app.database().in_transaction(scope,
                                               [&](db::Transaction& tx) {
                                                   jobs::enqueue(tx, Count{100});
                                                   tx.query_text("boom", "SELECT 1/0", {});
                                               }),
                 db::Error);
    auto one = runner();
    one.run_due();
    EXPECT_EQ(2, counted);
}

TEST_F(JobsTest, with_one_key_wait_only_once) {
    const auto first = enqueue(Count{}, {.unique_key = "k"});
    const auto second = enqueue(Count{}, {.unique_key = "k"});
    EXPECT_EQ(first, second);
    auto one = runner();
    one.run_due();
    EXPECT_EQ(1, counted);
    EXPECT_NE(first, enqueue(Count{}, {.unique_key = "k"})); // it has ended: a new one may wait
}

TEST_F(JobsTest, that_fail_are_tried_again_later_and_die_in_the_end) {
    const auto id = enqueue(Fail{}, {.max_attempts = 3});
    auto one = runner();
    for (int attempt = 1; attempt <= 3; ++attempt) {
        one.run_due();
        EXPECT_EQ(attempt, failed);
        one.run_due(); // not yet
        EXPECT_EQ(attempt, failed);
        app.clock().advance(std::chrono::hours(2));
    }
    EXPECT_EQ("dead", status(id));
    EXPECT_EQ("not today", app.value("SELECT error FROM jobs WHERE id = '" + id.text() + "'"));
}

TEST_F(JobsTest, of_a_dead_node_are_taken_over_when_the_lease_ends) {
    const auto id = enqueue(Count{});
    app.execute(
        "UPDATE jobs SET status = 'running', attempts = 1, lease_owner = 'dead', lease_until = "
        "'2030-01-07 09:01+00' WHERE id = '"
        + id.text() + "'");
    auto one = runner();
    one.run_due();
    EXPECT_EQ(0, counted);
    app.clock().advance(std::chrono::minutes(2));
    one.run_due();
    EXPECT_EQ(1, counted);
    EXPECT_EQ("succeeded", status(id));
}

// Somebody asked again while they ran: what waits under their key takes their place.
TEST_F(JobsTest, of_a_dead_node_give_way_to_those_that_wait_under_their_key) {
    const auto died = [&](const Uuid& id) {
        app.execute(
            "UPDATE jobs SET status = 'running', attempts = 1, lease_owner = 'dead', "
            "lease_until = '2030-01-07 09:01+00' WHERE id = '"
            + id.text() + "'");
    };
    const auto first = enqueue(Count{}, {.unique_key = "k"});
    died(first);
    const auto second = enqueue(Count{}, {.unique_key = "k"});
    died(second);
    const auto waiting = enqueue(Count{}, {.unique_key = "k"});
    const auto lone = enqueue(Count{}, {.unique_key = "l"});
    died(lone);
    const auto twin = enqueue(Count{}, {.unique_key = "l"});
    died(twin);
    const auto keyless = enqueue(Count{});
    died(keyless);
    app.clock().advance(std::chrono::minutes(2));
    auto one = runner();
    one.run_due();
    EXPECT_EQ("cancelled cancelled succeeded",
              status(first) + " " + status(second) + " " + status(waiting));
    EXPECT_EQ("succeeded cancelled", status(lone) + " " + status(twin));
    EXPECT_EQ("succeeded", status(keyless));
    EXPECT_EQ(3, counted);
}

TEST_F(JobsTest, that_fail_give_way_to_those_that_wait_under_their_key) {
    const auto failing = enqueue(Fail{}, {.unique_key = "k"});
    app.execute(
        "CREATE FUNCTION ask_again() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        "INSERT INTO jobs (project_id, kind, unique_key, run_at) VALUES (NEW.project_id, "
        "NEW.kind, NEW.unique_key, 'infinity'); RETURN NULL; END $$; "
        "CREATE TRIGGER ask_again AFTER UPDATE ON jobs FOR EACH ROW WHEN (OLD.status = "
        "'queued' AND NEW.status = 'running') EXECUTE FUNCTION ask_again()");
    auto one = runner();
    one.run_due();
    EXPECT_EQ(1, failed);
    EXPECT_EQ("cancelled", status(failing));
    EXPECT_EQ(1, app.count("jobs WHERE status = 'queued' AND unique_key = 'k'"));
}

TEST_F(JobsTest, whose_end_cannot_be_written_do_not_keep_the_server_from_stopping) {
    app.execute(
        "CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'no'; "
        "END $$; CREATE TRIGGER refuse BEFORE UPDATE ON jobs FOR EACH ROW "
        "WHEN (OLD.status = 'running' AND NEW.status <> 'running') EXECUTE FUNCTION refuse()");
    const auto id = enqueue(Count{});
    auto one = runner();
    one.start();
    EXPECT_TRUE(testing_time::eventually(std::chrono::seconds(30), [&] { return counted > 0; }));
    one.stop(std::chrono::milliseconds(100)); // returns
    EXPECT_EQ("running", status(id));         // until its lease has run out
    app.execute("DROP TRIGGER refuse ON jobs");
    app.clock().advance(std::chrono::minutes(2));
    auto other = runner("b");
    other.run_due();
    EXPECT_EQ("succeeded", status(id));
}

TEST_F(JobsTest, that_somebody_waits_for_run_however_many_long_ones_there_are) {
    const jobs::RunnerSettings settings;
    const auto several = static_cast<int>(settings.threads + settings.prompt_threads) + 1;
    for (int i = 0; i < several; ++i) enqueue(Hold{});
    auto one = runner();
    one.start();
    EXPECT_TRUE(testing_time::eventually(
        std::chrono::seconds(30), [&] { return holding == static_cast<int>(settings.threads); }));
    enqueue(Hurry{});
    enqueue(Count{});
    EXPECT_TRUE(testing_time::eventually(std::chrono::seconds(30), [&] { return hurried > 0; }));
    EXPECT_EQ(static_cast<int>(settings.threads), holding);
    EXPECT_EQ(0, counted);
    let_go.set_value();
    EXPECT_TRUE(testing_time::eventually(std::chrono::seconds(30), [&] { return counted > 0; }));
}

TEST_F(JobsTest, are_run_once_by_many_nodes) {
    for (int i = 0; i < 60; ++i) enqueue(Count{});
    std::vector<std::thread> nodes;
    for (int i = 0; i < 4; ++i)
        nodes.emplace_back([this, i] {
            auto node = runner("node " + std::to_string(i));
            node.run_due();
        });
    for (auto& node : nodes) node.join();
    EXPECT_EQ(60, counted);
    EXPECT_EQ(
        60, app.count("jobs WHERE kind = 'test_count' AND status = 'succeeded' AND attempts = 1"));
}

TEST_F(JobsTest, wait_for_their_time_and_the_urgent_go_first) {
    enqueue(Count{}, {.run_at = app.clock().now() + std::chrono::hours(1)});
    auto one = runner();
    one.run_due();
    EXPECT_EQ(0, counted);
    app.clock().advance(std::chrono::hours(1));
    one.run_due();
    EXPECT_EQ(1, counted);
}

TEST(JobDelay, doubles_up_to_an_hour) {
    using std::chrono::milliseconds;
    EXPECT_EQ(milliseconds(2000), jobs::delay_before_attempt(2, 0));
    EXPECT_EQ(milliseconds(4000), jobs::delay_before_attempt(3, 0));
    EXPECT_EQ(milliseconds(5000), jobs::delay_before_attempt(3, 1));
    EXPECT_EQ(std::chrono::hours(1), jobs::delay_before_attempt(50, 0));
}

// Its threads share a lock with whoever wakes them.
TEST_F(JobsTest, that_run_and_wait_for_the_database_hold_up_no_others) {
    auto busy = runner();
    const auto held = enqueue(Hold{});
    busy.start();
    ASSERT_TRUE(testing_time::eventually(std::chrono::seconds(60), [&] { return holding == 1; }));
    EXPECT_TRUE(testing_waits::go_on_beside(
        app, "SELECT FROM jobs WHERE id = '" + held.text() + "' FOR UPDATE",
        "%SET lease_until =%cancel_requested%", [] {}, [&] { busy.wake(); }));
    let_go.set_value();
    EXPECT_TRUE(testing_time::eventually(std::chrono::seconds(60),
                                         [&] { return status(held) == "succeeded"; }));
}
