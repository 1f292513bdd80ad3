// The mails about accounts, in the language of whoever gets them.
#include <gtest/gtest.h>

#include "platform/crypto/encoding.hpp"
#include "platform/crypto/totp.hpp"
#include "testing/test_app.hpp"

namespace {

using boost::json::object;
using boost::json::serialize;

std::string totp_code(TestApp& app, const TestReply& setup) {
    return crypto::totp_code(crypto::from_base32(setup.text("/secret")).value(),
                             crypto::totp_step(app.clock().now()));
}

// Ana, who chose a language, sees each mail that her account sends.
std::vector<TestMail> mails_of_an_account(TestApp& app, std::string_view language) {
    const auto password = TestApp::password;
    const object sign_up{{"name", "Ana"},        {"email", "ana@example.com"},
                         {"password", password}, {"project_name", "Salon Ana"},
                         {"language", language}, {"time_zone", "Europe/Vienna"}};
    auto ana = app.guest();
    EXPECT_EQ("201", summary(ana.post("/api/auth/sign-up", serialize(sign_up))));
    const auto setup = ana.post("/api/me/totp");
    EXPECT_EQ("200", summary(ana.post("/api/me/totp/confirm",
                                      serialize(object{{"code", totp_code(app, setup)}}))));
    EXPECT_EQ("204", summary(ana.del("/api/me/totp", serialize(object{{"password", password}}))));
    EXPECT_EQ("202", summary(ana.post("/api/me/email", serialize(object{{"email", "a@example.com"},
                                                                        {"password", password}}))));
    app.guest().post("/api/auth/forgot-password", R"({"email":"ana@example.com"})");
    const object reset{{"token", app.last_mail("ana@example.com").token},
                       {"password", "another quiet place"}};
    EXPECT_EQ("204", summary(app.guest().post("/api/auth/reset-password", serialize(reset))));
    return app.mails();
}

struct Case {
    std::string_view language;
    std::vector<std::string> subjects;
};

const Case cases[] = {
    {"en",
     {"Confirm your email address", "Two-factor sign-in is on", "Two-factor sign-in was turned off",
      "Confirm your email address", "Your email address is about to change",
      "Choose a new password", "Your password was changed"}},
    {"de-AT",
     {"Bestätigen Sie Ihre E-Mail-Adresse", "Die Anmeldung in zwei Schritten ist eingeschaltet",
      "Die Anmeldung in zwei Schritten wurde ausgeschaltet", "Bestätigen Sie Ihre E-Mail-Adresse",
      "Ihre E-Mail-Adresse soll sich ändern", "Neues Passwort wählen",
      "Ihr Passwort wurde geändert"}},
};

} // namespace

TEST(MailsOfAnAccount, are_in_the_language_of_its_person) {
    for (const auto& [language, subjects] : cases) {
        TestApp app;
        std::vector<std::string> seen;
        for (const auto& mail : mails_of_an_account(app, language)) seen.push_back(mail.subject);
        EXPECT_EQ(subjects, seen) << language;
    }
}

TEST(InvitationMail, is_in_the_language_of_who_has_an_account_else_in_that_of_the_project) {
    struct InvitationCase {
        std::string_view project, invited; // languages; empty: has no account
        std::string_view subject;
    };
    for (const auto& [project, invited, subject] : std::to_array<InvitationCase>({
             {"de", "", "Olga lädt Sie zu Olga's project ein"},
             {"en", "", "Olga invites you to Olga's project"},
             {"fr", "", "Olga invites you to Olga's project"},
             {"en", "de-CH", "Olga lädt Sie zu Olga's project ein"},
             {"de", "en-GB", "Olga invites you to Olga's project"},
         })) {
        TestApp app;
        auto owner = app.client_as(http::MemberRole::owner);
        ASSERT_EQ("200",
                  summary(owner.patch("/api/project", serialize(object{{"language", project}}))));
        if (!invited.empty()) {
            auto ben = app.sign_up("Ben");
            ASSERT_EQ("200",
                      summary(ben.patch("/api/me", serialize(object{{"language", invited}}))));
        }
        ASSERT_EQ("201", summary(owner.post("/api/invitations",
                                            R"({"email":"Ben@example.com","role":"member"})")));
        EXPECT_EQ(subject, app.last_mail("Ben@example.com").subject) << project << '/' << invited;
    }
}
