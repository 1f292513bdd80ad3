// Campaigns by e-mail, from what was written to what comes back: mails at an SMTP server, senders,
// bounces.
#include <gtest/gtest.h>

#include "testing/email_fixture.hpp"

using email_tests::Email;
using email_tests::html_mail;
using testing_servers::SmtpServer;

TEST_F(Email, reaches_a_person_as_it_was_written) {
    sent(html_mail);
    const auto parts = received();
    EXPECT_EQ("For Person1", header(parts, "Subject"));
    EXPECT_NE(parts.html.npos, parts.html.find("<p>Hello Person1</p>")) << parts.html;
    EXPECT_NE(parts.text.npos, parts.text.find("Hello Person1")) << parts.text;
    EXPECT_NE(parts.text.npos, parts.text.find("No more (http")) << parts.text;
    EXPECT_EQ("List-Unsubscribe=One-Click", header(parts, "List-Unsubscribe-Post"));
    EXPECT_NE(std::string::npos, header(parts, "List-Unsubscribe").find("/e/u/"));
    EXPECT_TRUE(header(parts, "Message-Id").starts_with("<" + execution("id")));
}

TEST_F(Email, is_written_in_the_language_of_the_project_where_it_names_none) {
    app.execute("UPDATE projects SET language = 'de'");
    ASSERT_EQ("201", summary(admin.post("/api/crm/custom-fields",
                                        R"({"key":"since","label":"Since","type":"date"})")));
    sent(
        R"({"message_name":"M","subject_line":"{{ contact.custom_fields.since | default: \"2030-03-07\" | date: \"%B\" }}",
             "message_content":"{{ sender.postal_address }} {{ links.unsubscribe }}"})");
    EXPECT_EQ("März", header(received(), "Subject"));
}

TEST_F(Email, leaves_by_the_sender_of_the_project_over_one_connection) {
    SmtpServer server;
    const auto sender = add_sender(server);
    const auto dkim = admin.post("/api/email/senders/" + sender + "/dkim");
    EXPECT_EQ("200", summary(dkim));
    EXPECT_EQ("200", summary(admin.put("/api/email/senders/" + sender + "/dkim/signing",
                                       R"({"signs":true})")));
    EXPECT_EQ("socialflow1._domainkey.salon.example", dkim.text("/host"));
    const auto id = sent(html_mail, 20);
    const auto mails = server.mails();
    ASSERT_EQ(20u, mails.size());
    EXPECT_EQ("news@salon.example", mails[0].from);
    EXPECT_TRUE(mails[0].data.starts_with("DKIM-Signature: v=1;")) << mails[0].data.substr(0, 100);
    const auto parts = mail::read_parts(mails[0].data);
    EXPECT_EQ("Salon Zoë <news@salon.example>", header(parts, "From"));
    EXPECT_NE(parts.text.npos, parts.text.find("5 Example Street"));
    EXPECT_LE(server.connections(), 2) << "one a worker";
    EXPECT_EQ(20, ledger_of(id).sent);
}

TEST_F(Email, comes_back_to_an_address_of_its_own) {
    for (const auto* wrong :
         {R"(,"bounce_address":"x")", R"(,"bounce_address":"bounces@other.example")",
          R"(,"bounce_address":"a+b@salon.example")",
          R"(,"bounce_address":"a@b.salon.example","provider":"gmail")"}) {
        const auto reply =
            admin.post("/api/email/senders",
                       fmt::format(R"({{"name":"A","email":"a@salon.example","postal_address":"x",
                             "host":"h.example"{}}})",
                                   wrong));
        EXPECT_TRUE(summary(reply).starts_with("422 invalid_input bounce_address:")) << wrong;
    }
    add_sender(mailbox, R"(,"bounce_address":"Bounces@mail.salon.example")");
    sent(html_mail, 2);
    const auto address = mailbox.mails().at(0).from;
    EXPECT_TRUE(address.starts_with("Bounces+")) << address;
    EXPECT_NE(address, mailbox.mails().at(1).from);
    // A report that quotes nothing of the mail, and a forged one.
    const auto report_to = [&](const std::string& to) {
        return manager
            .send(http::Method::post, "/api/email/bounces",
                  fmt::format(
                      "To: <{}>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/report; "
                      "boundary=B\r\n\r\n--B\r\nContent-Type: message/delivery-status\r\n\r\n"
                      "Reporting-MTA: dns; x\r\n\r\nAction: failed\r\nStatus: 5.1.1\r\n--B--\r\n",
                      to),
                  {{"Content-Type", "message/rfc822"}})
            .at("/was_ours")
            .as_bool();
    };
    auto forged = address;
    forged[9] = forged[9] == 'a' ? 'b' : 'a';
    EXPECT_FALSE(report_to(forged));
    EXPECT_FALSE(report_to("bounces@mail.salon.example"));
    EXPECT_TRUE(report_to(address));
    EXPECT_EQ(1, app.count("campaign_executions WHERE delivery_status = 'bounced'"));
}

TEST_F(Email, tells_the_ledger_what_the_server_says) {
    SmtpServer server(
        {.reply = [](const std::string& command, const std::string& line) -> std::string {
            if (command != "RCPT") return {};
            if (line.find("p1@") != line.npos) return "550 5.1.1 <p1@example.com> no such user";
            if (line.find("p2@") != line.npos) return "451 4.7.1 later";
            return {};
        }});
    add_sender(server);
    const auto id = campaign_with(html_mail, 3);
    EXPECT_EQ("200", summary(approve(id)));
    send();
    const auto ledger = ledger_of(id);
    EXPECT_EQ(1, ledger.bounced);
    EXPECT_EQ(1, ledger.pending) << "tried again later";
    EXPECT_EQ(1, ledger.sent);
    EXPECT_EQ("550 5.1.1 <…> no such user",
              app.value("SELECT error_message FROM campaign_executions WHERE reply_code = 550"));
}

TEST_F(Email, keeps_passwords_of_senders_to_itself) {
    const auto reply = admin.post("/api/email/senders", R"({"name":"A","email":"a@gmail.com",
        "postal_address":"x","provider":"gmail","password":"very secret"})");
    EXPECT_EQ("201", summary(reply));
    EXPECT_EQ("smtp.gmail.com", reply.text("/host"));
    EXPECT_TRUE(reply.at("/has_password").as_bool());
    EXPECT_TRUE(reply.at("/is_default").as_bool()) << "the first one";
    EXPECT_EQ(reply.body.npos, reply.body.find("very secret"));
    EXPECT_EQ(
        0, app.count("email_senders WHERE position('very secret'::bytea in password_sealed) > 0"));
    const auto path = "/api/email/senders/" + reply.text("/id");
    EXPECT_EQ("422 invalid_input password:required",
              summary(admin.patch(path, R"({"provider":"own","host":"evil.example"})")));
    EXPECT_EQ("200", summary(admin.patch(path, R"({"name":"B"})")));
    EXPECT_EQ("403 not_allowed", summary(manager.patch(path, R"({"name":"C"})")));
    EXPECT_EQ("404 not_found", summary(app.other_project().patch(path, R"({"name":"C"})")));
    EXPECT_EQ("204", summary(admin.del(path)));
}

TEST_F(Email, tries_a_sender_out) {
    SmtpServer server({.reply = [](const std::string& command, const std::string&) {
        return std::string(command == "END" ? "554 5.7.1 not from you" : "");
    }});
    const auto path = "/api/email/senders/" + add_sender(server) + "/test";
    auto reply = admin.post(path, R"({"to":"me@example.com"})");
    EXPECT_EQ("200", summary(reply));
    EXPECT_EQ("permanent", reply.text("/failure"));
    EXPECT_EQ("422 invalid_input to:bad_format", summary(admin.post(path, R"({"to":"x"})")));
}

TEST_F(Email, hears_from_mailboxes_that_are_not_there) {
    sent(html_mail);
    const auto report = fmt::format(
        "MIME-Version: 1.0\r\nContent-Type: multipart/report; report-type=delivery-status; "
        "boundary=B\r\n\r\n--B\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; "
        "x\r\n\r\nAction: failed\r\nStatus: 5.1.1\r\nDiagnostic-Code: smtp; 550 no such "
        "user\r\n\r\n--B\r\n"
        "Content-Type: text/rfc822-headers\r\n\r\nMessage-ID: <{}@x>\r\n--B--\r\n",
        execution("id"));
    const std::vector<std::pair<std::string, std::string>> as_mail{
        {"Content-Type", "message/rfc822"}};
    for (int turn = 0; turn < 2; ++turn) {
        const auto reply = manager.send(http::Method::post, "/api/email/bounces", report, as_mail);
        EXPECT_EQ("200", summary(reply)) << reply;
        EXPECT_EQ("hard", reply.text("/kind"));
    }
    EXPECT_EQ("bounced", execution("delivery_status"));
    EXPECT_EQ("email_bounce:", timeline()) << "once";
    EXPECT_EQ("bounced", app.value("SELECT string_agg(reason, ',') FROM suppressions"));
    EXPECT_EQ(1, app.count("outbox WHERE topic = 'suppressions'")) << "told once";
    const auto other =
        app.other_project().send(http::Method::post, "/api/email/bounces", report, as_mail);
    EXPECT_FALSE(other.at("/was_ours").as_bool());
    EXPECT_FALSE(manager.send(http::Method::post, "/api/email/bounces", "nonsense", as_mail)
                     .at("/was_ours")
                     .as_bool());
}

TEST(EmailSender, does_not_reach_into_the_servers_own_network) {
    TestApp app;
    auto admin = app.client_as(http::MemberRole::admin);
    SmtpServer server;
    const auto sender =
        admin.post("/api/email/senders",
                   fmt::format(R"({{"name":"A","email":"a@b.example","postal_address":"x",
            "host":"127.0.0.1","port":{},"security":"none"}})",
                               server.port()));
    const auto reply = admin.post("/api/email/senders/" + sender.text("/id") + "/test",
                                  R"({"to":"me@example.com"})");
    EXPECT_EQ("connection", reply.text("/failure"));
    EXPECT_EQ(0, server.connections());
}
