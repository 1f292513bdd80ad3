// What each person was sent: kept in few bytes, shown again, forgotten with the person and in time.
#include "features/campaigns/engine/kept_contents.hpp"

#include <gtest/gtest.h>

#include "features/campaigns/campaigns.hpp"
#include "features/campaigns/engine/sending_engine.hpp"
#include "platform/jobs/jobs.hpp"
#include "testing/campaign_fixture.hpp"
#include "testing/smtp_server.hpp"
#include "testing/temporary_folder.hpp"

namespace {

using namespace std::chrono_literals;

struct KeptContents : campaign_tests::CampaignFixture {
    testing_paths::TemporaryFolder folder;
    testing_servers::SmtpServer mailbox;
    Client admin = app.client_as(http::MemberRole::admin);

    static constexpr auto html_mail =
        R"({"message_name":"M","subject_line":"For {{ contact.first_name }}",
            "html_content":"<p>Hello {{ contact.first_name | default: \"friend\" }} of {{ contact.company }}</p><p>{{ sender.postal_address }}</p><a href=\"{{ links.unsubscribe }}\">Out</a>"})";

    std::int64_t send_due() {
        return campaigns::SendingEngine(app.services(), campaigns::channels(),
                                        {.threads = 2, .journals = folder.path()})
            .send_due();
    }
    Uuid sent_to(int people, const std::string& message = html_mail) {
        if (app.count("email_senders") == 0) {
            EXPECT_EQ("201", summary(admin.post(
                                 "/api/email/senders",
                                 fmt::format(R"({{"name":"Salon","email":"news@salon.example",
                                     "postal_address":"5 Example Street","host":"127.0.0.1",
                                     "port":{},"security":"none"}})",
                                             mailbox.port()))));
        }
        const auto created = member.post("/api/campaigns", campaign_input(add_segment_of(people)));
        const auto id = created.uuid("/id");
        EXPECT_EQ("201", summary(member.post(path(id, "/messages"), message)));
        EXPECT_EQ("200", summary(approve(id)));
        EXPECT_EQ(people, send_due());
        return id;
    }
    std::string row_of(int person) {
        return app.value(fmt::format(
            "SELECT id FROM campaign_executions WHERE address = 'p{}@example.com'", person));
    }
    std::string contact_of(int person) {
        return app.value(
            fmt::format("SELECT id FROM contacts WHERE email = 'p{}@example.com'", person));
    }
    TestReply content(const Uuid& id, int person) {
        return viewer.get(path(id, "/executions/" + row_of(person) + "/content"));
    }
    void forget_old() {
        jobs::Context job(
            app.services(), Uuid::make(), std::nullopt, 1, [] { return true; },
            [](auto, auto) { return true; });
        campaigns::forget_contents(job);
    }
};

TEST_F(KeptContents, show_each_person_what_was_sent_however_it_changed_since) {
    const auto id = sent_to(100);
    change_person(7, "first_name = 'Changed'");
    app.execute("UPDATE email_senders SET name = 'Other', postal_address = 'Elsewhere'");
    const auto shown = content(id, 7);
    ASSERT_EQ("200", summary(shown)) << shown;
    EXPECT_EQ("For Person7", shown.text("/subject"));
    const auto html = shown.text("/html");
    EXPECT_NE(html.npos, html.find("<p>Hello Person7 of </p>")) << html;
    EXPECT_NE(html.npos, html.find("5 Example Street"));
    EXPECT_NE(html.npos, html.find("<a href=\"#\">Out</a>")) << "looking unsubscribes nobody";
    EXPECT_EQ(std::string::npos, html.find("/e/")) << "and is counted for nothing";
    EXPECT_EQ("For Person99", content(id, 99).text("/subject"));
}

TEST_F(KeptContents, are_few_bytes_a_mail) {
    sent_to(2000);
    EXPECT_EQ(1, app.count("campaign_message_forms"));
    EXPECT_LT(app.count("campaign_contents"), 2000 / 20 + 10) << "one row a window";
    const auto bytes =
        std::stol(app.value("SELECT sum(pg_column_size(k.*)) / 2000 FROM campaign_contents k"));
    RecordProperty("bytes_a_mail", static_cast<int>(bytes));
    EXPECT_LT(bytes, 60);
}

TEST_F(KeptContents, keep_what_stands_in_custom_fields_and_what_is_empty) {
    app.execute(fmt::format(
        "INSERT INTO custom_field_definitions (project_id, id, key, label, type) VALUES ('{}', "
        "gen_random_uuid(), 'size', 'Size', 'text')",
        app.project_id().text()));
    const auto everybody = add_segment_of(2);
    app.execute(R"(UPDATE contacts SET custom_fields = '{"size":"<40>"}' WHERE email LIKE 'p1@%')");
    const auto created = member.post("/api/campaigns", campaign_input(everybody));
    const auto id = created.uuid("/id");
    EXPECT_EQ("201", summary(member.post(
                         path(id, "/messages"),
                         R"({"message_name":"M","subject_line":"{{ contact.custom_fields.size }}!",
                             "html_content":"<b>{{ contact.custom_fields.size }}</b><p>{{ sender.postal_address }}</p><a href=\"{{ links.unsubscribe }}\">Out</a>"})")));
    EXPECT_EQ("200", summary(approve(id)));
    EXPECT_EQ(2, send_due());
    app.execute("DELETE FROM custom_field_definitions");
    EXPECT_EQ("<40>!", content(id, 1).text("/subject"));
    EXPECT_NE(std::string::npos, content(id, 1).text("/html").find("<b>&lt;40&gt;</b>"));
    EXPECT_EQ("!", content(id, 2).text("/subject"));
}

TEST_F(KeptContents, go_with_the_person_and_leave_the_others) {
    const auto id = sent_to(30);
    const auto exported = manager.get("/api/crm/contacts/" + contact_of(3) + "/personal-data");
    EXPECT_EQ("For Person3", exported.text("/campaign_contents/0/subject"));
    const auto row = row_of(3);
    EXPECT_EQ("204", summary(admin.del("/api/crm/contacts/" + contact_of(3) + "/permanently")));
    EXPECT_EQ(0, app.count("campaign_contents k WHERE k::text LIKE '%Person3\"%'"));
    EXPECT_EQ("404 content_not_kept",
              summary(viewer.get(path(id, "/executions/" + row + "/content"))));
    EXPECT_EQ("For Person4", content(id, 4).text("/subject"));
}

TEST_F(KeptContents, are_forgotten_after_the_days_of_the_project) {
    const auto id = sent_to(30);
    auto program = app.key_with({"campaigns:read"}); // no session lives that long
    const auto asked = [&] {
        return summary(program.get(path(id, "/executions/" + row_of(1) + "/content")));
    };
    app.clock().advance(24h * 89);
    forget_old();
    EXPECT_EQ("200", asked());
    app.clock().advance(48h);
    forget_old();
    EXPECT_EQ("404 content_not_kept", asked());
    EXPECT_EQ(0, app.count("campaign_contents"));
    EXPECT_EQ(0, app.count("campaign_message_forms"));
    EXPECT_EQ(30, app.count("campaign_executions WHERE delivery_status = 'sent'"));
}

TEST_F(KeptContents, are_kept_as_long_as_a_manager_says) {
    const auto path_of_settings = "/api/campaign-settings";
    EXPECT_EQ(90, viewer.get(path_of_settings).at("/keep_content_days").as_int64());
    EXPECT_EQ("403 not_allowed",
              summary(member.put(path_of_settings, R"({"keep_content_days":5})")));
    EXPECT_EQ("422 invalid_input keep_content_days:too_large",
              summary(manager.put(path_of_settings, R"({"keep_content_days":3651})")));
    EXPECT_EQ("200", summary(manager.put(path_of_settings, R"({"keep_content_days":0})")));
    auto stranger = app.other_project();
    EXPECT_EQ(90, stranger.get(path_of_settings).at("/keep_content_days").as_int64());
    const auto id = sent_to(5);
    EXPECT_EQ(0, app.count("campaign_contents"));
    EXPECT_EQ("404 content_not_kept", summary(content(id, 1)));
    EXPECT_EQ("404 not_found",
              summary(stranger.get(path(id, "/executions/" + row_of(1) + "/content"))));
}

} // namespace
