// The engagement score by the project's own weights: whichever way a score comes to be, it is the
// same number.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cmath>
#include <random>

#include "testing/test_app.hpp"

namespace {

constexpr const char* settings = "/api/crm/scoring/engagement";

struct Engagement : testing::Test {
    TestApp app;
    // A program, whose key outlives the months that pass.
    Client program = app.key_with({"contacts:read", "contacts:write"});

    Engagement() {
        app.execute("SELECT make_interaction_partitions('2030-01-07')");
        app.run_jobs(); // the schedules stand
    }

    Uuid add(const std::string& name = "Ada") {
        return program.post("/api/crm/contacts", R"({"first_name":")" + name + R"("})").uuid("/id");
    }
    void record(const Uuid& id, const std::string& type, const std::string& at = "") {
        const auto body =
            at.empty() ? fmt::format(R"({{"interaction_type":"{}"}})", type)
                       : fmt::format(R"({{"interaction_type":"{}","occurred_at":"{}"}})", type, at);
        EXPECT_EQ("201",
                  summary(program.post("/api/crm/contacts/" + id.text() + "/interactions", body)));
    }
    std::int64_t score(const Uuid& id) {
        return std::stoll(app.value(
            "SELECT engagement_score FROM contact_stats WHERE contact_id = '" + id.text() + "'"));
    }
    // From the parts that the explanation names.
    std::int64_t explained(const Uuid& id) {
        const auto reply = program.get("/api/crm/contacts/" + id.text() + "/score");
        double points = 0;
        const auto parts = reply.at("/engagement/parts");
        for (const auto& part : parts.as_array()) points += part.at("points").to_number<double>();
        return std::llround(100 * (1 - std::exp(-points / 40)));
    }
    TestReply put(const std::string& weights) {
        return program.put(settings, R"({"weights":[)" + weights + "]}");
    }
};

std::string weight(std::string_view type, int points, int half_life_days) {
    return fmt::format(R"({{"interaction_type":"{}","points":{},"half_life_days":{}}})", type,
                       points, half_life_days);
}

} // namespace

TEST_F(Engagement, has_defaults_that_a_project_may_change_one_by_one) {
    auto all = program.get(settings);
    EXPECT_EQ("email_sent", all.text("/weights/0/interaction_type"));
    EXPECT_EQ("other", all.text("/weights/12/interaction_type"));
    EXPECT_EQ("200", summary(put(weight("call", 20, 90) + "," + weight("house_visit", 40, 365))));
    all = program.get(settings);
    EXPECT_EQ("call", all.text("/weights/8/interaction_type"));
    EXPECT_EQ(20, all.at("/weights/8/points").as_int64());
    EXPECT_EQ(8, all.at("/weights/8/default_points").as_int64());
    EXPECT_EQ("house_visit", all.text("/weights/12/interaction_type"));
    EXPECT_EQ(1, all.at("/weights/12/default_points").as_int64()); // as all others
    EXPECT_EQ("200", summary(put("")));
    EXPECT_EQ(13u, program.get(settings).at("/weights").as_array().size());
    EXPECT_EQ(2, app.count("audit_log WHERE action = 'engagement_weights.updated'"));
}

TEST_F(Engagement, counts_everybody_anew_when_the_weights_change) {
    const auto met = add(), visited = add();
    record(met, "meeting");         // 12 points: 100 × (1 − e^(−12 / 40))
    record(visited, "house_visit"); // unknown: 1 point
    EXPECT_EQ(26, score(met));
    EXPECT_EQ(2, score(visited));
    const auto changed = put(weight("meeting", 28, 30) + "," + weight("house_visit", 92, 30));
    EXPECT_EQ("counting", changed.at("/recount_job_id").is_string() ? "counting" : "not");
    app.run_jobs();
    EXPECT_EQ(50, score(met));
    EXPECT_EQ(90, score(visited));
    EXPECT_EQ(R"({"contacts": 2})", app.value("SELECT result::text FROM jobs WHERE kind = "
                                              "'recount_engagement'"));
    EXPECT_EQ(1, app.count("outbox WHERE name = 'engagement.recounted'"));
    record(met, "meeting");
    EXPECT_EQ(75, score(met)); // 56 points
    const auto timeline = program.get("/api/crm/contacts/" + met.text() + "/timeline");
    EXPECT_EQ(28, timeline.at("/items/1/engagement_points").as_int64());
}

TEST_F(Engagement, is_not_counted_anew_when_nothing_changed) {
    EXPECT_TRUE(put(weight("meeting", 12, 90)).at("/recount_job_id").is_null());
    EXPECT_FALSE(put(weight("meeting", 12, 91)).at("/recount_job_id").is_null());
    EXPECT_TRUE(put(weight("meeting", 12, 91)).at("/recount_job_id").is_null());
}

TEST_F(Engagement, fades_by_the_half_life_of_each_kind) {
    put(weight("meeting", 40, 100) + "," + weight("email_click", 40, 10));
    app.run_jobs();
    const auto ada = add();
    record(ada, "meeting");
    record(ada, "email_click");
    EXPECT_EQ(86, score(ada)); // 80 points
    app.clock().advance(std::chrono::days(100));
    app.run_jobs();
    EXPECT_EQ(39, score(ada)); // 20 and 0.04 points
    EXPECT_EQ(39, explained(ada));
}

TEST_F(Engagement, is_the_same_number_whichever_way_it_comes_to_be) {
    put(weight("meeting", 9, 200) + "," + weight("email_open", 2, 3) + ","
        + weight("email_click", 5, 14) + "," + weight("other", 3, 45));
    app.run_jobs();
    std::mt19937 random(7);
    const std::vector<std::string> types{"meeting", "email_open", "email_click", "house_visit"};
    const auto ada = add();
    for (int i = 0; i < 40; ++i) {
        const auto back = std::chrono::hours(random() % 2'000);
        const auto past = i % 3 == 0 ? to_text(app.clock().now() - back) : std::string();
        record(ada, types[random() % types.size()], past);
        app.clock().advance(std::chrono::hours(random() % 40));
    }
    app.clock().advance(std::chrono::days(1));
    app.run_jobs(); // the nightly decay
    app.clock().advance(std::chrono::minutes(1));
    const auto faded = score(ada);
    EXPECT_GT(faded, 0);
    EXPECT_EQ(faded, explained(ada));
    app.execute("UPDATE contact_stats SET points = '{}', half_lives = '{}', engagement_score = 0");
    put(weight("meeting", 9, 200) + "," + weight("email_open", 2, 3) + ","
        + weight("email_click", 5, 14) + "," + weight("other", 3, 45) + ","
        + weight("booking", 99, 1));
    app.run_jobs();
    EXPECT_EQ(faded, score(ada));
}

TEST_F(Engagement, of_a_merge_counts_by_the_projects_weights) {
    put(weight("call", 46, 60));
    app.run_jobs();
    const auto ada = add("Ada"), double_ada = add("Ada L.");
    record(ada, "call");
    record(double_ada, "call");
    EXPECT_EQ("201", summary(program.post("/api/crm/merges",
                                          fmt::format(R"({{"winner":"{}","losers":["{}"]}})",
                                                      ada.text(), double_ada.text()))));
    EXPECT_EQ(90, score(ada)); // 92 points
}

TEST_F(Engagement, of_very_busy_people_and_of_long_ago_is_a_number_too) {
    put(weight("purchase", 100, 3650) + "," + weight("email_open", 100, 1));
    app.run_jobs();
    const auto busy = add(), old = add();
    app.execute(fmt::format(
        "INSERT INTO contact_interactions (project_id, id, contact_id, interaction_type, "
        "occurred_at) SELECT '{}', gen_random_uuid(), '{}', 'purchase', '2030-01-06' "
        "FROM generate_series(1, 1000)",
        app.project_id().text(), busy.text()));
    record(old, "email_open", "1970-01-02T00:00:00Z");
    EXPECT_EQ(0, score(old));
    put(weight("purchase", 100, 3649) + "," + weight("email_open", 100, 1));
    app.run_jobs();
    EXPECT_EQ(100, score(busy));
    record(busy, "purchase");
    EXPECT_EQ(100, score(busy));
    for (int i = 0; i < 30; ++i) { // nearly nothing, and less each time
        app.clock().advance(std::chrono::days(49));
        record(old, "email_sent", "2030-01-07T12:00:00Z");
    }
    EXPECT_EQ(0, score(old));
}

TEST_F(Engagement, previews_other_weights_and_stores_nothing) {
    const auto met = add("Met"), clicked = add("Clicked");
    record(met, "meeting");
    record(clicked, "email_click");
    const auto weights = weight("meeting", 0, 30) + "," + weight("email_click", 28, 30);
    const auto people =
        program.post(std::string(settings) + "/preview", R"({"weights":[)" + weights + "]}");
    ASSERT_EQ(2u, people.at("/items").as_array().size());
    EXPECT_EQ("Met", people.text("/items/0/display_name"));
    EXPECT_EQ(26, people.at("/items/0/score_now").as_int64());
    EXPECT_EQ(0, people.at("/items/0/score").as_int64());
    EXPECT_EQ(50, people.at("/items/1/score").as_int64());
    EXPECT_EQ(0, app.count("engagement_weights"));
    EXPECT_EQ(26, score(met));
}

TEST_F(Engagement, refuses_senseless_weights_by_name) {
    const struct {
        std::string weights, expected;
    } cases[] = {
        {weight("call", -1, 30), "422 invalid_input weights[0].points:too_small"},
        {weight("call", 101, 0),
         "422 invalid_input weights[0].points:too_large weights[0].half_life_days:too_small"},
        {weight("call", 0, 3651), "422 invalid_input weights[0].half_life_days:too_large"},
        {weight("", 1, 30), "422 invalid_input weights[0].interaction_type:too_short"},
        {weight(std::string(101, 'x'), 1, 30),
         "422 invalid_input weights[0].interaction_type:too_long"},
        {weight("call", 1, 30) + "," + weight("call", 2, 30),
         "422 invalid_input weights[1].interaction_type:duplicate"},
        {R"({"interaction_type":"call"})",
         "422 invalid_input weights[0].points:required weights[0].half_life_days:required"},
    };
    for (const auto& c : cases) EXPECT_EQ(c.expected, summary(put(c.weights)));
    EXPECT_EQ(0, app.count("engagement_weights"));
    std::string many;
    for (int i = 0; i < 50; ++i)
        many += (i ? "," : "") + weight("kind " + std::to_string(i), 100, 3650);
    EXPECT_EQ("200", summary(put(many)));
    EXPECT_EQ("422 invalid_input weights:too_many",
              summary(put(many + "," + weight("one more", 1, 1))));
    EXPECT_EQ(50, app.count("engagement_weights"));
}

TEST_F(Engagement, of_another_project_keeps_its_own_weights) {
    auto stranger = app.other_project();
    EXPECT_EQ("200",
              summary(stranger.put(settings, R"({"weights":[)" + weight("call", 99, 1) + "]}")));
    EXPECT_EQ(8, program.get(settings).at("/weights/8/points").as_int64());
    const auto ada = add();
    record(ada, "call");
    EXPECT_EQ(18, score(ada));
}

TEST_F(Engagement, loses_nothing_that_is_recorded_while_the_weights_change) {
    std::vector<Uuid> people;
    for (int i = 0; i < 4; ++i) people.push_back(add());
    std::vector<Client> clients;
    for (int i = 0; i < 6; ++i) clients.push_back(program.another());
    const auto replies = app.in_parallel(clients, 60, [&](Client& client, std::size_t number) {
        if (number % 20 == 10)
            return client.put(
                settings, R"({"weights":[)" + weight("call", static_cast<int>(number), 30) + "]}");
        if (number == 35) app.run_jobs();
        return client.post(
            "/api/crm/contacts/" + people[number % people.size()].text() + "/interactions",
            R"({"interaction_type":"call"})");
    });
    EXPECT_EQ(3u, count_summary(replies, "200"));
    EXPECT_EQ(57u, count_summary(replies, "201"));
    app.run_jobs();
    EXPECT_EQ(57, std::stoi(app.value("SELECT sum(total_interactions) FROM contact_stats")));
    for (const auto& id : people) EXPECT_EQ(explained(id), score(id));
}
