#include "features/campaigns/email/foreign_pictures.hpp"

#include <gtest/gtest.h>

#include <future>
#include <semaphore>

#include "platform/db/database.hpp"
#include "testing/campaign_fixture.hpp"
#include "testing/eventually.hpp"
#include "testing/http_server.hpp"
#include "testing/test_node.hpp"

namespace {

const std::string png = "\x89PNG\r\n\x1A\n" + std::string(100, '\0');

struct ForeignPictures : campaign_tests::CampaignFixture {
    Client guest = app.guest();

    // The address that the preview of a mail with this picture shows instead.
    std::string shown(const std::string& url) {
        const auto preview = viewer.post(
            "/api/email/preview",
            R"({"subject_line":"x","html_content":"<p><img alt='A' src=\")" + url + R"(\"></p>"})");
        EXPECT_EQ("200", summary(preview)) << preview;
        const auto html = preview.text("/html");
        const auto begin = html.find("src=\"") + 5;
        return html.substr(begin, html.find('"', begin) - begin);
    }
};

} // namespace

TEST_F(ForeignPictures, are_fetched_by_the_server_for_who_looks_at_a_mail) {
    std::string body = png, header = "Content-Type: text/html\r\n";
    testing_servers::HttpServer elsewhere([&](const auto&, auto& connection) {
        connection.write(testing_servers::http_reply(200, body, header));
    });
    const auto link = shown(elsewhere.url("/a.png?x=1&amp;y=2"));
    ASSERT_TRUE(link.starts_with("/api/email/pictures/")) << link;
    const auto picture = guest.get(link);
    EXPECT_EQ("200", summary(picture));
    EXPECT_EQ("image/png", picture.headers.get("Content-Type")) << "by its bytes";
    EXPECT_EQ(png, picture.body);
    EXPECT_TRUE(picture.headers.get("Content-Security-Policy").ends_with("sandbox"));
    EXPECT_EQ("/a.png?x=1&y=2", elsewhere.requests().at(0).target);
    EXPECT_EQ("", elsewhere.requests().at(0).header("Cookie"));
    body = "<svg onload='alert(1)'></svg>";
    EXPECT_EQ("404 not_found", summary(guest.get(link))) << "no script in our origin";
    body = png + std::string(campaigns::largest_foreign_picture - png.size(), 'x');
    EXPECT_EQ("200", summary(guest.get(link)));
    body += 'x';
    EXPECT_EQ("404 not_found", summary(guest.get(link)));
}

TEST_F(ForeignPictures, are_fetched_only_by_links_that_the_server_made) {
    testing_servers::HttpServer elsewhere([](const auto&, auto& connection) {
        connection.write(testing_servers::http_reply(200, png));
    });
    const auto link = shown(elsewhere.url("/a.png"));
    const auto other = link.substr(0, link.find("%2Fa.png")) + "%2Fb.png";
    EXPECT_EQ("404 not_found", summary(guest.get(other)));
    EXPECT_EQ("404 not_found",
              summary(guest.get("/api/email/pictures/x?url=" + elsewhere.url("/a.png"))));
    EXPECT_EQ(0u, elsewhere.requests().size());
}

TEST_F(ForeignPictures, hold_up_nobody_else_while_they_are_fetched) {
    std::counting_semaphore<> answers(0);
    testing_servers::HttpServer slow([&](const auto&, auto& connection) {
        answers.acquire();
        connection.write(testing_servers::http_reply(200, png));
    });
    TestNode node(app, {.application = {.workers = 1}});
    auto picture = std::async(std::launch::async, [&, link = shown(slow.url("/a.png"))] {
        return Client(node.server.port()).get(link);
    });
    ASSERT_TRUE(testing_time::eventually(std::chrono::seconds(60),
                                         [&] { return slow.requests().size() == 1; }));
    // The hub borrows one now and then; one that is kept would never come back.
    EXPECT_TRUE(testing_time::eventually(std::chrono::seconds(60),
                                         [&] { return app.database().in_use() == 0; }));
    EXPECT_EQ("200", summary(node.client_of(viewer).get("/api/me")));
    answers.release();
    EXPECT_EQ("200", summary(picture.get()));
}

TEST(LocalPictures, leave_alone_what_is_no_picture_from_elsewhere) {
    const crypto::SecretBox box({crypto::MasterKey(std::string(32, 'k'))});
    const std::string own = "https://app.example";
    for (const auto* html :
         {"", "<p>https://x.example/a.png</p>", "<img alt=\"https://x.example\">", "<img",
          "<img src=\"/e/o/x.gif\">", "<img src=\"https://app.example/e/o/x.gif\">",
          "<img src=\"cid:logo\">", "<img src=\"data:image/png;x\">",
          "<img src=https://x.example/a.png>", "<img src=\"https://x.example"})
        EXPECT_EQ(html, campaigns::with_local_pictures(html, own, box, Uuid::make())) << html;
    const auto made = campaigns::with_local_pictures(
        R"(<IMG width="9" SRC='HTTPS://x.example/a.png'><p>b</p>)", own, box, Uuid::make());
    EXPECT_TRUE(made.starts_with(R"(<IMG width="9" SRC='/api/email/pictures/)")) << made;
    EXPECT_TRUE(made.ends_with("?url=HTTPS%3A%2F%2Fx.example%2Fa.png'><p>b</p>")) << made;
}
