// What the links of a mail lead to: openings, clicks, leaving, topics, the mail on a page.
#include <gtest/gtest.h>

#include "testing/email_fixture.hpp"

using email_tests::Email;
using email_tests::html_mail;
using namespace std::chrono_literals;

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
    EXPECT_EQ(1, app.count("outbox WHERE topic = 'suppressions'"))
        << "told to who looks at the list";
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
    const auto told = app.count("outbox WHERE topic = 'suppressions'");
    EXPECT_EQ(200, save("topic=offers&topic=events").status);
    EXPECT_EQ(0, app.count("suppressions"));
    EXPECT_EQ(told + 1, app.count("outbox WHERE topic = 'suppressions'"));
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
