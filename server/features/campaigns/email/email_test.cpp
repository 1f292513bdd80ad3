// Campaigns by e-mail, from what was written to what comes back: mails in the dev inbox and at an
// SMTP server, links, unsubscribing, what is marked as a machine's.
#include <gtest/gtest.h>

#include "features/campaigns/campaigns.hpp"
#include "features/campaigns/email/hits.hpp"
#include "features/campaigns/engine/sending_engine.hpp"
#include "platform/mail/parts.hpp"
#include "platform/text/url.hpp"
#include "testing/campaign_fixture.hpp"
#include "testing/smtp_server.hpp"
#include "testing/temporary_folder.hpp"

namespace {

using namespace std::chrono_literals;
using testing_servers::SmtpServer;

constexpr auto browser = "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0";

struct Email : campaign_tests::CampaignFixture {
    testing_paths::TemporaryFolder folder;
    SmtpServer mailbox;
    Client admin = app.client_as(http::MemberRole::admin);
    Client guest = app.guest();

    Email() {
        app.execute("SELECT make_interaction_partitions('2030-01-07')");
        guest.set_header("User-Agent", browser);
        campaigns::hit_queue().take(Timestamp::max()); // of the test before
    }

    std::int64_t send() {
        return campaigns::SendingEngine(app.services(), campaigns::channels(),
                                        {.threads = 2, .journals = folder.path() / "journals"})
            .send_due();
    }
    // A campaign with this message, sent to `people` by the sender of the project. Its id.
    Uuid sent(const std::string& message, int people = 1, const std::string& more = "") {
        if (app.count("email_senders") == 0) add_sender(mailbox);
        const auto id = campaign_with(message, people, more);
        EXPECT_EQ("200", summary(approve(id)));
        EXPECT_EQ(people, send());
        return id;
    }
    Uuid campaign_with(const std::string& message, int people, const std::string& more = "") {
        const auto reply =
            member.post("/api/campaigns", campaign_input(add_segment_of(people), more));
        const auto id = reply.uuid("/id");
        EXPECT_EQ("201", summary(member.post(path(id, "/messages"), message)));
        return id;
    }
    std::string problems_of(const std::string& message) {
        const auto reply = member.post("/api/campaigns", campaign_input(add_segment_of(1)));
        return summary(member.post(path(reply.uuid("/id"), "/messages"), message));
    }
    mail::Parts received() { return mail::read_parts(mailbox.mails().at(0).data); }
    static std::string header(const mail::Parts& parts, const std::string& name) {
        for (const auto& [key, value] : parts.headers)
            if (key == name) return value;
        return {};
    }
    // The address in the HTML that begins so, as a path of this server.
    std::string link_in_text(const std::string& room) {
        const auto text = received().text;
        const auto at = text.find("/e/" + room + "/");
        return text.substr(at, text.find_first_of(" \r\n", at) - at);
    }
    static std::string link(const std::string& html, const std::string& room) {
        const auto base = html.find("/e/" + room + "/");
        if (base == html.npos) return {};
        auto address = html.substr(base, html.find('"', base) - base);
        for (auto at = address.find("&amp;"); at != address.npos; at = address.find("&amp;"))
            address.erase(at + 1, 4);
        return address;
    }
    void store_hits() {
        app.clock().advance(1min);
        campaigns::store_waiting_hits(app.services(), app.clock().now());
    }
    std::string execution(const std::string& column) {
        return app.value("SELECT " + column + " FROM campaign_executions LIMIT 1");
    }
    std::string timeline() {
        return app.value(
            "SELECT string_agg(interaction_type || ':' || COALESCE(metadata->>'url', ''), ' ' "
            "ORDER "
            "BY interaction_type, metadata->>'url') FROM contact_interactions");
    }
    std::string add_sender(const SmtpServer& server, const std::string& more = "") {
        const auto reply = admin.post(
            "/api/email/senders",
            fmt::format(
                R"({{"name":"Salon Zoë","email":"news@salon.example","postal_address":"5 Example Street",
                             "host":"127.0.0.1","port":{},"security":"none"{}}})",
                server.port(), more));
        EXPECT_EQ("201", summary(reply)) << reply;
        return reply.text("/id");
    }
};

constexpr auto html_mail =
    R"({"message_name":"M","subject_line":"For {{ contact.first_name }}",
        "html_content":"<p>Hello {{ contact.first_name }}</p><a href=\"https://shop.example/?a=1&amp;b={{ contact.first_name }}\">Shop</a><p>{{ sender.postal_address }}</p><a href=\"{{ links.unsubscribe }}\">No more</a>"})";

} // namespace

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

TEST_F(Email, says_what_is_wrong_with_a_message) {
    const std::vector<std::pair<std::string, std::string>> cases{
        {R"({"message_name":"M","message_content":"x"})",
         "422 invalid_input subject_line:required"},
        {R"({"message_name":"M","subject_line":"x"})",
         "422 invalid_input message_content:required"},
        {R"({"message_name":"M","subject_line":"{{ contact.nme }}","message_content":"{% if %}"})",
         "422 invalid_input subject_line:unknown_token message_content:syntax"},
        {R"({"message_name":"M","subject_line":"x","message_content":"x",
             "settings":{"sender_id":"00000000-0000-7000-8000-000000000000","x":1,"reply_to":"no"}})",
         "422 invalid_input settings.x:unknown_field settings.reply_to:bad_format "
         "settings.sender_id:not_found"},
        {R"({"message_name":"M","subject_line":"x",
             "settings":{"document":{"blocks":[{"type":"button","label":"x","url":"javascript:x"}]}}})",
         "422 invalid_input settings.document.blocks[0].url:bad_format"},
        {R"({"message_name":"M","subject_line":"x",
             "settings":{"document":{"blocks":[{"type":"text","text":"{{ contact.x }}"}]}}})",
         "422 invalid_input settings.document:unknown_token"},
    };
    for (const auto& [message, expected] : cases)
        EXPECT_EQ(expected, problems_of(message)) << message;
}

TEST_F(Email, counts_a_person_who_opens_and_clicks) {
    sent(html_mail);
    const auto html = received().html;
    app.clock().advance(1h);
    const auto pixel = guest.get(link(html, "o"));
    EXPECT_EQ("200", summary(pixel));
    EXPECT_EQ("image/gif", pixel.headers.get("Content-Type"));
    const auto click = guest.get(link(html, "c"));
    EXPECT_EQ(302, click.status);
    EXPECT_EQ("https://shop.example/?a=1&b=Person1", click.headers.get("Location"));
    guest.get(link(html, "c"));
    EXPECT_EQ("sent", execution("delivery_status")) << "stored in batches";
    store_hits();
    EXPECT_EQ("delivered", execution("delivery_status"));
    EXPECT_EQ("t", execution("opened_at IS NOT NULL AND clicked_at IS NOT NULL"));
    EXPECT_EQ("email_click:https://shop.example/?a=1&b=Person1 email_open:", timeline());
    EXPECT_EQ(3, app.count("campaign_hits WHERE evidence = '' AND user_agent = '' AND device = "
                           "'computer' AND program = 'firefox'"));
    EXPECT_EQ(1, app.count("outbox WHERE name = 'campaign.engaged'"));
    EXPECT_EQ(2, app.count("contact_interactions WHERE campaign_id IS NOT NULL"));
}

TEST_F(Email, marks_what_machines_do_and_counts_it_for_nothing) {
    sent(html_mail);
    const auto html = received().html;
    app.clock().advance(1h);
    guest.send(http::Method::head, link(html, "o"));
    guest.send(http::Method::head, link(html, "c"));
    store_hits();
    EXPECT_EQ(0, app.count("campaign_hits")) << "a HEAD never counts";
    guest.send(http::Method::get, link(html, "o"), {}, {{"User-Agent", "Mozilla/5.0"}});
    store_hits();
    EXPECT_EQ(404, guest.get(link(html, "t")).status);
    guest.get(link(html, "c"));
    store_hits();
    EXPECT_EQ("hidden_link hidden_link prefetch",
              app.value("SELECT string_agg(evidence, ' ' ORDER BY evidence) FROM campaign_hits"));
    EXPECT_EQ("t", execution("opened_at IS NULL AND clicked_at IS NULL"));
    EXPECT_EQ("delivered", execution("delivery_status")) << "it did arrive";
    EXPECT_EQ("", timeline());
}

TEST_F(Email, leads_nobody_astray_by_a_forged_link) {
    sent(html_mail);
    const auto click = link(received().html, "c");
    const auto elsewhere = click.substr(0, click.find("?to=")) + "?to=https%3A%2F%2Fevil.example";
    for (const auto& forged :
         {elsewhere, std::string("/e/c/x?to=https://evil.example"), std::string("/e/u/AAAA"),
          std::string("/e/p/AAAA"), std::string("/e/w/AAAA"), std::string("/e/t/AAAA")}) {
        const auto reply = guest.get(forged);
        EXPECT_EQ(404, reply.status) << forged;
        EXPECT_EQ("", reply.headers.get("Location"));
        EXPECT_EQ(reply.body.npos, reply.body.find("evil"));
    }
    EXPECT_EQ(200, guest.get("/e/o/AAAA.gif").status);
    EXPECT_EQ(404, guest.post("/e/u/AAAA", "x").status);
    store_hits();
    EXPECT_EQ(0, app.count("campaign_hits") + app.count("suppressions"));
}

TEST_F(Email, unsubscribes_by_one_click_and_never_by_looking) {
    sent(html_mail);
    const auto address = link(received().html, "u");
    ASSERT_NE("", address);
    for (const auto method : {http::Method::get, http::Method::head})
        EXPECT_EQ(200, guest.send(method, address).status);
    EXPECT_EQ(0, app.count("suppressions"));
    for (int turn = 0; turn < 2; ++turn) {
        const auto reply = guest.send(http::Method::post, address, "List-Unsubscribe=One-Click",
                                      {{"Content-Type", "application/x-www-form-urlencoded"},
                                       {"Origin", "https://mail.example"}});
        EXPECT_EQ(200, reply.status) << reply;
    }
    EXPECT_EQ("p1@example.com email  unsubscribed",
              app.value("SELECT string_agg(concat_ws(' ', address, channel, topic, reason), '') "
                        "FROM suppressions"));
    EXPECT_EQ("t", execution("unsubscribed_at IS NOT NULL"));
    EXPECT_EQ("email_unsubscribe:", timeline());
    // The next campaign passes him by.
    const auto segment = *Uuid::parse(app.value("SELECT id FROM customer_segments"));
    EXPECT_EQ("409 audience_empty", summary(approve(add_campaign(segment))));
}

TEST_F(Email, lets_people_choose_their_topics) {
    for (const auto* topic : {"offers", "events"})
        EXPECT_EQ("201",
                  summary(manager.post("/api/campaign-topics",
                                       fmt::format(R"({{"key":"{0}","name":"All {0}"}})", topic))));
    sent(html_mail);
    const auto parts = received();
    auto address = link(parts.html, "u");
    address.replace(0, 5, "/e/p/");
    const auto page = guest.get(address);
    EXPECT_NE(page.body.npos, page.body.find("All offers")) << page.body;
    const auto save = [&](const std::string& form) {
        return guest.send(http::Method::post, address, form,
                          {{"Content-Type", "application/x-www-form-urlencoded"}});
    };
    const auto left = [&] {
        return app.value("SELECT string_agg(topic, ',' ORDER BY topic) FROM suppressions");
    };
    EXPECT_EQ(200, save("topic=offers").status);
    EXPECT_EQ("events", left());
    EXPECT_EQ(200, save("topic=offers&topic=events&nothing=1").status);
    EXPECT_EQ("", left());
    EXPECT_EQ(1, app.count("suppressions WHERE topic = ''"));
    EXPECT_EQ(200, save("topic=offers&topic=events").status);
    EXPECT_EQ(0, app.count("suppressions"));
    // A bounce is not his to take back.
    app.execute(
        "INSERT INTO suppressions (project_id, address_hash, channel, topic, reason) SELECT "
        "project_id, address_hash, 'email', 'offers', 'bounced' FROM campaign_executions");
    save("topic=offers&topic=events");
    EXPECT_EQ("offers", left());
    EXPECT_EQ(200, guest.send(http::Method::post, address, "%%%").status) << "a broken form";
}

TEST_F(Email, is_shown_on_a_page_that_runs_nothing) {
    sent(R"({"message_name":"M","subject_line":"x",
             "html_content":"<p>Hello {{ contact.first_name }}</p><script>alert(1)</script><a href=\"{{ links.web_version }}\">page</a>{{ sender.postal_address }} <a href=\"{{ links.preferences }}\">No more</a>"})");
    const auto page = guest.get(link(received().html, "w"));
    EXPECT_EQ(200, page.status);
    EXPECT_NE(page.body.npos, page.body.find("Hello Person1"));
    EXPECT_TRUE(page.headers.get("Content-Security-Policy").starts_with("default-src 'none'"));
}

// The person's language, else the project's, else the browser's: the first that the server speaks.
TEST_F(Email, has_pages_in_the_language_of_the_person) {
    sent(R"({"message_name":"M","subject_line":"x",
             "message_content":"{{ sender.postal_address }} {{ links.unsubscribe }}"})");
    const auto address = link_in_text("u");
    struct Case {
        std::string person, project, browser, title;
    };
    for (const auto& [person, project, browser, title] : std::to_array<Case>({
             {"de", "en", "en-US,en", "Keine Neuigkeiten mehr von"},
             {"en", "de", "de", "No more news from"},
             {"fr", "de", "en", "Keine Neuigkeiten mehr von"},
             {"fr", "it", "de-CH,de;q=0.9", "Keine Neuigkeiten mehr von"},
             {"fr", "it", "es", "No more news from"},
         })) {
        app.execute("UPDATE contacts SET language = '" + person
                    + "'; UPDATE projects SET language = '" + project + "'");
        const auto page =
            guest.send(http::Method::get, address, {}, {{"Accept-Language", browser}});
        EXPECT_NE(page.body.npos, page.body.find("<h1>" + title)) << person;
    }
    const auto broken = guest.send(http::Method::get, "/e/u/AAAA", {}, {{"Accept-Language", "de"}});
    EXPECT_NE(broken.body.npos, broken.body.find("Dieser Link funktioniert nicht"));
}

TEST_F(Email, of_plain_text_is_shown_as_a_page) {
    sent(R"({"message_name":"M","subject_line":"Spring",
             "message_content":"Hi {{ contact.first_name }} {{ links.web_version }}\n{{ sender.postal_address }} {{ links.unsubscribe }}"})");
    const auto page = guest.get(link_in_text("w"));
    EXPECT_EQ("text/html; charset=utf-8", page.headers.get("Content-Type"));
    EXPECT_NE(page.body.npos, page.body.find("<p>Hi Person1 <a ")) << page.body;
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

TEST_F(Email, is_drawn_block_by_block_for_the_editor) {
    add_segment_of(1);
    const auto path = "/api/email/blocks/preview";
    const auto drawn = viewer.post(
        path,
        fmt::format(R"({{"theme":{{"accent":"#0a7c55","text":"no"}},"contact_id":"{}","blocks":[
            {{"block":{{"type":"heading","text":"Hi {{{{ contact.first_name }}}}"}}}},
            {{"block":{{"type":"image","src":"https://i.example/a.png"}},"columns":2}},
            {{"block":{{"type":"footer"}}}},{{"block":{{"type":"marquee"}}}}]}})",
                    app.value("SELECT id FROM contacts")));
    EXPECT_EQ("200", summary(drawn)) << drawn;
    EXPECT_NE(std::string::npos, drawn.text("/items/0/html").find(">Hi Person1</h1>"));
    EXPECT_NE(std::string::npos, drawn.text("/items/1/html").find(R"(width="258")"));
    EXPECT_EQ("missing_alt", drawn.text("/items/1/remarks/0/code"));
    EXPECT_NE(std::string::npos, drawn.text("/items/2/html").find("/e/u/"));
    EXPECT_EQ("", drawn.text("/items/3/html"));
    EXPECT_EQ("not_allowed", drawn.text("/items/3/remarks/0/code"));
}

TEST_F(Email, draws_as_many_blocks_as_a_mail_may_have) {
    const auto blocks = [](std::size_t count, const std::string& more = "") {
        std::string list;
        for (std::size_t i = 0; i < count; ++i)
            list += std::string(i == 0 ? "" : ",") + R"({"block":{"type":"divider"}})";
        return R"({"blocks":[)" + list + "]" + more + "}";
    };
    const auto path = "/api/email/blocks/preview";
    EXPECT_EQ("200", summary(viewer.post(path, blocks(200))));
    EXPECT_EQ("422 invalid_input blocks:too_many", summary(viewer.post(path, blocks(201))));
    EXPECT_EQ("422 invalid_input blocks:too_few", summary(viewer.post(path, blocks(0))));
    EXPECT_EQ("422 invalid_input blocks[0].columns:too_large",
              summary(viewer.post(path, R"({"blocks":[{"block":{},"columns":4}]})")));
    EXPECT_EQ("422 invalid_input blocks[0].block:wrong_type",
              summary(viewer.post(path, R"({"blocks":[{"block":7}]})")));
    const auto long_text = R"({"type":"text","text":")" + std::string(64 * 1024, 'x') + "\"}";
    EXPECT_EQ("422 invalid_input blocks[0].block:too_long",
              summary(viewer.post(path, R"({"blocks":[{"block":)" + long_text + "}]}")));
    // Somebody of another project is nobody here.
    add_segment_of(1);
    const auto theirs = fmt::format(R"(,"contact_id":"{}")", app.value("SELECT id FROM contacts"));
    EXPECT_EQ("422 invalid_input contact_id:not_found",
              summary(app.other_project().post(path, blocks(1, theirs))));
    EXPECT_EQ("401 sign_in_required", summary(guest.post(path, blocks(1))));
}

TEST_F(Email, of_marketing_is_not_rehearsed_without_its_footer) {
    struct Case {
        const char* message;
        const char* expected;
    };
    const Case cases[] = {
        {R"("message_content":"Hello")",
         "422 invalid_input messages[0].message_content:unsubscribe_missing "
         "messages[0].message_content:postal_address_missing"},
        {R"("message_content":"links.unsubscribe {{ sender.postal_address }}")",
         "422 invalid_input messages[0].message_content:unsubscribe_missing"},
        {R"("message_content":"{{ links.preferences }}")",
         "422 invalid_input messages[0].message_content:postal_address_missing"},
        {R"("message_content":"{{ links.preferences }} {{ sender.postal_address }}")", "202"},
        {R"("html_content":"<p>x</p>","message_content":"{{ links.unsubscribe }}{{ sender.postal_address }}")",
         "422 invalid_input messages[0].html_content:unsubscribe_missing "
         "messages[0].html_content:postal_address_missing"},
        {R"("message_content":"x","html_content":"{{ links.unsubscribe }}{{ sender.postal_address }}")",
         "422 invalid_input messages[0].message_content:unsubscribe_missing "
         "messages[0].message_content:postal_address_missing"},
        {R"("html_content":"{{ sender.postal_address }}<a href=\"{{ links.unsubscribe }}\">No</a>")",
         "202"},
        {R"("settings":{"document":{"blocks":[{"type":"text","text":"Hello"}]}})",
         "422 invalid_input messages[0].settings.document:unsubscribe_missing "
         "messages[0].settings.document:postal_address_missing"},
        {R"("settings":{"document":{"blocks":[{"type":"footer"}]}})", "202"},
    };
    for (const auto& c : cases) {
        const auto id = campaign_with(
            R"({"message_name":"M","subject_line":"x",)" + std::string(c.message) + "}", 1);
        EXPECT_EQ(c.expected, summary(member.post(path(id, "/rehearsals")))) << c.message;
    }
}

TEST_F(Email, that_leaves_the_way_out_to_chance_is_found_by_the_rehearsal_and_not_sent) {
    add_sender(mailbox);
    const auto id = campaign_with(
        R"({"message_name":"M","subject_line":"x","message_content":"{{ sender.postal_address }}{% if contact.first_name == \"Person1\" %}{{ links.unsubscribe }}{% endif %}"})",
        2);
    EXPECT_EQ("200", summary(approve(id)));
    const auto found = viewer.get(path(id, "/rehearsals"));
    EXPECT_EQ("no link to unsubscribe in the mail of this person",
              found.text("/items/0/report/messages/0/unwritable/0/reason"));
    EXPECT_EQ(1, found.at("/items/0/report/messages/0/unwritable/0/people").as_int64());
    send();
    ASSERT_EQ(1u, mailbox.mails().size());
    EXPECT_EQ(1, ledger_of(id).failed);
}

TEST_F(Email, is_seen_before_it_is_sent) {
    add_segment_of(1);
    const auto contact = app.value("SELECT id FROM contacts");
    const auto preview = viewer.post(
        "/api/email/preview",
        fmt::format(R"({{"subject_line":"For {{{{ contact.first_name }}}}","contact_id":"{}",
                        "message_content":"{{{{ contact.company }}}}x"}})",
                    contact));
    EXPECT_EQ("200", summary(preview)) << preview;
    EXPECT_EQ("For Person1", preview.text("/subject"));
    EXPECT_EQ("contact.company", preview.text("/blanks/0"));
    EXPECT_EQ("422 invalid_input subject_line:unknown_token",
              summary(viewer.post("/api/email/preview",
                                  R"({"subject_line":"{{ x }}","message_content":"x"})")));
    const auto blocks = viewer.post(
        "/api/email/preview",
        R"({"subject_line":"x","settings":{"document":{"blocks":[{"type":"divider"}]}}})");
    EXPECT_EQ("unsubscribe_missing", blocks.text("/remarks/0/code")) << blocks;
    EXPECT_EQ("postal_address_missing", blocks.text("/remarks/1/code")) << blocks;
    const auto address = [&](const std::string& language) {
        return viewer
            .post("/api/email/preview",
                  R"({"subject_line":"x","message_content":"{{ sender.postal_address }}",)"
                  R"("settings":{"language":")"
                      + language + "\"}}")
            .text("/text");
    };
    EXPECT_NE(std::string::npos, address("de-AT").find("(Ihre Postanschrift")) << address("de-AT");
    EXPECT_NE(std::string::npos, address("en").find("(your postal address")) << address("en");
    EXPECT_GE(viewer.get("/api/email/templates").at("/items").as_array().size(), 15u);
    const auto first = [&](const std::string& language) {
        return viewer.get("/api/email/templates?language=" + language).text("/items/0/language");
    };
    EXPECT_EQ("de", first("de-AT"));
    EXPECT_EQ("en", first("fr")) << "there are none in French";
    EXPECT_EQ("422 invalid_input language:too_short",
              summary(viewer.get("/api/email/templates?language=d")));
    EXPECT_TRUE(viewer.get("/api/email/blocks").at("/blocks/heading").is_object());
    const auto test =
        R"({"to":"me@example.com","message":{"subject_line":"x","message_content":"y"}})";
    EXPECT_EQ("403 not_allowed", summary(member.post("/api/email/tests", test)));
    EXPECT_TRUE(manager.post("/api/email/tests", test).at("/was_accepted").as_bool());
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
