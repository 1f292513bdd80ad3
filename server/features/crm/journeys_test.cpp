#include "features/crm/journeys.hpp"

#include <gtest/gtest.h>

#include "platform/time/clock.hpp"
#include "testing/test_app.hpp"

using http::MemberRole;
using namespace std::chrono_literals;

namespace {

struct Journeys : testing::Test {
    TestApp app;
    Client member = app.client_as(MemberRole::member);
    Client manager = app.client_as(MemberRole::manager);
    Uuid ana = create("Ana");
    Journeys() { app.execute("SELECT make_interaction_partitions('2030-01-07')"); }

    Uuid create(std::string_view name) {
        return member
            .post("/api/crm/contacts", R"({"first_name":")" + std::string(name)
                                           + R"(","first_contact_date":"2029-12-01T00:00:00Z"})")
            .uuid("/id");
    }
    std::string path(const Uuid& id) { return "/api/crm/contacts/" + id.text() + "/journey"; }
    TestReply move(const Uuid& id, std::string_view stage, std::string_view more = {}) {
        return member.post(
            path(id), R"({"journey_stage":")" + std::string(stage) + '"' + std::string(more) + "}");
    }
    void happens(const Uuid& id, std::string_view type) {
        EXPECT_EQ("201",
                  summary(member.post("/api/crm/contacts/" + id.text() + "/interactions",
                                      R"({"interaction_type":")" + std::string(type) + R"("})")));
    }
    std::string stage(const Uuid& id) { return member.get(path(id)).text("/journey_stage"); }
};

} // namespace

TEST_F(Journeys, begin_in_awareness_with_the_first_contact_and_nothing_written_down) {
    const auto journey = member.get(path(ana));
    EXPECT_EQ("awareness", journey.text("/journey_stage"));
    EXPECT_EQ("2029-12-01T00:00:00Z", journey.text("/stage_entered_at"));
    EXPECT_TRUE(journey.at("/history").as_array().empty());
    EXPECT_EQ(0, app.count("customer_journeys"));
}

TEST_F(Journeys, keep_how_long_each_stage_lasted_and_where_it_led) {
    EXPECT_EQ("200", summary(move(ana, "consideration", R"(,"reason":"asked for prices")")));
    app.clock().advance(24h * 10 + 5h);
    EXPECT_EQ("200",
              summary(move(ana, "retention",
                           R"(,"conversion_event":"first_visit","conversion_value":"45.50")")));
    const auto journey = member.get(path(ana));
    EXPECT_EQ("retention", journey.text("/journey_stage"));
    ASSERT_EQ(3u, journey.at("/history").as_array().size());
    EXPECT_EQ("45.50", journey.text("/history/0/conversion_value"));
    EXPECT_EQ("manual", journey.text("/history/0/triggered_by"));
    EXPECT_EQ(10, journey.at("/history/1/stage_duration_days").as_int64());
    EXPECT_EQ("retention", journey.text("/history/1/next_stage"));
    EXPECT_EQ("asked for prices", journey.text("/history/1/trigger_details/reason"));
    EXPECT_EQ(37, journey.at("/history/2/stage_duration_days").as_int64())
        << "from the first of December to the seventh of January";
}

TEST_F(Journeys, do_not_move_to_where_they_are) {
    EXPECT_EQ("409 already_in_stage", summary(move(ana, "awareness")));
    EXPECT_EQ(0, app.count("customer_journeys"));
}

TEST_F(Journeys, moved_by_a_program_say_so) {
    auto key = app.key_with({"contacts:write", "contacts:read"});
    EXPECT_EQ("200", summary(key.post(path(ana), R"({"journey_stage":"decision"})")));
    EXPECT_EQ("automation", member.get(path(ana)).text("/history/0/triggered_by"));
}

TEST_F(Journeys, follow_what_people_do) {
    happens(ana, "website_visit");
    happens(ana, "website_visit");
    app.run_jobs();
    EXPECT_EQ("awareness", stage(ana)) << "three times, says the rule";
    happens(ana, "website_visit");
    app.run_jobs();
    EXPECT_EQ("consideration", stage(ana));
    happens(ana, "meeting");
    happens(ana, "purchase");
    app.run_jobs();
    EXPECT_EQ("retention", stage(ana)) << "through decision, in one go";
    const auto history = member.get(path(ana));
    EXPECT_EQ(4u, history.at("/history").as_array().size());
    EXPECT_EQ("interaction", history.text("/history/0/triggered_by"));
    EXPECT_EQ("Bought something", history.text("/history/0/trigger_details/rule"));
}

TEST_F(Journeys, show_what_the_purchase_was_worth_that_led_to_a_stage) {
    const auto bought = [&](std::string_view value) {
        EXPECT_EQ("201", summary(member.post("/api/crm/contacts/" + ana.text() + "/interactions",
                                             R"({"interaction_type":"purchase","value":")"
                                                 + std::string(value) + R"("})")));
    };
    bought("45.50");
    app.run_jobs();
    const auto journey = member.get(path(ana));
    EXPECT_EQ("retention", journey.text("/history/0/journey_stage"));
    EXPECT_EQ("purchase", journey.text("/history/0/conversion_event"));
    EXPECT_EQ("45.50", journey.text("/history/0/conversion_value"));
    bought("20.00"); // leads nowhere further
    app.run_jobs();
    EXPECT_EQ("45.50", member.get(path(ana)).text("/history/0/conversion_value"));
    EXPECT_EQ("6550", app.value("SELECT sum(value) FROM contact_revenue")) << "each sum once";
}

TEST_F(Journeys, are_looked_at_only_for_what_a_rule_waits_for) {
    happens(ana, "email_open");
    EXPECT_EQ(0, app.count("journey_queue"));
    EXPECT_EQ(0, app.count("jobs WHERE kind = 'advance_journeys'"));
}

TEST_F(Journeys, go_on_with_time_where_a_rule_says_so) {
    EXPECT_EQ("201",
              summary(manager.post("/api/crm/journey/rules",
                                   R"({"name":"Cold","kind":"time","from_stages":["decision"],)"
                                   R"("to_stage":"awareness","days_in_stage":30})")));
    move(ana, "decision");
    app.clock().advance(24h * 29);
    app.run_jobs();
    EXPECT_EQ("decision", stage(ana));
    app.clock().advance(24h * 3);
    app.run_jobs();
    EXPECT_EQ("awareness", stage(ana));
    EXPECT_EQ("time", member.get(path(ana)).text("/history/0/triggered_by"));
}

TEST_F(Journeys, of_one_person_moved_by_many_at_once_stay_one_line) {
    std::vector<Client> clients;
    for (int i = 0; i < 8; ++i) clients.push_back(member.another());
    const char* stages[] = {"consideration", "decision", "retention", "advocacy"};
    app.in_parallel(clients, 40, [&](Client& client, std::size_t number) {
        return client.post(path(ana),
                           R"({"journey_stage":")" + std::string(stages[number % 4]) + R"("})");
    });
    EXPECT_EQ(1, app.count("customer_journeys WHERE stage_left_at IS NULL"));
    // Each stay ends where the next one says it begins.
    EXPECT_EQ(
        0,
        app.count("(SELECT next_stage, lead(journey_stage) OVER (ORDER BY stage_entered_at, "
                  "stage_left_at NULLS LAST, created_at) AS follows, stage_left_at FROM "
                  "customer_journeys) s WHERE stage_left_at IS NOT NULL AND next_stage IS NULL"));
}

TEST_F(Journeys, make_a_funnel_with_conversion_and_median_time) {
    const auto ben = create("Ben");
    create("Cleo");
    create("Dan");
    move(ana, "consideration");
    app.clock().advance(24h * 4);
    move(ben, "consideration");
    app.clock().advance(24h * 2);
    move(ana, "decision", R"(,"conversion_event":"offer","conversion_value":"100.00")");
    app.clock().advance(1min);
    const auto funnel = member.get("/api/crm/journey/funnel?from=2029-11-01T00:00:00Z");
    ASSERT_EQ("200", summary(funnel));
    EXPECT_EQ(5u, funnel.at("/stages").as_array().size());
    EXPECT_EQ(4, funnel.at("/stages/0/entered").as_int64());
    EXPECT_EQ(2, funnel.at("/stages/0/moved_on").as_int64());
    EXPECT_EQ(2, funnel.at("/stages/0/there_now").as_int64());
    EXPECT_DOUBLE_EQ(0.5, funnel.at("/stages/0/conversion").to_number<double>());
    EXPECT_EQ(2, funnel.at("/stages/1/entered").as_int64());
    EXPECT_EQ(1, funnel.at("/stages/1/moved_on").as_int64());
    EXPECT_DOUBLE_EQ(6, funnel.at("/stages/1/median_days").to_number<double>());
    EXPECT_EQ("100.00", funnel.text("/stages/2/conversion_value"));
    EXPECT_TRUE(funnel.at("/stages/4/conversion").is_null());
}

struct RefusedRule {
    const char* body;
    const char* expected;
};

TEST_F(Journeys, refuse_rules_that_mean_nothing) {
    const RefusedRule cases[] = {
        {R"({"name":"A","kind":"interaction","from_stages":["awareness"],"to_stage":"decision"})",
         "422 invalid_input interaction_type:required"},
        {R"({"name":"A","kind":"time","from_stages":["awareness"],"to_stage":"decision",)"
         R"("interaction_type":"call"})",
         "422 invalid_input interaction_type:not_allowed days_in_stage:required"},
        {R"({"name":"A","kind":"time","from_stages":["awareness"],"to_stage":"awareness",)"
         R"("days_in_stage":3})",
         "422 invalid_input to_stage:not_allowed"},
        {R"({"name":"","kind":"time","from_stages":["nowhere"],"to_stage":"awareness"})",
         "422 invalid_input name:too_short from_stages[0]:not_allowed"},
    };
    for (const auto& c : cases)
        EXPECT_EQ(c.expected, summary(manager.post("/api/crm/journey/rules", c.body))) << c.body;
    EXPECT_EQ("422 invalid_input conversion_value:bad_format",
              summary(move(ana, "decision", R"(,"conversion_value":"-1")")));
    EXPECT_EQ("422 invalid_input from:out_of_range",
              summary(member.get("/api/crm/journey/funnel?from=2031-01-01T00:00:00Z")));
}

TEST_F(Journeys, tell_who_looks_at_the_rules_that_they_changed) {
    const auto rule = manager.post("/api/crm/journey/rules",
                                   R"({"name":"A","kind":"time","from_stages":["awareness"],)"
                                   R"("to_stage":"decision","days_in_stage":3})");
    ASSERT_EQ("201", summary(rule));
    const auto path = "/api/crm/journey/rules/" + rule.text("/id");
    EXPECT_EQ("200", summary(manager.patch(path, R"({"name":"B"})")));
    EXPECT_EQ("204", summary(manager.del(path)));
    EXPECT_EQ("journey_rule.created, journey_rule.updated, journey_rule.deleted",
              app.value("SELECT string_agg(name, ', ' ORDER BY id) FROM outbox "
                        "WHERE topic = 'contacts' AND name LIKE 'journey_rule.%'"));
}

TEST_F(Journeys, of_another_project_are_not_there) {
    auto stranger = app.other_project();
    EXPECT_EQ("404 not_found", summary(stranger.get(path(ana))));
    EXPECT_EQ("404 not_found",
              summary(stranger.post(path(ana), R"({"journey_stage":"decision"})")));
}
