// A project that sends mails by an SMTP server of the test, and who gets them.
#pragma once
#include "features/campaigns/campaigns.hpp"
#include "features/campaigns/email/hits.hpp"
#include "features/campaigns/engine/sending_engine.hpp"
#include "platform/mail/parts.hpp"
#include "testing/campaign_fixture.hpp"
#include "testing/smtp_server.hpp"
#include "testing/temporary_folder.hpp"

namespace email_tests {

using namespace std::chrono_literals;
using testing_servers::SmtpServer;

inline constexpr auto browser =
    "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0";

struct Email : campaign_tests::CampaignFixture {
    testing_paths::TemporaryFolder folder;
    SmtpServer mailbox;
    Client admin = app.client_as(http::MemberRole::admin);
    Client guest = app.guest();

    explicit Email(const Configure& more = [](config::Config&) {}) : CampaignFixture(more) {
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
    // The address in the text that begins so, as a path of this server.
    std::string link_in_text(const std::string& room) {
        const auto text = received().text;
        const auto at = text.find("/e/" + room + "/");
        return text.substr(at, text.find_first_of(" \r\n", at) - at);
    }
    // The address in the HTML that begins so, as a path of this server.
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

inline constexpr auto html_mail =
    R"({"message_name":"M","subject_line":"For {{ contact.first_name }}",
        "html_content":"<p>Hello {{ contact.first_name }}</p><a href=\"https://shop.example/?a=1&amp;b={{ contact.first_name }}\">Shop</a><p>{{ sender.postal_address }}</p><a href=\"{{ links.unsubscribe }}\">No more</a>"})";

} // namespace email_tests
