// What is told of how people reacted: when, with what, by which links, and machines apart.
#include <gtest/gtest.h>

#include "features/campaigns/chart_steps.hpp"
#include "testing/campaign_fixture.hpp"

namespace {

struct Engagement : campaign_tests::CampaignFixture {
    Uuid campaign = run_campaign(add_segment_of(3), R"(,"timezone":"Europe/Vienna")");

    // Person `number` as if he had been sent the mail and had done that.
    void reacted(int number, const std::string& assignments) {
        app.execute(
            fmt::format("UPDATE campaign_executions SET delivery_status = 'delivered', "
                        "sent_at = '2030-01-07T08:00:00Z', {} "
                        "WHERE address = 'p{}@example.com'",
                        assignments, number));
    }
    void hit(int number, const std::string& kind, const std::string& url,
             const std::string& evidence = "") {
        app.execute(fmt::format(
            "INSERT INTO campaign_hits (project_id, campaign_id, execution_id, kind, url, "
            "evidence, device, program, occurred_at) SELECT project_id, campaign_id, id, '{}', "
            "'{}', '{}', 'phone', 'gmail', '2030-01-07T10:30:00Z' FROM campaign_executions "
            "WHERE address = 'p{}@example.com'",
            kind, url, evidence, number));
    }
    TestReply engagement() { return viewer.get(path(campaign, "/engagement")); }
};

TEST_F(Engagement, is_empty_before_anybody_did_anything) {
    const auto reply = engagement();
    ASSERT_EQ("200", summary(reply));
    for (const auto* list : {"/reactions", "/hours", "/programs", "/links"})
        EXPECT_TRUE(reply.at(list).as_array().empty()) << list;
    EXPECT_EQ(0, reply.at("/machines/opens").as_int64());
}

TEST_F(Engagement, is_told_by_the_clock_of_each_recipient) {
    change_person(2, "time_zone = 'America/New_York'");
    // A Monday; eleven in Vienna, where the campaign is, half past five in New York.
    for (const int number : {1, 2}) reacted(number, "opened_at = '2030-01-07T10:30:00Z'");
    reacted(3, "opened_at = '2030-01-07T10:31:00Z', clicked_at = '2030-01-07T10:31:00Z'");
    const auto reply = engagement();
    const auto hours = boost::json::serialize(reply.at("/hours"));
    EXPECT_EQ(R"([{"weekday":1,"hour":5,"opened":1,"clicked":0},)"
              R"({"weekday":1,"hour":11,"opened":2,"clicked":1}])",
              hours);
    EXPECT_EQ(1, reply.at("/step_seconds").as_int64());
    EXPECT_EQ(2, reply.at("/reactions/0/opened").as_int64());
    EXPECT_EQ("2030-01-07T10:31:00Z", reply.text("/reactions/1/at"));
    EXPECT_EQ(1, reply.at("/reactions/1/clicked").as_int64());
}

TEST_F(Engagement, counts_people_by_link_and_machines_apart) {
    for (const int number : {1, 2}) hit(number, "click", "https://shop.example/a");
    hit(1, "click", "https://shop.example/a");
    hit(3, "click", "https://shop.example/b", "burst");
    hit(3, "open", "", "prefetch");
    hit(2, "open", "");
    const auto reply = engagement();
    EXPECT_EQ(R"([{"url":"https://shop.example/a","clicks":3,"people":2,"machine_clicks":0},)"
              R"({"url":"https://shop.example/b","clicks":0,"people":0,"machine_clicks":1}])",
              boost::json::serialize(reply.at("/links")));
    EXPECT_EQ(R"([{"program":"gmail","device":"phone","people":2}])",
              boost::json::serialize(reply.at("/programs")));
    EXPECT_EQ(R"({"opens":1,"clicks":1})", boost::json::serialize(reply.at("/machines")));
}

TEST_F(Engagement, names_at_most_two_hundred_links) {
    app.execute(
        "INSERT INTO campaign_hits (project_id, campaign_id, execution_id, kind, url, occurred_at) "
        "SELECT project_id, campaign_id, id, 'click', 'https://shop.example/' || n, now() "
        "FROM campaign_executions, generate_series(1, 201) n WHERE address = 'p1@example.com'");
    EXPECT_EQ(200u, engagement().at("/links").as_array().size());
}

TEST_F(Engagement, keeps_nothing_of_somebody_who_was_erased_but_that_he_did_it) {
    hit(1, "click", "https://shop.example/a");
    app.execute("DELETE FROM contacts WHERE email = 'p1@example.com'");
    EXPECT_EQ("|unknown|other",
              app.value("SELECT concat_ws('|', url, device, program) FROM campaign_hits"));
    EXPECT_TRUE(engagement().at("/links").as_array().empty());
}

TEST_F(Engagement, is_not_told_to_another_project) {
    auto stranger = app.other_project();
    EXPECT_EQ("404 not_found", summary(stranger.get(path(campaign, "/engagement"))));
}

TEST(ChartStep, is_the_shortest_with_fewer_than_a_hundred_steps) {
    const std::pair<std::int64_t, std::int64_t> cases[] = {
        {0, 1}, {99, 1}, {100, 5}, {86'400, 900}, {20 * 86'400, 21'600}, {86'400'000, 86'400}};
    for (const auto& [span, step] : cases) EXPECT_EQ(step, campaigns::chart_step(span)) << span;
}

} // namespace
