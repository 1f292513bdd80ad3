#include <gtest/gtest.h>

#include "testing/test_app.hpp"

namespace {

using namespace std::chrono_literals;
using http::MemberRole;

std::string invite_body(std::string_view email, std::string_view role = "member") {
    return boost::json::serialize(boost::json::object{{"email", email}, {"role", role}});
}

std::string accept_body(std::string_view token) {
    return boost::json::serialize(boost::json::object{{"token", token},
                                                      {"name", "Ben"},
                                                      {"password", TestApp::password},
                                                      {"language", "de"},
                                                      {"time_zone", "Europe/Vienna"}});
}

TEST(Invitation, makes_a_new_person_a_member) {
    TestApp app;
    auto owner = app.client_as(MemberRole::owner);
    ASSERT_EQ("201",
              summary(owner.post("/api/invitations", invite_body("ben@example.com", "manager"))));
    const auto mail = app.last_mail("ben@example.com");
    EXPECT_EQ("Olga invites you to Olga's project", mail.subject);

    auto ben = app.guest();
    const auto offer = ben.get("/api/invitations/by-token/" + mail.token);
    EXPECT_EQ("Olga's project", offer.text("/project_name"));
    EXPECT_EQ("manager", offer.text("/role"));
    EXPECT_FALSE(offer.at("/account_exists").as_bool());
    const auto session = ben.post("/api/invitations/accept", accept_body(mail.token));
    ASSERT_EQ("200", summary(session));
    EXPECT_TRUE(session.at("/user/email_verified").as_bool()); // the link came to that address
    EXPECT_EQ("de", session.text("/user/language"));
    EXPECT_EQ("Europe/Vienna", session.text("/user/time_zone"));
    EXPECT_EQ("manager", ben.get("/api/project").text("/role"));
    EXPECT_EQ(0u, owner.get("/api/invitations").at("/items").as_array().size());
}

TEST(Invitation, of_somebody_with_an_account_needs_him_signed_in) {
    TestApp app;
    auto owner = app.client_as(MemberRole::owner);
    auto ben = app.sign_up("Ben");
    auto eve = app.sign_up("Eve");
    ASSERT_EQ("201", summary(owner.post("/api/invitations", invite_body("BEN@example.com"))));
    const auto body = R"({"token":")" + app.last_mail("BEN@example.com").token + R"("})";
    EXPECT_EQ("403 sign_in_as_invited", summary(app.guest().post("/api/invitations/accept", body)));
    EXPECT_EQ("403 sign_in_as_invited", summary(eve.post("/api/invitations/accept", body)));
    EXPECT_EQ("200", summary(ben.post("/api/invitations/accept", body)));
    EXPECT_EQ(2u, ben.get("/api/me").at("/projects").as_array().size());
    ben.set_header("X-Project-Id", app.project_id().text());
    EXPECT_EQ("member", ben.get("/api/project").text("/role"));
}

TEST(Invitation, gives_no_role_above_the_own_and_never_ownership) {
    TestApp app;
    auto owner = app.client_as(MemberRole::owner);
    auto admin = app.client_as(MemberRole::admin);
    EXPECT_EQ("201",
              summary(admin.post("/api/invitations", invite_body("a@example.com", "admin"))));
    EXPECT_EQ("403 role_above_own",
              summary(admin.post("/api/invitations", invite_body("b@example.com", "owner"))));
    EXPECT_EQ("403 role_above_own",
              summary(owner.post("/api/invitations", invite_body("c@example.com", "owner"))));
}

TEST(Invitation, goes_once_to_who_is_not_a_member) {
    TestApp app;
    auto owner = app.client_as(MemberRole::owner);
    struct Case {
        std::string_view email, answer;
    };
    for (const auto& [email, answer] : std::to_array<Case>({
             {"ben@example.com", "201"},
             {"Ben@Example.com", "409 already_invited email:already_invited"},
             {"OLGA@example.com", "409 already_member"},
             {"nonsense", "422 invalid_input email:bad_format"},
         }))
        EXPECT_EQ(answer, summary(owner.post("/api/invitations", invite_body(email)))) << email;
    app.clock().advance(7 * 24h); // the first has ended: a new one may go
    EXPECT_EQ("201", summary(owner.post("/api/invitations", invite_body("ben@example.com"))));
}

TEST(Invitation, ends_after_a_week_by_revoking_and_by_sending_it_again) {
    TestApp app;
    auto owner = app.client_as(MemberRole::owner);
    const auto id = owner.post("/api/invitations", invite_body("ben@example.com")).text("/id");
    const auto first = app.last_mail("ben@example.com").token;
    EXPECT_EQ("200", summary(owner.post("/api/invitations/" + id + "/resend", "")));
    const auto second = app.last_mail("ben@example.com").token;
    EXPECT_EQ("429 too_many_mails", summary(owner.post("/api/invitations/" + id + "/resend", "")));
    EXPECT_EQ("410 link_not_valid", summary(app.guest().get("/api/invitations/by-token/" + first)));
    EXPECT_EQ("200", summary(app.guest().get("/api/invitations/by-token/" + second)));
    app.clock().advance(7 * 24h);
    EXPECT_EQ("410 link_not_valid",
              summary(app.guest().post("/api/invitations/accept", accept_body(second))));
    EXPECT_EQ("200", summary(owner.post("/api/invitations/" + id + "/resend", "")));
    const auto third = app.last_mail("ben@example.com").token;
    EXPECT_EQ("204", summary(owner.del("/api/invitations/" + id)));
    EXPECT_EQ("410 link_not_valid",
              summary(app.guest().post("/api/invitations/accept", accept_body(third))));
    EXPECT_EQ("404 not_found", summary(owner.del("/api/invitations/" + id)));
}

TEST(Invitation, of_many_who_accept_at_once_makes_one_person) {
    TestApp app;
    auto owner = app.client_as(MemberRole::owner);
    owner.post("/api/invitations", invite_body("ben@example.com"));
    const auto body = accept_body(app.last_mail("ben@example.com").token);
    const auto replies = app.in_parallel(
        8, [&](Client& guest, std::size_t) { return guest.post("/api/invitations/accept", body); });
    EXPECT_EQ(1u, count_summary(replies, "200"));
    EXPECT_EQ(7u, count_summary(replies, "410 link_not_valid"));
    EXPECT_EQ(1, app.count("users WHERE email_normalised = 'ben@example.com'"));
}

TEST(Invitation, stays_good_when_what_came_with_it_was_not) {
    TestApp app;
    auto owner = app.client_as(MemberRole::owner);
    owner.post("/api/invitations", invite_body("ben@example.com"));
    const auto token = app.last_mail("ben@example.com").token;
    auto ben = app.guest();
    EXPECT_EQ("422 invalid_input name:required",
              summary(ben.post("/api/invitations/accept", R"({"token":")" + token + R"("})")));
    EXPECT_EQ("422 invalid_input password:too_short",
              summary(ben.post("/api/invitations/accept",
                               R"({"name":"Ben","password":"short","token":")" + token + R"("})")));
    EXPECT_EQ("200", summary(ben.post("/api/invitations/accept", accept_body(token))));
}

TEST(Invitation, of_another_project_is_not_found) {
    TestApp app;
    auto owner = app.client_as(MemberRole::owner);
    auto stranger = app.other_project();
    const auto id = owner.post("/api/invitations", invite_body("ben@example.com")).text("/id");
    EXPECT_EQ("404 not_found", summary(stranger.del("/api/invitations/" + id)));
    EXPECT_EQ("404 not_found", summary(stranger.post("/api/invitations/" + id + "/resend", "")));
    EXPECT_EQ(0u, stranger.get("/api/invitations").at("/items").as_array().size());
}

TEST(Invitation, members_and_invitations_are_five_hundred_at_most) {
    TestApp app;
    auto owner = app.client_as(MemberRole::owner);
    app.execute("INSERT INTO invitations (id, project_id, email, email_normalised, role, "
                "token_hash, inviter_name, created_at, expires_at) "
                "SELECT gen_random_uuid(), '" + app.project_id().text() + "', n || '@example.com', "
                "n || '@example.com', "
                "'viewer', n::text, 'Olga', '2030-01-07', '2030-01-14' "
                "FROM generate_series(1, 498) AS n");
    EXPECT_EQ("201", summary(owner.post("/api/invitations", invite_body("last@example.com"))));
    EXPECT_EQ("409 limit_reached",
              summary(owner.post("/api/invitations", invite_body("more@example.com"))));
}

} // namespace
