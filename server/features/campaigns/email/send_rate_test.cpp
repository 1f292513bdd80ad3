// How fast mails go where somebody asked for less, and that all servers count together.
#include "features/campaigns/email/send_rate.hpp"

#include <gtest/gtest.h>

#include "features/campaigns/campaigns.hpp"
#include "features/campaigns/engine/sending_engine.hpp"
#include "testing/campaign_fixture.hpp"
#include "testing/smtp_server.hpp"
#include "testing/temporary_folder.hpp"

namespace {

using namespace std::chrono_literals;
using campaigns::Pace;
using campaigns::Slowed;

const auto noon = *parse_timestamp("2030-01-07T12:00:00Z");

struct PaceCase {
    std::int32_t per_minute;
    std::chrono::seconds quiet;
    std::optional<std::int32_t> expected;
};

TEST(Pace, doubles_with_every_quiet_minute_until_there_is_no_limit) {
    for (const auto& c : {PaceCase{60, 0s, 60}, PaceCase{60, 59s, 60}, PaceCase{60, 60s, 120},
                          PaceCase{60, 360s, 3840}, PaceCase{60, 420s, std::nullopt},
                          PaceCase{1, 720s, 4096}, PaceCase{1, 1000h, std::nullopt}})
        EXPECT_EQ(c.expected, campaigns::pace_now({c.per_minute, noon}, noon + c.quiet))
            << c.per_minute << " after " << c.quiet.count();
}

TEST(Pace, is_halved_by_a_complaint_and_by_many_at_once_only_once) {
    auto pace = campaigns::slower(std::nullopt, noon);
    EXPECT_EQ(campaigns::first_pace, pace.per_minute);
    EXPECT_EQ(60, campaigns::slower(pace, noon + 9s).per_minute);
    pace = campaigns::slower(pace, noon + 10s);
    EXPECT_EQ(30, pace.per_minute);
    EXPECT_EQ(60, campaigns::slower(pace, noon + 130s).per_minute) << "it had come to 120 again";
    EXPECT_EQ(1, campaigns::slower(Pace{1, noon}, noon + 20s).per_minute);
}

struct ComplaintCase {
    std::int32_t code;
    const char* reply;
    Slowed expected;
};

TEST(Pace, is_asked_for_by_the_server_or_by_the_host_of_the_mailbox) {
    for (const auto& c :
         {ComplaintCase{421, "421 too busy", Slowed::sender},
          ComplaintCase{421, "421 4.7.0 too busy", Slowed::sender},
          ComplaintCase{451, "451 4.7.1 greylisted", Slowed::host},
          ComplaintCase{450, "450-4.7.28 rate", Slowed::host},
          ComplaintCase{452, "452 4.2.2 mailbox full", Slowed::nobody},
          ComplaintCase{550, "550 5.7.1 no", Slowed::nobody}, ComplaintCase{0, "", Slowed::nobody}})
        EXPECT_EQ(c.expected, campaigns::slowed_by(c.code, c.reply)) << c.reply;
}

struct SendRates : campaign_tests::CampaignFixture {
    testing_paths::TemporaryFolder folder;
    Client admin = app.client_as(http::MemberRole::admin);

    std::string add_sender(const testing_servers::SmtpServer& server,
                           const std::string& more = "") {
        const auto reply = admin.post(
            "/api/email/senders",
            fmt::format(R"({{"name":"Salon","email":"news@salon.example","postal_address":"x",
                            "host":"127.0.0.1","port":{},"security":"none"{}}})",
                        server.port(), more));
        EXPECT_EQ("201", summary(reply)) << reply;
        return reply.text("/id");
    }
    void send(const std::string& node = "one") {
        campaigns::SendingEngine(app.services(), campaigns::channels(),
                                 {.threads = 2, .journals = folder.path() / node})
            .send_due();
    }
    // The second half of the people have their mailboxes elsewhere.
    Uuid campaign_to_two_hosts(int people) {
        const auto segment = add_segment_of(people);
        app.execute(
            "UPDATE contacts SET email = replace(email, 'example.com', 'slow.example'), "
            "email_normalised = replace(email_normalised, 'example.com', 'slow.example') "
            "WHERE substr(email, 2, position('@' in email) - 2)::integer % 2 = 1");
        return run_campaign(segment);
    }
    std::int64_t sent_to(const std::string& host) {
        return app.count("campaign_executions WHERE delivery_status = 'sent' AND address LIKE '%@"
                         + host + "'");
    }
};

TEST_F(SendRates, are_counted_by_the_database_for_all_servers_together) {
    testing_servers::SmtpServer server;
    add_sender(server, R"(,"per_minute":120)");
    const campaigns::SenderKey key{app.project_id(),
                                   *Uuid::parse(app.value("SELECT id FROM email_senders"))};
    campaigns::SendRates one, other; // of two servers
    int allowed = 0;
    for (int second = 0; second < 5; ++second) {
        for (int i = 0; i < 10; ++i)
            for (auto* node : {&one, &other})
                allowed += node->wait(app.services(), key, 120, "example.com").count() == 0;
        app.clock().advance(1s);
    }
    EXPECT_EQ(10, allowed) << "two a second, however many servers ask";
}

TEST_F(SendRates, hold_a_sender_to_what_its_settings_say) {
    testing_servers::SmtpServer server;
    add_sender(server, R"(,"per_minute":60)");
    const auto id = run_campaign(add_segment_of(5));
    send();
    EXPECT_EQ(1, ledger_of(id).sent);
    EXPECT_EQ(0, app.count("campaign_executions WHERE delivery_attempt > 1"));
    for (int second = 2; second <= 5; ++second) {
        app.clock().advance(2s);
        send(second % 2 == 0 ? "other" : "one");
        EXPECT_EQ(second, ledger_of(id).sent) << "whichever server it is";
    }
}

TEST_F(SendRates, hold_mails_back_without_doubt_when_they_cannot_be_counted) {
    testing_servers::SmtpServer server;
    add_sender(server, R"(,"per_minute":6000)");
    const auto id = run_campaign(add_segment_of(10));
    app.execute("ALTER TABLE send_tokens RENAME TO send_tokens_away");
    send();
    EXPECT_EQ(10, ledger_of(id).pending);
    EXPECT_EQ(0u, server.mails().size());
    app.execute("ALTER TABLE send_tokens_away RENAME TO send_tokens");
    app.clock().advance(1min);
    send();
    EXPECT_EQ(10, ledger_of(id).sent);
}

TEST_F(SendRates, slow_one_host_that_asks_for_it_and_let_it_recover) {
    std::atomic<bool> complains = true;
    testing_servers::SmtpServer server(
        {.reply = [&](const std::string& command, const std::string& line) -> std::string {
            const bool is_slow = line.find("@slow.example") != line.npos;
            return command == "RCPT" && is_slow && complains ? "451 4.7.1 too many, slowly" : "";
        }});
    add_sender(server);
    const auto id = campaign_to_two_hosts(100);
    send();
    EXPECT_EQ(50, sent_to("example.com")) << "the other host is none the slower";
    EXPECT_EQ(0, sent_to("slow.example"));
    EXPECT_EQ(1, app.count("send_paces WHERE host = 'slow.example' AND per_minute = 60"));
    EXPECT_GE(4, app.count("campaign_executions WHERE delivery_attempt > 0 AND address LIKE "
                           "'%slow.example'"))
        << "most of them were not even tried";
    complains = false;
    app.clock().advance(90s);
    send();
    const auto soon = sent_to("slow.example");
    EXPECT_GE(soon, 1);
    EXPECT_LE(soon, 4) << "two a second by now";
    app.clock().advance(20min);
    send();
    EXPECT_EQ(50, sent_to("slow.example"));
    EXPECT_EQ(100, ledger_of(id).sent);
}

TEST_F(SendRates, slow_the_whole_sender_when_its_own_server_is_too_busy) {
    testing_servers::SmtpServer server(
        {.reply = [](const std::string& command, const std::string&) {
            return std::string(command == "MAIL" ? "421 4.3.2 too busy" : "");
        }});
    add_sender(server);
    run_campaign(add_segment_of(20));
    send();
    EXPECT_EQ(1, app.count("send_paces WHERE host = ''"));
    EXPECT_GE(4, app.count("campaign_executions WHERE delivery_attempt > 0")) << "not one by one";
}

} // namespace
