// Builds that are interrupted: killed in mid-way, overtaken by an edit, started twice. Between two
// portions nothing is open, and a portion that was open is rolled back, so to throw there is what
// kill -9 does.
#include "features/crm/segments/segment_build.hpp"

#include <future>
#include <thread>

#include "features/crm/crm.hpp"
#include "testing/eventually.hpp"
#include "testing/segment_fixture.hpp"

namespace {

struct Killed {};

// A long job: it runs until it is let go.
struct Hold {
    static constexpr std::string_view kind = "test_hold";
};
BOOST_DESCRIBE_STRUCT(Hold, (), ())

struct SegmentBuilds : segment_tests::SegmentFixture {
    Client manager = app.client_as(http::MemberRole::manager);

    // More than two portions of customers, and a segment of them that nobody has built yet.
    Uuid unbuilt_segment() {
        add_people(5000, "customer");
        const auto reply = post_segment("Customers", segment_tests::customers);
        EXPECT_EQ("201", summary(reply));
        return reply.uuid("/id");
    }
    void add_people(int count, std::string_view stage) {
        app.execute(fmt::format(
            "WITH people AS (INSERT INTO contacts (project_id, id, display_name, lifecycle_stage) "
            "    SELECT '{}', gen_random_uuid(), 'P' || n, '{}' FROM generate_series(1, {}) n "
            "    RETURNING project_id, id) "
            "INSERT INTO contact_stats (project_id, contact_id) SELECT * FROM people",
            app.project_id().text(), stage, count));
    }
    void move(int count, std::string_view stage, std::string_view which) {
        app.execute(
            fmt::format("UPDATE contacts SET lifecycle_stage = '{}' WHERE id IN (SELECT id "
                        "FROM contacts c WHERE {} ORDER BY id LIMIT {})",
                        stage, which, count));
    }
    // As the job does it; `between` is called between portions and during the reading.
    std::string build(TestApp& node, const Uuid& id, const std::function<void()>& between) {
        jobs::Context job(
            node.services(), Uuid::make(), app.project_id(), 1,
            [&] {
                between();
                return true;
            },
            [&](std::int64_t, std::optional<std::int64_t>) {
                between();
                return true;
            });
        crm::build_segment(job, {id, crm::BuildCause::asked});
        return job.result();
    }
    std::int64_t stored() { return app.count("segment_members"); }
    // Members and their number are those of the rule; who came and went in events adds up to that.
    void expect_right(const Uuid& id, std::string_view stage) {
        EXPECT_EQ(0, app.count(fmt::format(
                         "contacts c FULL JOIN segment_members m ON m.contact_id = c.id "
                         "WHERE (c.lifecycle_stage = '{}') IS DISTINCT FROM (m.is_member IS TRUE)",
                         stage)));
        const auto segment = member.get(segment_path(id));
        EXPECT_EQ("ready", segment.text("/status"));
        EXPECT_EQ(app.count("segment_members WHERE is_member"),
                  segment.at("/contact_count").as_int64());
        EXPECT_EQ(0,
                  app.count("(SELECT who, sum(CASE o.name WHEN 'segment.entered' THEN 1 ELSE -1 "
                            "END) AS net FROM outbox o, "
                            "jsonb_array_elements_text(o.data->'contact_ids') who WHERE o.name IN "
                            "('segment.entered', 'segment.left') GROUP BY who) e LEFT JOIN "
                            "segment_members m ON m.contact_id = e.who::uuid "
                            "WHERE e.net <> (m.is_member IS TRUE)::int"));
        EXPECT_EQ(0, app.count("segment_build_exceptions"));
    }
};

} // namespace

TEST_F(SegmentBuilds, killed_in_mid_way_are_right_after_the_next_start) {
    const auto id = unbuilt_segment();
    EXPECT_THROW(build(app, id,
                       [&] {
                           if (stored() >= 2000) throw Killed{};
                       }),
                 Killed);
    EXPECT_EQ(2000, stored());
    // Life goes on while nobody builds: members, people yet to come, strangers.
    move(100, "lead", "EXISTS (SELECT FROM segment_members m WHERE m.contact_id = c.id)");
    move(100, "lead",
         "lifecycle_stage = 'customer' AND NOT EXISTS "
         "(SELECT FROM segment_members m WHERE m.contact_id = c.id)");
    add_people(50, "customer");
    crm::follow_all_changes(app.services());
    settle(); // the job is claimed again
    expect_right(id, "customer");
    EXPECT_EQ(4850, stored());
}

TEST_F(SegmentBuilds, of_an_older_rule_stop_and_leave_the_rest_to_the_newer) {
    const auto id = unbuilt_segment();
    add_people(30, "lead");
    bool edited = false;
    const auto outcome = build(app, id, [&] {
        if (edited || stored() < 2000) return;
        edited = true;
        EXPECT_EQ(
            "200",
            summary(member.patch(
                segment_path(id),
                R"({"criteria":{"match":"all","conditions":[{"field":"lifecycle_stage","operator":"is","value":"lead"}]}})")));
    });
    EXPECT_EQ(R"({"outcome":"superseded","came":5000,"went":0})", outcome);
    EXPECT_EQ(2000, stored()); // not one more of the old rule
    settle();
    expect_right(id, "lead");
    EXPECT_EQ(30, stored());
}

TEST_F(SegmentBuilds, do_not_wait_for_long_jobs) {
    const jobs::RunnerSettings settings;
    std::atomic<std::size_t> holding = 0;
    jobs::Registry registry;
    crm::add_segment_jobs(registry);
    std::promise<void> made;
    registry.add<Hold>([&, gate = made.get_future().share()](jobs::Context&, const Hold&) {
        ++holding;
        gate.wait();
    });
    app.database().in_transaction({.role = db::Role::system}, [&](db::Transaction& tx) {
        for (std::size_t i = 0; i < settings.threads + 2; ++i) jobs::enqueue(tx, Hold{});
    });
    jobs::Runner runner(app.services(), registry, settings);
    std::promise<void> let_go(std::move(made)); // ends before the runner does, come what may
    runner.start();
    const std::chrono::seconds long_enough(30);
    ASSERT_TRUE(testing_time::eventually(long_enough, [&] { return holding == settings.threads; }));
    const auto id = unbuilt_segment();
    EXPECT_TRUE(testing_time::eventually(
        long_enough, [&] { return member.get(segment_path(id)).text("/status") == "ready"; }));
    EXPECT_EQ(settings.threads, holding);
    let_go.set_value();
    runner.stop();
    expect_right(id, "customer");
}

TEST_F(SegmentBuilds, started_on_two_nodes_at_once_put_everybody_in_once) {
    const auto id = unbuilt_segment();
    TestApp second({.beside = &app});
    std::string outcomes[2];
    std::thread there([&] { outcomes[0] = build(second, id, [] {}); });
    outcomes[1] = build(app, id, [] {});
    there.join();
    const auto built = std::ranges::count_if(outcomes, [](const std::string& outcome) {
        return outcome.find("\"built\"") != std::string::npos;
    });
    EXPECT_EQ(1, built) << outcomes[0] << outcomes[1];
    EXPECT_EQ(5000, stored());
    settle();
    expect_right(id, "customer");
}

TEST_F(SegmentBuilds, and_people_who_change_on_another_node_meanwhile_agree) {
    const auto id = unbuilt_segment();
    TestApp second({.beside = &app});
    bool changed = false;
    build(app, id, [&] {
        if (changed || stored() < 2000) return;
        changed = true; // after the build has read everybody
        move(300, "lead", "lifecycle_stage = 'customer'");
        add_people(20, "customer");
        crm::follow_all_changes(second.services());
    });
    EXPECT_TRUE(changed);
    settle();
    expect_right(id, "customer");
    EXPECT_EQ(4720, stored());
}

TEST_F(SegmentBuilds, of_a_segment_that_is_deleted_meanwhile_leave_nothing) {
    const auto id = unbuilt_segment();
    bool deleted = false;
    build(app, id, [&] {
        if (deleted || stored() < 2000) return;
        deleted = true;
        EXPECT_EQ("204", summary(manager.del(segment_path(id))));
    });
    settle();
    EXPECT_EQ(0, stored());
}
