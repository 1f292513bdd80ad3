// Engagement fades by the night.
#include <gtest/gtest.h>

#include "testing/test_app.hpp"

namespace {

struct ScoreDecay : testing::Test {
    TestApp app;
    Client member = app.client_as(http::MemberRole::member);

    ScoreDecay() { app.execute("SELECT make_interaction_partitions('2030-01-07')"); }

    Uuid add() { return member.post("/api/crm/contacts", R"({"first_name":"Ada"})").uuid("/id"); }
    std::int64_t score(const Uuid& id) {
        return std::stoll(app.value(
            "SELECT engagement_score FROM contact_stats WHERE contact_id = '" + id.text() + "'"));
    }
    void meet(const Uuid& id) {
        EXPECT_EQ("201", summary(member.post("/api/crm/contacts/" + id.text() + "/interactions",
                                             R"({"interaction_type":"meeting"})")));
    }
    void a_night_after(std::chrono::days days) {
        app.clock().advance(days);
        app.run_jobs();
    }
};

} // namespace

TEST_F(ScoreDecay, halves_the_points_in_a_half_life) {
    const auto met = add(), never = add();
    app.run_jobs(); // the schedules stand
    meet(met);      // 12 points: 100 × (1 − e^(−12 / 40))
    EXPECT_EQ(26, score(met));
    a_night_after(std::chrono::days(90)); // 6 points
    EXPECT_EQ(14, score(met));
    EXPECT_EQ(0, score(never));
    a_night_after(std::chrono::days(730));
    EXPECT_EQ(0, score(met));
}

TEST_F(ScoreDecay, writes_only_the_scores_that_change) {
    add();
    const auto met = add();
    app.run_jobs();
    meet(met);
    a_night_after(std::chrono::days(30));
    EXPECT_EQ(R"({"changed": 1})", app.value("SELECT result::text FROM jobs WHERE kind = "
                                             "'decay_scores' ORDER BY created_at DESC LIMIT 1"));
}

TEST_F(ScoreDecay, goes_through_more_than_a_batch) {
    app.project_id();
    app.run_jobs();
    app.execute(
        "INSERT INTO contacts (project_id, id, display_name) SELECT id, gen_random_uuid(), 'P' "
        "FROM projects, generate_series(1, 5001);"
        "INSERT INTO contact_stats (project_id, contact_id, points, half_lives, points_at, "
        "engagement_score) SELECT project_id, id, '{28}', '{30}', '2029-12-01', 50 FROM contacts");
    a_night_after(std::chrono::days(1));
    EXPECT_EQ(0, app.count("contact_stats WHERE engagement_score = 50"));
}
