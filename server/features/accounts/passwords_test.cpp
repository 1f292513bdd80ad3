#include <gtest/gtest.h>

#include "testing/test_app.hpp"

namespace {

using namespace std::chrono_literals;

constexpr std::string_view another_password = "the other side of the hill";

std::string sign_in_body(std::string_view password) {
    return boost::json::serialize(
        boost::json::object{{"email", "ana@example.com"}, {"password", password}});
}

std::string reset_body(std::string_view token, std::string_view password = another_password) {
    return boost::json::serialize(boost::json::object{{"token", token}, {"password", password}});
}

std::string ask_for_reset(TestApp& app) {
    app.guest().post("/api/auth/forgot-password", R"({"email":"ana@example.com"})");
    return app.last_mail("ana@example.com").token;
}

TEST(PasswordChange, signs_out_everybody_else) {
    TestApp app;
    auto here = app.sign_up("Ana");
    auto there = app.sign_in("ana@example.com");
    const boost::json::object body{{"current_password", TestApp::password},
                                   {"new_password", another_password}};
    EXPECT_EQ("204", summary(here.post("/api/me/password", boost::json::serialize(body))));
    EXPECT_EQ("200", summary(here.get("/api/me")));
    EXPECT_EQ("401 sign_in_required", summary(there.get("/api/me")));
    EXPECT_EQ("401 wrong_credentials",
              summary(app.guest().post("/api/auth/sign-in", sign_in_body(TestApp::password))));
    EXPECT_EQ("200",
              summary(app.guest().post("/api/auth/sign-in", sign_in_body(another_password))));
    EXPECT_EQ("Your password was changed", app.last_mail("ana@example.com").subject);
}

TEST(PasswordChange, needs_the_current_one_and_a_good_new_one) {
    TestApp app;
    auto ana = app.sign_up("Ana");
    struct Case {
        std::string_view current, next, answer;
    };
    for (const auto& [current, next, answer] : std::to_array<Case>({
             {"wrong", another_password, "422 invalid_input current_password:wrong_password"},
             {TestApp::password, "short", "422 invalid_input new_password:too_short"},
             {TestApp::password, "ana@example.com", "422 invalid_input new_password:same_as_email"},
         })) {
        const boost::json::object body{{"current_password", current}, {"new_password", next}};
        EXPECT_EQ(answer, summary(ana.post("/api/me/password", boost::json::serialize(body))));
    }
}

TEST(PasswordChange, guesses_of_the_current_one_are_slowed_down) {
    TestApp app;
    auto ana = app.sign_up("Ana");
    const boost::json::object body{{"current_password", "wrong"},
                                   {"new_password", another_password}};
    for (int i = 0; i < 5; ++i)
        EXPECT_EQ(422, ana.post("/api/me/password", boost::json::serialize(body)).status);
    const auto refused = ana.post("/api/me/password", boost::json::serialize(body));
    EXPECT_EQ("429 too_many_attempts", summary(refused));
    EXPECT_EQ(refused.text("/retry_after_seconds"), refused.headers.get("Retry-After"));
}

TEST(PasswordReset, signs_out_everybody_and_takes_the_new_password) {
    TestApp app;
    auto ana = app.sign_up("Ana");
    EXPECT_EQ("204", summary(app.guest().post("/api/auth/reset-password",
                                              reset_body(ask_for_reset(app)))));
    EXPECT_EQ("401 sign_in_required", summary(ana.get("/api/me")));
    EXPECT_EQ("200",
              summary(app.guest().post("/api/auth/sign-in", sign_in_body(another_password))));
}

TEST(PasswordReset, answers_the_same_for_a_stranger_and_writes_to_nobody) {
    TestApp app;
    app.sign_up("Ana");
    const auto mails = app.mails().size();
    const auto known =
        app.guest().post("/api/auth/forgot-password", R"({"email":"ana@example.com"})");
    const auto unknown =
        app.guest().post("/api/auth/forgot-password", R"({"email":"nobody@example.com"})");
    const auto senseless =
        app.guest().post("/api/auth/forgot-password", R"({"email":"no address"})");
    for (const auto& reply : {known, unknown, senseless}) {
        EXPECT_EQ(202, reply.status);
        EXPECT_EQ("{}", reply.body);
    }
    EXPECT_EQ(mails + 1, app.mails().size());
}

TEST(PasswordReset, link_works_once_for_an_hour_and_ends_with_another_way_in) {
    TestApp app;
    app.sign_up("Ana");
    auto guest = app.guest();
    const auto used = ask_for_reset(app);
    EXPECT_EQ("204", summary(guest.post("/api/auth/reset-password", reset_body(used))));
    EXPECT_EQ("410 link_not_valid",
              summary(guest.post("/api/auth/reset-password", reset_body(used))));
    app.clock().advance(1h);
    const auto old = ask_for_reset(app);
    app.clock().advance(1h);
    EXPECT_EQ("410 link_not_valid",
              summary(guest.post("/api/auth/reset-password", reset_body(old))));
    EXPECT_EQ("410 link_not_valid",
              summary(guest.post("/api/auth/reset-password", reset_body("made up"))));
    app.clock().advance(2h);
    const auto first = ask_for_reset(app);
    app.clock().advance(59min);
    const auto second = ask_for_reset(app);
    ASSERT_NE(first, second);
    EXPECT_EQ("204", summary(guest.post("/api/auth/reset-password", reset_body(second))));
    EXPECT_EQ("410 link_not_valid",
              summary(guest.post("/api/auth/reset-password", reset_body(first))));
}

TEST(PasswordReset, link_stays_good_when_the_new_password_is_not) {
    TestApp app;
    app.sign_up("Ana");
    auto guest = app.guest();
    const auto token = ask_for_reset(app);
    EXPECT_EQ("422 invalid_input password:too_short",
              summary(guest.post("/api/auth/reset-password", reset_body(token, "short"))));
    EXPECT_EQ("204", summary(guest.post("/api/auth/reset-password", reset_body(token))));
}

TEST(PasswordReset, of_many_with_one_link_exactly_one_has_it) {
    TestApp app;
    app.sign_up("Ana");
    const auto token = ask_for_reset(app);
    const auto replies = app.in_parallel(8, [&](Client& guest, std::size_t) {
        return guest.post("/api/auth/reset-password", reset_body(token));
    });
    EXPECT_EQ(1u, count_summary(replies, "204"));
    EXPECT_EQ(7u, count_summary(replies, "410 link_not_valid"));
}

TEST(PasswordReset, writes_at_most_once_a_minute) {
    TestApp app;
    app.sign_up("Ana");
    const auto mails = app.mails().size();
    for (int i = 0; i < 5; ++i) ask_for_reset(app);
    EXPECT_EQ(mails + 1, app.mails().size());
    app.clock().advance(1min);
    ask_for_reset(app);
    EXPECT_EQ(mails + 2, app.mails().size());
}

TEST(EmailChange, takes_effect_when_the_new_address_answers) {
    TestApp app;
    auto ana = app.sign_up("Ana");
    const boost::json::object body{{"email", "new@example.com"}, {"password", TestApp::password}};
    EXPECT_EQ("202", summary(ana.post("/api/me/email", boost::json::serialize(body))));
    EXPECT_EQ("Your email address is about to change", app.last_mail("ana@example.com").subject);
    EXPECT_EQ("ana@example.com", ana.get("/api/me").text("/user/email"));
    const auto token = app.last_mail("new@example.com").token;
    EXPECT_EQ("204", summary(app.guest().post("/api/auth/verify-email",
                                              R"({"token":")" + token + R"("})")));
    const auto me = ana.get("/api/me");
    EXPECT_EQ("new@example.com", me.text("/user/email"));
    EXPECT_TRUE(me.at("/user/email_verified").as_bool());
}

TEST(EmailChange, needs_the_password_and_a_free_address) {
    TestApp app;
    auto ana = app.sign_up("Ana");
    app.sign_up("Ben");
    struct Case {
        std::string_view email, password, answer;
    };
    for (const auto& [email, password, answer] : std::to_array<Case>({
             {"new@example.com", "wrong", "422 invalid_input password:wrong_password"},
             {"nonsense", TestApp::password, "422 invalid_input email:bad_format"},
             {"BEN@example.com", TestApp::password, "409 email_taken"},
         })) {
        const boost::json::object body{{"email", email}, {"password", password}};
        EXPECT_EQ(answer, summary(ana.post("/api/me/email", boost::json::serialize(body))));
    }
}

TEST(EmailChange, to_an_address_that_somebody_took_meanwhile_fails) {
    TestApp app;
    auto ana = app.sign_up("Ana");
    const boost::json::object body{{"email", "ben@example.com"}, {"password", TestApp::password}};
    ASSERT_EQ("202", summary(ana.post("/api/me/email", boost::json::serialize(body))));
    const auto token = app.last_mail("ben@example.com").token;
    app.sign_up("Ben");
    EXPECT_EQ(
        "409 email_taken email:email_taken",
        summary(app.guest().post("/api/auth/verify-email", R"({"token":")" + token + R"("})")));
    EXPECT_EQ("ana@example.com", ana.get("/api/me").text("/user/email"));
}

} // namespace
