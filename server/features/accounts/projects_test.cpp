#include <gtest/gtest.h>

#include "features/accounts/projects.hpp"
#include "features/accounts/setup.hpp"
#include "testing/test_app.hpp"

namespace {

using namespace std::chrono_literals;
using http::MemberRole;

TEST(Project, takes_country_and_currency_from_its_zone_unless_told) {
    TestApp app;
    auto ana = app.sign_up("Ana");
    struct Case {
        std::string_view body, region, currency;
    };
    for (const auto& [body, region, currency] : std::to_array<Case>({
             {R"({"name":"P","time_zone":"America/New_York"})", "US", "USD"},
             {R"({"name":"P","time_zone":"Asia/Tokyo"})", "JP", "JPY"},
             {R"({"name":"P","time_zone":"UTC"})", "DE", "EUR"},
             {R"({"name":"P","time_zone":"Europe/Berlin","currency":"CHF","default_region":"CH"})",
              "CH", "CHF"},
         })) {
        const auto project = ana.post("/api/projects", std::string(body));
        ASSERT_EQ("201", summary(project)) << body;
        EXPECT_EQ(region, project.text("/default_region")) << body;
        EXPECT_EQ(currency, project.text("/currency")) << body;
        EXPECT_EQ("owner", project.text("/role"));
    }
}

TEST(Project, speaks_as_who_made_it_unless_told) {
    TestApp app;
    auto ana = app.sign_up("Ana");
    ana.patch("/api/me", R"({"language":"de"})");
    const auto made = [&](const std::string& more) {
        return ana.post("/api/projects", R"({"name":"P","time_zone":"UTC")" + more + "}");
    };
    EXPECT_EQ("de", made("").text("/language"));
    EXPECT_EQ("pt-BR", made(R"(,"language":"pt_br")").text("/language"));
    EXPECT_EQ("422 invalid_input language:unknown", summary(made(R"(,"language":"xx")")));
    ana.patch("/api/me", R"({"language":"ca-ES-valencia"})");
    EXPECT_EQ("ca", made("").text("/language")) << "as much as a contact has room for";
    auto admin = app.client_as(MemberRole::admin);
    EXPECT_EQ("fr", admin.patch("/api/project", R"({"language":"FR"})").text("/language"));
    EXPECT_EQ("422 invalid_input language:unknown",
              summary(admin.patch("/api/project", R"({"language":"xx"})")));
}

TEST(Project, refuses_what_does_not_exist) {
    TestApp app;
    auto ana = app.sign_up("Ana");
    struct Case {
        std::string_view body, answer;
    };
    for (const auto& [body, answer] : std::to_array<Case>({
             {R"({"name":"P","time_zone":"Mars/Olympus"})",
              "422 invalid_input time_zone:bad_format"},
             {R"({"name":"P","time_zone":"UTC","currency":"ZZZ","default_region":"ZZ"})",
              "422 invalid_input currency:unknown default_region:unknown"},
             {R"({"name":"P","time_zone":"UTC","currency":"eur"})",
              "422 invalid_input currency:unknown"},
             {R"({"name":" ","time_zone":"UTC"})", "422 invalid_input name:required"},
         }))
        EXPECT_EQ(answer, summary(ana.post("/api/projects", std::string(body)))) << body;
}

TEST(Project, is_changed_by_who_saw_the_latest_version) {
    TestApp app;
    auto admin = app.client_as(MemberRole::admin);
    const auto seen = admin.get("/api/project");
    EXPECT_TRUE(seen.headers.get("ETag").starts_with("\"1-"));
    const auto change = [&](std::string_view version, std::string body) {
        return admin.send(http::Method::patch, "/api/project", std::move(body),
                          {{"If-Match", std::string(version)}});
    };
    const auto changed = change("\"1\"", R"({"name":"New name","opt_in":true})");
    ASSERT_EQ("200", summary(changed));
    EXPECT_EQ("\"2\"", changed.headers.get("ETag"));
    EXPECT_TRUE(changed.at("/opt_in").as_bool());
    EXPECT_EQ("Europe/Vienna", changed.text("/time_zone"));
    EXPECT_EQ("412 version_conflict", summary(change("\"1\"", R"({"name":"Too late"})")));
    EXPECT_EQ("200", summary(admin.patch("/api/project",
                                         R"({"currency":"USD"})"))); // no version: no check
}

TEST(Project, is_deleted_by_typing_its_name_and_closed_at_once) {
    TestApp app;
    auto owner = app.client_as(MemberRole::owner);
    auto viewer = app.client_as(MemberRole::viewer);
    auto key = app.key_with({"contacts:read"});
    ASSERT_EQ("200", summary(key.get("/api/members")));
    EXPECT_EQ("422 invalid_input name:differs",
              summary(owner.del("/api/project", R"({"name":"olga's project"})")));
    EXPECT_EQ("204", summary(owner.del("/api/project", R"({"name":"Olga's project"})")));
    EXPECT_EQ("404 not_found", summary(owner.get("/api/project")));
    EXPECT_EQ("404 not_found", summary(viewer.get("/api/project")));
    EXPECT_EQ("401 invalid_key", summary(key.get("/api/members")));
    EXPECT_EQ(0u, owner.get("/api/me").at("/projects").as_array().size());
}

TEST(Project, is_purged_with_all_in_it_after_thirty_days) {
    TestApp app;
    auto owner = app.client_as(MemberRole::owner);
    auto stranger = app.other_project();
    owner.post("/api/keys", R"({"name":"K","scopes":["admin"]})");
    owner.del("/api/project", R"({"name":"Olga's project"})");
    const auto purge = [&] {
        return app.database().in_transaction({.role = db::Role::owner}, [&](db::Transaction& tx) {
            return accounts::purge_one_project(tx, app.clock().now());
        });
    };
    app.clock().advance(30 * 24h);
    EXPECT_FALSE(purge());
    app.clock().advance(1s);
    EXPECT_TRUE(purge());
    EXPECT_FALSE(purge());
    EXPECT_EQ(1, app.count("projects"));
    EXPECT_EQ(0, app.count("audit_log WHERE project_id = '" + app.project_id().text() + "'"));
    EXPECT_EQ(0, app.count("api_keys"));
    // Its session has ended in the meantime; the project has not.
    auto back = app.sign_in("stranger.1@example.com");
    back.set_header("X-Project-Id", stranger.project_id.text());
    EXPECT_EQ("200", summary(back.get("/api/project")));
}

TEST(Project, a_person_has_fifty_at_most) {
    TestApp app;
    auto ana = app.sign_up("Ana");
    for (int i = 1; i < 50; ++i)
        ASSERT_EQ(201, ana.post("/api/projects", R"({"name":"P","time_zone":"UTC"})").status);
    EXPECT_EQ("409 limit_reached",
              summary(ana.post("/api/projects", R"({"name":"P","time_zone":"UTC"})")));
}

TEST(Setup, shows_the_steps_in_their_order_until_it_is_dismissed) {
    TestApp app;
    accounts::register_setup_step("test_second", 1002, [](db::Transaction&) { return false; });
    accounts::register_setup_step("test_first", 1001, [](db::Transaction&) { return true; });
    auto member = app.client_as(MemberRole::member);
    const auto setup = member.get("/api/setup");
    const auto steps = setup.at("/steps");
    const auto count = steps.as_array().size();
    ASSERT_GE(count, 2u);
    EXPECT_EQ("test_first", steps.at(count - 2).at("key").as_string());
    EXPECT_TRUE(steps.at(count - 2).at("done").as_bool());
    EXPECT_FALSE(steps.at(count - 1).at("done").as_bool());
    EXPECT_FALSE(setup.at("/dismissed").as_bool());
    EXPECT_EQ("204", summary(member.post("/api/setup/dismiss", "")));
    EXPECT_TRUE(member.get("/api/setup").at("/dismissed").as_bool());
}

} // namespace
