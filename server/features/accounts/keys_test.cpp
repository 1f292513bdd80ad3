#include <gtest/gtest.h>

#include "features/accounts/keys.hpp"
#include "testing/test_app.hpp"

namespace {

using namespace std::chrono_literals;
using http::MemberRole;

TEST(ApiKey, is_shown_once_and_stored_as_a_hash) {
    TestApp app;
    auto admin = app.client_as(MemberRole::admin);
    const auto made =
        admin.post("/api/keys", R"({"name":"n8n","scopes":["contacts:read","contacts:read"]})");
    ASSERT_EQ("201", summary(made));
    const auto key = made.text("/key");
    EXPECT_TRUE(key.starts_with("sf_"));
    EXPECT_EQ(1u, made.at("/scopes").as_array().size());
    const auto list = admin.get("/api/keys");
    EXPECT_EQ(std::string::npos, list.body.find(key));
    EXPECT_TRUE(key.starts_with(list.text("/items/0/prefix")));
    EXPECT_EQ(0, app.count("api_keys WHERE position('" + key + "' in api_keys::text) > 0"));
    EXPECT_EQ(0, app.count("idempotency_keys"));
}

TEST(ApiKey, an_answer_that_holds_it_is_not_kept_for_a_repetition) {
    TestApp app;
    auto admin = app.client_as(MemberRole::admin);
    const auto make = [&] {
        return admin.send(http::Method::post, "/api/keys", R"({"name":"n8n","scopes":["admin"]})",
                          {{"Idempotency-Key", "once"}});
    };
    EXPECT_NE(make().text("/key"), make().text("/key"));
}

TEST(ApiKey, refuses_what_makes_no_sense) {
    TestApp app;
    auto admin = app.client_as(MemberRole::admin);
    struct Case {
        std::string_view body, answer;
    };
    for (const auto& [body, answer] : std::to_array<Case>({
             {R"({"name":"K"})", "422 invalid_input scopes:required"},
             {R"({"name":"K","scopes":[]})", "422 invalid_input scopes:too_few"},
             {R"({"name":"K","scopes":["contacts:read","everything"]})",
              "422 invalid_input scopes[1]:unknown"},
             {R"({"name":"","scopes":["admin"]})", "422 invalid_input name:too_short"},
             {R"({"name":"K","scopes":["admin"],"expires_at":"2030-01-07T09:00:00Z"})",
              "422 invalid_input expires_at:in_the_past"},
             {R"({"name":"K","scopes":["admin"],"expires_at":"2030-01-07T09:00:01Z"})", "201"},
         }))
        EXPECT_EQ(answer, summary(admin.post("/api/keys", std::string(body)))) << body;
}

TEST(ApiKey, does_what_its_scopes_say_in_its_own_project) {
    TestApp app;
    auto reader = app.key_with({"contacts:read"});
    auto administrator = app.key_with({"admin"});
    auto sender = app.key_with({"campaigns:send"});
    EXPECT_EQ("200", summary(reader.get("/api/members")));
    EXPECT_EQ("200", summary(administrator.get("/api/members")));
    EXPECT_EQ("403 scope_missing", summary(sender.get("/api/members")));
    EXPECT_EQ("403 key_not_accepted", summary(administrator.get("/api/me")));
    EXPECT_EQ("403 key_not_accepted",
              summary(administrator.post("/api/keys", R"({"name":"K","scopes":["admin"]})")));
    const auto stranger = app.other_project();
    reader.set_header("X-Project-Id", stranger.project_id.text());
    EXPECT_EQ("404 not_found", summary(reader.get("/api/members")));
    reader.set_header("X-Project-Id", app.project_id().text());
    EXPECT_EQ("200", summary(reader.get("/api/members")));
}

TEST(ApiKey, ends_when_it_is_revoked_or_its_time_is_over) {
    TestApp app;
    auto admin = app.client_as(MemberRole::admin);
    const auto made = admin.post(
        "/api/keys",
        R"({"name":"K","scopes":["contacts:read"],"expires_at":"2030-01-07T10:00:00Z"})");
    auto program = app.guest();
    program.set_header("Authorization", "Bearer " + made.text("/key"));
    EXPECT_EQ("200", summary(program.get("/api/members")));
    app.clock().advance(59min + 59s);
    EXPECT_EQ("200", summary(program.get("/api/members")));
    app.clock().advance(1s);
    EXPECT_EQ("401 invalid_key", summary(program.get("/api/members")));

    const auto other = admin.post("/api/keys", R"({"name":"K","scopes":["contacts:read"]})");
    program.set_header("Authorization", "Bearer " + other.text("/key"));
    EXPECT_EQ("200", summary(program.get("/api/members"))); // now it is in the cache
    EXPECT_EQ("204", summary(admin.del("/api/keys/" + other.text("/id"))));
    EXPECT_EQ("401 invalid_key", summary(program.get("/api/members")));
    EXPECT_EQ("404 not_found", summary(admin.del("/api/keys/" + other.text("/id"))));
}

TEST(ApiKey, that_is_none_is_refused_even_where_nobody_need_be_known) {
    TestApp app;
    auto program = app.guest();
    for (const auto* authorization : {"Bearer sf_", "Bearer nonsense",
                                      "bearer sf_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"}) {
        program.set_header("Authorization", authorization);
        EXPECT_EQ("401 invalid_key", summary(program.get("/api/members"))) << authorization;
        EXPECT_EQ("401 invalid_key", summary(program.post("/api/auth/sign-out", "")))
            << authorization;
    }
}

TEST(ApiKey, outlives_its_maker) {
    TestApp app;
    auto owner = app.client_as(MemberRole::owner);
    auto admin = app.client_as(MemberRole::admin);
    const auto key =
        admin.post("/api/keys", R"({"name":"K","scopes":["contacts:read"]})").text("/key");
    auto program = app.guest();
    program.set_header("Authorization", "Bearer " + key);
    ASSERT_EQ("200", summary(program.get("/api/members")));
    ASSERT_EQ("204", summary(owner.del("/api/members/" + admin.user_id.text())));
    EXPECT_EQ("200", summary(program.get("/api/members")));
    EXPECT_TRUE(owner.get("/api/keys").at("/items/0/created_by").is_null());
}

TEST(ApiKey, needs_no_proof_of_the_page_it_comes_from) {
    TestApp app;
    auto key = app.key_with({"admin"});
    EXPECT_EQ("200", summary(key.send(http::Method::patch, "/api/project", R"({"opt_in":true})",
                                      {{"Sec-Fetch-Site", "cross-site"}})));
}

TEST(ApiKey, of_another_project_is_not_found) {
    TestApp app;
    auto owner = app.client_as(MemberRole::owner);
    auto stranger = app.other_project();
    const auto id = owner.post("/api/keys", R"({"name":"K","scopes":["admin"]})").text("/id");
    EXPECT_EQ("404 not_found", summary(stranger.del("/api/keys/" + id)));
    EXPECT_EQ(0u, stranger.get("/api/keys").at("/items").as_array().size());
}

TEST(ApiKey, a_project_has_a_hundred_at_most) {
    TestApp app;
    auto owner = app.client_as(MemberRole::owner);
    app.execute("INSERT INTO api_keys (id, project_id, name, prefix, key_hash, scopes, created_at) "
                "SELECT gen_random_uuid(), '" + app.project_id().text() + "', 'K', 'sf_', n::text, "
                "'{admin}', now() "
                "FROM generate_series(1, 99) AS n");
    EXPECT_EQ("201", summary(owner.post("/api/keys", R"({"name":"K","scopes":["admin"]})")));
    EXPECT_EQ("409 limit_reached",
              summary(owner.post("/api/keys", R"({"name":"K","scopes":["admin"]})")));
}

} // namespace
