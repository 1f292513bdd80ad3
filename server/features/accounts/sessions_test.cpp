#include <gtest/gtest.h>

#include "testing/eventually.hpp"
#include "testing/test_app.hpp"

namespace {

using namespace std::chrono_literals;

TEST(Sessions, are_listed_latest_first_with_what_a_person_recognises) {
    TestApp app;
    auto laptop = app.sign_up("Ana");
    app.clock().advance(1h);
    auto phone = app.guest();
    phone.set_header("User-Agent",
                     "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 "
                     "(KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1");
    phone.post("/api/auth/sign-in",
               R"({"email":"ana@example.com","password":"a quiet place by the sea"})");
    const auto list = phone.get("/api/me/sessions");
    ASSERT_EQ(2u, list.at("/items").as_array().size());
    EXPECT_TRUE(list.at("/items/0/current").as_bool());
    EXPECT_EQ("Safari on iPhone", list.text("/items/0/description"));
    EXPECT_FALSE(list.at("/items/1/current").as_bool());
    EXPECT_EQ("127.0.0.1", list.text("/items/1/address"));
}

TEST(Sessions, are_ended_one_by_one_or_all_the_others) {
    TestApp app;
    auto first = app.sign_up("Ana");
    auto second = app.sign_in("ana@example.com");
    auto third = app.sign_in("ana@example.com");
    const auto second_id = second.get("/api/me").text("/session_id");
    EXPECT_EQ("204", summary(first.del("/api/me/sessions/" + second_id)));
    EXPECT_EQ("401 sign_in_required", summary(second.get("/api/me")));
    EXPECT_EQ("404 not_found", summary(first.del("/api/me/sessions/" + second_id)));
    EXPECT_EQ("204", summary(first.del("/api/me/sessions")));
    EXPECT_EQ("401 sign_in_required", summary(third.get("/api/me")));
    EXPECT_EQ("200", summary(first.get("/api/me")));
}

TEST(Sessions, of_somebody_else_are_not_found) {
    TestApp app;
    auto ana = app.sign_up("Ana");
    auto ben = app.sign_up("Ben");
    const auto id = ana.get("/api/me").text("/session_id");
    EXPECT_EQ("404 not_found", summary(ben.del("/api/me/sessions/" + id)));
    EXPECT_EQ("200", summary(ana.get("/api/me")));
}

TEST(Sessions, end_thirty_days_after_the_last_request) {
    TestApp app;
    auto ana = app.sign_up("Ana");
    for (int i = 0; i < 3; ++i) {
        app.clock().advance(29 * 24h);
        EXPECT_EQ("200", summary(ana.get("/api/me")));
    }
    app.clock().advance(30 * 24h);
    EXPECT_EQ("401 sign_in_required", summary(ana.get("/api/me")));
}

TEST(Sessions, write_that_they_were_seen_at_most_once_a_minute) {
    TestApp app;
    auto ana = app.sign_up("Ana");
    const auto seen = [&] { return app.value("SELECT last_seen_at FROM sessions"); };
    const auto at_first = seen();
    app.clock().advance(59s);
    ana.get("/api/me");
    EXPECT_EQ(at_first, seen());
    app.clock().advance(6s); // beyond the minute, and beyond what is cached
    ana.get("/api/me");
    EXPECT_NE(at_first, seen());
}

TEST(Sessions, of_one_person_are_a_hundred_at_most) {
    TestApp app;
    auto first = app.sign_up("Ana");
    app.execute(
        "INSERT INTO sessions (id, user_id, token_hash, created_at, last_seen_at, expires_at, "
        "address, user_agent) "
        "SELECT gen_random_uuid(), users.id, 'made up ' || n, '2030-01-08', '2030-01-08', "
        "'2030-03-01', '', '' "
        "FROM users, generate_series(1, 99) AS n");
    EXPECT_EQ(100, app.count("sessions"));
    app.clock().advance(48h);
    app.sign_in("ana@example.com");
    EXPECT_EQ(100, app.count("sessions"));
    EXPECT_EQ("401 sign_in_required", summary(first.get("/api/me"))); // unused for longest
}

TEST(Identities, one_project_needs_no_name_several_do) {
    TestApp app;
    auto ana = app.sign_up("Ana");
    const auto first = ana.project_id;
    ana.set_header("X-Project-Id", "");
    EXPECT_EQ("200", summary(ana.get("/api/project")));
    const auto second =
        ana.post("/api/projects", R"({"name":"Second","time_zone":"UTC"})").uuid("/id");
    EXPECT_EQ("400 project_required", summary(ana.get("/api/project")));
    ana.set_header("X-Project-Id", second.text());
    EXPECT_EQ("Second", ana.get("/api/project").text("/name"));
    ana.set_header("X-Project-Id", first.text());
    EXPECT_EQ("Ana's project", ana.get("/api/project").text("/name"));
}

TEST(Identities, somebody_elses_project_is_not_found) {
    TestApp app;
    auto ana = app.sign_up("Ana");
    const auto stranger = app.sign_up("Ben");
    for (const auto& id : {stranger.project_id.text(), Uuid::make().text(), std::string("no id")}) {
        ana.set_header("X-Project-Id", id);
        EXPECT_EQ("404 not_found", summary(ana.get("/api/project"))) << id;
        EXPECT_EQ("200", summary(ana.get("/api/me"))) << id; // which belongs to no project
    }
}

TEST(Identities, another_node_forgets_within_moments) {
    TestApp here;
    TestApp there({.beside = &here});
    auto ana = here.sign_up("Ana");
    auto ana_there = there.guest();
    ana_there.cookies() = ana.cookies();
    ASSERT_TRUE(
        testing_time::eventually(5s, [&] { return ana_there.get("/api/me").status == 200; }));
    ASSERT_EQ("204", summary(ana.post("/api/auth/sign-out", "")));
    // Its clock stands still: only the notification can end what it has cached.
    EXPECT_TRUE(
        testing_time::eventually(5s, [&] { return ana_there.get("/api/me").status == 401; }));
}

TEST(Me, is_changed_field_by_field) {
    TestApp app;
    auto ana = app.sign_up("Ana");
    const auto changed = ana.patch(
        "/api/me", R"({"name":" Ana Maria ","time_zone":"America/New_York","language":"pt_br"})");
    ASSERT_EQ("200", summary(changed));
    EXPECT_EQ("Ana Maria", changed.text("/name"));
    EXPECT_EQ("pt-BR", changed.text("/language"));
    EXPECT_EQ("America/New_York", ana.get("/api/me").text("/user/time_zone"));
    struct Case {
        std::string_view body, answer;
    };
    for (const auto& [body, answer] : std::to_array<Case>({
             {R"({"name":""})", "422 invalid_input name:too_short"},
             {R"({"name":null})", "422 invalid_input name:required"},
             {R"({"time_zone":"Nowhere"})", "422 invalid_input time_zone:bad_format"},
             {R"({"language":"xx"})", "422 invalid_input language:unknown"},
             {R"({"email":"x@example.com"})", "422 invalid_input email:unknown_field"},
         }))
        EXPECT_EQ(answer, summary(ana.patch("/api/me", std::string(body)))) << body;
}

} // namespace
