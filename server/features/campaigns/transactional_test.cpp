// Campaigns of what people wait for: also to who wants no news, never to who must not be written
// to, and what is in doubt is sent once more.
#include <gtest/gtest.h>

#include <fstream>

#include "features/campaigns/campaigns.hpp"
#include "features/campaigns/engine/sending_engine.hpp"
#include "platform/mail/parts.hpp"
#include "testing/campaign_fixture.hpp"
#include "testing/smtp_server.hpp"
#include "testing/temporary_folder.hpp"
#include "testing/test_channel.hpp"

namespace {

using campaigns::Outcome;
using namespace std::chrono_literals;

constexpr auto transactional = R"(,"campaign_type":"transactional")";

struct Transactional : campaign_tests::CampaignFixture {
    TestChannel channel;
    testing_paths::TemporaryFolder folder;

    Uuid draft(const Uuid& segment, const std::string& message = mail) {
        const auto reply = manager.post("/api/campaigns", campaign_input(segment, transactional));
        EXPECT_EQ("201", summary(reply)) << reply;
        EXPECT_EQ("201", summary(manager.post(path(reply.uuid("/id"), "/messages"), message)));
        return reply.uuid("/id");
    }
    std::int64_t send(const campaigns::Channels& channels) {
        return campaigns::SendingEngine(app.services(), channels,
                                        {.threads = 2, .journals = folder.path() / "journals"})
            .send_due();
    }
    // Puts the address of one person, who has a row in some ledger, on the list.
    void suppress(int number, const std::string& reason, const std::string& topic = "") {
        app.execute(fmt::format(
            "INSERT INTO suppressions (project_id, address_hash, address, channel, topic, reason) "
            "SELECT project_id, address_hash, address, 'email', '{}', '{}' FROM "
            "campaign_executions WHERE address = 'p{}@example.com' LIMIT 1",
            topic, reason, number));
    }
    std::string addresses() {
        std::string all;
        for (const auto& [address, times] : channel.accepted())
            all += address.substr(0, address.find('@')) + ":" + std::to_string(times) + " ";
        return all;
    }
};

} // namespace

TEST_F(Transactional, reaches_who_wants_no_news_but_nobody_who_must_not_be_written_to) {
    const auto everybody = add_segment_of(9);
    EXPECT_EQ("202", summary(member.post(path(add_campaign(everybody), "/rehearsals"))));
    app.run_jobs();
    suppress(1, "unsubscribed");
    suppress(2, "bounced");
    suppress(3, "complained");
    suppress(4, "manual");
    suppress(5, "imported");
    change_person(6, "do_not_contact = true");
    change_person(7, "email_subscribed = false");
    app.execute("UPDATE projects SET opt_in = true"); // and nobody has agreed
    const auto id = draft(everybody);
    EXPECT_EQ("200", summary(approve(id)));
    EXPECT_EQ("do_not_contact 1, suppressed 4",
              app.value("SELECT string_agg(reason || ' ' || n, ', ' ORDER BY reason) FROM (SELECT "
                        "skip_reason AS reason, count(*) AS n FROM campaign_executions WHERE "
                        "skip_reason IS NOT NULL AND campaign_id = '"
                        + id.text() + "' GROUP BY 1) s"));
    const auto audience = viewer.post(
        "/api/campaigns/audience",
        fmt::format(R"({{"target_segments":["{}"]{}}})", everybody.text(), transactional));
    EXPECT_EQ(4, audience.at("/reachable").as_int64()) << audience;
    suppress(8, "bounced"); // since it was approved
    suppress(9, "unsubscribed");
    send(channel.channels());
    EXPECT_EQ("p1:1 p7:1 p9:1 ", addresses());
}

TEST_F(Transactional, is_for_managers_and_has_neither_topic_nor_limit) {
    const auto segment = add_segment_of(1);
    const auto input = campaign_input(segment, transactional);
    EXPECT_EQ("403 not_allowed", summary(member.post("/api/campaigns", input)));
    const auto id = add_campaign(segment);
    const auto change = R"({"campaign_type":"transactional"})";
    EXPECT_EQ("403 not_allowed", summary(member.patch(path(id), change)));
    EXPECT_EQ("marketing", viewer.get(path(id)).text("/campaign_type"));
    EXPECT_EQ("200", summary(manager.patch(path(id), change)));
    EXPECT_EQ("200", summary(member.patch(path(id), R"({"name":"Your order"})")));
    EXPECT_EQ("403 not_allowed", summary(member.post(path(id, "/copies"))));
    EXPECT_EQ("422 invalid_input cap_messages:not_allowed",
              summary(manager.patch(path(id), R"({"cap_messages":1,"cap_days":7})")));
    EXPECT_EQ("201", summary(manager.post("/api/campaign-topics", R"({"key":"a","name":"A"})")));
    EXPECT_EQ("422 invalid_input topic:not_allowed",
              summary(manager.patch(path(id), R"({"topic":"a"})")));
}

TEST_F(Transactional, leaves_without_a_way_out) {
    testing_servers::SmtpServer mailbox;
    auto admin = app.client_as(http::MemberRole::admin);
    EXPECT_EQ("201", summary(admin.post(
                         "/api/email/senders",
                         fmt::format(R"({{"name":"A","email":"a@salon.example","postal_address":"x",
                             "host":"127.0.0.1","port":{},"security":"none"}})",
                                     mailbox.port()))));
    const auto id = draft(add_segment_of(1),
                          R"({"message_name":"M","subject_line":"x","message_content":"Paid."})");
    EXPECT_EQ("200", summary(approve(id)));
    send(campaigns::channels());
    ASSERT_EQ(1u, mailbox.mails().size());
    const auto parts = mail::read_parts(mailbox.mails()[0].data);
    EXPECT_EQ("Paid.", parts.text.substr(0, 5));
    ASSERT_FALSE(parts.headers.empty());
    for (const auto& [name, value] : parts.headers)
        EXPECT_FALSE(name.starts_with("List-")) << name << ": " << value;
    const auto remarks = [&](const std::string& type) {
        return viewer
            .post("/api/email/preview",
                  R"({"subject_line":"x","message_content":"y","campaign_type":")" + type + "\"}")
            .at("/remarks")
            .as_array()
            .size();
    };
    EXPECT_EQ(0u, remarks("transactional"));
    EXPECT_EQ(2u, remarks("onboarding"));
}

TEST_F(Transactional, is_sent_once_more_under_its_own_id_when_no_answer_came) {
    const auto id = draft(add_segment_of(1));
    EXPECT_EQ("200", summary(approve(id)));
    channel.answer(Outcome::Kind::unknown);
    send(channel.channels());
    const auto first = channel.last().execution_id;
    EXPECT_EQ(1, ledger_of(id).pending);
    channel.answer(Outcome::Kind::accepted, 250);
    app.clock().advance(2min);
    send(channel.channels());
    EXPECT_EQ(first, channel.last().execution_id);
    EXPECT_EQ(1, ledger_of(id).sent);
}

TEST_F(Transactional, stays_in_doubt_after_four_times) {
    const auto id = draft(add_segment_of(1));
    EXPECT_EQ("200", summary(approve(id)));
    channel.answer(Outcome::Kind::unknown);
    for (int turn = 0; turn < 10; ++turn, app.clock().advance(24h)) send(channel.channels());
    EXPECT_EQ(4u, channel.attempts());
    EXPECT_EQ(1, ledger_of(id).unknown);
    EXPECT_EQ("completed", viewer.get(path(id)).text("/status"));
}

TEST_F(Transactional, is_sent_once_more_when_its_server_was_killed_while_it_sent) {
    const auto id = draft(add_segment_of(20));
    EXPECT_EQ("200", summary(approve(id)));
    const auto owner = Uuid::make();
    app.execute(fmt::format(
        "UPDATE campaign_chunks SET lease_owner = '{}', lease_number = 5, lease_until = "
        "'2030-01-08', handed_from = 0, handed_to = 10, handed_at = '2030-01-08'",
        owner.text()));
    // Another boot of the machine: a missing line proves nothing, ten are in doubt.
    std::filesystem::create_directories(folder.path() / "journals");
    std::ofstream(folder.path() / "journals" / "dead.journal") << fmt::format(
        "socialflow-journal 1 00000000-0000-0000-0000-000000000000 {}\nlease {} {} 1 5\n",
        owner.text(), app.project_id().text(), id.text());
    send(channel.channels());
    EXPECT_EQ(0, ledger_of(id).unknown);
    EXPECT_EQ(20, ledger_of(id).sent);
    EXPECT_EQ("10", app.value("SELECT count(*) FROM campaign_executions WHERE delivery_attempt = "
                              "2 AND sent_at IS NOT NULL"));
}

TEST_F(Transactional,
       no_longer_reaches_a_mailbox_that_is_gone_although_its_owner_only_unsubscribed) {
    app.execute("SELECT make_interaction_partitions('2030-01-07')");
    const auto everybody = add_segment_of(1);
    run_campaign(everybody);
    send(channel.channels());
    suppress(1, "unsubscribed");
    const auto report = fmt::format(
        "MIME-Version: 1.0\r\nContent-Type: multipart/report; report-type=delivery-status; "
        "boundary=B\r\n\r\n--B\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; "
        "x\r\n\r\nAction: failed\r\nStatus: 5.1.1\r\n\r\n--B\r\n"
        "Content-Type: text/rfc822-headers\r\n\r\nMessage-ID: <{}@x>\r\n--B--\r\n",
        app.value("SELECT id FROM campaign_executions"));
    EXPECT_EQ("200", summary(manager.send(http::Method::post, "/api/email/bounces", report,
                                          {{"Content-Type", "message/rfc822"}})));
    EXPECT_EQ("bounced", app.value("SELECT reason FROM suppressions"));
    EXPECT_EQ("409 audience_empty", summary(approve(draft(everybody))));
}
