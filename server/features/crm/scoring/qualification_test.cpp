// The qualification on a made-up past: people who clicked became customers more often.
#include "features/crm/scoring/qualification.hpp"

#include <gtest/gtest.h>

#include "features/crm/scoring/qualification.sql.hpp"
#include "features/crm/scoring/qualification_features.hpp"
#include "platform/time/clock.hpp"
#include "testing/test_app.hpp"

using http::MemberRole;

namespace {

struct Qualification : testing::Test {
    TestApp app;
    Client manager = app.client_as(MemberRole::manager);
    Qualification() {
        app.execute("SELECT make_interaction_partitions('2030-01-07')");
        app.project_id();
    }

    // `count` leads known since the summer of 2029. Every third clicked three times in September.
    // Of those who clicked, `percent_won` in a hundred became customers in November; of the others
    // a tenth of that.
    void past(int count, int percent_won) {
        app.execute(fmt::format(R"(
            INSERT INTO contacts (project_id, id, display_name, first_contact_date, created_at, updated_at)
            SELECT (SELECT id FROM projects LIMIT 1), gen_random_uuid(), 'Person ' || n, '2029-07-01',
                   '2029-07-01', '2029-07-01'
            FROM generate_series(1, {0}) n;
            INSERT INTO contact_stats (project_id, contact_id) SELECT project_id, id FROM contacts;
            INSERT INTO contact_interactions (id, project_id, contact_id, interaction_type,
                                              occurred_at)
            SELECT gen_random_uuid(), c.project_id, c.id, 'email_click',
                   timestamptz '2029-09-10' + i * interval '1 day'
            FROM contacts c, generate_series(1, 3) i WHERE substr(c.display_name, 8)::int % 3 = 0;
            UPDATE contacts SET lifecycle_stage = 'customer', updated_at = '2029-11-15'
            WHERE CASE WHEN substr(display_name, 8)::int % 3 = 0
                       THEN substr(display_name, 8)::int / 3 % 100 < {1}
                       ELSE substr(display_name, 8)::int / 3 % 1000 < {1} END)",
                                count, percent_won));
    }
    // Two leads of today: one clicked last week, one did not.
    Uuid lead(bool clicks) {
        const auto id =
            manager
                .post(
                    "/api/crm/contacts",
                    R"({"first_name":"Lead","first_contact_date":"2029-08-01T00:00:00Z","allow_duplicate":true})")
                .uuid("/id");
        for (int i = 0; clicks && i < 3; ++i)
            EXPECT_EQ(
                201,
                manager
                    .post(
                        "/api/crm/contacts/" + id.text() + "/interactions",
                        R"({"interaction_type":"email_click","occurred_at":"2029-12-20T00:00:00Z"})")
                    .status);
        return id;
    }
    TestReply learn() {
        EXPECT_EQ("202", summary(manager.post("/api/crm/scoring/qualification/learn")));
        app.run_jobs();
        return manager.get("/api/crm/scoring/qualification");
    }
    TestReply score(const Uuid& id) {
        return manager.get("/api/crm/contacts/" + id.text() + "/score");
    }
};

} // namespace

TEST_F(Qualification, has_a_value_for_each_feature) {
    const auto id = lead(false);
    app.database().in_transaction(
        {.role = db::Role::app, .project_id = app.project_id()}, [&](db::Transaction& tx) {
            EXPECT_EQ(crm::qualification_features.size(),
                      crm::qualification_values(tx, id, app.clock().now()).size());
        });
}

TEST_F(Qualification, learns_what_made_people_customers_and_says_so) {
    past(3000, 60);
    const auto warm = lead(true), cold = lead(false);
    const auto learnt = learn();
    EXPECT_EQ("active", learnt.text("/status"));
    EXPECT_GT(learnt.at("/auc").to_number<double>(), 0.75);
    EXPECT_GT(learnt.at("/won").as_int64(), 600);
    EXPECT_GT(learnt.at("/lost").as_int64(), 1500);

    const auto warm_score = score(warm), cold_score = score(cold);
    EXPECT_EQ("model", warm_score.text("/qualification/method"));
    EXPECT_GT(warm_score.at("/qualification/score").as_int64(), 35);
    EXPECT_LT(cold_score.at("/qualification/score").as_int64(), 20);
    bool clicks_count = false;
    const auto reasons = warm_score.at("/qualification/reasons");
    for (const auto& reason : reasons.as_array())
        if (reason.at("key").as_string() == "email_click")
            clicks_count = reason.at("effect").to_number<double>() > 0;
    EXPECT_TRUE(clicks_count) << warm_score.body;
    EXPECT_EQ(
        warm_score.at("/qualification/score").as_int64(),
        std::stoll(app.value("SELECT qualification_score FROM contact_stats WHERE contact_id = '"
                             + warm.text() + "'")));
}

TEST_F(Qualification, does_not_see_what_happened_after_the_moment_it_asks_about) {
    const auto id = lead(false);
    const auto values = [&](Timestamp at) {
        return app.database().in_transaction(
            {.role = db::Role::app, .project_id = app.project_id()},
            [&](db::Transaction& tx) { return crm::qualification_values(tx, id, at); });
    };
    const auto before = values(app.clock().now());
    EXPECT_EQ(201, manager
                       .post("/api/crm/contacts/" + id.text() + "/interactions",
                             R"({"interaction_type":"meeting"})")
                       .status);
    EXPECT_EQ(before, values(app.clock().now()));
    EXPECT_NE(before, values(app.clock().now() + std::chrono::hours(1)));
}

TEST_F(Qualification, of_few_people_leaves_the_word_to_the_engagement_score) {
    past(30, 60);
    const auto warm = lead(true);
    EXPECT_EQ("too_little_data", learn().text("/status"));
    const auto scores = score(warm);
    EXPECT_EQ("engagement", scores.text("/qualification/method"));
    EXPECT_EQ(scores.at("/engagement/score"), scores.at("/qualification/score"));
    EXPECT_EQ(0, app.count("contact_stats WHERE qualification_score IS NOT NULL"));
}

TEST_F(Qualification, that_cannot_tell_people_apart_is_not_shown) {
    past(2000, 0);
    // Long known, and won by chance at any time of the year.
    app.execute("UPDATE contacts SET first_contact_date = '2020-01-01'");
    app.execute(
        "UPDATE contacts SET lifecycle_stage = 'customer', updated_at = timestamptz "
        "'2029-01-20' + abs(hashtext(id::text) / 5 % 340) * interval '1 day' "
        "WHERE hashtext(id::text) % 5 = 0");
    const auto learnt = learn();
    EXPECT_EQ("too_weak", learnt.text("/status"));
    EXPECT_LT(learnt.at("/auc").to_number<double>(), 0.6);
}

TEST_F(Qualification, of_a_customer_is_over) {
    const auto id = lead(true);
    manager.patch("/api/crm/contacts/" + id.text(), R"({"lifecycle_stage":"customer"})");
    EXPECT_EQ("customer", score(id).text("/qualification/method"));
    EXPECT_EQ(1, app.count("contact_outcomes WHERE won AND source = 'lifecycle'"));
}

TEST_F(Qualification, explains_the_engagement_score_by_what_was_done) {
    const auto id = lead(true);
    const auto scores = score(id);
    EXPECT_EQ("email_click", scores.text("/engagement/parts/0/interaction_type"));
    EXPECT_EQ(3, scores.at("/engagement/parts/0/interactions").as_int64());
    // Three clicks of 4 points, 18 days and 9 hours old, half gone in 30 days.
    EXPECT_NEAR(12 * std::pow(0.5, 18.375 / 30),
                scores.at("/engagement/parts/0/points").to_number<double>(), 0.01);
}

TEST_F(Qualification, of_another_project_is_not_there) {
    const auto id = lead(false);
    auto stranger = app.other_project();
    EXPECT_EQ("404 not_found", summary(stranger.get("/api/crm/contacts/" + id.text() + "/score")));
}
