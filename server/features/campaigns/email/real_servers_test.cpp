// The real program, more than one of it or killed in the middle: what a sender may send is counted
// once for all of them, and a report that comes back is taken in once.
#include <gtest/gtest.h>

#include "platform/crypto/encoding.hpp"
#include "testing/bounce_reports.hpp"
#include "testing/campaign_fixture.hpp"
#include "testing/dovecot.hpp"
#include "testing/real_server.hpp"
#include "testing/smtp_server.hpp"
#include "testing/temporary_folder.hpp"

namespace {

using namespace std::chrono_literals;
using testing_time::eventually;

struct RealServers : campaign_tests::CampaignFixture {
    testing_servers::SmtpServer smtp;
    testing_paths::TemporaryFolder folder;
    Client admin = app.client_as(http::MemberRole::admin);

    Uuid add_sender(const std::string& more = "") {
        const auto reply = admin.post(
            "/api/email/senders",
            fmt::format(R"({{"name":"Salon","email":"news@salon.example","host":"127.0.0.1",
                             "postal_address":"5 Example Street","port":{},"security":"none"{}}})",
                        smtp.port(), more));
        EXPECT_EQ("201", summary(reply)) << reply;
        return reply.uuid("/id");
    }
    std::unique_ptr<RealServer> start(const std::string& name,
                                      std::vector<std::string> environment = {}) {
        environment.push_back("SOCIALFLOW_ALLOW_PRIVATE_OUTBOUND=true");
        // That of the test's own server (test_app.cpp), which sealed what it reads.
        environment.push_back("SOCIALFLOW_MASTER_KEY=" + crypto::to_base64(std::string(32, 'k')));
        return std::make_unique<RealServer>(folder.path() / name, app.conninfo(), environment);
    }
    // The program runs by the machine's clock, which is behind the test's.
    void make_due() {
        app.execute(
            "UPDATE campaign_executions SET scheduled_for = '2020-01-01'; "
            "UPDATE campaign_chunks SET due_at = '2020-01-01'");
    }
    bool is_completed() { return app.count("campaigns WHERE status = 'completed'") == 1; }
};

TEST_F(RealServers, together_keep_to_what_a_sender_may_send_in_a_minute) {
    constexpr int people = 60, per_second = 10;
    add_sender(fmt::format(R"(,"per_minute":{})", per_second * 60));
    const auto id = run_campaign(add_segment_of(people));
    make_due();
    EXPECT_EQ("200", summary(manager.post(path(id, "/pause"))));
    // Who declared that he sends.
    app.execute(
        "CREATE TABLE senders_seen (owner uuid PRIMARY KEY); "
        "CREATE FUNCTION see_sender() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS "
        "'BEGIN INSERT INTO senders_seen VALUES (NEW.lease_owner) ON CONFLICT DO NOTHING; "
        "RETURN NULL; END'; "
        "CREATE TRIGGER see_sender AFTER UPDATE ON campaign_chunks FOR EACH ROW "
        "WHEN (NEW.handed_to > 0) EXECUTE FUNCTION see_sender()");
    const auto one = start("one"), other = start("other");
    const auto begin = std::chrono::steady_clock::now();
    EXPECT_EQ("200", summary(manager.post(path(id, "/resume"))));
    EXPECT_TRUE(eventually(120s, [&] { return is_completed(); })) << one->output();
    const auto took = std::chrono::steady_clock::now() - begin;
    EXPECT_EQ(people, ledger_of(id).sent);
    EXPECT_EQ(static_cast<std::size_t>(people), smtp.mails().size());
    EXPECT_EQ(2, app.count("senders_seen")) << "both were at it";
    EXPECT_GE(took, std::chrono::seconds(people / per_second - 1))
        << "a second's worth goes at once, the others after it";
}

struct KilledReader : RealServers {
    testing_servers::Dovecot dovecot;

    void set_up(const Uuid& sender) {
        const auto reply = admin.put(
            "/api/email/senders/" + sender.text() + "/bounce-mailbox",
            fmt::format(R"({{"protocol":"imap","security":"tls","host":"localhost","port":{},
                             "username":"bounces","password":"a quiet mailbox",
                             "afterwards":"remove"}})",
                        dovecot.imaps_port()));
        EXPECT_EQ("200", summary(reply)) << reply;
    }
    std::unique_ptr<RealServer> start_reader() {
        // Nobody waits for the lease of who was killed, or for the hour of the test.
        app.execute(
            "UPDATE bounce_mailboxes SET next_check_at = '2020-01-01', leased_until = "
            "'2020-01-01'");
        return start("data", {"SOCIALFLOW_MAIL_CERTIFICATES=" + dovecot.certificate().string()});
    }
    std::int64_t bounced() {
        return app.count("campaign_executions WHERE delivery_status = 'bounced'");
    }
};

TEST_F(KilledReader, in_mid_mailbox_many_times_loses_no_report_and_counts_none_twice) {
    constexpr int people = 210, kills = 5;
    const auto sender = add_sender();
    run_campaign(add_segment_of(people));
    make_due();
    {
        const auto server = start("data");
        ASSERT_TRUE(eventually(120s, [&] { return is_completed(); })) << server->output();
    }
    for (const auto& sent : smtp.mails()) {
        const auto at = sent.data.find("Message-Id: <") + 13;
        dovecot.deliver(testing_mails::report_about(sent.data.substr(at, 36)), app.clock().now());
    }
    ASSERT_EQ(people, dovecot.mails());
    set_up(sender);
    for (int kill = 1; kill <= kills; ++kill) {
        const auto server = start_reader();
        EXPECT_TRUE(eventually(120s, [&] { return bounced() >= kill * people / (kills + 2); }))
            << server->output();
        server->kill();
    }
    const auto last = start_reader();
    EXPECT_TRUE(eventually(120s, [&] { return bounced() == people && dovecot.mails() == 0; }))
        << bounced() << " bounced, " << dovecot.mails() << " left\n"
        << last->output();
    EXPECT_EQ(std::to_string(people), app.value("SELECT reports_taken FROM bounce_mailboxes"));
    EXPECT_EQ(people, app.count("contact_interactions WHERE interaction_type = 'email_bounce'"));
    EXPECT_EQ(people, app.count("suppressions WHERE reason = 'bounced'"));
    EXPECT_EQ(0, app.count("bounce_mailbox_mails"));
}

} // namespace
