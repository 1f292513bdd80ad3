// Files that go along with a message, from the upload to the mail.
#include "features/campaigns/attachments.hpp"

#include <gtest/gtest.h>

#include "features/campaigns/campaigns.hpp"
#include "features/campaigns/engine/sending_engine.hpp"
#include "platform/crypto/encoding.hpp"
#include "testing/campaign_fixture.hpp"
#include "testing/smtp_server.hpp"
#include "testing/temporary_folder.hpp"

TEST(AttachedFiles, that_are_programs_are_told_by_name_or_by_content) {
    struct Case {
        const char* name;
        std::string_view head;
        bool expected;
    };
    const Case cases[] = {
        {"menu.pdf", "%PDF-1.7", false},
        {"menu.exe", "", true},
        {"MENU.EXE", "", true},
        {"menu.pdf.js ", "", true},
        {"menu", "MZ\x90", true},
        {"menu.pdf", "MZ\x90", true},
        {"menu.txt", "#!/bin/sh", true},
        {"menu.", "text", false},
        {"", "", false},
        {"exe", "text", false},
        {"letter.docx", "PK\x03\x04", false},
    };
    for (const auto& c : cases)
        EXPECT_EQ(c.expected, campaigns::is_program(c.name, c.head)) << c.name;
}

namespace {

struct CampaignAttachments : campaign_tests::CampaignFixture {
    testing_paths::TemporaryFolder folder;

    std::string upload(const std::string& name, const std::string& content) {
        const auto reply =
            member.send(http::Method::post, "/api/files", content,
                        {{"Content-Type", "application/octet-stream"}, {"X-File-Name", name}});
        EXPECT_EQ("201", summary(reply)) << reply;
        return reply.text("/id");
    }
    static std::string message(const std::vector<std::string>& files) {
        std::string list;
        for (const auto& file : files) list += (list.empty() ? "\"" : ",\"") + file + "\"";
        return R"({"message_name":"M","subject_line":"x","message_content":)"
               R"("{{ sender.postal_address }} {{ links.unsubscribe }}","media_attachments":[)"
               + list + "]}";
    }
    Uuid draft() {
        return member.post("/api/campaigns", campaign_input(add_segment_of(2))).uuid("/id");
    }
    std::string stored(const std::vector<std::string>& files) {
        return summary(member.post(path(draft(), "/messages"), message(files)));
    }
    std::int64_t files() { return app.count("files"); }
};

} // namespace

TEST_F(CampaignAttachments, travel_with_the_mail_and_count_in_its_size) {
    testing_servers::SmtpServer mailbox;
    auto admin = app.client_as(http::MemberRole::admin);
    admin.post("/api/email/senders",
               fmt::format(R"({{"name":"A","email":"a@salon.example","postal_address":"x",
                   "host":"127.0.0.1","port":{},"security":"none"}})",
                           mailbox.port()));
    const std::string pdf = "%PDF-1.7\r\n" + std::string(30'000, '\0');
    const auto menu = upload("Men%C3%BC.pdf", pdf), list = upload("list.csv", "a,b\n1,2\n");
    const auto id = draft();
    const auto stored = member.post(path(id, "/messages"), message({menu, list}));
    ASSERT_EQ("201", summary(stored)) << stored;
    EXPECT_EQ(list, stored.text("/media_attachments/1"));
    const auto shown = viewer.get(path(id, "/messages/" + stored.text("/id") + "/attachments"));
    EXPECT_EQ("Menü.pdf", shown.text("/items/0/name"));
    EXPECT_EQ(30'010, shown.at("/items/0/size").as_int64());
    EXPECT_EQ("200", summary(approve(id)));
    const auto report = viewer.get(path(id, "/rehearsals"));
    const auto largest = report.at("/items/0/report/messages/0/largest_bytes").as_int64();
    campaigns::SendingEngine(app.services(), campaigns::channels(),
                             {.threads = 1, .journals = folder.path() / "journals"})
        .send_due();
    ASSERT_EQ(2u, mailbox.mails().size());
    const auto data = mailbox.mails()[0].data;
    EXPECT_NEAR(static_cast<double>(data.size()), static_cast<double>(largest), 1000);
    EXPECT_NE(data.npos, data.find("Content-Disposition: attachment; filename"));
    const auto first = data.find("Content-Type: application/pdf");
    EXPECT_LT(data.find("Content-Type: text/plain"), first);
    EXPECT_LT(first, data.find("Content-Type: text/csv"));
    std::string in_one_line;
    for (const char c : data)
        if (c != '\r' && c != '\n') in_one_line += c;
    EXPECT_NE(data.npos, in_one_line.find(crypto::to_base64(pdf)));
}

TEST_F(CampaignAttachments, have_bounds_and_are_no_programs) {
    const auto half = upload("half.txt", std::string(5 << 20, 'a'));
    const auto other_half = upload("other.txt", std::string(5 << 20, 'b'));
    const auto one = upload("one.txt", "c");
    EXPECT_EQ("201", stored({half, other_half}));
    EXPECT_EQ("422 invalid_input media_attachments:too_large", stored({half, other_half, one}));
    EXPECT_EQ("422 invalid_input media_attachments[1]:duplicate", stored({one, one}));
    EXPECT_EQ("422 invalid_input media_attachments[0]:not_allowed",
              stored({upload("run.bat", "x")}));
    EXPECT_EQ("422 invalid_input media_attachments[0]:not_allowed",
              stored({upload("picture.png", "MZ\x90")}));
    EXPECT_EQ("422 invalid_input media_attachments[0]:reference_not_found",
              stored({Uuid::make().text()}));
    EXPECT_EQ("422 invalid_input media_attachments[0]:bad_format", stored({"x"}));
    std::vector<std::string> many;
    for (int i = 0; i < 10; ++i) many.push_back(upload("a.txt", std::to_string(i)));
    EXPECT_EQ("201", stored(many));
    many.push_back(one);
    EXPECT_EQ("422 invalid_input media_attachments:too_many", stored(many));
    // Another project's file is none here.
    auto stranger = app.other_project();
    const auto theirs = campaign_tests::add_people(app, stranger.project_id, 1);
    const auto campaign = stranger.post("/api/campaigns", campaign_input(theirs));
    EXPECT_EQ("422 invalid_input media_attachments[0]:reference_not_found",
              summary(stranger.post(path(campaign.uuid("/id"), "/messages"), message({one}))));
}

TEST_F(CampaignAttachments, go_when_nothing_names_them_any_more) {
    const auto menu = upload("menu.pdf", "%PDF-1.7"), list = upload("list.csv", "a,b\n1,2\n");
    const auto id = draft();
    const auto one = member.post(path(id, "/messages"), message({menu, list})).text("/id");
    const auto copy = member.post(path(id, "/copies")).uuid("/id");
    EXPECT_EQ("200", summary(member.patch(path(id, "/messages/" + one),
                                          R"({"media_attachments":[")" + list + R"("]})")));
    EXPECT_EQ(2, files()) << "the copy has both";
    EXPECT_EQ("204", summary(member.del(path(copy))));
    app.run_jobs();
    EXPECT_EQ(1, files());
    EXPECT_EQ("204", summary(member.del(path(id, "/messages/" + one))));
    EXPECT_EQ(0, files());
}

TEST_F(CampaignAttachments, that_are_gone_stop_the_campaign_before_anybody_gets_it) {
    const auto menu = upload("menu.pdf", "%PDF-1.7");
    const auto id = draft();
    member.post(path(id, "/messages"), message({menu}));
    EXPECT_EQ("204", summary(member.del("/api/files/" + menu)));
    EXPECT_EQ("422 invalid_input messages[0].media_attachments[0]:reference_not_found",
              summary(member.post(path(id, "/rehearsals"))));
}
