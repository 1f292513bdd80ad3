// Interactions and the timeline through the real server: points, counters, order, bounds.
#include <gtest/gtest.h>

#include "features/crm/crm.hpp"
#include "platform/base/timestamp.hpp"
#include "platform/db/database.hpp"
#include "testing/pages.hpp"
#include "testing/test_app.hpp"

using http::MemberRole;

namespace {

struct Interactions : testing::Test {
    TestApp app;
    Client member = app.client_as(MemberRole::member);
    Uuid id;
    std::string contact, interactions, timeline;

    Interactions() {
        app.execute("SELECT make_interaction_partitions('2030-01-07')");
        id = member.post("/api/crm/contacts", R"({"first_name":"Ana"})").uuid("/id");
        contact = "/api/crm/contacts/" + id.text();
        interactions = contact + "/interactions";
        timeline = contact + "/timeline";
    }
    std::string at(std::chrono::seconds from_now) {
        return '"' + to_text(app.clock().now() + from_now) + '"';
    }
    TestReply record(const std::string& type, std::chrono::seconds from_now = {}) {
        const auto reply =
            member.post(interactions, R"({"interaction_type":")" + type + R"(","title":")" + type
                                          + R"(","occurred_at":)" + at(from_now) + "}");
        EXPECT_EQ("201", summary(reply)) << type;
        return reply;
    }
    // "1 interactions, score 18"
    std::string counters() {
        const auto reply = member.get(contact);
        return std::to_string(reply.at("/total_interactions").as_int64()) + " interactions, score "
               + std::to_string(reply.at("/engagement_score").as_int64());
    }
};

using std::chrono::days;
using std::chrono::hours;

} // namespace

TEST_F(Interactions, are_recorded_with_their_points_and_counted) {
    const auto reply = member.post(
        interactions,
        R"({"interaction_type":"call","platform":"phone","title":"First call","description":"About tea",)"
        R"("metadata":{"outcome":"good"},"duration_seconds":90})");
    ASSERT_EQ("201", summary(reply));
    EXPECT_EQ("good", reply.text("/metadata/outcome"));
    EXPECT_EQ(8, reply.at("/engagement_score").as_int64());
    EXPECT_EQ(90, reply.at("/duration_seconds").as_int64());
    EXPECT_EQ(to_text(app.clock().now()), reply.text("/occurred_at"));
    EXPECT_EQ(member.user_id, reply.uuid("/created_by"));
    // 100 (1 - e^(-8/40)) = 18.1, and with 12 more points 39.3.
    EXPECT_EQ("1 interactions, score 18", counters());
    record("meeting");
    EXPECT_EQ("2 interactions, score 39", counters());
    EXPECT_EQ(2, app.count("outbox WHERE name = 'interaction.created'"));
}

TEST_F(Interactions, say_what_they_were_worth) {
    const auto bought =
        member.post(interactions, R"({"interaction_type":"purchase","value":"45.5"})");
    ASSERT_EQ("201", summary(bought));
    EXPECT_EQ("45.50", bought.text("/value"));
    EXPECT_TRUE(record("call").at("/value").is_null());
    EXPECT_EQ("45.50", member.get(interactions).text("/items/1/value"));
    EXPECT_EQ("45.50", member.get(timeline + "?types=purchase").text("/items/0/value"));
    app.execute("UPDATE projects SET currency = 'JPY'");
    EXPECT_EQ("4550", member.get(timeline + "?types=purchase").text("/items/0/value"));
}

TEST_F(Interactions, of_long_ago_have_faded_and_are_not_the_last) {
    record("call");
    record("purchase", -days(180)); // its half-life
    // 8 + 15/2 points.
    EXPECT_EQ("2 interactions, score 32", counters());
    EXPECT_EQ(to_text(app.clock().now()), member.get(contact).text("/last_interaction_date"));
}

// Of a campaign, and one after the other by hand.
TEST_F(Interactions, of_one_person_at_once_count_as_if_they_came_one_by_one) {
    const auto campaign = Uuid::make();
    std::vector<crm::CampaignInteraction> all;
    for (const auto* type : {"email_open", "email_click", "email_click"})
        all.push_back({.contact_id = id,
                       .campaign_id = campaign,
                       .interaction_type = type,
                       .title = "News",
                       .metadata = "{}",
                       .occurred_at = app.clock().now()});
    const auto other = member.post("/api/crm/contacts", R"({"first_name":"Bo"})").uuid("/id");
    record("call");
    const auto by_hand = "/api/crm/contacts/" + other.text();
    for (const auto* type : {"call", "email_open", "email_click", "email_click"})
        member.post(by_hand + "/interactions",
                    R"({"interaction_type":")" + std::string(type) + R"("})");
    app.database().in_transaction({.role = db::Role::app, .project_id = app.project_id()},
                                  [&](db::Transaction& tx) {
                                      crm::record_campaign_interactions(tx, all, app.clock().now());
                                  });
    // 8 points, and 1 and twice 4 with other half-lives: 100 (1 - e^(-17/40)) = 34.6.
    EXPECT_EQ("4 interactions, score 35", counters());
    EXPECT_EQ(35, member.get(by_hand).at("/engagement_score").as_int64());
    EXPECT_EQ("1", app.value("SELECT count(DISTINCT (SELECT jsonb_object_agg(h, p) FROM "
                             "unnest(half_lives, points) sums (h, p))) FROM contact_stats"));
}

TEST_F(Interactions, are_refused_with_every_bad_field_named) {
    const auto with = [](const std::string& more) {
        return R"({"interaction_type":"call",)" + more + "}";
    };
    const auto text = [](std::size_t length) { return '"' + std::string(length, 'x') + '"'; };
    const std::pair<std::string, std::string> cases[] = {
        {"{}", "422 invalid_input interaction_type:required"},
        {R"({"interaction_type":"","platform":1,"metadata":[],"duration_seconds":-1,"mood":"good"})",
         "422 invalid_input interaction_type:too_short platform:wrong_type metadata:wrong_type "
         "duration_seconds:too_small mood:unknown_field"},
        {R"({"interaction_type":" "})", "422 invalid_input interaction_type:bad_format"},
        {R"({"interaction_type":)" + text(100) + "}", "201"},
        {R"({"interaction_type":)" + text(101) + "}",
         "422 invalid_input interaction_type:too_long"},
        {with(R"("title":)" + text(255)), "201"},
        {with(R"("title":)" + text(256)), "422 invalid_input title:too_long"},
        {with(R"("description":)" + text(10'000)), "201"},
        {with(R"("description":)" + text(10'001)), "422 invalid_input description:too_long"},
        {with(R"("metadata":{"a":)" + text(16'384 - 8) + "}"), "201"},
        {with(R"("metadata":{"a":)" + text(16'385 - 8) + "}"),
         "422 invalid_input metadata:too_long"},
        {with(R"("duration_seconds":864000)"), "201"},
        {with(R"("duration_seconds":864001)"), "422 invalid_input duration_seconds:too_large"},
        {with(R"("value":"0")"), "201"},
        {with(R"("value":"9999999999999.99")"), "201"},
        {with(R"("value":"10000000000000.00")"), "422 invalid_input value:bad_format"},
        {with(R"("value":"-1")"), "422 invalid_input value:bad_format"},
        {with(R"("value":"1.005")"), "422 invalid_input value:bad_format"},
        {with(R"("value":"much")"), "422 invalid_input value:bad_format"},
        {with(R"("value":45)"), "422 invalid_input value:wrong_type"},
        {with(R"("occurred_at":)" + at(days(1))), "201"},
        {with(R"("occurred_at":)" + at(days(1) + std::chrono::seconds(1))),
         "422 invalid_input occurred_at:out_of_range"},
        {with(R"("occurred_at":"1970-01-01T00:00:00Z")"), "201"},
        {with(R"("occurred_at":"1969-12-31T23:59:59Z")"),
         "422 invalid_input occurred_at:out_of_range"},
        {with(R"("occurred_at":"yesterday")"), "422 invalid_input occurred_at:bad_format"},
    };
    std::int64_t stored = 0;
    for (const auto& [body, expected] : cases) {
        EXPECT_EQ(expected, summary(member.post(interactions, body))) << body.substr(0, 60);
        stored += expected == "201";
    }
    EXPECT_EQ(stored, app.count("contact_interactions"));
    EXPECT_EQ(stored, member.get(contact).at("/total_interactions").as_int64());
}

TEST_F(Interactions, that_arrive_at_once_are_all_counted) {
    std::vector<Client> clients;
    for (int i = 0; i < 6; ++i) clients.push_back(member.another());
    const auto replies = app.in_parallel(clients, 30, [&](Client& client, std::size_t) {
        return client.post(interactions, R"({"interaction_type":"email_open"})");
    });
    EXPECT_EQ(30u, count_summary(replies, "201"));
    EXPECT_EQ("30 interactions, score 53", counters()); // 100 (1 - e^(-30/40)) = 52.8
}

TEST_F(Interactions, come_newest_first_to_the_end) {
    std::vector<std::string> expected;
    for (const int hour : {1, 400, 3, 9000, 2})
        record("type " + std::to_string(hour), -hours(hour));
    for (const int hour : {1, 2, 3, 400, 9000}) expected.push_back("type " + std::to_string(hour));
    for (const std::size_t limit : {1u, 2u, 4u, 5u, 200u})
        EXPECT_EQ(expected, all_of(member, interactions, "interaction_type", limit)) << limit;
    EXPECT_EQ("422 invalid_input limit:too_small", summary(member.get(interactions + "?limit=0")));
    EXPECT_EQ("422 invalid_input after:bad_format", summary(member.get(interactions + "?after=e")));
}

TEST_F(Interactions, of_months_in_which_no_server_ran_find_their_place) {
    // The database of the test was made years before the time of its clock.
    for (const int months : {1, 13, 20, 32}) record("call", -days(30 * months));
    EXPECT_EQ(4, app.count("contact_interactions"));
    EXPECT_EQ("0", app.value("SELECT make_interaction_partitions('2030-01-07')"));
}

TEST_F(Interactions, notes_and_tasks_are_one_timeline) {
    record("call", -hours(3));
    app.clock().advance(hours(1));
    EXPECT_EQ("201", summary(member.post(contact + "/notes", R"({"body":"Likes tea"})")));
    app.clock().advance(hours(1));
    EXPECT_EQ("201", summary(member.post("/api/crm/tasks", R"({"title":"Call","kind":"call",)"
                                                           R"("contact_id":")"
                                                               + id.text() + R"("})")));
    record("email_open", -hours(10));
    record("meeting");
    const std::pair<std::string, std::vector<std::string>> cases[] = {
        {"", {"interaction", "task", "note", "interaction", "interaction"}},
        {"types=note", {"note"}},
        {"types=task,meeting", {"interaction", "task"}},
        {"types=email_open,call", {"interaction", "interaction"}},
        {"types=nothing", {}},
    };
    for (const auto& [query, expected] : cases)
        for (const std::size_t limit : {1u, 2u, 5u})
            EXPECT_EQ(expected, all_of(member, timeline + "?" + query, "kind", limit)) << query;
    const auto top = member.get(timeline).at("/items/0");
    EXPECT_EQ("meeting", top.at("type").as_string());
    EXPECT_EQ(12, top.at("engagement_points").as_int64());
    std::string types = "a";
    for (int i = 1; i < 30; ++i) types += ",a";
    EXPECT_EQ("200", summary(member.get(timeline + "?types=" + types)));
    EXPECT_EQ("422 invalid_input types:too_many",
              summary(member.get(timeline + "?types=" + types + ",a")));
}

TEST_F(Interactions, at_one_moment_are_neither_missed_nor_repeated) {
    for (int i = 0; i < 9; ++i) record("call");
    for (int i = 0; i < 3; ++i)
        EXPECT_EQ("201", summary(member.post(contact + "/notes", R"({"body":"x"})")));
    for (const std::size_t limit : {1u, 4u, 5u}) {
        const auto found = all_of(member, timeline, "id", limit);
        EXPECT_EQ(12u, found.size()) << limit;
        EXPECT_EQ(12u, std::set(found.begin(), found.end()).size()) << limit;
    }
}

TEST_F(Interactions, of_another_project_and_of_somebody_in_the_trash_are_not_added) {
    record("call");
    auto stranger = app.other_project();
    const std::string body = R"({"interaction_type":"call"})";
    EXPECT_EQ("404 not_found", summary(stranger.get(interactions)));
    EXPECT_EQ("404 not_found", summary(stranger.get(timeline)));
    EXPECT_EQ("404 not_found", summary(stranger.post(interactions, body)));
    EXPECT_EQ("204", summary(member.del(contact)));
    EXPECT_EQ("404 not_found", summary(member.post(interactions, body)));
    EXPECT_EQ(1u, all_of(member, timeline, "kind", 50).size());
    EXPECT_EQ("1 interactions, score 18", counters());
}

TEST_F(Interactions, are_recorded_once_for_one_idempotency_key) {
    const auto send = [&] {
        return member.send(http::Method::post, interactions, R"({"interaction_type":"call"})",
                           {{"Idempotency-Key", "k1"}});
    };
    const auto first = send(), second = send();
    EXPECT_EQ("201", summary(second));
    EXPECT_EQ(first.body, second.body);
    EXPECT_EQ("1 interactions, score 18", counters());
}
