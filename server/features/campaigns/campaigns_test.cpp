// Campaigns as they are written: who may, what is refused, and whom they would reach.
#include <gtest/gtest.h>

#include "testing/campaign_fixture.hpp"

namespace {

struct Campaigns : campaign_tests::CampaignFixture {
    Uuid everybody = add_segment_of(10);
};

TEST_F(Campaigns, are_drafted_read_changed_and_deleted) {
    const auto created = member.post(
        "/api/campaigns",
        campaign_input(everybody,
                       R"(,"start_date":"2030-02-01T08:00:00Z","timezone":"Europe/Vienna")"));
    ASSERT_EQ("201", summary(created));
    const auto id = created.uuid("/id");
    const auto read = viewer.get(path(id));
    EXPECT_EQ("Spring", read.text("/name"));
    EXPECT_EQ("draft", read.text("/status"));
    EXPECT_EQ("email", read.text("/channels/0"));
    EXPECT_EQ("Europe/Vienna", read.text("/timezone"));
    EXPECT_EQ(0, read.at("/ledger/total").as_int64());

    const auto changed = member.patch(path(id), R"({"name":"Summer","start_date":null})");
    EXPECT_EQ("200", summary(changed));
    EXPECT_EQ("Summer", changed.text("/name"));
    EXPECT_TRUE(changed.at("/start_date").is_null());
    EXPECT_EQ("412 version_conflict",
              summary(member.send(http::Method::patch, path(id), R"({"name":"x"})",
                                  {{"If-Match", "\"1\""}})));
    EXPECT_EQ("204", summary(member.del(path(id))));
    EXPECT_EQ("404 not_found", summary(viewer.get(path(id))));
}

TEST_F(Campaigns, are_listed_newest_first_page_by_page) {
    for (const auto* name : {"A", "B", "C"}) {
        app.clock().advance(std::chrono::minutes(1));
        EXPECT_EQ("201",
                  summary(member.post("/api/campaigns", fmt::format(R"({{"name":"{}"}})", name))));
    }
    const auto first = viewer.get("/api/campaigns?limit=2");
    EXPECT_EQ("C", first.text("/items/0/name"));
    EXPECT_EQ("B", first.text("/items/1/name"));
    const auto second = viewer.get("/api/campaigns?limit=2&after=" + first.text("/next"));
    EXPECT_EQ("A", second.text("/items/0/name"));
    EXPECT_EQ(0u, viewer.get("/api/campaigns?status=running").at("/items").as_array().size());
}

struct RefusedCampaign {
    const char* body;
    const char* expected;
};

TEST_F(Campaigns, that_make_no_sense_are_refused_field_by_field) {
    const RefusedCampaign cases[] = {
        {R"({})", "422 invalid_input name:required"},
        {R"({"name":""})", "422 invalid_input name:too_short"},
        {R"({"name":"x","channels":["pigeon"]})", "422 invalid_input channels[0]:not_allowed"},
        {R"({"name":"x","channels":[]})", "422 invalid_input channels:too_few"},
        {R"({"name":"x","channels":["email","email","push"]})",
         "422 invalid_input channels[1]:duplicate channels[2]:not_available"},
        {R"({"name":"x","topic":"none","cap_days":3,"start_date":"2030-02-01T00:00:00Z",)"
         R"("end_date":"2030-01-01T00:00:00Z",)"
         R"("target_segments":["00000000-0000-7000-8000-000000000000"]})",
         "422 invalid_input target_segments[0]:reference_not_found end_date:too_small "
         "topic:reference_not_found cap_messages:required"},
        {R"({"name":"x","timezone":"Mars/Base"})", "422 invalid_input timezone:bad_format"},
        {R"({"name":"x","start_date":"2050-01-01T00:00:00Z"})",
         "422 invalid_input start_date:out_of_range"},
    };
    for (const auto& c : cases)
        EXPECT_EQ(c.expected, summary(member.post("/api/campaigns", c.body))) << c.body;
    EXPECT_EQ(0, app.count("campaigns"));
}

TEST_F(Campaigns, do_not_name_the_segments_of_another_project) {
    auto stranger = app.other_project();
    const auto theirs = campaign_tests::add_people(app, stranger.project_id, 1);
    EXPECT_EQ("422 invalid_input target_segments[0]:reference_not_found",
              summary(member.post("/api/campaigns", campaign_input(theirs))));
    const auto ours = add_campaign(everybody);
    EXPECT_EQ("404 not_found", summary(stranger.get(path(ours))));
    EXPECT_EQ("404 not_found", summary(stranger.del(path(ours))));
}

TEST_F(Campaigns, have_messages_in_the_order_they_were_added) {
    const auto id = add_campaign(everybody);
    const auto second = member.post(
        path(id, "/messages"),
        R"({"message_name":"Again","subject_line":"Still here","message_content":"Hello","send_delay_hours":48})");
    ASSERT_EQ("201", summary(second));
    EXPECT_EQ(1, second.at("/message_order").as_int64());
    const auto one = path(id, "/messages/" + second.text("/id"));
    EXPECT_EQ("200", summary(member.patch(one, R"({"subject_line":"Really here"})")));
    EXPECT_EQ("Really here", viewer.get(one).text("/subject_line"));
    EXPECT_EQ("Hello", viewer.get(path(id, "/messages")).text("/items/0/message_name"));
    EXPECT_EQ("204", summary(member.del(one)));
    EXPECT_EQ(1u, viewer.get(path(id, "/messages")).at("/items").as_array().size());
}

TEST_F(Campaigns, that_one_person_writes_on_are_one_line_of_the_audit_log_in_ten_minutes) {
    const auto id = add_campaign(everybody);
    const auto one = path(id, "/messages/" + viewer.get(path(id, "/messages")).text("/items/0/id"));
    const auto lines = [&] { return app.count("audit_log WHERE action = 'campaign.updated'"); };
    const auto write = [&](Client& who, const std::string& subject) {
        EXPECT_EQ("200", summary(who.patch(one, R"({"subject_line":")" + subject + R"("})")));
    };
    EXPECT_EQ(1, lines()) << "with its first words";
    for (const auto* subject : {"Sp", "Sprin", "Spring"}) write(member, subject);
    EXPECT_EQ(1, lines());
    EXPECT_EQ("Spring", viewer.get(one).text("/subject_line"));
    write(manager, "Summer");
    write(member, "Spring");
    EXPECT_EQ(3, lines()) << "somebody else came between";
    app.clock().advance(std::chrono::minutes(10));
    write(member, "Spring!");
    EXPECT_EQ(4, lines());
}

TEST_F(Campaigns, say_what_is_wrong_with_a_message) {
    const auto id = add_campaign(everybody);
    const RefusedCampaign cases[] = {
        {R"({"message_name":"x"})",
         "422 invalid_input subject_line:required message_content:required"},
        {R"({"message_name":"x","channel":"sms","message_content":"y"})",
         "422 invalid_input channel:not_available"},
        {R"({"message_name":"x","subject_line":"y","message_content":"z","send_delay_hours":-1})",
         "422 invalid_input send_delay_hours:too_small"},
        {R"({"message_name":"x","subject_line":"y","message_content":"z","settings":[]})",
         "422 invalid_input settings:wrong_type"},
    };
    for (const auto& c : cases)
        EXPECT_EQ(c.expected, summary(member.post(path(id, "/messages"), c.body))) << c.body;
}

TEST_F(Campaigns, have_at_most_fifty_messages) {
    const auto id = add_campaign(everybody);
    app.execute(
        "INSERT INTO campaign_messages (project_id, id, campaign_id, message_name, channel) "
        "SELECT project_id, gen_random_uuid(), id, 'more', 'email' FROM campaigns, "
        "generate_series(1, 48)");
    EXPECT_EQ("201", summary(member.post(path(id, "/messages"), mail)));
    EXPECT_EQ("409 limit_reached", summary(member.post(path(id, "/messages"), mail)));
}

TEST_F(Campaigns, are_copied_with_their_messages_and_without_their_times) {
    const auto id = add_campaign(everybody, R"(,"start_date":"2030-02-01T08:00:00Z")");
    const auto copy = member.post(path(id, "/copies"));
    ASSERT_EQ("201", summary(copy));
    EXPECT_EQ("Spring (copy)", copy.text("/name"));
    EXPECT_TRUE(copy.at("/start_date").is_null());
    EXPECT_EQ("Spring is here",
              viewer.get(path(copy.uuid("/id"), "/messages")).text("/items/0/subject_line"));
}

TEST_F(Campaigns, change_only_while_they_are_drafts) {
    const auto id = add_campaign(everybody);
    app.execute("UPDATE campaigns SET status = 'running'");
    EXPECT_EQ("409 campaign_wrong_status", summary(member.patch(path(id), R"({"name":"x"})")));
    EXPECT_EQ("409 campaign_wrong_status", summary(member.post(path(id, "/messages"), mail)));
    EXPECT_EQ("409 campaign_wrong_status", summary(member.del(path(id))));
}

TEST_F(Campaigns, know_whom_they_reach_and_why_not_the_others) {
    change_person(1, "email = NULL, email_normalised = NULL");
    change_person(2, "do_not_contact = true");
    change_person(3, "email_subscribed = false");
    app.execute(
        "DELETE FROM segment_members WHERE contact_id = (SELECT id FROM contacts WHERE "
        "email = 'p5@example.com')");
    EXPECT_EQ("201",
              summary(manager.post("/api/crm/suppressions", R"({"address":"p4@example.com"})")));
    const auto input = fmt::format(R"({{"target_segments":["{}"]}})", everybody.text());
    const auto count = [&] {
        const auto reply = viewer.post("/api/campaigns/audience", input);
        EXPECT_EQ("200", summary(reply));
        std::string text;
        for (const auto* reason : {"total", "reachable", "no_address", "do_not_contact",
                                   "unsubscribed", "no_consent", "suppressed", "capped"})
            text += fmt::format("{} ", reply.at(std::string("/") + reason).as_int64());
        return text;
    };
    EXPECT_EQ("9 5 1 1 1 0 1 0 ", count());
    app.execute("UPDATE projects SET opt_in = true");
    change_person(6, "marketing_consent = true");
    EXPECT_EQ("9 1 1 1 1 5 0 0 ", count()) << "without consent nobody, but for who gave it";
}

TEST_F(Campaigns, leave_out_whom_an_excluded_segment_holds) {
    const auto excluded = Uuid::make();
    app.execute(fmt::format(
        "INSERT INTO customer_segments (project_id, id, name, name_folded, criteria) SELECT "
        "project_id, '{0}', 'Out', 'out', '{{}}' FROM customer_segments; "
        "INSERT INTO segment_members (project_id, segment_id, contact_id, by_rule, since) SELECT "
        "project_id, '{0}', id, true, now() FROM contacts WHERE email IN ('p1@example.com', "
        "'p2@example.com')",
        excluded.text()));
    const auto reply =
        viewer.post("/api/campaigns/audience",
                    fmt::format(R"({{"target_segments":["{}"],"excluded_segments":["{}"]}})",
                                everybody.text(), excluded.text()));
    EXPECT_EQ(8, reply.at("/total").as_int64());
}

TEST_F(Campaigns, are_about_topics_that_managers_keep) {
    const auto created =
        manager.post("/api/campaign-topics", R"({"key":"news","name":"News of the salon"})");
    ASSERT_EQ("201", summary(created));
    EXPECT_EQ("409 topic_exists key:topic_exists",
              summary(manager.post("/api/campaign-topics", R"({"key":"news","name":"x"})")));
    EXPECT_EQ("422 invalid_input key:bad_format",
              summary(manager.post("/api/campaign-topics", R"({"key":"No!","name":"x"})")));
    add_campaign(everybody, R"(,"topic":"news")");
    const auto topic = "/api/campaign-topics/" + created.text("/id");
    EXPECT_EQ("409 topic_in_use", summary(manager.del(topic)));
    EXPECT_EQ("200", summary(manager.patch(topic, R"({"name":"News"})")));
    app.execute("UPDATE campaigns SET status = 'completed'");
    EXPECT_EQ("204", summary(manager.del(topic)));
}

} // namespace
