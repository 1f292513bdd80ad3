// Mails to one person: written, sent by a job, and seen on the timeline, however it ends.
#include "features/campaigns/email/contact_mail.hpp"

#include <gtest/gtest.h>

#include "features/campaigns/campaigns.hpp"
#include "features/campaigns/email/send_rate.hpp"
#include "platform/jobs/jobs.hpp"
#include "platform/mail/dev_inbox.hpp"
#include "platform/mail/parts.hpp"
#include "testing/campaign_fixture.hpp"
#include "testing/other_mail.hpp"
#include "testing/smtp_server.hpp"

namespace {

using namespace std::chrono_literals;
using testing_servers::SmtpServer;

struct ContactMail : campaign_tests::CampaignFixture {
    std::string refusal; // what the mailbox says to RCPT; empty: it takes everything
    SmtpServer mailbox{{.reply = [this](const std::string& command, const std::string&) {
        return command == "RCPT" ? refusal : std::string();
    }}};
    Client admin = app.client_as(http::MemberRole::admin);
    Uuid ana;

    ContactMail() {
        app.execute("SELECT make_interaction_partitions('2030-01-07')");
        ana = member
                  .post("/api/crm/contacts",
                        R"({"first_name":"Ana","email":"Ana@example.com","emails":[
                            {"address":"Ana@example.com","label":"work","primary":true},
                            {"address":"ana.home@example.com","label":"home","primary":false}]})")
                  .uuid("/id");
    }
    std::string mails(const std::string& rest = "") const {
        return "/api/crm/contacts/" + ana.text() + "/mails" + rest;
    }
    std::string letter(const std::string& more = "") const {
        return R"({"to":"ana@example.com","subject":"Your visit, {{ contact.first_name }}",)"
               R"("text":"Dear {{ contact.first_name | default: \"friend\" }},\n\nsee )"
               R"(https://salon.example/a?b=1&c=2."})"
               + more;
    }
    static std::string to(const std::string& address, const std::string& subject = "Hello",
                          const std::string& text = "Hello") {
        return fmt::format(R"({{"to":"{}","subject":"{}","text":"{}"}})", address, subject, text);
    }
    std::string add_sender(std::uint16_t port) {
        const auto reply = admin.post(
            "/api/email/senders",
            fmt::format(R"({{"name":"Salon Zoë","email":"news@salon.example","postal_address":)"
                        R"("5 Example Street","reply_to":"desk@salon.example","host":"127.0.0.1",)"
                        R"("port":{},"security":"none"}})",
                        port));
        EXPECT_EQ("201", summary(reply)) << reply;
        return reply.text("/id");
    }
    // "waiting", "sent", "failed: why", as the timeline tells it.
    std::string on_timeline() {
        const auto entry = viewer.get("/api/crm/contacts/" + ana.text() + "/timeline");
        EXPECT_EQ("email_sent", entry.text("/items/0/type"));
        const auto metadata = entry.at("/items/0/metadata");
        const auto* why = metadata.as_object().if_contains("error");
        return entry.text("/items/0/metadata/status")
               + (why && why->is_string() ? ": " + std::string(why->as_string()) : "");
    }
};

TEST_F(ContactMail, reaches_the_person_by_the_sender_and_stands_on_the_timeline) {
    add_sender(mailbox.port());
    const auto reply = member.post(mails(), letter());
    ASSERT_EQ("201", summary(reply)) << reply;
    EXPECT_EQ("waiting", reply.text("/status"));
    EXPECT_EQ("Ana@example.com", reply.text("/address")) << "as it was typed";
    EXPECT_EQ("waiting", on_timeline());
    app.run_jobs();
    EXPECT_EQ("sent", on_timeline());
    ASSERT_EQ(1u, mailbox.mails().size());
    const auto parts = mail::read_parts(mailbox.mails().at(0).data);
    const auto header = [&](const std::string& name) -> std::string {
        for (const auto& [key, value] : parts.headers)
            if (key == name) return value;
        return {};
    };
    EXPECT_EQ("Your visit, Ana", header("Subject"));
    EXPECT_EQ("desk@salon.example", header("Reply-To"));
    EXPECT_EQ("", header("List-Unsubscribe")) << "it is no news";
    EXPECT_TRUE(header("Message-Id").starts_with("<" + reply.text("/id")));
    EXPECT_NE(parts.text.npos, parts.text.find("Dear Ana,")) << parts.text;
    EXPECT_NE(parts.html.npos, parts.html.find("<a href=\"https://salon.example/a?b=1&amp;c=2\">"))
        << parts.html;
    const auto kept = viewer.get(mails("/" + reply.text("/id")));
    EXPECT_EQ("Dear Ana,\n\nsee https://salon.example/a?b=1&c=2.", kept.text("/body"));
    EXPECT_EQ("Salon Zoë <news@salon.example>", kept.text("/sent_from"));
    EXPECT_EQ(1, app.count("outbox WHERE name = 'mail.sent'"));
    EXPECT_EQ(0, app.count("contact_stats WHERE engagement_score > 0")) << "he did nothing";
}

TEST_F(ContactMail, lies_in_the_dev_inbox_while_no_sender_is_set_up) {
    ASSERT_EQ("201", summary(member.post(mails(), to("ana.home@example.com"))));
    mail::DevInbox inbox(app.database(), app.clock());
    auto services = testing_servers::services_with(app.services(), inbox);
    jobs::Runner(services, services.jobs, {}).run_due();
    EXPECT_EQ("sent", on_timeline());
    EXPECT_EQ(1, app.count("dev_inbox WHERE recipient = 'ana.home@example.com' AND "
                           "subject = 'Hello'"));
}

TEST_F(ContactMail, is_shown_before_it_leaves_as_the_person_gets_it) {
    const auto preview =
        member.post(mails("/preview"), to("ana@example.com", "Hi {{ contact.first_name }}",
                                          "{{ contact.company }}{{ project.name }}"));
    ASSERT_EQ("200", summary(preview)) << preview;
    EXPECT_EQ("Hi Ana", preview.text("/subject"));
    EXPECT_EQ("contact.company", preview.text("/blanks/0"));
    EXPECT_EQ(0, app.count("contact_mails") + app.count("contact_interactions"));
}

TEST_F(ContactMail, says_what_is_wrong_with_it) {
    const std::vector<std::pair<std::string, std::string>> cases{
        {to("bob@example.com"), "422 invalid_input to:not_found"},
        {to("nobody"), "422 invalid_input to:bad_format"},
        {to("ana@example.com", " ", ""), "422 invalid_input subject:bad_format text:too_short"},
        {to("ana@example.com", "{{ contact.company }}"), "422 invalid_input subject:required"},
        {to("ana@example.com", "{{ contact.nme }}", "{{ links.unsubscribe }}"),
         "422 invalid_input subject:unknown_token text:unknown_token"},
        {to("ana@example.com", std::string(256, 'x')), "422 invalid_input subject:too_long"},
        {to("ana@example.com", "x", std::string(50'001, 'x')), "422 invalid_input text:too_long"},
        {R"({"to":"ana@example.com","subject":"x","text":"x",)"
         R"("sender_id":"00000000-0000-7000-8000-000000000000"})",
         "422 invalid_input sender_id:not_found"},
    };
    for (const auto& [input, expected] : cases)
        EXPECT_EQ(expected, summary(member.post(mails(), input))) << input;
    EXPECT_EQ("201", summary(member.post(mails(), to("ana@example.com", std::string(255, 'x'),
                                                     std::string(50'000, 'x')))));
    EXPECT_EQ(1, app.count("contact_mails"));
}

TEST_F(ContactMail, does_not_reach_who_must_not_be_written_to) {
    const auto hash_now = [&](const std::string& reason) {
        app.execute("DELETE FROM suppressions");
        manager.post("/api/crm/suppressions", R"({"address":"ana@example.com"})");
        app.execute("UPDATE suppressions SET reason = '" + reason + "'");
        return summary(member.post(mails(), to("ana@example.com")));
    };
    EXPECT_EQ("409 address_refused", hash_now("bounced"));
    EXPECT_EQ("409 address_refused", hash_now("manual"));
    EXPECT_EQ("201", hash_now("unsubscribed")) << "of news; this is none";
    app.execute("UPDATE contacts SET do_not_contact = true");
    EXPECT_EQ("409 do_not_contact", summary(member.post(mails(), to("ana@example.com"))));
    app.run_jobs();
    EXPECT_EQ("failed: Meanwhile marked “do not contact”", on_timeline());
}

TEST_F(ContactMail, is_written_by_members_of_the_project) {
    EXPECT_EQ("403 not_allowed", summary(viewer.post(mails(), to("ana@example.com"))));
    auto stranger = app.other_project();
    EXPECT_EQ("404 not_found", summary(stranger.post(mails(), to("ana@example.com"))));
    const auto id = member.post(mails(), to("ana@example.com")).text("/id");
    EXPECT_EQ("404 not_found", summary(stranger.get(mails("/" + id))));
}

TEST_F(ContactMail, is_written_once_however_often_it_is_asked_for) {
    for (int turn = 0; turn < 2; ++turn)
        EXPECT_EQ("201", summary(member.send(http::Method::post, mails(), to("ana@example.com"),
                                             {{"Idempotency-Key", "k"}})));
    EXPECT_EQ(1, app.count("contact_mails"));
    EXPECT_EQ(1, app.count("contact_interactions"));
}

TEST_F(ContactMail, cannot_become_a_campaign) {
    app.execute(fmt::format(
        "INSERT INTO contact_mails (project_id, id, contact_id, sent_from, address, subject, body, "
        "interaction_id, created_by, created_at) SELECT project_id, gen_random_uuid(), id, 'x', "
        "'x', 'x', 'x', gen_random_uuid(), '{}', '2030-01-07T08:59:00Z' FROM contacts, "
        "generate_series(1, {}) WHERE id = '{}'",
        app.value("SELECT user_id FROM members WHERE role = 'member'"),
        campaigns::most_contact_mails_an_hour - 1, ana.text()));
    EXPECT_EQ("201", summary(member.post(mails(), to("ana@example.com"))));
    EXPECT_EQ("429 mail_limit_reached", summary(member.post(mails(), to("ana@example.com"))));
    EXPECT_EQ("201", summary(manager.post(mails(), to("ana@example.com")))) << "somebody else";
    app.clock().advance(1h + 1s);
    EXPECT_EQ("201", summary(member.post(mails(), to("ana@example.com"))));
}

TEST_F(ContactMail, counts_by_the_rate_of_its_sender_and_waits_for_its_turn) {
    const auto sender = add_sender(mailbox.port());
    EXPECT_EQ("200", summary(admin.patch("/api/email/senders/" + sender, R"({"per_minute":2})")));
    for (int i = 0; i < 3; ++i)
        ASSERT_EQ("201", summary(member.post(mails(), to("ana@example.com"))));
    app.run_jobs();
    EXPECT_EQ(1u, mailbox.mails().size());
    EXPECT_EQ(2, app.count("contact_mails WHERE status = 'waiting' AND error IS NULL"));
    for (std::size_t sent = 2; sent <= 3; ++sent) {
        app.clock().advance(29s);
        app.run_jobs();
        EXPECT_EQ(sent - 1, mailbox.mails().size()) << "not yet";
        app.clock().advance(1s);
        app.run_jobs();
        EXPECT_EQ(sent, mailbox.mails().size());
    }
    EXPECT_EQ(3, app.count("contact_mails WHERE status = 'sent'"));
    const campaigns::SenderKey key{app.project_id(), *Uuid::parse(sender)};
    EXPECT_GT(campaigns::SendRates().wait(app.services(), key, 2, "example.com"), 0s)
        << "and a campaign waits for them";
}

TEST_F(ContactMail, is_tried_again_while_the_server_says_later_and_given_up_in_the_end) {
    refusal = "451 4.3.0 try later";
    add_sender(mailbox.port());
    ASSERT_EQ("201", summary(member.post(mails(), to("ana@example.com"))));
    for (int attempt = 1; attempt < campaigns::contact_mail_attempts; ++attempt) {
        app.run_jobs();
        EXPECT_TRUE(on_timeline().starts_with("waiting: ")) << on_timeline();
        EXPECT_NE(std::string::npos, on_timeline().find("451"));
        app.clock().advance(1h);
    }
    app.run_jobs();
    EXPECT_TRUE(on_timeline().starts_with("failed: ")) << on_timeline();
    EXPECT_EQ(1, app.count("outbox WHERE name = 'mail.failed'"));
}

TEST_F(ContactMail, that_is_refused_for_good_says_so_at_once) {
    refusal = "550 5.1.1 no such user";
    add_sender(mailbox.port());
    ASSERT_EQ("201", summary(member.post(mails(), to("ana@example.com"))));
    app.run_jobs();
    EXPECT_TRUE(on_timeline().starts_with("failed: ")) << on_timeline();
    EXPECT_NE(std::string::npos, on_timeline().find("550"));
}

TEST_F(ContactMail, whose_job_starts_twice_leaves_once) {
    add_sender(mailbox.port());
    ASSERT_EQ("201", summary(member.post(mails(), to("ana@example.com"))));
    app.run_jobs();
    app.execute(
        "UPDATE jobs SET status = 'queued', run_at = now() WHERE kind = "
        "'send_contact_mail'");
    app.run_jobs();
    EXPECT_EQ(1u, mailbox.mails().size());
}

TEST_F(ContactMail, that_waited_in_a_backup_waits_for_a_person_once_it_is_restored) {
    add_sender(mailbox.port());
    ASSERT_EQ("201", summary(member.post(mails(), to("ana@example.com"))));
    EXPECT_EQ(1u, campaigns::hold_restored_mails(app.database()));
    app.run_jobs();
    EXPECT_TRUE(mailbox.mails().empty());
    EXPECT_EQ("failed: A backup was restored while this mail waited: it may have been sent already",
              on_timeline());
    EXPECT_EQ(0u, campaigns::hold_restored_mails(app.database()));
}

TEST(LetterHtml, keeps_lines_and_makes_links_of_addresses) {
    const std::pair<const char*, const char*> cases[] = {
        {"a", "<p>a</p>"},
        {"a\nb", "<p>a<br>b</p>"},
        {"a\r\n\r\n\r\nb", "<p>a</p><p>b</p>"},
        {"1 < 2 & \"3\"", "<p>1 &lt; 2 &amp; &quot;3&quot;</p>"},
        {"(see https://a.example/x?y=1&z=2).",
         "<p>(see <a "
         "href=\"https://a.example/x?y=1&amp;z=2\">https://a.example/x?y=1&amp;z=2</a>).</p>"},
        {"http://a.example\"onclick=x",
         "<p><a href=\"http://a.example\">http://a.example</a>&quot;onclick=x</p>"},
        {"javascript:alert(1)", "<p>javascript:alert(1)</p>"},
    };
    for (const auto& [text, expected] : cases) {
        const auto html = campaigns::letter_html(text);
        EXPECT_EQ(expected, html.substr(html.find("<p>"), html.rfind("</div>") - html.find("<p>")))
            << text;
    }
}

} // namespace
