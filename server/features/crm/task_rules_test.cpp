// Tasks through the real server: what they refuse, whom they remind and how.
#include <gtest/gtest.h>

#include "testing/test_app.hpp"

using http::MemberRole;

namespace {

struct TaskRules : testing::Test {
    TestApp app;
    Client member = app.client_as(MemberRole::member);

    TestReply add(const std::string& body) { return member.post("/api/crm/tasks", body); }
    void add_reminder() {
        EXPECT_EQ("201", summary(add(R"({"title":"Call Ada","remind_at":"2030-01-07T10:00:00Z",)"
                                     R"("assigned_to":")"
                                     + member.user_id.text() + "\"}")));
    }
    void at_ten() {
        app.run_jobs(); // the schedules stand
        app.clock().advance(std::chrono::hours(1));
        app.run_jobs();
    }
    void choose_mail(bool wanted) {
        EXPECT_EQ(
            "200",
            summary(member.put(
                "/api/notifications/preferences",
                R"({"email":{"task_reminder":)" + std::string(wanted ? "true" : "false")
                    + R"(,"import_finished":false,"mention":true,)"
                      R"("webhook_disabled":true,"campaign_waits":true,"domain_broken":true}})")));
    }
};

} // namespace

TEST_F(TaskRules, remind_in_the_app_and_by_mail_once) {
    add_reminder();
    at_ten();
    const auto mail = app.last_mail("member.1@example.com");
    EXPECT_EQ("Reminder: Call Ada", mail.subject);
    EXPECT_EQ("/tasks", mail.link);
    EXPECT_NE(mail.text.npos, mail.text.find("Olga's project"));
    app.run_jobs();
    EXPECT_EQ(1u, app.mails("member.1@example.com").size());
    EXPECT_EQ(1, app.count("notifications WHERE kind = 'task_reminder'"));
}

TEST_F(TaskRules, remind_in_the_language_of_who_does_the_task) {
    ASSERT_EQ("200", summary(member.patch("/api/me", R"({"language":"de"})")));
    add_reminder();
    at_ten();
    EXPECT_EQ("Erinnerung: Call Ada", app.last_mail("member.1@example.com").subject);
}

TEST_F(TaskRules, remind_by_mail_only_who_wants_it) {
    choose_mail(false);
    add_reminder();
    at_ten();
    EXPECT_EQ(0u, app.mails("member.1@example.com").size());
    EXPECT_EQ(1, app.count("notifications WHERE kind = 'task_reminder'"));
    choose_mail(true);
    app.execute("UPDATE contact_tasks SET reminded_at = NULL");
    app.clock().advance(std::chrono::minutes(1));
    app.run_jobs();
    EXPECT_EQ(1u, app.mails("member.1@example.com").size());
}

TEST_F(TaskRules, refuse_bad_input_with_every_field_named) {
    const std::string stranger = R"("00000000-0000-7000-8000-000000000000")";
    const struct {
        std::string body, expected;
    } cases[] = {
        {"{}", "422 invalid_input title:required"},
        {R"({"title":"","kind":"nap","done":"yes"})",
         "422 invalid_input title:too_short kind:not_allowed done:wrong_type"},
        {R"({"title":")" + std::string(256, 'x') + R"("})", "422 invalid_input title:too_long"},
        {R"({"title":"a","remind_at":"2030-01-09T00:00:00Z","due_at":"2030-01-08T00:00:00Z"})",
         "422 invalid_input remind_at:out_of_range"},
        {R"({"title":"a","contact_id":)" + stranger + "}", "404 not_found"},
        {R"({"title":"a","assigned_to":)" + stranger + "}",
         "422 reference_not_found assigned_to:reference_not_found"},
        {R"({"title":"a","company_id":)" + stranger + "}",
         "422 reference_not_found company_id:reference_not_found"},
    };
    for (const auto& each : cases) EXPECT_EQ(each.expected, summary(add(each.body))) << each.body;
    EXPECT_EQ("201", summary(add(R"({"title":")" + std::string(255, 'x') + R"("})")));
    EXPECT_EQ(1, app.count("contact_tasks"));
}

TEST_F(TaskRules, of_another_project_are_not_there) {
    const auto id = add(R"({"title":"Mine"})").text("/id");
    auto stranger = app.other_project();
    EXPECT_EQ("404 not_found", summary(stranger.patch("/api/crm/tasks/" + id, R"({"done":true})")));
    EXPECT_EQ("404 not_found", summary(stranger.del("/api/crm/tasks/" + id)));
}
