#include <gtest/gtest.h>

#include "platform/crypto/passwords.hpp"
#include "testing/test_app.hpp"

namespace {

using namespace std::chrono_literals;

std::string credentials(std::string_view email, std::string_view password = TestApp::password) {
    return boost::json::serialize(boost::json::object{{"email", email}, {"password", password}});
}

std::string sign_up_body(std::string_view email, std::string_view password = TestApp::password) {
    return boost::json::serialize(boost::json::object{
        {"name", "Ana"}, {"email", email}, {"password", password}, {"project_name", "Salon Ana"}});
}

// The attributes behind the value of the session cookie.
std::string cookie_attributes(const TestReply& reply) {
    const auto header = std::string(reply.headers.get("Set-Cookie"));
    const auto end = header.find(';');
    return end == header.npos ? "" : header.substr(end + 2);
}

// --- sign-up -----------------------------------------------------------------------------------

TEST(SignUp, makes_a_person_a_project_that_he_owns_and_a_session) {
    TestApp app;
    auto client = app.guest();
    const auto reply = client.post(
        "/api/auth/sign-up",
        R"({"name":"Ana","email":"Ana@Example.com","password":"a quiet place by the sea",
                                       "project_name":"Salon Ana","time_zone":"Europe/Vienna"})");
    ASSERT_EQ("201", summary(reply));
    EXPECT_EQ("Ana@Example.com", reply.text("/user/email"));
    EXPECT_FALSE(reply.at("/user/email_verified").as_bool());
    EXPECT_EQ("owner", reply.text("/projects/0/role"));
    EXPECT_EQ("Europe/Vienna", reply.text("/projects/0/time_zone"));
    EXPECT_EQ("AT", reply.text("/projects/0/default_region"));
    EXPECT_EQ("EUR", reply.text("/projects/0/currency"));
    EXPECT_EQ("Ana", client.get("/api/me").text("/user/name"));
    EXPECT_EQ("Salon Ana", client.get("/api/project").text("/name"));
}

TEST(SignUp, in_a_language_makes_an_account_of_that_language) {
    TestApp app;
    auto client = app.guest();
    auto body = sign_up_body("ana@example.com");
    body.insert(body.size() - 1, R"(,"language":"de")");
    ASSERT_EQ("201", summary(client.post("/api/auth/sign-up", body)));
    EXPECT_EQ("de", client.get("/api/me").text("/user/language"));
    auto unknown = sign_up_body("ben@example.com");
    unknown.insert(unknown.size() - 1, R"(,"language":"xx")");
    EXPECT_EQ("422 invalid_input language:unknown",
              summary(app.guest().post("/api/auth/sign-up", unknown)));
}

TEST(SignUp, names_every_bad_field) {
    TestApp app;
    auto client = app.guest();
    struct Case {
        std::string_view body, answer;
    };
    for (
        const auto& [body, answer] : std::to_array<Case>({
            {R"({})",
             "422 invalid_input name:required email:required password:required "
             "project_name:required"},
            {R"({"name":"Ana","email":"no address","password":"a quiet place by the sea","project_name":"P"})",
             "422 invalid_input email:bad_format"},
            {R"({"name":"Ana","email":"ana@example.com","password":"short","project_name":"P"})",
             "422 invalid_input password:too_short"},
            {R"({"name":"Ana","email":"ana@example.com","password":"ana@example.com","project_name":"P"})",
             "422 invalid_input password:same_as_email"},
            {R"({"name":"  ","email":"ana@example.com","password":"a quiet place by the sea","project_name":"P"})",
             "422 invalid_input name:required"},
            {R"({"name":"Ana","email":"ana@example.com","password":"a quiet place by the sea","project_name":"P",
                  "role":"owner"})",
             "422 invalid_input role:unknown_field"},
        }))
        EXPECT_EQ(answer, summary(client.post("/api/auth/sign-up", std::string(body)))) << body;
    EXPECT_EQ(0, app.count("users"));
}

TEST(SignUp, finds_a_taken_address_however_it_is_written) {
    TestApp app;
    app.sign_up("Ana");
    auto client = app.guest();
    for (const auto* email : {"ana@example.com", "ANA@Example.COM"})
        EXPECT_EQ("409 email_taken email:email_taken",
                  summary(client.post("/api/auth/sign-up", sign_up_body(email))));
}

TEST(SignUp, of_many_at_once_with_one_address_makes_one_person) {
    TestApp app;
    const auto replies = app.in_parallel(8, [](Client& guest, std::size_t) {
        return guest.post("/api/auth/sign-up", sign_up_body("ana@example.com"));
    });
    EXPECT_EQ(1u, count_summary(replies, "201"));
    EXPECT_EQ(7u, count_summary(replies, "409 email_taken email:email_taken"));
    EXPECT_EQ(1, app.count("users"));
    EXPECT_EQ(1, app.count("projects"));
}

TEST(SignUp, by_invitation_only_lets_nobody_in_but_the_first) {
    TestApp app(
        {.configure = [](config::Config& config) { config.sign_up = config::SignUp::invite; }});
    auto client = app.guest();
    EXPECT_EQ("201", summary(client.post("/api/auth/sign-up", sign_up_body("first@example.com"))));
    auto second = app.guest();
    EXPECT_EQ("403 sign_up_closed",
              summary(second.post("/api/auth/sign-up", sign_up_body("second@example.com"))));
}

TEST(SignUp, asks_to_confirm_the_address) {
    TestApp app;
    auto ana = app.sign_up("Ana");
    const auto mail = app.last_mail("ana@example.com");
    EXPECT_EQ("204", summary(app.guest().post("/api/auth/verify-email",
                                              R"({"token":")" + mail.token + R"("})")));
    EXPECT_TRUE(ana.get("/api/me").at("/user/email_verified").as_bool());
    EXPECT_EQ("410 link_not_valid",
              summary(app.guest().post("/api/auth/verify-email",
                                       R"({"token":")" + mail.token + R"("})")));
}

// --- sign-in -----------------------------------------------------------------------------------

TEST(SignIn, says_the_same_for_a_wrong_password_and_an_unknown_person) {
    TestApp app;
    app.sign_up("Ana");
    auto client = app.guest();
    EXPECT_EQ("200", summary(client.post("/api/auth/sign-in", credentials("ANA@example.com"))));
    for (const auto& body :
         {credentials("ana@example.com", "wrong"), credentials("nobody@example.com"),
          credentials("no address at all"), credentials("ana@example.com", "")})
        EXPECT_EQ("401 wrong_credentials", summary(app.guest().post("/api/auth/sign-in", body)))
            << body;
}

TEST(SignIn, costs_one_password_hash_whoever_asks) {
    TestApp app;
    app.sign_up("Ana");
    const auto hashes_of = [&](const std::string& body) {
        const auto before = app.services().passwords.hashes_made();
        app.guest().post("/api/auth/sign-in", body);
        return app.services().passwords.hashes_made() - before;
    };
    EXPECT_EQ(1u, hashes_of(credentials("ana@example.com")));
    EXPECT_EQ(1u, hashes_of(credentials("ana@example.com", "wrong")));
    EXPECT_EQ(1u, hashes_of(credentials("nobody@example.com")));
    EXPECT_EQ(1u, hashes_of(credentials("no address")));
}

TEST(SignIn, gives_a_new_token_whatever_cookie_came_with_it) {
    TestApp app;
    app.sign_up("Ana");
    auto client = app.guest();
    const std::string planted(43, 'A');
    client.cookies()["socialflow_session"] = planted;
    const auto reply = client.post("/api/auth/sign-in", credentials("ana@example.com"));
    ASSERT_EQ("200", summary(reply));
    EXPECT_NE(planted, reply.cookie("socialflow_session"));
    auto attacker = app.guest();
    attacker.cookies()["socialflow_session"] = planted;
    EXPECT_EQ("401 sign_in_required", summary(attacker.get("/api/me")));
}

TEST(SignIn, ends_the_session_that_the_browser_had) {
    TestApp app;
    auto before = app.sign_up("Ana");
    auto after = before.another();
    ASSERT_EQ("200", summary(after.post("/api/auth/sign-in", credentials("ana@example.com"))));
    EXPECT_EQ("401 sign_in_required", summary(before.get("/api/me")));
    EXPECT_EQ("200", summary(after.get("/api/me")));
}

TEST(SignIn, sets_a_cookie_that_scripts_and_other_sites_do_not_get) {
    TestApp app;
    app.sign_up("Ana");
    EXPECT_EQ(
        "Path=/; HttpOnly; SameSite=Lax; Max-Age=34560000",
        cookie_attributes(app.guest().post("/api/auth/sign-in", credentials("ana@example.com"))));
}

TEST(SignIn, sets_a_secure_cookie_behind_tls) {
    TestApp app;
    app.sign_up("Ana");
    http::Request request{
        .method = http::Method::post, .target = "/api/auth/sign-in", .path = "/api/auth/sign-in"};
    request.headers.set("Content-Type", "application/json");
    request.body = credentials("ana@example.com");
    request.encrypted = true;
    const auto reply = app.answer(request);
    EXPECT_TRUE(reply.headers.get("Set-Cookie").ends_with("; Secure"));

    // A proxy that does not say so: the operator does.
    TestApp told({.configure = [](auto& config) { config.behind_tls = true; }});
    told.sign_up("Ana");
    EXPECT_TRUE(
        cookie_attributes(told.guest().post("/api/auth/sign-in", credentials("ana@example.com")))
            .ends_with("; Secure"));
}

TEST(SignIn, stores_no_token_only_its_hash) {
    TestApp app;
    auto ana = app.sign_up("Ana");
    const auto token = ana.cookies().at("socialflow_session");
    EXPECT_EQ(0, app.count("sessions WHERE position('" + token + "' in sessions::text) > 0"));
    EXPECT_EQ(1, app.count("sessions"));
}

TEST(SignOut, ends_the_session_at_once_and_takes_the_cookie_back) {
    TestApp app;
    auto ana = app.sign_up("Ana");
    auto copy = ana.another();
    ASSERT_EQ("200", summary(copy.get("/api/me"))); // now it is in the cache
    EXPECT_EQ("204", summary(ana.post("/api/auth/sign-out", "")));
    EXPECT_FALSE(ana.cookies().contains("socialflow_session"));
    EXPECT_EQ("401 sign_in_required", summary(copy.get("/api/me")));
    EXPECT_EQ("204", summary(ana.post("/api/auth/sign-out", ""))); // again is no error
}

// --- guessing ----------------------------------------------------------------------------------

TEST(Guessing, is_slowed_down_after_five_wrong_passwords) {
    TestApp app;
    app.sign_up("Ana");
    auto client = app.guest();
    const auto guess = [&] {
        return summary(client.post("/api/auth/sign-in", credentials("ana@example.com", "wrong")));
    };
    for (int i = 0; i < 5; ++i) EXPECT_EQ("401 wrong_credentials", guess());
    EXPECT_EQ("429 too_many_attempts", guess());
    app.clock().advance(1s);
    EXPECT_EQ("401 wrong_credentials", guess());
    app.clock().advance(1s);
    EXPECT_EQ("429 too_many_attempts", guess());
    app.clock().advance(1s);
    EXPECT_EQ("401 wrong_credentials", guess());
}

TEST(Guessing, waits_at_most_a_quarter_of_an_hour) {
    TestApp app;
    app.sign_up("Ana");
    auto client = app.guest();
    for (int i = 0; i < 40; ++i) {
        client.post("/api/auth/sign-in", credentials("ana@example.com", "wrong"));
        app.clock().advance(15min);
    }
    EXPECT_EQ("200", summary(client.post("/api/auth/sign-in", credentials("ana@example.com"))));
}

TEST(Guessing, by_many_at_once_is_counted_exactly) {
    TestApp app;
    app.sign_up("Ana");
    const auto replies = app.in_parallel(24, [](Client& guest, std::size_t) {
        return guest.post("/api/auth/sign-in", credentials("ana@example.com", "wrong"));
    });
    EXPECT_EQ(5u, count_summary(replies, "401 wrong_credentials"));
    EXPECT_EQ(19u, count_summary(replies, "429 too_many_attempts"));
}

TEST(Guessing, starts_anew_after_the_right_password) {
    TestApp app;
    app.sign_up("Ana");
    auto client = app.guest();
    for (int round = 0; round < 3; ++round) {
        for (int i = 0; i < 4; ++i)
            client.post("/api/auth/sign-in", credentials("ana@example.com", "wrong"));
        EXPECT_EQ("200", summary(client.post("/api/auth/sign-in", credentials("ana@example.com"))));
    }
}

// In process, where the address of the caller can be anything.
int sign_in_from(TestApp& app, const std::string& address, const std::string& body) {
    http::Request request{
        .method = http::Method::post, .target = "/api/auth/sign-in", .path = "/api/auth/sign-in"};
    request.headers.set("Content-Type", "application/json");
    request.body = body;
    request.remote_address = address;
    return app.answer(request).status;
}

TEST(Guessing, from_everywhere_does_not_lock_the_owner_out_where_he_was_before) {
    TestApp app;
    app.sign_up("Ana");
    ASSERT_EQ(200, sign_in_from(app, "198.51.100.7", credentials("ana@example.com")));
    int refused = 0;
    for (int i = 0; i < 40; ++i)
        refused += sign_in_from(app, "203.0.113." + std::to_string(i),
                                credentials("ana@example.com", "wrong"))
                   == 429;
    EXPECT_GT(refused, 0); // attackers wait
    EXPECT_EQ(
        429, sign_in_from(app, "192.0.2.1", credentials("ana@example.com"))); // so does a new place
    EXPECT_EQ(200, sign_in_from(app, "198.51.100.7", credentials("ana@example.com")));
    app.clock().advance(1min);
    EXPECT_EQ(200, sign_in_from(app, "192.0.2.1",
                                credentials("ana@example.com"))); // a minute is the most
}

TEST(Guessing, through_many_accounts_from_one_address_is_slowed_down) {
    TestApp app;
    int refused = 0;
    for (int i = 0; i < 60; ++i)
        refused += sign_in_from(app, "203.0.113.1",
                                credentials("user" + std::to_string(i) + "@example.com"))
                   == 429;
    EXPECT_EQ(10, refused);
}

TEST(Guessing, leaves_no_address_of_a_person_in_the_counters) {
    TestApp app;
    sign_in_from(app, "203.0.113.1", credentials("ana@example.com", "wrong"));
    EXPECT_EQ(3, app.count("sign_in_attempts"));
    EXPECT_EQ(0,
              app.count("sign_in_attempts WHERE subject LIKE '%ana%' OR subject LIKE '%203.0%'"));
}

// --- other sites -------------------------------------------------------------------------------

TEST(CrossSite, requests_that_change_something_are_refused) {
    TestApp app;
    auto ana = app.sign_up("Ana");
    const auto host = "127.0.0.1:" + std::to_string(app.port());
    struct Case {
        std::string_view name;
        std::vector<std::pair<std::string, std::string>> headers;
        int status;
    };
    for (const auto& [name, headers, status] : std::vector<Case>{
             {"our own page", {{"Sec-Fetch-Site", "same-origin"}}, 204},
             {"typed by the person", {{"Sec-Fetch-Site", "none"}}, 204},
             {"another site", {{"Sec-Fetch-Site", "cross-site"}}, 403},
             {"a sister domain", {{"Sec-Fetch-Site", "same-site"}}, 403},
             {"an old browser on our page", {{"Origin", "http://" + host}}, 204},
             {"an old browser on another site", {{"Origin", "https://evil.example"}}, 403},
             {"an opaque origin", {{"Origin", "null"}}, 403},
             {"no browser", {}, 204},
         })
        EXPECT_EQ(status, ana.send(http::Method::post, "/api/setup/dismiss", "", headers).status)
            << name;
}

} // namespace
