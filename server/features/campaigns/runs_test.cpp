// The course of a campaign through its routes: rehearsal, approval, pause, resume, cancel; and how
// it did. Sent with the channel of this server, into the built-in mailbox.
#include <gtest/gtest.h>

#include "features/campaigns/campaigns.hpp"
#include "features/campaigns/engine/sending_engine.hpp"
#include "platform/mail/dev_inbox.hpp"
#include "testing/campaign_fixture.hpp"
#include "testing/http_server.hpp"
#include "testing/other_mail.hpp"
#include "testing/segment_fixture.hpp"
#include "testing/temporary_folder.hpp"

namespace {

struct CampaignRuns : campaign_tests::CampaignFixture {
    testing_paths::TemporaryFolder folder;
    Uuid everybody = add_segment_of(3);

    std::string rehearse(const Uuid& id) {
        const auto rehearsal = member.post(path(id, "/rehearsals"));
        EXPECT_EQ("202", summary(rehearsal)) << rehearsal;
        app.run_jobs();
        return rehearsal.text("/id");
    }
    TestReply approve_rehearsal(const Uuid& id, const std::string& rehearsal) {
        return manager.post(path(id, "/approval"),
                            fmt::format(R"({{"rehearsal_id":"{}"}})", rehearsal));
    }
    // With the built-in mailbox as the way out.
    void send_due() {
        mail::DevInbox inbox(app.database(), app.clock());
        auto services = testing_servers::services_with(app.services(), inbox);
        campaigns::SendingEngine(services, campaigns::channels(), {.journals = folder.path()})
            .send_due();
    }
    std::string status(const Uuid& id) { return viewer.get(path(id)).text("/status"); }
};

TEST_F(CampaignRuns, arrive_in_the_built_in_mailbox) {
    const auto id = run_campaign(everybody);
    send_due();
    EXPECT_EQ("completed", status(id));
    EXPECT_EQ(3, app.count("dev_inbox WHERE subject = 'Spring is here'"));
    EXPECT_EQ(1, app.count("dev_inbox WHERE recipient = 'p2@example.com'"));
}

TEST_F(CampaignRuns, wait_for_a_person_after_a_backup_was_restored) {
    const auto id = run_campaign(everybody);
    const auto later = run_campaign(everybody, R"(,"start_date":"2030-02-01T08:00:00Z")");
    add_campaign(everybody);
    EXPECT_EQ(2u, campaigns::hold_restored_campaigns(app.database()));
    send_due();
    EXPECT_EQ(0, app.count("dev_inbox"));
    EXPECT_EQ("restored", viewer.get(path(id)).text("/paused_because"));
    EXPECT_EQ("200", summary(manager.post(path(id, "/resume"))));
    EXPECT_EQ("200", summary(manager.post(path(later, "/resume"))));
    EXPECT_EQ("scheduled", status(later));
    send_due();
    EXPECT_EQ("completed", status(id));
}

TEST_F(CampaignRuns, are_rehearsed_with_a_report_that_adds_up) {
    change_person(1, "email_subscribed = false");
    change_person(2, "email = 'someone@Gmail.com', email_normalised = 'someone@gmail.com'");
    const auto id = add_campaign(everybody);
    const auto report = viewer.get(path(id, "/rehearsals/" + rehearse(id)));
    EXPECT_EQ("finished", report.text("/status"));
    EXPECT_TRUE(report.at("/current").as_bool());
    EXPECT_EQ(3, report.at("/report/total").as_int64());
    EXPECT_EQ(2, report.at("/report/recipients").as_int64());
    EXPECT_EQ(2, report.at("/report/without_consent").as_int64());
    EXPECT_EQ("unsubscribed", report.text("/report/skipped/0/reason"));
    EXPECT_EQ(1, report.at("/report/messages/0/gmail_recipients").as_int64());
    EXPECT_FALSE(report.at("/report/messages/0/over_gmail_line").as_bool());
    EXPECT_EQ("draft", status(id)) << "nothing leaves";
    EXPECT_EQ(0, app.count("dev_inbox"));
}

TEST_F(CampaignRuns, are_rehearsed_with_the_links_that_lead_nowhere) {
    testing_servers::HttpServer site([](const testing_servers::HttpRequest& request, auto& out) {
        const bool is_there = request.target == "/there";
        out.write(testing_servers::http_reply(is_there ? 200 : 404));
    });
    const auto id = member.post("/api/campaigns", campaign_input(everybody)).uuid("/id");
    const auto html = fmt::format(
        R"(<a href='{}'>a</a> <a href='{}'>b</a> <a href='{}&of={{{{ contact.first_name }}}}'>c</a>)"
        R"(<p>{{{{ sender.postal_address }}}} <a href='{{{{ links.unsubscribe }}}}'>no more</a></p>)",
        site.url("/there"), site.url("/gone"), site.url("/confirm?now"));
    const auto message = member.post(
        path(id, "/messages"),
        fmt::format(R"({{"message_name":"Hello","subject_line":"Spring","html_content":"{}"}})",
                    html));
    ASSERT_EQ("201", summary(message)) << message;
    change_person(1, "first_name = 'Ada'");
    change_person(2, "first_name = 'Bo'");
    change_person(3, "first_name = 'Cy'");
    const auto report = viewer.get(path(id, "/rehearsals/" + rehearse(id)));
    const auto dead = report.at("/report/messages/0/dead_links");
    ASSERT_EQ(1u, dead.as_array().size()) << report;
    EXPECT_EQ(site.url("/gone"), dead.at(0).at("url").as_string());
    EXPECT_EQ("not_found", dead.at(0).at("fault").as_string());
    for (const auto& request : site.requests())
        EXPECT_FALSE(request.target.starts_with("/confirm")) << "that is one person's";
}

TEST_F(CampaignRuns, cannot_be_rehearsed_before_they_are_complete) {
    const auto empty = member.post("/api/campaigns", R"({"name":"Empty"})").uuid("/id");
    EXPECT_EQ("422 invalid_input target_segments:required messages:too_few",
              summary(member.post(path(empty, "/rehearsals"))));
    const auto id = add_campaign(everybody);
    app.execute("UPDATE campaign_messages SET subject_line = ''");
    EXPECT_EQ("422 invalid_input messages[0].subject_line:required",
              summary(member.post(path(id, "/rehearsals"))));
}

TEST_F(CampaignRuns, are_approved_as_they_were_rehearsed_and_not_otherwise) {
    const auto id = add_campaign(everybody);
    const auto rehearsal = rehearse(id);
    EXPECT_EQ("403 not_allowed",
              summary(member.post(path(id, "/approval"),
                                  fmt::format(R"({{"rehearsal_id":"{}"}})", rehearsal))));
    EXPECT_EQ("200", summary(member.patch(path(id), R"({"name":"Changed"})")));
    EXPECT_EQ("409 rehearsal_not_current", summary(approve_rehearsal(id, rehearsal)));
    const auto again = rehearse(id);
    EXPECT_EQ("409 rehearsal_not_current", summary(approve_rehearsal(id, rehearsal)));
    EXPECT_EQ("404 not_found",
              summary(approve_rehearsal(id, "00000000-0000-7000-8000-000000000000")));
    EXPECT_EQ("200", summary(approve_rehearsal(id, again)));
    EXPECT_EQ("409 campaign_wrong_status", summary(approve_rehearsal(id, again)));
    EXPECT_EQ("409 campaign_wrong_status", summary(member.post(path(id, "/rehearsals"))));
}

TEST_F(CampaignRuns, are_not_approved_while_the_rehearsal_is_under_way) {
    const auto id = add_campaign(everybody);
    const auto rehearsal = member.post(path(id, "/rehearsals"));
    EXPECT_EQ("409 rehearsal_not_current", summary(approve_rehearsal(id, rehearsal.text("/id"))));
    EXPECT_EQ("409 rehearsal_under_way", summary(member.post(path(id, "/rehearsals"))));
    app.run_jobs();
    EXPECT_EQ("200", summary(approve_rehearsal(id, rehearsal.text("/id"))));
}

TEST_F(CampaignRuns, that_begin_at_a_time_can_be_taken_back_until_then) {
    const auto id = run_campaign(everybody, R"(,"start_date":"2030-03-01T08:00:00Z")");
    EXPECT_EQ("scheduled", status(id));
    EXPECT_EQ("204", summary(manager.del(path(id, "/approval"))));
    EXPECT_EQ("draft", status(id));
    EXPECT_EQ("200", summary(member.patch(path(id), R"({"name":"Better"})")));
    EXPECT_EQ("200", summary(approve(id)));
    EXPECT_EQ("200", summary(manager.post(path(id, "/pause"))));
    EXPECT_EQ("200", summary(manager.post(path(id, "/resume"))));
    EXPECT_EQ("scheduled", status(id));
    app.execute("UPDATE campaigns SET status = 'running', started_at = now()");
    EXPECT_EQ("409 campaign_wrong_status", summary(manager.del(path(id, "/approval"))));
}

struct RefusedStep {
    const char* status;
    const char* step;
    const char* expected;
};

TEST_F(CampaignRuns, go_only_where_their_state_leads) {
    const RefusedStep cases[] = {
        {"draft", "/pause", "409 campaign_wrong_status"},
        {"draft", "/resume", "409 campaign_wrong_status"},
        {"draft", "/cancel", "409 campaign_wrong_status"},
        {"running", "/resume", "409 campaign_wrong_status"},
        {"completed", "/pause", "409 campaign_wrong_status"},
        {"completed", "/cancel", "409 campaign_wrong_status"},
        {"cancelled", "/resume", "409 campaign_wrong_status"},
        {"running", "/pause", "200"},
        {"scheduled", "/cancel", "200"},
    };
    const auto id = add_campaign(everybody);
    for (const auto& c : cases) {
        app.execute(
            fmt::format("UPDATE campaigns SET status = '{}', paused_because = NULL, "
                        "finished_at = NULL",
                        c.status));
        const auto reply = manager.post(path(id, c.step));
        EXPECT_EQ(c.expected, summary(reply)) << c.status << c.step;
        if (reply.status != 409) continue;
        EXPECT_EQ(409, reply.at("/status").as_int64());
        EXPECT_EQ(c.status, reply.text("/campaign_status"));
    }
    EXPECT_EQ("403 not_allowed", summary(member.post(path(id, "/cancel"))));
    auto writer = app.key_with({"campaigns:write"});
    EXPECT_EQ("403 scope_missing", summary(writer.post(path(id, "/cancel"))));
}

TEST_F(CampaignRuns, list_who_got_it_and_who_did_not_page_by_page) {
    change_person(3, "do_not_contact = true");
    const auto id = run_campaign(everybody);
    send_due();
    const auto first = viewer.get(path(id, "/executions?limit=2"));
    EXPECT_EQ(2u, first.at("/items").as_array().size());
    const auto second = viewer.get(path(id, "/executions?limit=2&after=" + first.text("/next")));
    EXPECT_EQ(1u, second.at("/items").as_array().size());
    const auto skipped = viewer.get(path(id, "/executions?delivery_status=skipped"));
    EXPECT_EQ("p3@example.com", skipped.text("/items/0/address"));
    EXPECT_EQ("do_not_contact", skipped.text("/items/0/skip_reason"));
    const auto one =
        viewer.get(path(id, "/executions?contact_id=" + skipped.text("/items/0/contact_id")));
    EXPECT_EQ(1u, one.at("/items").as_array().size());
    EXPECT_EQ("p3@example.com", one.text("/items/0/address"));
    EXPECT_EQ("422 invalid_input after:bad_format",
              summary(viewer.get(path(id, "/executions?after=nonsense"))));
    auto stranger = app.other_project();
    EXPECT_EQ("404 not_found", summary(stranger.get(path(id, "/executions"))));
}

TEST_F(CampaignRuns, are_measured_by_message_reason_and_time) {
    change_person(3, "do_not_contact = true");
    const auto id = run_campaign(everybody);
    send_due();
    const auto metrics = viewer.get(path(id, "/metrics"));
    ASSERT_EQ("200", summary(metrics));
    EXPECT_EQ(2, metrics.at("/messages/0/ledger/sent").as_int64());
    EXPECT_EQ("do_not_contact", metrics.text("/skipped/0/reason"));
    EXPECT_EQ(2, metrics.at("/sent/0/sent").as_int64());
}

TEST_F(CampaignRuns, are_what_segments_can_ask_about) {
    app.execute("SELECT make_interaction_partitions('2030-01-07')");
    const auto id = add_campaign(everybody);
    const auto criteria = fmt::format(
        R"({{"match":"all","conditions":[
            {{"field":"campaign_messages","operator":"at_least","value":1,"of":{{"campaign_ids":["{0}"]}}}},
            {{"field":"interactions","operator":"at_most","value":0,
              "of":{{"types":["email_open"],"campaign_ids":["{0}"]}}}}]}})",
        id.text());
    const auto segment = member.post(
        "/api/crm/segments", fmt::format(R"({{"name":"Did not open","criteria":{}}})", criteria));
    ASSERT_EQ("201", summary(segment)) << segment;
    const auto members = [&] {
        while (app.run_jobs() + crm::follow_all_changes(app.services()) > 0) {
        }
        return viewer.get("/api/crm/segments/" + segment.text("/id"))
            .at("/contact_count")
            .as_int64();
    };
    EXPECT_EQ(0, members());
    EXPECT_EQ("200", summary(approve(id)));
    EXPECT_EQ(0, members()) << "nothing was sent yet";
    send_due();
    EXPECT_EQ(3, members());
    app.execute(
        "INSERT INTO contact_interactions (project_id, id, contact_id, interaction_type, "
        "campaign_id, occurred_at) SELECT project_id, gen_random_uuid(), contact_id, "
        "'email_open', campaign_id, '2030-01-07T12:00:00Z' FROM campaign_executions LIMIT 1");
    EXPECT_EQ(2, members());
}

TEST_F(CampaignRuns, keep_a_segment_from_being_deleted_until_they_are_over) {
    const auto id = add_campaign(everybody);
    const auto segment = "/api/crm/segments/" + everybody.text();
    EXPECT_EQ("409 segment_in_use", summary(manager.del(segment)));
    EXPECT_EQ("campaign", viewer.get(segment + "/uses").text("/items/0/kind"));
    EXPECT_EQ("204", summary(member.del(path(id))));
    EXPECT_EQ("204", summary(manager.del(segment)));
}

} // namespace
