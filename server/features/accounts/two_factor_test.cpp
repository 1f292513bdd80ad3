#include <gtest/gtest.h>

#include "platform/crypto/encoding.hpp"
#include "platform/crypto/totp.hpp"
#include "testing/test_app.hpp"

namespace {

using namespace std::chrono_literals;

const std::string password_body = R"({"password":"a quiet place by the sea"})";
const std::string sign_in_body =
    R"({"email":"ana@example.com","password":"a quiet place by the sea"})";

std::string code_body(std::string_view code) {
    return R"({"code":")" + std::string(code) + R"("})";
}

std::string second_factor_body(std::string_view challenge, std::string_view code) {
    return boost::json::serialize(boost::json::object{{"challenge", challenge}, {"code", code}});
}

// Somebody whose authenticator app is set up.
struct Protected {
    TestApp app;
    Client ana = app.sign_up("Ana");
    std::string secret;
    std::vector<std::string> recovery_codes;

    Protected() {
        secret = crypto::from_base32(ana.post("/api/me/totp").text("/secret")).value();
        const auto confirmed = ana.post("/api/me/totp/confirm", code_body(code()));
        const auto listed = confirmed.at("/recovery_codes");
        for (const auto& each : listed.as_array()) recovery_codes.emplace_back(each.as_string());
        app.clock().advance(30s); // the code of the confirmation is used up
    }
    std::string code() { return crypto::totp_code(secret, crypto::totp_step(app.clock().now())); }
    std::string challenge() {
        return app.guest().post("/api/auth/sign-in", sign_in_body).text("/challenge");
    }
    TestReply answer(std::string_view challenge, std::string_view code) {
        return app.guest().post("/api/auth/second-factor", second_factor_body(challenge, code));
    }
};

TEST(TwoFactor, is_in_force_once_a_code_came_back) {
    TestApp app;
    auto ana = app.sign_up("Ana");
    const auto setup = ana.post("/api/me/totp");
    ASSERT_EQ("200", summary(setup));
    EXPECT_TRUE(
        setup.text("/otpauth_uri").starts_with("otpauth://totp/SocialFlow:ana%40example.com?"));
    EXPECT_NE(std::string::npos, setup.text("/qr_svg").find("<svg"));
    EXPECT_FALSE(ana.get("/api/me").at("/user/two_factor").as_bool());
    EXPECT_EQ("signed_in", app.guest().post("/api/auth/sign-in", sign_in_body).text("/status"));
    EXPECT_EQ("422 invalid_input code:wrong_code",
              summary(ana.post("/api/me/totp/confirm", code_body("000000"))));

    const auto secret = crypto::from_base32(setup.text("/secret")).value();
    const auto code = crypto::totp_code(secret, crypto::totp_step(app.clock().now()));
    const auto confirmed = ana.post("/api/me/totp/confirm", code_body(code));
    ASSERT_EQ("200", summary(confirmed));
    EXPECT_EQ(10u, confirmed.at("/recovery_codes").as_array().size());
    EXPECT_TRUE(ana.get("/api/me").at("/user/two_factor").as_bool());
    const auto reply = app.guest().post("/api/auth/sign-in", sign_in_body);
    EXPECT_EQ("second_factor", reply.text("/status"));
    EXPECT_FALSE(reply.cookie("socialflow_session"));
    EXPECT_EQ("409 two_factor_on", summary(ana.post("/api/me/totp")));
    EXPECT_EQ("Two-factor sign-in is on", app.last_mail("ana@example.com").subject);
}

TEST(TwoFactor, lets_in_by_the_code_of_the_app) {
    Protected person;
    auto browser = person.app.guest();
    const auto challenge = browser.post("/api/auth/sign-in", sign_in_body).text("/challenge");
    const auto reply =
        browser.post("/api/auth/second-factor", second_factor_body(challenge, person.code()));
    EXPECT_EQ("signed_in", reply.text("/status"));
    EXPECT_EQ("200", summary(browser.get("/api/me")));
}

TEST(TwoFactor, refuses_a_code_that_was_used) {
    Protected person;
    const auto code = person.code();
    const auto first = person.challenge();
    const auto second = person.challenge();
    EXPECT_EQ("200", summary(person.answer(first, code)));
    EXPECT_EQ("401 wrong_code", summary(person.answer(second, code)));
    person.app.clock().advance(30s);
    EXPECT_EQ("200", summary(person.answer(second, person.code())));
}

TEST(TwoFactor, of_many_with_one_code_lets_one_in) {
    Protected person;
    std::vector<std::string> challenges;
    for (int i = 0; i < 4; ++i) challenges.push_back(person.challenge());
    const auto code = person.code();
    const auto replies = person.app.in_parallel(4, [&](Client& guest, std::size_t number) {
        return guest.post("/api/auth/second-factor", second_factor_body(challenges[number], code));
    });
    EXPECT_EQ(1u, count_summary(replies, "200"));
    EXPECT_EQ(3u, count_summary(replies, "401 wrong_code"));
}

TEST(TwoFactor, takes_each_recovery_code_once) {
    Protected person;
    EXPECT_EQ("200", summary(person.answer(person.challenge(), person.recovery_codes[0])));
    EXPECT_EQ("401 wrong_code",
              summary(person.answer(person.challenge(), person.recovery_codes[0])));
    EXPECT_EQ("200", summary(person.answer(person.challenge(), person.recovery_codes[9])));
}

TEST(TwoFactor, gives_a_challenge_five_tries_and_ten_minutes) {
    Protected person;
    const auto fresh = person.challenge();
    for (int i = 0; i < 5; ++i)
        EXPECT_EQ("401 wrong_code", summary(person.answer(fresh, "000000")));
    EXPECT_EQ("401 sign_in_expired", summary(person.answer(fresh, person.code())));
    const auto late = person.challenge();
    person.app.clock().advance(10min);
    EXPECT_EQ("401 sign_in_expired", summary(person.answer(late, person.code())));
    EXPECT_EQ("401 sign_in_expired", summary(person.answer("made up", person.code())));
}

TEST(TwoFactor, slows_guessing_down_over_all_challenges) {
    Protected person;
    std::size_t wrong = 0, refused = 0;
    for (int i = 0; i < 4; ++i) {
        const auto challenge = person.challenge();
        for (int j = 0; j < 4; ++j) {
            const auto reply = summary(person.answer(challenge, "000000"));
            wrong += reply == "401 wrong_code";
            refused += reply == "429 too_many_attempts";
        }
    }
    EXPECT_EQ(5u, wrong);
    EXPECT_EQ(11u, refused);
}

TEST(TwoFactor, goes_with_the_password_only) {
    Protected person;
    EXPECT_EQ("422 invalid_input password:wrong_password",
              summary(person.ana.del("/api/me/totp", R"({"password":"wrong"})")));
    EXPECT_EQ("204", summary(person.ana.del("/api/me/totp", password_body)));
    EXPECT_EQ("signed_in",
              person.app.guest().post("/api/auth/sign-in", sign_in_body).text("/status"));
    EXPECT_EQ("409 two_factor_off", summary(person.ana.del("/api/me/totp", password_body)));
    EXPECT_EQ(0, person.app.count("recovery_codes"));
}

TEST(TwoFactor, new_recovery_codes_end_the_old_ones) {
    Protected person;
    const auto renewed = person.ana.post("/api/me/recovery-codes", password_body);
    ASSERT_EQ("200", summary(renewed));
    EXPECT_EQ("401 wrong_code",
              summary(person.answer(person.challenge(), person.recovery_codes[0])));
    EXPECT_EQ("200", summary(person.answer(person.challenge(), renewed.text("/recovery_codes/0"))));
}

TEST(TwoFactor, stays_in_force_after_a_reset_of_the_password) {
    Protected person;
    person.app.guest().post("/api/auth/forgot-password", R"({"email":"ana@example.com"})");
    const auto token = person.app.last_mail("ana@example.com").token;
    const auto body = R"({"token":")" + token + R"(","password":"a quiet place by the sea"})";
    ASSERT_EQ("204", summary(person.app.guest().post("/api/auth/reset-password", body)));
    EXPECT_EQ("second_factor",
              person.app.guest().post("/api/auth/sign-in", sign_in_body).text("/status"));
}

TEST(TwoFactor, keeps_the_secret_sealed) {
    Protected person;
    EXPECT_EQ(std::string::npos, person.app.value("SELECT secret_sealed FROM totp_secrets")
                                     .find(crypto::to_base64url(person.secret)));
    EXPECT_EQ(0, person.app.count("recovery_codes WHERE code_hash LIKE '%"
                                  + person.recovery_codes[0] + "%'"));
}

} // namespace
