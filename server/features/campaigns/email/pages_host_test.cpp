// Mails of a server that has a host of its own for what outsiders open
// (platform/http/pages_host.hpp).
#include <gtest/gtest.h>

#include "testing/email_fixture.hpp"

namespace {

struct MailsWithPagesElsewhere : email_tests::Email {
    MailsWithPagesElsewhere()
        : Email([](config::Config& config) {
              config.public_url = "https://crm.example.com";
              config.pages_url = "https://pages.example.net";
          }) {
        pages.set_header("Host", "pages.example.net");
        at_app.set_header("Host", "crm.example.com");
    }

    Client pages = app.guest();
    Client at_app = app.guest();

    // A mail with each kind of link.
    mail::Parts whole_mail() {
        sent(R"({"message_name":"M","subject_line":"x","html_content":
            "<a href=\"https://shop.example/\">Shop</a><a href=\"{{ links.web_version }}\">Page</a><a href=\"{{ links.preferences }}\">Choose</a><a href=\"{{ links.unsubscribe }}\">No more</a>{{ sender.postal_address }}"})");
        return received();
    }
    static TestReply click_unsubscribe(Client& client, const std::string& address) {
        return client.send(http::Method::post, address, "List-Unsubscribe=One-Click",
                           {{"Content-Type", "application/x-www-form-urlencoded"},
                            {"Origin", "https://mail.example"}});
    }
};

TEST_F(MailsWithPagesElsewhere, lead_there_with_all_their_links) {
    const auto parts = whole_mail();
    EXPECT_TRUE(header(parts, "List-Unsubscribe").starts_with("<https://pages.example.net/e/u/"));
    for (const auto* room : {"o", "c", "t", "u", "p", "w"})
        EXPECT_NE(parts.html.npos,
                  parts.html.find("\"https://pages.example.net/e/" + std::string(room) + "/"))
            << room << ": " << parts.html;
    EXPECT_EQ(std::string::npos, mailbox.mails().at(0).data.find("crm.example.com"));
}

TEST_F(MailsWithPagesElsewhere, are_answered_there_and_those_sent_before_by_the_app) {
    const auto html = whole_mail().html;
    struct Case {
        const char* room;
        http::Method method;
        int there, at_app;
    };
    using enum http::Method;
    // What is looked at moves; what a program asks for is answered, since it may follow nothing.
    const Case cases[] = {{"o", get, 200, 200},  {"c", get, 302, 302}, {"u", get, 200, 302},
                          {"u", head, 200, 302}, {"p", get, 200, 302}, {"w", get, 200, 302},
                          {"p", post, 200, 200}, {"u", post, 200, 200}};
    for (const auto& c : cases) {
        const auto address = link(html, c.room);
        const auto there = pages.send(c.method, address), old = at_app.send(c.method, address);
        EXPECT_EQ(c.there, there.status) << c.room << there;
        EXPECT_EQ(c.at_app, old.status) << c.room << old;
        if (old.status == 302) {
            EXPECT_EQ("https://pages.example.net" + address, old.headers.get("Location"));
        }
    }
    EXPECT_EQ("https://shop.example/", pages.get(link(html, "c")).headers.get("Location"));
    EXPECT_NE(std::string::npos,
              pages.get(link(html, "u")).body.find("\"https://pages.example.net/e/p/"));
}

TEST_F(MailsWithPagesElsewhere, unsubscribe_by_one_click_at_either_host) {
    for (auto* client : {&pages, &at_app}) {
        app.execute("DELETE FROM suppressions");
        if (app.count("campaign_executions") == 0) whole_mail();
        const auto address = link(received().html, "u");
        EXPECT_EQ(200, click_unsubscribe(*client, address).status);
        EXPECT_EQ(1, app.count("suppressions"));
    }
}

TEST_F(MailsWithPagesElsewhere, count_an_old_link_once) {
    const auto html = whole_mail().html;
    app.clock().advance(std::chrono::hours(1));
    at_app.set_header("User-Agent", email_tests::browser);
    pages.set_header("User-Agent", email_tests::browser);
    const auto location = at_app.get(link(html, "c")).headers.get("Location");
    pages.get(location.substr(location.find("/e/c/")));
    store_hits();
    EXPECT_EQ(1, app.count("campaign_hits"));
}

} // namespace
