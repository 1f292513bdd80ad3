#include <gtest/gtest.h>

#include "platform/base/timestamp.hpp"
#include "testing/test_app.hpp"

using http::MemberRole;

TEST(Tasks, without_an_assignee_are_due_and_remind_whoever_wrote_them) {
    TestApp app;
    app.run_jobs(); // the schedule of reminders begins
    auto member = app.client_as(MemberRole::member);
    const auto due = to_text(app.clock().now() + std::chrono::minutes(1));
    const auto task = member.post("/api/crm/tasks", R"({"title":"Call back","due_at":")" + due
                                                        + R"(","remind_at":")" + due + R"("})");
    ASSERT_EQ("201", summary(task));
    EXPECT_EQ(member.user_id, task.uuid("/assigned_to"));
    EXPECT_EQ("Call back", member.get("/api/home").text("/tasks_due/0/title"));
    app.clock().advance(std::chrono::minutes(2));
    app.run_jobs();
    EXPECT_EQ("Call back", member.get("/api/notifications").text("/items/0/title"));
}

TEST(Tasks, can_be_given_to_nobody_afterwards) {
    TestApp app;
    auto member = app.client_as(MemberRole::member);
    const auto task = member.post("/api/crm/tasks", R"({"title":"Whoever has time"})");
    const auto path = "/api/crm/tasks/" + task.text("/id");
    EXPECT_TRUE(member.patch(path, R"({"assigned_to":null})").at("/assigned_to").is_null());
}
