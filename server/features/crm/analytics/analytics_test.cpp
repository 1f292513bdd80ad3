#include "features/crm/analytics/analytics.hpp"

#include <gtest/gtest.h>

#include "platform/time/clock.hpp"
#include "testing/test_app.hpp"

using http::MemberRole;

namespace {

// Twelve people from three sources in December 2029 and January 2030; the project lives in Vienna.
struct Analytics : testing::Test {
    TestApp app;
    Client viewer = app.client_as(MemberRole::viewer);
    Client member = app.client_as(MemberRole::member);
    Analytics() {
        app.execute(R"(SELECT make_interaction_partitions('2030-01-07');
            INSERT INTO contacts (project_id, id, display_name, source, lifecycle_stage, created_at,
                                  first_contact_date)
            SELECT (SELECT id FROM projects), gen_random_uuid(), 'Person ' || n,
                   CASE WHEN n <= 6 THEN 'website' WHEN n <= 10 THEN 'referral' ELSE 'import' END,
                   CASE WHEN n % 3 = 0 THEN 'customer' ELSE 'lead' END,
                   CASE WHEN n <= 4 THEN timestamptz '2029-12-10' ELSE '2030-01-02' END,
                   CASE WHEN n <= 4 THEN timestamptz '2029-12-10' ELSE '2030-01-02' END
            FROM generate_series(1, 12) n;
            INSERT INTO contact_stats (project_id, contact_id, engagement_score)
            SELECT project_id, id, substr(display_name, 8)::int * 8 FROM contacts;
            INSERT INTO contact_interactions (id, project_id, contact_id, interaction_type, occurred_at)
            SELECT gen_random_uuid(), project_id, id, 'call', '2030-01-05' FROM contacts
            WHERE display_name IN ('Person 1', 'Person 2', 'Person 12');
            INSERT INTO customer_journeys (project_id, contact_id, journey_stage, stage_entered_at,
                                           triggered_by, conversion_value)
            SELECT project_id, id, 'retention', '2030-01-05', 'manual', 12050 FROM contacts
            WHERE display_name = 'Person 3')");
    }
    TestReply get(std::string_view path) {
        return viewer.get("/api/crm/analytics" + std::string(path));
    }
};

} // namespace

TEST_F(Analytics, show_growth_by_source_in_the_periods_of_the_project) {
    const auto reply = get("/growth?from=2029-12-01&until=2030-01-31&period=month");
    ASSERT_EQ("200", summary(reply));
    EXPECT_EQ(boost::json::array({"2029-12-01", "2030-01-01"}), reply.at("/periods"));
    EXPECT_EQ("website", reply.text("/series/0/name"));
    EXPECT_EQ(boost::json::array({4, 2}), reply.at("/series/0/values"));
    EXPECT_EQ("referral", reply.text("/series/1/name"));
    const auto stages =
        get("/growth?from=2029-12-01&until=2030-01-31&period=month&by=lifecycle_stage");
    EXPECT_EQ("lead", stages.text("/series/0/name"));
    EXPECT_EQ(8, stages.at("/series/0/total").as_int64());
}

TEST_F(Analytics, count_a_day_where_the_project_lives) {
    // 23:30 in London on the last day of the year is the first of January in Vienna.
    app.execute("UPDATE contacts SET created_at = '2029-12-31 23:30+00'");
    const auto reply = get("/growth?from=2030-01-01&until=2030-01-01&period=day");
    EXPECT_EQ(6, reply.at("/series/0/total").as_int64());
}

TEST_F(Analytics, show_the_lifecycle_and_who_was_converted) {
    const auto report = get("/lifecycle?from=2029-12-01&until=2030-01-07");
    EXPECT_EQ(8, report.at("/now/0/contacts").as_int64());
    EXPECT_EQ(0, report.at("/now/1/contacts").as_int64());
    EXPECT_EQ(4, report.at("/now/2/contacts").as_int64());
    EXPECT_EQ(12, report.at("/added").as_int64());
    EXPECT_NEAR(1.0 / 3, report.at("/conversion").to_number<double>(), 1e-9);
    EXPECT_EQ(0, report.at("/won").as_int64());
    app.execute(
        "UPDATE contacts SET lifecycle_stage = 'customer', updated_at = '2030-01-06' "
        "WHERE display_name = 'Person 1'");
    const auto after = get("/lifecycle?from=2029-12-01&until=2030-01-07");
    EXPECT_EQ(1, after.at("/won").as_int64());
    EXPECT_NEAR(27, after.at("/median_days_to_win").to_number<double>(), 0.1);
}

TEST_F(Analytics, spread_the_scores_over_ten_buckets) {
    const auto buckets = get("/scores").at("/buckets");
    ASSERT_EQ(10u, buckets.as_array().size());
    std::int64_t all = 0;
    for (const auto& bucket : buckets.as_array()) all += bucket.at("contacts").as_int64();
    EXPECT_EQ(12, all);
    EXPECT_EQ(1, buckets.at(9).at("contacts").as_int64()) << "96 of 100";
    EXPECT_EQ(100, buckets.at(9).at("to").as_int64());
}

TEST_F(Analytics, say_which_source_brings_value) {
    const auto report = get("/sources?from=2029-12-01&until=2030-01-07");
    EXPECT_EQ("EUR", report.text("/currency"));
    EXPECT_EQ("website", report.text("/sources/0/source"));
    EXPECT_EQ("120.50", report.text("/sources/0/value"));
    EXPECT_EQ(2, report.at("/sources/0/customers").as_int64());
    EXPECT_EQ(3u, report.at("/sources").as_array().size());
}

TEST_F(Analytics, count_what_people_bought_and_each_sum_once) {
    app.execute(
        R"(INSERT INTO contact_interactions (id, project_id, contact_id, interaction_type, value, occurred_at)
        SELECT gen_random_uuid(), project_id, id, 'purchase', 20000, '2030-01-06' FROM contacts
        WHERE display_name IN ('Person 7', 'Person 8');
        INSERT INTO customer_journeys (project_id, contact_id, journey_stage, stage_entered_at, triggered_by,
                                       conversion_event, conversion_value)
        SELECT project_id, id, 'retention', '2030-01-06', 'interaction', 'purchase', 20000 FROM contacts
        WHERE display_name = 'Person 7')");
    const auto report = get("/sources?from=2029-12-01&until=2030-01-07");
    EXPECT_EQ("referral", report.text("/sources/0/source"));
    EXPECT_EQ("400.00", report.text("/sources/0/value"));
    EXPECT_EQ("120.50", report.text("/sources/1/value"));
}

TEST_F(Analytics, show_who_stays) {
    const auto report = get("/cohorts");
    ASSERT_EQ(12u, report.at("/cohorts").as_array().size());
    EXPECT_EQ(1, report.at("/one_in").as_int64());
    EXPECT_EQ("2029-12-01", report.text("/cohorts/10/month"));
    EXPECT_EQ(4, report.at("/cohorts/10/people").as_int64());
    EXPECT_EQ(boost::json::array({0, 2}), report.at("/cohorts/10/active"));
    EXPECT_EQ(boost::json::array({1}), report.at("/cohorts/11/active"));
}

TEST_F(Analytics, come_as_a_spreadsheet) {
    const auto reply =
        member.get("/api/crm/analytics/growth.csv?from=2029-12-01&until=2030-01-31&period=month");
    EXPECT_EQ("period,website,referral,import\r\n2029-12-01,4,0,0\r\n2030-01-01,2,4,2\r\n",
              reply.body);
    EXPECT_EQ("attachment; filename=\"growth.csv\"", reply.headers.get("Content-Disposition"));
    EXPECT_NE(std::string::npos,
              member.get("/api/crm/analytics/sources.csv").body.find("website,6,2,0.3333,120.50"));
    EXPECT_NE(std::string::npos,
              member.get("/api/crm/analytics/cohorts.csv").body.find("2029-12-01,4,0,2"));
    const auto stages = member.get("/api/crm/analytics/lifecycle.csv");
    EXPECT_EQ(
        "lifecycle_stage,contacts,came_so_far\r\nlead,8,12\r\nprospect,0,4\r\ncustomer,4,4\r\n"
        "evangelist,0,0\r\n",
        stages.body);
    EXPECT_TRUE(member.get("/api/crm/analytics/scores.csv").body.ends_with("\r\n90,100,1\r\n"));
    for (const auto* sheet : {"growth", "lifecycle", "scores", "sources", "cohorts"})
        EXPECT_EQ(403, viewer.get("/api/crm/analytics/" + std::string(sheet) + ".csv").status)
            << sheet;
}

TEST_F(Analytics, of_another_project_are_empty) {
    auto stranger = app.other_project();
    const auto overview = stranger.get("/api/crm/analytics");
    EXPECT_EQ("200", summary(overview));
    EXPECT_EQ(0, overview.at("/lifecycle/added").as_int64());
    EXPECT_TRUE(overview.at("/growth/series").as_array().empty());
    EXPECT_TRUE(overview.at("/sources/sources").as_array().empty());
}

struct RefusedQuery {
    const char* query;
    const char* expected;
};

TEST_F(Analytics, refuse_times_that_make_no_sense) {
    const RefusedQuery cases[] = {
        {"?from=2030-02-01&until=2030-01-01", "422 invalid_input from:out_of_range"},
        {"?from=2000-01-01&until=2030-01-01", "422 invalid_input from:out_of_range"},
        {"?from=2028-01-01&until=2030-01-01&period=day", "422 invalid_input period:out_of_range"},
        {"?from=yesterday", "422 invalid_input from:bad_format"},
        {"?period=hour", "422 invalid_input period:not_allowed"},
    };
    for (const auto& c : cases)
        EXPECT_EQ(c.expected, summary(get("/growth" + std::string(c.query)))) << c.query;
}
