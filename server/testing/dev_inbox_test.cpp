// The dev inbox: while no sender is set up, what would have left is read on the screen by admins.
#include "platform/mail/dev_inbox.hpp"

#include <gtest/gtest.h>

#include "testing/test_app.hpp"

namespace {

// Sends as the server does; the newest mail comes first in the list.
void receive(TestApp& app, std::string subject) {
    mail::DevInbox inbox(app.database(), app.clock());
    mail::Message message;
    message.from = {"SocialFlow", "socialflow@example.com"};
    message.to = {{"Ana", "ana@example.com"}};
    message.subject = std::move(subject);
    message.text = "Good news";
    message.html = "<p>Good <b>news</b></p>";
    inbox.send(message);
}

std::string path_of(const TestReply& mail) {
    return "/api/dev-inbox/" + mail.text("/items/0/id");
}

} // namespace

TEST(DevInbox, shows_a_mail_as_text_as_html_and_as_it_would_travel) {
    TestApp app;
    auto admin = app.client_as(http::MemberRole::admin);
    receive(app, "Your key");
    const auto mail = admin.get(path_of(admin.get("/api/dev-inbox")));
    EXPECT_EQ("Your key", mail.text("/subject"));
    EXPECT_NE(std::string::npos, mail.text("/text").find("Good news"));
    EXPECT_NE(std::string::npos, mail.text("/html").find("<b>news</b>"));
    EXPECT_NE(std::string::npos, mail.text("/source").find("Subject: Your key"));
}

TEST(DevInbox, loses_one_mail_or_all_of_them) {
    TestApp app;
    auto admin = app.client_as(http::MemberRole::admin);
    for (const auto* subject : {"one", "two", "three"}) receive(app, subject);
    const auto newest = path_of(admin.get("/api/dev-inbox"));
    EXPECT_EQ("204", summary(admin.del(newest)));
    EXPECT_EQ("404 not_found", summary(admin.del(newest)));
    EXPECT_EQ(2U, admin.get("/api/dev-inbox").at("/items").as_array().size());
    EXPECT_EQ("204", summary(admin.del("/api/dev-inbox")));
    EXPECT_TRUE(admin.get("/api/dev-inbox").at("/items").as_array().empty());
}

TEST(DevInbox, is_not_there_once_a_sender_is_set_up) {
    TestApp app({.configure = [](config::Config& config) {
        config.smtp_url = "smtp://127.0.0.1:9";
        config.mail_from = "socialflow@example.com";
    }});
    auto admin = app.client_as(http::MemberRole::admin);
    EXPECT_EQ("404 not_found", summary(admin.get("/api/dev-inbox")));
    EXPECT_EQ("404 not_found", summary(admin.del("/api/dev-inbox")));
    EXPECT_EQ(true, admin.get("/api/mail/status").at("/sender_configured").as_bool());
}
