// Senders at Google and Microsoft that somebody signs in to in the browser, against a provider, a
// mail server and a mailbox of the tests' own.
#include <gtest/gtest.h>

#include <fstream>
#include <thread>

#include "features/campaigns/campaigns.hpp"
#include "features/campaigns/email/bounce_mailbox.hpp"
#include "features/campaigns/email/oauth_tokens.hpp"
#include "features/campaigns/engine/sending_engine.hpp"
#include "testing/campaign_fixture.hpp"
#include "testing/dovecot.hpp"
#include "testing/oauth_server.hpp"
#include "testing/smtp_server.hpp"
#include "testing/temporary_folder.hpp"

namespace {

using namespace std::chrono_literals;
using testing_servers::OAuthServer;
using testing_servers::SmtpServer;
using testing_servers::TlsIdentity;

struct Providers {
    OAuthServer provider;
    TlsIdentity identity;
    testing_paths::TemporaryFolder folder;

    std::string certificate() {
        const auto path = folder.path() / "certificate.pem";
        std::ofstream(path) << identity.certificate_pem();
        return path;
    }
};

struct OAuth : Providers, campaign_tests::CampaignFixture {
    SmtpServer server{{.offers_sign_in = true, .tls = &identity}};
    Client admin = app.client_as(http::MemberRole::admin);
    std::string sender;

    OAuth()
        : CampaignFixture([this](config::Config& config) {
              config.oauth_server = provider.url();
              config.google_client_id = OAuthServer::client_id;
              config.google_client_secret = OAuthServer::client_secret;
              config.mail_certificates = certificate();
          }) {
        const auto reply = admin.post(
            "/api/email/senders",
            R"({"name":"Salon","email":"salon@gmail.com","postal_address":"5 Example Street",
                "provider":"gmail"})");
        EXPECT_EQ("201", summary(reply));
        sender = "/api/email/senders/" + reply.text("/id");
        // Gmail's part is played by a server of the test.
        app.execute(
            fmt::format("UPDATE email_senders SET host = 'localhost', port = {}", server.port()));
    }

    TestReply come_back(Client& who, const OAuthServer::Return& with) {
        return who.post("/api/email/oauth-returns",
                        fmt::format(R"({{"state":"{}","code":"{}"}})", with.state, with.code));
    }
    OAuthServer::Return consent() {
        const auto begun = admin.post(sender + "/oauth");
        EXPECT_EQ("200", summary(begun));
        return provider.consent(begun.text("/url"));
    }
    void sign_in() { EXPECT_EQ("200", summary(come_back(admin, consent()))); }
    std::string test_mail() {
        const auto reply = admin.post(sender + "/test", R"({"to":"me@example.com"})");
        return reply.at("/was_accepted").as_bool() ? "accepted" : reply.text("/detail");
    }
    void send_due() {
        campaigns::SendingEngine(app.services(), campaigns::channels(),
                                 {.threads = 4, .journals = folder.path() / "journals"})
            .send_due();
    }
};

} // namespace

TEST_F(OAuth, signs_in_by_a_token_instead_of_a_password) {
    sign_in();
    EXPECT_EQ("accepted", test_mail());
    const auto mail_of_test = server.mails().at(0);
    EXPECT_EQ("salon@gmail.com", mail_of_test.user);
    EXPECT_TRUE(provider.knows_token(mail_of_test.password)) << mail_of_test.password;
    EXPECT_TRUE(mail_of_test.over_tls);
    const auto listed = viewer.get("/api/email/senders");
    EXPECT_EQ("oauth", listed.text("/items/0/sign_in"));
    EXPECT_EQ(listed.body.npos, listed.body.find("access"));
    EXPECT_EQ(0,
              app.count("email_oauth_tokens WHERE position('access'::bytea in access_sealed) > 0 "
                        "OR position('refresh'::bytea in refresh_sealed) > 0"));
}

TEST_F(OAuth, is_how_a_mail_to_one_person_leaves_too) {
    app.execute("SELECT make_interaction_partitions('2030-01-07')");
    sign_in();
    const auto ana = member.post("/api/crm/contacts", R"({"email":"ana@example.com"})").text("/id");
    EXPECT_EQ("201",
              summary(member.post("/api/crm/contacts/" + ana + "/mails",
                                  R"({"to":"ana@example.com","subject":"Hello","text":"Hello"})")));
    app.run_jobs();
    ASSERT_EQ(1u, server.mails().size()) << app.value("SELECT error FROM contact_mails");
    EXPECT_TRUE(provider.knows_token(server.mails().at(0).password));
}

TEST_F(OAuth, takes_nobody_back_who_did_not_begin) {
    const auto with = consent();
    auto other_admin = app.client_as(http::MemberRole::admin);
    EXPECT_EQ("409 oauth_failed", summary(come_back(other_admin, with)));
    auto other_project = app.other_project();
    EXPECT_EQ("409 oauth_failed", summary(come_back(other_project, with)));
    for (const auto& forged :
         {OAuthServer::Return{"code9", with.state}, OAuthServer::Return{with.code, "AAAA"},
          OAuthServer::Return{with.code, with.state.substr(1)}})
        EXPECT_EQ("409 oauth_failed", summary(come_back(admin, forged)));
    EXPECT_EQ("200", summary(come_back(admin, with)));
    EXPECT_EQ("409 oauth_failed", summary(come_back(admin, with))) << "a code is good once";
    const auto late = consent();
    app.clock().advance(11min);
    EXPECT_EQ("409 oauth_failed", summary(come_back(admin, late)));
}

TEST_F(OAuth, renews_its_token_once_for_all_before_it_ends) {
    sign_in();
    EXPECT_EQ("accepted", test_mail());
    EXPECT_EQ(0, provider.refreshes());
    app.clock().advance(56min);
    const auto id = *Uuid::parse(app.value("SELECT id FROM email_senders"));
    // Two servers with four threads each.
    campaigns::OAuthTokens nodes[2];
    std::vector<std::thread> threads;
    for (int i = 0; i < 8; ++i)
        threads.emplace_back([&, i] {
            EXPECT_TRUE(
                provider.knows_token(nodes[i % 2].find(app.services(), app.project_id(), id)));
        });
    for (auto& thread : threads) thread.join();
    EXPECT_EQ(1, provider.refreshes());
}

TEST_F(OAuth, goes_on_with_the_old_token_while_the_provider_is_down) {
    sign_in();
    provider.answer_with(503);
    app.clock().advance(57min);
    for (int mail_number = 0; mail_number < 3; ++mail_number) EXPECT_EQ("accepted", test_mail());
    app.clock().advance(4min);
    EXPECT_NE("accepted", test_mail());
    provider.answer_with(0);
    app.clock().advance(campaigns::OAuthTokens::retry_pause);
    EXPECT_EQ("accepted", test_mail());
}

TEST_F(OAuth, holds_its_mails_when_the_sign_in_was_withdrawn) {
    sign_in();
    run_campaign(add_segment_of(3));
    provider.revoke();
    app.clock().advance(2h);
    send_due();
    EXPECT_EQ(0u, server.mails().size());
    EXPECT_EQ(3, app.count("campaign_executions WHERE delivery_status = 'pending' "
                           "AND delivery_attempt = 0"));
    EXPECT_FALSE(viewer.get("/api/email/senders").at("/items/0/oauth_revoked_at").is_null());
    const auto asked = provider.refreshes();
    EXPECT_NE("accepted", test_mail());
    EXPECT_EQ(asked, provider.refreshes()) << "the provider is not asked again and again";
    sign_in();
    EXPECT_TRUE(viewer.get("/api/email/senders").at("/items/0/oauth_revoked_at").is_null());
    app.clock().advance(10min);
    send_due();
    EXPECT_EQ(3u, server.mails().size());
}

TEST_F(OAuth, is_given_up_for_a_password_or_another_mailbox) {
    sign_in();
    EXPECT_EQ("204", summary(admin.del(sender + "/oauth")));
    EXPECT_EQ("password", viewer.get("/api/email/senders").text("/items/0/sign_in"));
    EXPECT_EQ("404 not_found", summary(admin.del(sender + "/oauth")));
    sign_in();
    EXPECT_EQ("200", summary(admin.patch(sender, R"({"name":"Salon Zoë"})")));
    EXPECT_EQ(1, app.count("email_oauth_tokens"));
    EXPECT_EQ("200", summary(admin.patch(sender, R"({"provider":"own","host":"x.example"})")));
    EXPECT_EQ(0, app.count("email_oauth_tokens")) << "no token goes to another server";
    EXPECT_EQ("409 oauth_not_set_up", summary(admin.post(sender + "/oauth")));
}

TEST_F(OAuth, is_offered_where_the_operator_set_it_up) {
    const auto choices = viewer.get("/api/email/oauth-providers");
    EXPECT_EQ("gmail", choices.text("/items/0/provider"));
    EXPECT_TRUE(choices.at("/items/0/is_set_up").as_bool());
    EXPECT_FALSE(choices.at("/items/1/is_set_up").as_bool());
    EXPECT_EQ("200", summary(admin.patch(sender, R"({"provider":"outlook"})")));
    EXPECT_EQ("409 oauth_not_set_up", summary(admin.post(sender + "/oauth")));
    EXPECT_EQ("403 not_allowed", summary(manager.post(sender + "/oauth")));
}

TEST_F(OAuth, reads_the_mailbox_of_returned_mail_too) {
    const testing_servers::Dovecot dovecot(provider.token_info_url());
    app.execute("UPDATE email_senders SET username = 'bounces'");
    const auto mailbox = [](const std::string& host) {
        return fmt::format(R"({{"protocol":"imap","security":"tls","host":"{}","port":993,
                                "username":"bounces","sign_in":"sender"}})",
                           host);
    };
    EXPECT_EQ("422 invalid_input sign_in:not_allowed",
              summary(admin.put(sender + "/bounce-mailbox", mailbox("imap.gmail.com"))));
    sign_in();
    EXPECT_EQ("422 invalid_input host:not_allowed",
              summary(admin.put(sender + "/bounce-mailbox", mailbox("evil.example"))));
    EXPECT_EQ("200", summary(admin.put(sender + "/bounce-mailbox", mailbox("imap.gmail.com"))));
    app.execute(fmt::format("UPDATE bounce_mailboxes SET host = 'localhost', port = {}",
                            dovecot.imaps_port()));
    std::ofstream(folder.path() / "certificate.pem")
        << std::ifstream(dovecot.certificate()).rdbuf();
    const std::atomic<bool> stops{false};
    const auto look = [&] {
        EXPECT_TRUE(campaigns::read_due_mailbox(app.services(), stops));
        return app.value("SELECT failure FROM bounce_mailboxes");
    };
    EXPECT_EQ("", look());
    provider.revoke();
    app.clock().advance(2h);
    EXPECT_EQ("oauth_revoked", look());
}
