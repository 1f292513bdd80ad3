// What mails of a sender cost, and how many it may send in 24 hours.
#include "features/campaigns/email/sender_terms.hpp"

#include <gtest/gtest.h>

#include "features/campaigns/campaigns.hpp"
#include "features/campaigns/email/daily_limit.hpp"
#include "features/campaigns/engine/finish_time.hpp"
#include "features/campaigns/engine/sending_engine.hpp"
#include "testing/campaign_fixture.hpp"
#include "testing/smtp_server.hpp"
#include "testing/temporary_folder.hpp"

namespace {

using namespace std::chrono_literals;
using campaigns::MailProvider;

struct LimitCase {
    MailProvider provider;
    const char* email;
    std::optional<std::int32_t> expected;
};

TEST(ProviderLimits, follow_the_provider_and_the_kind_of_account) {
    const LimitCase cases[] = {{MailProvider::gmail, "ana@gmail.com", 500},
                               {MailProvider::gmail, "ana@GoogleMail.com", 500},
                               {MailProvider::gmail, "ana@salon.example", 2000},
                               {MailProvider::outlook, "ana@outlook.com", 300},
                               {MailProvider::outlook, "ana@hotmail.fr", 300},
                               {MailProvider::outlook, "ana@salon.example", 10'000},
                               {MailProvider::own, "ana@gmail.com", std::nullopt}};
    for (const auto& c : cases)
        EXPECT_EQ(c.expected, campaigns::provider_limit(c.provider, c.email)) << c.email;
}

TEST(ProviderLimits, may_be_undercut_but_not_exceeded) {
    EXPECT_EQ(100, campaigns::daily_limit_of(100, 500));
    EXPECT_EQ(500, campaigns::daily_limit_of(2000, 500));
    EXPECT_EQ(500, campaigns::daily_limit_of(std::nullopt, 500));
    EXPECT_EQ(70, campaigns::daily_limit_of(70, std::nullopt));
    EXPECT_FALSE(campaigns::daily_limit_of(std::nullopt, std::nullopt).has_value());
}

struct FinishCase {
    std::int64_t messages;
    campaigns::SendingTerms terms;
    const char* expected;
};

TEST(FinishTime, follows_the_minute_and_the_day) {
    const FinishCase cases[] = {
        {500, {.price_per_thousand = 0, .per_minute = {}, .per_day = 500}, "2030-01-07T08:00:00Z"},
        {501, {.price_per_thousand = 0, .per_minute = {}, .per_day = 500}, "2030-01-08T08:00:00Z"},
        {1500, {.price_per_thousand = 0, .per_minute = {}, .per_day = 500}, "2030-01-09T08:00:00Z"},
        {100,
         {.price_per_thousand = 0, .per_minute = {}, .per_day = 500, .sent_in_a_day = 450},
         "2030-01-08T08:00:00Z"},
        {600, {.price_per_thousand = 0, .per_minute = 60, .per_day = {}}, "2030-01-07T08:10:00Z"},
        {560, {.price_per_thousand = 0, .per_minute = 60, .per_day = 500}, "2030-01-08T08:01:00Z"},
        {9, {}, "2030-01-07T08:00:00Z"},
    };
    for (const auto& c : cases)
        EXPECT_EQ(c.expected,
                  to_text(campaigns::finish_time(parse_timestamp("2030-01-07T08:00:00Z").value(),
                                                 c.messages, c.terms)))
            << c.messages;
}

struct SenderTerms : campaign_tests::CampaignFixture {
    testing_paths::TemporaryFolder folder;
    testing_servers::SmtpServer mailbox;
    Client admin = app.client_as(http::MemberRole::admin);
    std::string sender = add_sender();

    std::string add_sender() {
        const auto reply = admin.post("/api/email/senders",
                                      fmt::format(R"({{"name":"Salon","email":"news@salon.example",
                             "postal_address":"5 Example Street","host":"127.0.0.1","port":{},
                             "security":"none"}})",
                                                  mailbox.port()));
        EXPECT_EQ("201", summary(reply));
        return reply.text("/id");
    }
    TestReply set(const std::string& terms) {
        return admin.put("/api/email/senders/" + sender + "/terms", terms);
    }
    TestReply terms() { return viewer.get("/api/email/senders/" + sender + "/terms"); }
    std::int64_t send_due() {
        return campaigns::SendingEngine(app.services(), campaigns::channels(),
                                        {.threads = 2, .journals = folder.path()})
            .send_due();
    }
    std::chrono::seconds wait(campaigns::DailyLimits& limits, int limit) {
        return limits.wait(app.services(), {app.project_id(), Uuid::parse(sender).value()}, limit);
    }
};

TEST_F(SenderTerms, are_a_price_and_a_limit_that_an_admin_sets) {
    EXPECT_EQ("0.00", terms().text("/price_per_thousand"));
    EXPECT_TRUE(terms().at("/daily_limit").is_null());
    EXPECT_EQ("200", summary(set(R"({"price_per_thousand":"0.40","daily_limit":250})")));
    EXPECT_EQ("0.40", terms().text("/price_per_thousand"));
    EXPECT_EQ(250, terms().at("/daily_limit").as_int64());
    EXPECT_EQ("422 invalid_input price_per_thousand:bad_format",
              summary(set(R"({"price_per_thousand":"-1"})")));
    EXPECT_EQ("422 invalid_input daily_limit:too_small",
              summary(set(R"({"price_per_thousand":"1","daily_limit":0})")));
    EXPECT_EQ("403 not_allowed", summary(manager.put("/api/email/senders/" + sender + "/terms",
                                                     R"({"price_per_thousand":"1"})")));
    app.execute("UPDATE email_senders SET provider = 'gmail'");
    EXPECT_EQ(2000, terms().at("/provider_limit").as_int64());
    EXPECT_EQ("422 invalid_input daily_limit:too_large",
              summary(set(R"({"price_per_thousand":"1","daily_limit":2001})")));
    EXPECT_EQ("200", summary(set(R"({"price_per_thousand":"1","daily_limit":2000})")));
    auto stranger = app.other_project();
    EXPECT_EQ("404 not_found", summary(stranger.get("/api/email/senders/" + sender + "/terms")));
}

TEST_F(SenderTerms, cost_what_was_rehearsed) {
    set(R"({"price_per_thousand":"400.00"})");
    const auto id = add_campaign(add_segment_of(30));
    const auto rehearsal = member.post(path(id, "/rehearsals")).text("/id");
    app.run_jobs();
    const auto report = viewer.get(path(id, "/rehearsals/" + rehearsal));
    EXPECT_EQ("12.00", report.text("/report/expected_cost"));
    manager.put(path(id, "/budget"), R"({"budget":"4.20"})");
    EXPECT_EQ("200", summary(manager.post(path(id, "/approval"),
                                          fmt::format(R"({{"rehearsal_id":"{}"}})", rehearsal))));
    set(R"({"price_per_thousand":"9000.00"})");
    EXPECT_EQ(10, send_due());
    EXPECT_EQ("budget", viewer.get(path(id)).text("/paused_because"));
    EXPECT_EQ("4.00", viewer.get(path(id, "/costs")).text("/spent"));
    EXPECT_EQ(10u, mailbox.mails().size());
}

TEST_F(SenderTerms, let_what_is_beyond_a_days_mails_wait_for_the_next) {
    set(R"({"price_per_thousand":"0","daily_limit":30})");
    const auto id = add_campaign(add_segment_of(70));
    const auto rehearsal = member.post(path(id, "/rehearsals")).text("/id");
    app.run_jobs();
    const auto report = viewer.get(path(id, "/rehearsals/" + rehearsal));
    EXPECT_EQ(30, report.at("/report/messages/0/per_day").as_int64());
    EXPECT_EQ(to_text(app.clock().now() + 48h), report.text("/report/messages/0/finishes_at"));
    manager.post(path(id, "/approval"), fmt::format(R"({{"rehearsal_id":"{}"}})", rehearsal));
    const auto sent_after = [&](std::chrono::minutes later) {
        app.clock().advance(later);
        send_due();
        return mailbox.mails().size();
    };
    EXPECT_EQ(30u, sent_after(0min));
    EXPECT_EQ(30, terms().at("/sent_in_a_day").as_int64());
    EXPECT_FALSE(viewer.get(path(id, "/metrics")).at("/next_due_at").is_null());
    EXPECT_EQ(30u, sent_after(23h));
    EXPECT_EQ(60u, sent_after(71min));
    EXPECT_EQ(70u, sent_after(25h));
    EXPECT_EQ("completed", viewer.get(path(id)).text("/status"));
    EXPECT_LT(app.count("campaign_executions WHERE delivery_attempt > 1"), 1)
        << "what waits counts as no attempt";
}

TEST_F(SenderTerms, are_counted_for_all_servers_together) {
    campaigns::DailyLimits one, other;
    int granted = 0;
    for (int ask = 0; ask < 300; ++ask) granted += wait(ask % 2 ? one : other, 100) == 0s;
    EXPECT_EQ(100, granted);
    EXPECT_GT(wait(one, 100), 24h - 10min);
    EXPECT_EQ(0s, wait(one, 101)) << "a higher limit holds at once";
    app.clock().advance(24h + 20min);
    EXPECT_EQ(0s, wait(other, 100));
}

} // namespace
