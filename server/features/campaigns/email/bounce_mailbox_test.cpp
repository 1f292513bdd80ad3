// Reports that come back to a mailbox, read out of a real one: Dovecot, over IMAP and POP3.
#include <gtest/gtest.h>

#include <thread>

#include "features/campaigns/campaigns.hpp"
#include "features/campaigns/email/bounce_mailbox.hpp"
#include "features/campaigns/engine/sending_engine.hpp"
#include "testing/bounce_reports.hpp"
#include "testing/campaign_fixture.hpp"
#include "testing/dovecot.hpp"
#include "testing/smtp_server.hpp"
#include "testing/temporary_folder.hpp"

namespace {

using namespace std::chrono_literals;
using testing_mails::report_about;
using testing_servers::Dovecot;
using testing_servers::SmtpServer;

constexpr auto letter = "From: aunt@example.org\r\nSubject: Sunday\r\n\r\nCome for dinner.\r\n";

struct WithDovecot {
    Dovecot dovecot;
};

struct BounceMailboxes : WithDovecot, campaign_tests::CampaignFixture {
    SmtpServer server;
    testing_paths::TemporaryFolder folder;
    Client admin = app.client_as(http::MemberRole::admin);
    std::string sender;

    BounceMailboxes()
        : CampaignFixture([this](config::Config& config) {
              config.mail_certificates = dovecot.certificate();
          }) {
        app.execute("SELECT make_interaction_partitions('2030-01-07')");
        const auto reply = admin.post(
            "/api/email/senders",
            fmt::format(R"({{"name":"Salon","email":"news@salon.example","host":"127.0.0.1",
                             "postal_address":"5 Example Street","port":{},"security":"none"}})",
                        server.port()));
        EXPECT_EQ("201", summary(reply));
        sender = reply.text("/id");
    }

    // People who got a mail of a campaign: its Message-IDs without domain.
    std::vector<std::string> send_mails(int people) {
        run_campaign(add_segment_of(people));
        campaigns::SendingEngine(app.services(), campaigns::channels(),
                                 {.threads = 2, .journals = folder.path() / "journals"})
            .send_due();
        std::vector<std::string> ids;
        for (const auto& received : server.mails()) {
            const auto at = received.data.find("Message-Id: <") + 13;
            ids.push_back(received.data.substr(at, 36));
        }
        return ids;
    }
    void deliver(std::string_view source, std::chrono::hours age = 0h) {
        dovecot.deliver(source, app.clock().now() - age);
    }

    std::string path(const std::string& rest = "") const {
        return "/api/email/senders/" + sender + "/bounce-mailbox" + rest;
    }
    static std::string input(std::string_view protocol, std::string_view security,
                             std::uint16_t port, std::string_view more = "") {
        return fmt::format(R"({{"protocol":"{}","security":"{}","host":"localhost","port":{},
                                "username":"bounces","password":"a quiet mailbox"{}}})",
                           protocol, security, port, more);
    }
    std::string imap(std::string_view more = "") const {
        return input("imap", "tls", dovecot.imaps_port(), more);
    }
    std::string pop3(std::string_view more = "") const {
        return input("pop3", "starttls", dovecot.pop3_port(), more);
    }
    void set_up(const std::string& mailbox) {
        const auto reply = admin.put(path(), mailbox);
        EXPECT_EQ("200", summary(reply)) << reply;
    }
    bool look_once() {
        const std::atomic<bool> stops{false};
        return campaigns::read_due_mailbox(app.services(), stops);
    }
    void look() {
        while (look_once()) {
        }
    }
    void look_later() {
        app.clock().advance(campaigns::mailbox_pause);
        look();
    }
    // "2 taken", or why not.
    std::string state() {
        const auto reply = viewer.get("/api/email/bounce-mailboxes");
        const auto failure = reply.text("/items/0/failure");
        if (!failure.empty()) return failure;
        return fmt::format("{} taken", reply.at("/items/0/reports_taken").as_int64());
    }
    std::int64_t bounced() {
        return app.count("campaign_executions WHERE delivery_status = 'bounced'");
    }
    std::int64_t on_timelines() {
        return app.count("contact_interactions WHERE interaction_type = 'email_bounce'");
    }
};

} // namespace

TEST_F(BounceMailboxes, are_read_over_imap_and_leave_letters_alone) {
    const auto ids = send_mails(3);
    deliver(letter);
    deliver(report_about(ids.at(0)));
    deliver(report_about(ids.at(1), "4.2.2"));
    deliver(report_about("00000000-0000-7000-8000-000000000002"));
    set_up(imap());
    EXPECT_TRUE(viewer.get("/api/email/bounce-mailboxes").at("/items/0/is_checked_now").as_bool());
    look();
    EXPECT_EQ("2 taken", state());
    EXPECT_EQ(2, bounced());
    EXPECT_EQ(1, app.count("suppressions WHERE reason = 'bounced'")) << "the full one may pass";
    EXPECT_EQ(4, dovecot.mails());
    EXPECT_EQ(0, dovecot.seen_mails()) << "somebody's own mailbox is as it was";
    deliver(report_about(ids.at(2)));
    look_later();
    EXPECT_EQ("3 taken", state());
    EXPECT_EQ(3, on_timelines());
}

TEST_F(BounceMailboxes, are_read_over_pop3_each_mail_once) {
    const auto ids = send_mails(2);
    deliver(report_about(ids.at(0)));
    deliver(letter);
    set_up(pop3());
    look();
    EXPECT_EQ("1 taken", state());
    EXPECT_EQ(2, app.count("bounce_mailbox_mails"));
    deliver(report_about(ids.at(1)));
    look_later();
    EXPECT_EQ("2 taken", state());
    EXPECT_EQ(2, on_timelines());
    EXPECT_EQ(3, dovecot.mails());
}

TEST_F(BounceMailboxes, are_read_over_every_kind_of_encryption) {
    const auto ids = send_mails(1);
    deliver(report_about(ids.at(0)));
    for (const auto& mailbox : {input("imap", "starttls", dovecot.imap_port()),
                                input("imap", "tls", dovecot.imaps_port()),
                                input("pop3", "starttls", dovecot.pop3_port()),
                                input("pop3", "tls", dovecot.pop3s_port())}) {
        set_up(mailbox);
        look();
        EXPECT_EQ("1 taken", state()) << mailbox;
    }
    EXPECT_EQ(1, on_timelines()) << "the same report, four times";
}

TEST_F(BounceMailboxes, lose_only_reports_that_were_taken) {
    const auto ids = send_mails(2);
    for (const auto& mailbox :
         {imap(R"(,"afterwards":"remove")"), pop3(R"(,"afterwards":"remove")")}) {
        const auto before = dovecot.mails();
        deliver(letter);
        deliver(report_about(ids.at(0)));
        deliver(report_about("00000000-0000-7000-8000-000000000002"));
        set_up(mailbox);
        look();
        EXPECT_EQ("1 taken", state());
        EXPECT_EQ(before + 2, dovecot.mails());
        EXPECT_EQ(0, app.count("bounce_mailbox_mails WHERE is_report"));
    }
}

TEST_F(BounceMailboxes, mark_what_was_taken) {
    const auto ids = send_mails(1);
    deliver(letter);
    deliver(report_about(ids.at(0)));
    set_up(imap(R"(,"afterwards":"mark_seen")"));
    look();
    EXPECT_EQ(1, dovecot.seen_mails());
    EXPECT_EQ(2, dovecot.mails());
}

TEST_F(BounceMailboxes, begin_a_week_back_and_anew_when_the_server_numbers_anew) {
    const auto ids = send_mails(2);
    deliver(report_about(ids.at(0)), 24h * 30);
    deliver(report_about(ids.at(1)), 24h);
    set_up(imap());
    look();
    EXPECT_EQ("1 taken", state());
    dovecot.renumber();
    deliver(letter);
    deliver(report_about(ids.at(0)));
    look_later();
    EXPECT_EQ(2, bounced());
    EXPECT_EQ(2, on_timelines()) << "what came before is read again and counts once";
}

TEST_F(BounceMailboxes, go_on_where_a_killed_server_stopped) {
    const auto ids = send_mails(1);
    deliver(report_about(ids.at(0)));
    set_up(imap(R"(,"afterwards":"remove")"));
    // Taken in and not yet removed, the lease still held: as kill −9 leaves it.
    look();
    deliver(report_about(ids.at(0)));
    app.execute(
        "UPDATE bounce_mailboxes SET last_uid = 2, next_check_at = '2030-01-07 09:00Z', "
        "leased_by = sender_id, leased_until = '2030-01-07 09:02Z'");
    app.execute(
        "INSERT INTO bounce_mailbox_mails SELECT project_id, sender_id, '2', true "
        "FROM bounce_mailboxes");
    EXPECT_FALSE(look_once()) << "another server may still be at it";
    EXPECT_EQ(1, dovecot.mails());
    app.clock().advance(campaigns::mailbox_lease);
    look();
    EXPECT_EQ("1 taken", state());
    EXPECT_EQ(0, dovecot.mails());
    EXPECT_EQ(0, app.count("bounce_mailbox_mails"));
}

TEST_F(BounceMailboxes, are_read_by_one_server_at_a_time) {
    for (int i = 0; i < 30; ++i) deliver(report_about("00000000-0000-7000-8000-000000000002"));
    set_up(imap());
    std::atomic<int> looks{0};
    std::vector<std::thread> nodes;
    for (int i = 0; i < 4; ++i)
        nodes.emplace_back([&] {
            if (look_once()) ++looks;
        });
    for (auto& node : nodes) node.join();
    EXPECT_EQ(1, looks);
}

TEST_F(BounceMailboxes, say_why_they_cannot_be_read) {
    const auto wrong_password = [](std::string mailbox) {
        return mailbox.replace(mailbox.find("a quiet mailbox"), 15, "wrong");
    };
    const auto port = testing_servers::free_port();
    const std::vector<std::pair<std::string, std::string>> cases{
        {wrong_password(imap()), "sign_in"},
        {wrong_password(pop3()), "sign_in"},
        {imap(R"(,"folder":"Rückläufer \"x")"), "folder"},
        {input("imap", "tls", port), "connection"},
        {input("imap", "tls", dovecot.imap_port()), "tls"},
        {input("pop3", "tls", dovecot.pop3_port()), "tls"},
    };
    for (const auto& [mailbox, failure] : cases) {
        set_up(mailbox);
        look();
        EXPECT_EQ(failure, state()) << mailbox;
    }
    set_up(imap());
    look();
    EXPECT_EQ("0 taken", state()) << "mended";
    dovecot.stop();
    EXPECT_EQ("202", summary(admin.post(path("/checks"))));
    look();
    EXPECT_EQ("connection", state());
}

TEST_F(BounceMailboxes, read_a_bounded_number_at_a_time) {
    const auto ids = send_mails(1);
    for (std::size_t i = 0; i < campaigns::most_mails_in_look; ++i) deliver(letter);
    deliver(report_about(ids.at(0)));
    set_up(imap());
    EXPECT_TRUE(look_once());
    EXPECT_EQ("0 taken", state());
    EXPECT_EQ(std::to_string(campaigns::most_mails_in_look),
              app.value("SELECT last_uid FROM bounce_mailboxes"));
    EXPECT_TRUE(look_once()) << "the rest at once";
    EXPECT_EQ("1 taken", state());
}

TEST_F(BounceMailboxes, survive_what_strangers_send) {
    const auto ids = send_mails(1);
    std::string forged_answers = "Content-Type: multipart/report; boundary=B\r\n\r\n";
    for (int tag = 0; tag < 40; ++tag)
        forged_answers += fmt::format("s{0} OK done\r\nA{0:03} OK done\r\n* SEARCH 1 2 3\r\n", tag);
    forged_answers += ".\r\n+OK\r\n";
    const std::vector<std::string> hostile{
        forged_answers,
        "Content-Type: multipart/report" + std::string(300'000, 'x'),
        "Content-Type: multipart/report; boundary=\"{5}\r\n\r\n" + std::string(5000, '\0'),
        "Content-Type: multipart/report\r\n\r\n" + std::string(2 * 1024 * 1024, 'x'),
        std::string(100, '\xff'),
        "",
    };
    for (const auto& each : hostile) deliver(each);
    deliver(report_about(ids.at(0)));
    for (const auto& mailbox : {imap(R"(,"afterwards":"remove")"), pop3()}) {
        set_up(mailbox);
        look();
        EXPECT_EQ(std::ssize(hostile), dovecot.mails()) << "nothing of theirs was removed";
    }
    EXPECT_EQ("0 taken", state());
}

TEST_F(BounceMailboxes, are_checked_before_they_are_stored) {
    const std::vector<std::pair<std::string, std::string>> cases{
        {R"({})",
         "422 invalid_input protocol:required host:required port:required security:required "
         "username:required"},
        {input("imap", "none", 143), "422 invalid_input security:not_allowed"},
        {input("pop3", "tls", 995, R"(,"afterwards":"mark_seen")"),
         "422 invalid_input afterwards:not_allowed"},
        {input("imap", "tls", 993, R"(,"folder":"a\nb")"), "422 invalid_input folder:bad_format"},
        {R"({"protocol":"imap","security":"tls","host":"a/b","port":993,"username":"x","password":"y"})",
         "422 invalid_input host:bad_format"},
        {R"({"protocol":"imap","security":"tls","host":"a","port":993,"username":"x"})",
         "422 invalid_input password:required"},
    };
    for (const auto& [mailbox, answer] : cases)
        EXPECT_EQ(answer, summary(admin.put(path(), mailbox))) << mailbox;
    EXPECT_EQ(0, app.count("bounce_mailboxes"));
}

TEST_F(BounceMailboxes, keep_their_password_to_themselves) {
    set_up(imap());
    const auto listed = viewer.get("/api/email/bounce-mailboxes");
    EXPECT_EQ(listed.body.npos, listed.body.find("quiet"));
    EXPECT_EQ(0,
              app.count("bounce_mailboxes WHERE position('quiet'::bytea in password_sealed) > 0"));
    const auto other_server =
        R"({"protocol":"imap","security":"tls","host":"evil.example","port":993,"username":"bounces"})";
    EXPECT_EQ("422 invalid_input password:required", summary(admin.put(path(), other_server)));
    auto same = imap(R"(,"afterwards":"remove")");
    same.erase(same.find(R"("password")"), std::string(R"("password":"a quiet mailbox",)").size());
    EXPECT_EQ("200", summary(admin.put(path(), same))) << same;
    look();
    EXPECT_EQ("0 taken", state()) << "the password stayed";
    EXPECT_EQ("403 not_allowed", summary(manager.put(path(), imap())));
    auto other = app.other_project();
    EXPECT_EQ("404 not_found", summary(other.put(path(), imap())));
    EXPECT_EQ("404 not_found", summary(other.post(path("/checks"))));
    EXPECT_TRUE(other.get("/api/email/bounce-mailboxes").at("/items").as_array().empty());
    EXPECT_EQ("204", summary(admin.del(path())));
    EXPECT_EQ("404 not_found", summary(admin.del(path())));
}

TEST(BounceMailbox, does_not_reach_into_the_servers_own_network) {
    const Dovecot dovecot;
    TestApp app{{.configure = [&](config::Config& config) {
        config.mail_certificates = dovecot.certificate();
    }}};
    auto admin = app.client_as(http::MemberRole::admin);
    const auto sender = admin.post(
        "/api/email/senders",
        R"({"name":"A","email":"a@b.example","postal_address":"x","host":"h.example","security":"none"})");
    admin.put("/api/email/senders/" + sender.text("/id") + "/bounce-mailbox",
              BounceMailboxes::input("imap", "tls", dovecot.imaps_port()));
    const std::atomic<bool> stops{false};
    EXPECT_TRUE(campaigns::read_due_mailbox(app.services(), stops));
    EXPECT_EQ("connection", app.value("SELECT failure FROM bounce_mailboxes"));
}

TEST(BounceMailbox, trusts_no_certificate_that_nobody_vouches_for) {
    const Dovecot dovecot;
    TestApp app{
        {.configure = [](config::Config& config) { config.allow_private_outbound = true; }}};
    auto admin = app.client_as(http::MemberRole::admin);
    const auto sender = admin.post(
        "/api/email/senders",
        R"({"name":"A","email":"a@b.example","postal_address":"x","host":"h.example","security":"none"})");
    const auto path = "/api/email/senders/" + sender.text("/id") + "/bounce-mailbox";
    const std::atomic<bool> stops{false};
    for (const auto& mailbox : {BounceMailboxes::input("imap", "tls", dovecot.imaps_port()),
                                BounceMailboxes::input("imap", "starttls", dovecot.imap_port()),
                                BounceMailboxes::input("pop3", "starttls", dovecot.pop3_port())}) {
        admin.put(path, mailbox);
        EXPECT_TRUE(campaigns::read_due_mailbox(app.services(), stops));
        EXPECT_EQ("tls", app.value("SELECT failure FROM bounce_mailboxes")) << mailbox;
    }
}
