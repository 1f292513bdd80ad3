// A campaign that leaves by several senders: each has its share of the people and limits of its
// own.
#include <gtest/gtest.h>

#include "features/campaigns/campaigns.hpp"
#include "features/campaigns/engine/sending_engine.hpp"
#include "testing/campaign_fixture.hpp"
#include "testing/smtp_server.hpp"
#include "testing/temporary_folder.hpp"

namespace {

using namespace std::chrono_literals;

struct SeveralSenders : campaign_tests::CampaignFixture {
    testing_paths::TemporaryFolder folder;
    testing_servers::SmtpServer of_salon, of_studio;
    Client admin = app.client_as(http::MemberRole::admin);
    std::string salon = add_sender("salon", of_salon.port());
    std::string studio = add_sender("studio", of_studio.port());
    Uuid id;

    std::string add_sender(const std::string& name, std::uint16_t port) {
        const auto reply =
            admin.post("/api/email/senders",
                       fmt::format(R"({{"name":"{0}","email":"news@{0}.example","port":{1},
                             "postal_address":"5 {0} Street","host":"127.0.0.1","security":"none"}})",
                                   name, port));
        EXPECT_EQ("201", summary(reply));
        return reply.text("/id");
    }
    void set_daily_limit(const std::string& sender, int mails) {
        EXPECT_EQ("200", summary(admin.put("/api/email/senders/" + sender + "/terms",
                                           fmt::format(R"({{"price_per_thousand":"400.00",
                                                            "daily_limit":{}}})",
                                                       mails))));
    }
    static std::string mail_by(const std::string& senders) {
        return R"({"message_name":"Hello","subject_line":"Spring","message_content":"Come in. )"
               R"({{ sender.postal_address }} {{ links.unsubscribe }}","settings":{"senders":)"
               + senders + "}}";
    }
    std::string three_to_one() const {
        return fmt::format(R"([{{"sender_id":"{}","weight":3}},{{"sender_id":"{}","weight":1}}])",
                           salon, studio);
    }
    void draft(int people) {
        id = member.post("/api/campaigns", campaign_input(add_segment_of(people))).uuid("/id");
        const auto reply = member.post(path(id, "/messages"), mail_by(three_to_one()));
        ASSERT_EQ("201", summary(reply)) << reply;
    }
    void run(int people) {
        draft(people);
        EXPECT_EQ("200", summary(approve(id)));
    }
    void send_due() {
        campaigns::SendingEngine(app.services(), campaigns::channels(),
                                 {.threads = 2, .journals = folder.path()})
            .send_due();
    }
    // Who got one by either of them, and how often.
    std::map<std::string, int> got() const {
        std::map<std::string, int> times;
        for (const auto* server : {&of_salon, &of_studio})
            for (const auto& taken : server->mails()) ++times[taken.to.at(0)];
        return times;
    }
    void expect_nobody_twice() const {
        for (const auto& [address, times] : got()) EXPECT_EQ(1, times) << address;
    }
    boost::json::value metrics_of(const std::string& sender) {
        const auto metrics = viewer.get(path(id, "/metrics"));
        const auto senders = metrics.at("/senders");
        for (const auto& each : senders.as_array())
            if (each.at("sender_id").as_string() == sender) return each;
        ADD_FAILURE() << "not among them: " << metrics;
        return {};
    }
    std::int64_t people_of(const std::string& sender) {
        return metrics_of(sender).at("ledger").at("total").as_int64();
    }
};

TEST_F(SeveralSenders, share_the_people_by_their_weights) {
    run(400);
    send_due();
    EXPECT_EQ(400u, got().size());
    expect_nobody_twice();
    EXPECT_NEAR(300, static_cast<double>(of_salon.mails().size()), 40);
    EXPECT_EQ(static_cast<std::int64_t>(of_salon.mails().size()), people_of(salon));
    EXPECT_EQ(static_cast<std::int64_t>(of_studio.mails().size()), people_of(studio));
    EXPECT_TRUE(ledger_of(id).adds_up());
    EXPECT_EQ("completed", viewer.get(path(id)).text("/status"));
    for (const auto& taken : of_studio.mails()) {
        EXPECT_NE(std::string::npos, taken.data.find("From: studio <news@studio.example>"));
        EXPECT_NE(std::string::npos, taken.data.find("5 studio Street"));
    }
}

TEST_F(SeveralSenders, are_counted_one_by_one_in_the_rehearsal) {
    draft(400);
    set_daily_limit(studio, 20);
    const auto rehearse = [&] {
        const auto rehearsal = member.post(path(id, "/rehearsals")).text("/id");
        app.run_jobs();
        return viewer.get(path(id, "/rehearsals/" + rehearsal));
    };
    const auto report = rehearse();
    const auto rehearsed = report.at("/report/messages/0/senders");
    const auto& senders = rehearsed.as_array();
    ASSERT_EQ(2u, senders.size()) << report;
    EXPECT_EQ("salon <news@salon.example>", senders[0].at("name").as_string());
    EXPECT_TRUE(senders[0].at("finishes_at").is_null());
    EXPECT_EQ(20, senders[1].at("per_day").as_int64());
    EXPECT_EQ(senders[1].at("finishes_at"), report.at("/report/messages/0/finishes_at"))
        << "the last one's";
    const auto of_studio_alone = senders[1].at("recipients").as_int64();
    EXPECT_EQ(400, senders[0].at("recipients").as_int64() + of_studio_alone);
    EXPECT_EQ(fmt::format("{:.2f}", static_cast<double>(of_studio_alone) * 0.4),
              report.text("/report/expected_cost"))
        << "the other one costs nothing";
    const auto again = rehearse();
    EXPECT_EQ(report.at("/report/messages"), again.at("/report/messages"))
        << "everybody stays with his sender";
}

TEST_F(SeveralSenders, go_on_while_one_has_sent_what_it_may_in_a_day) {
    set_daily_limit(studio, 10);
    run(200);
    send_due();
    EXPECT_EQ(10u, of_studio.mails().size());
    EXPECT_EQ(static_cast<std::int64_t>(of_salon.mails().size()), people_of(salon));
    EXPECT_EQ("running", viewer.get(path(id)).text("/status"));
    EXPECT_EQ("daily_limit", metrics_of(studio).at("waits_because").as_string());
    EXPECT_TRUE(metrics_of(salon).at("waits_because").is_null());
    for (int day = 0; day < 10; ++day) {
        app.clock().advance(24h + 20min);
        send_due();
    }
    EXPECT_EQ(200u, got().size());
    expect_nobody_twice();
    EXPECT_EQ("completed", viewer.get(path(id)).text("/status"));
}

TEST_F(SeveralSenders, go_on_while_nobody_answers_one) {
    const auto nobody = std::make_unique<testing_servers::SmtpServer>()->port(); // gone at once
    app.execute(fmt::format("UPDATE email_senders SET port = {} WHERE id = '{}'", nobody, studio));
    run(200);
    send_due();
    EXPECT_EQ(static_cast<std::int64_t>(of_salon.mails().size()), people_of(salon));
    const auto waiting = metrics_of(studio);
    EXPECT_EQ("unreachable", waiting.at("waits_because").as_string());
    EXPECT_NE("", waiting.at("waits_detail").as_string());
    EXPECT_EQ(people_of(studio), waiting.at("ledger").at("pending").as_int64());
}

TEST_F(SeveralSenders, take_the_share_of_one_that_was_deleted) {
    run(200);
    EXPECT_EQ("204", summary(admin.del("/api/email/senders/" + studio)));
    send_due();
    EXPECT_EQ(200u, of_salon.mails().size());
    expect_nobody_twice();
    EXPECT_EQ("completed", viewer.get(path(id)).text("/status"));
}

TEST_F(SeveralSenders, are_known_and_named_once) {
    id = member.post("/api/campaigns", campaign_input(add_segment_of(1))).uuid("/id");
    const auto one = R"([{"sender_id":")" + salon + R"(","weight":)";
    const std::pair<std::string, std::string> cases[] = {
        {one + "0}]", "422 invalid_input settings.senders[0].weight:too_small"},
        {one + "101}]", "422 invalid_input settings.senders[0].weight:too_large"},
        {one + "100}]", "201"},
        {one + R"(1},{"sender_id":")" + salon + R"("}])",
         "422 invalid_input settings.senders[1].sender_id:duplicate"},
        {R"([{"sender_id":"00000000-0000-7000-8000-000000000000"}])",
         "422 invalid_input settings.senders[0].sender_id:not_found"}};
    for (const auto& [senders, expected] : cases)
        EXPECT_EQ(expected, summary(member.post(path(id, "/messages"), mail_by(senders))))
            << senders;
}

} // namespace
