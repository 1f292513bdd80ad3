#include "features/crm/tracking/visits.hpp"

#include <gtest/gtest.h>

#include "platform/time/clock.hpp"
#include "testing/test_app.hpp"

using http::MemberRole;
using namespace std::chrono_literals;

namespace {

struct SiteVisitsTest : testing::Test {
    TestApp app;
    Client manager = app.client_as(MemberRole::manager);
    Client browser = app.guest(); // on a page of the business
    Uuid site, ana;
    SiteVisitsTest() {
        app.execute("SELECT make_interaction_partitions('2030-01-07')");
        site =
            manager.post("/api/crm/sites", R"({"name":"Shop","domain":"https://www.Example.com/"})")
                .uuid("/id");
        ana = manager.post("/api/crm/contacts", R"({"first_name":"Ana"})").uuid("/id");
    }

    std::string token_of(Client& client, const Uuid& contact) {
        const auto url = client
                             .post("/api/crm/contacts/" + contact.text() + "/tracking-link",
                                   R"({"url":"https://shop.example.com/"})")
                             .text("/url");
        return url.substr(url.find("sf=") + 3);
    }
    TestReply visit(std::string_view url, std::string_view token = {},
                    std::vector<std::pair<std::string, std::string>> headers = {}) {
        boost::json::object body{{"site", site.text()},
                                 {"url", url},
                                 {"title", "A page"},
                                 {"referrer", "https://news.example.org/today"}};
        if (!token.empty()) body["token"] = token;
        headers.emplace_back("Content-Type", "text/plain;charset=UTF-8");
        headers.emplace_back("Sec-Fetch-Site", "cross-site");
        headers.emplace_back("Origin", "https://shop.example.com");
        return browser.send(http::Method::post, "/t/visit", boost::json::serialize(body), headers);
    }
    std::int64_t visits_of(const Uuid& contact) {
        return app.count(
            "contact_interactions WHERE interaction_type = 'website_visit' AND "
            "contact_id = '"
            + contact.text() + "'");
    }
};

} // namespace

TEST_F(SiteVisitsTest, of_strangers_are_counted_and_tied_to_nobody) {
    EXPECT_EQ("204", summary(visit("https://shop.example.com/prices?x=1")));
    EXPECT_EQ("204", summary(visit("https://example.com/prices")));
    EXPECT_EQ(0, app.count("contact_interactions"));
    const auto visits = manager.get("/api/crm/sites/" + site.text() + "/visits");
    EXPECT_EQ("/prices", visits.text("/pages/0/path"));
    EXPECT_EQ(2, visits.at("/pages/0/visits").as_int64());
    EXPECT_EQ(0, visits.at("/pages/0/identified").as_int64());
    EXPECT_NE(std::string::npos, visits.text("/snippet").find(site.text()));
}

TEST_F(SiteVisitsTest, by_a_signed_link_stand_on_the_timeline_once_in_half_an_hour) {
    const auto token = token_of(manager, ana);
    const auto page = "https://shop.example.com/new?utm_source=letter&utm_campaign=spring";
    visit(page, token);
    visit(page, token);
    EXPECT_EQ(1, visits_of(ana));
    visit("https://shop.example.com/other", token);
    EXPECT_EQ(2, visits_of(ana));
    app.clock().advance(31min);
    visit(page, token);
    EXPECT_EQ(3, visits_of(ana));
    EXPECT_EQ("news.example.org", app.value("SELECT metadata->>'referrer_host' FROM "
                                            "contact_interactions ORDER BY occurred_at LIMIT 1"));
    const auto contact = manager.get("/api/crm/contacts/" + ana.text());
    EXPECT_EQ("letter", contact.text("/utm_data/utm_source"));
    EXPECT_EQ(3, contact.at("/total_interactions").as_int64());
}

TEST_F(SiteVisitsTest, keep_the_first_campaign_that_brought_somebody) {
    const auto token = token_of(manager, ana);
    visit("https://shop.example.com/a?utm_source=first", token);
    visit("https://shop.example.com/b?utm_source=second", token);
    EXPECT_EQ("first", manager.get("/api/crm/contacts/" + ana.text()).text("/utm_data/utm_source"));
}

TEST_F(SiteVisitsTest, are_not_taken_from_who_does_not_want_to_be_seen) {
    const auto token = token_of(manager, ana);
    EXPECT_EQ("204", summary(visit("https://shop.example.com/", token, {{"DNT", "1"}})));
    EXPECT_EQ("204", summary(visit("https://shop.example.com/", token, {{"Sec-GPC", "1"}})));
    EXPECT_EQ(0, app.count("site_visit_counts"));
    EXPECT_EQ(0, visits_of(ana));
}

TEST_F(SiteVisitsTest, are_not_believed_from_elsewhere_or_with_a_made_up_token) {
    auto stranger = app.other_project();
    const auto theirs = stranger.post("/api/crm/contacts", R"({"first_name":"Eve"})").uuid("/id");
    const auto foreign = token_of(stranger, theirs);
    EXPECT_EQ("204", summary(visit("https://evil.example.net/", token_of(manager, ana))));
    EXPECT_EQ("204", summary(visit("https://notexample.com/")));
    EXPECT_EQ(0, app.count("site_visit_counts"));
    visit("https://example.com/", foreign);
    visit("https://example.com/", std::string(48, 'A'));
    EXPECT_EQ(0, app.count("contact_interactions"));
    EXPECT_EQ(2, app.count("site_visit_counts") * 2) << "one page";
    manager.patch("/api/crm/sites/" + site.text(), R"({"enabled":false})");
    visit("https://example.com/off");
    EXPECT_EQ(0, app.count("site_visit_counts WHERE path = '/off'"));
}

TEST_F(SiteVisitsTest, of_somebody_in_the_trash_are_a_strangers) {
    const auto token = token_of(manager, ana);
    manager.del("/api/crm/contacts/" + ana.text());
    EXPECT_EQ("204", summary(visit("https://example.com/", token)));
    EXPECT_EQ(0, visits_of(ana));
    EXPECT_EQ(1, app.count("site_visit_counts WHERE identified = 0"));
}

TEST_F(SiteVisitsTest, at_once_by_one_person_are_one_visit) {
    const auto token = token_of(manager, ana);
    const boost::json::object body{
        {"site", site.text()}, {"url", "https://example.com/x"}, {"token", token}};
    app.in_parallel(24, [&](Client& guest, std::size_t) {
        return guest.send(http::Method::post, "/t/visit", boost::json::serialize(body),
                          {{"Content-Type", "text/plain"}});
    });
    EXPECT_EQ(1, visits_of(ana));
    EXPECT_EQ("24", app.value("SELECT visits FROM site_visit_counts"));
}

TEST_F(SiteVisitsTest, to_more_pages_than_anybody_reads_count_among_the_others) {
    app.execute(
        "INSERT INTO site_visit_counts (project_id, site_id, day, path, visits) SELECT "
        "project_id, id, '2030-01-07', '/p' || n, 1 FROM tracked_sites, "
        "generate_series(1, 1000) n");
    visit("https://example.com/one-more");
    visit("https://example.com/p7");
    EXPECT_EQ("1", app.value("SELECT visits FROM site_visit_counts WHERE path = '(other)'"));
    EXPECT_EQ("2", app.value("SELECT visits FROM site_visit_counts WHERE path = '/p7'"));
}

struct RefusedVisit {
    const char* body;
    const char* expected;
};

TEST_F(SiteVisitsTest, that_are_none_are_refused) {
    const RefusedVisit cases[] = {
        {"", "400 invalid_json"},
        {R"({"url":"https://example.com/"})", "422 invalid_input site:required"},
        {R"({"site":"x","url":"https://example.com/"})", "422 invalid_input site:bad_format"},
    };
    for (const auto& c : cases)
        EXPECT_EQ(c.expected, summary(browser.send(http::Method::post, "/t/visit", c.body,
                                                   {{"Content-Type", "text/plain"}})))
            << c.body;
    EXPECT_EQ(413, browser
                       .send(http::Method::post, "/t/visit", std::string(9000, ' '),
                             {{"Content-Type", "text/plain"}})
                       .status);
    EXPECT_EQ("422 invalid_input domain:bad_format",
              summary(manager.post("/api/crm/sites", R"({"name":"A","domain":"localhost"})")));
}

TEST_F(SiteVisitsTest, do_not_come_as_who_is_signed_in) {
    // The manager's own cookie travels along; nothing of it is used.
    EXPECT_EQ("204", summary(manager.send(
                         http::Method::post, "/t/visit",
                         boost::json::serialize(boost::json::object{
                             {"site", site.text()}, {"url", "https://example.com/"}}),
                         {{"Content-Type", "text/plain"}, {"Sec-Fetch-Site", "cross-site"}})));
    EXPECT_EQ(1, app.count("site_visit_counts"));
}
