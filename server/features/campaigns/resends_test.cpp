// Sending again, taking the recipients along as a file, and deleting what was sent.
#include <gtest/gtest.h>

#include "features/campaigns/engine/sending_engine.hpp"
#include "testing/campaign_fixture.hpp"
#include "testing/temporary_folder.hpp"
#include "testing/test_channel.hpp"

namespace {

using campaigns::Outcome;

struct Resends : campaign_tests::CampaignFixture {
    testing_paths::TemporaryFolder folder;
    TestChannel channel;

    void send_due() {
        campaigns::SendingEngine(app.services(), channel.channels(), {.journals = folder.path()})
            .send_due();
    }
    // p1 is refused for good by nobody knows whom, p2 is in doubt, the others got it.
    Uuid sent_campaign(int people) {
        channel.answer([&](const campaigns::Recipient& recipient) -> Outcome {
            if (recipient.address == "p1@example.com")
                return {Outcome::Kind::failed, 0, "no room", {}, {}};
            if (recipient.address == "p2@example.com")
                return {Outcome::Kind::unknown, 0, "cut off", {}, {}};
            return {Outcome::Kind::accepted, 250, {}, {}, {}};
        });
        const auto id = run_campaign(add_segment_of(people));
        send_due();
        channel.answer(
            [](const auto&) { return Outcome{Outcome::Kind::accepted, 250, {}, {}, {}}; });
        return id;
    }
    std::string resend_rows(const Uuid& id, const char* rows) {
        return summary(manager.post(path(id, "/executions/resend"),
                                    fmt::format(R"({{"delivery_status":"{}"}})", rows)));
    }
    TestReply resend(const Uuid& id, const char* to) {
        return member.post(path(id, "/resends"), fmt::format(R"({{"resend_to":"{}"}})", to));
    }
    void open(int person) {
        app.execute(fmt::format(
            "UPDATE campaign_executions SET opened_at = now() WHERE address = 'p{}@example.com'",
            person));
    }
};

TEST_F(Resends, reach_who_got_the_mail_and_did_not_open_it) {
    const auto id = sent_campaign(5);
    open(3);
    const auto draft = resend(id, "not_opened");
    ASSERT_EQ("201", summary(draft)) << draft;
    EXPECT_EQ("Spring (again)", draft.text("/name"));
    EXPECT_EQ(id.text(), draft.text("/resend_of"));
    EXPECT_EQ("not_opened", draft.text("/resend_to"));
    const auto again = draft.uuid("/id");
    open(4); // before the draft is rehearsed
    EXPECT_EQ("200", summary(approve(again)));
    send_due();
    EXPECT_EQ(1, ledger_of(again).sent);
    EXPECT_EQ(1,
              app.count("campaign_executions WHERE address = 'p5@example.com' AND campaign_id = '"
                        + again.text() + "'"));
}

TEST_F(Resends, reach_whom_it_never_left_for) {
    const auto id = sent_campaign(4);
    const auto draft = resend(id, "unsent").uuid("/id");
    EXPECT_EQ("200", summary(approve(draft)));
    EXPECT_EQ(1, ledger_of(draft).total) << "p1; who is in doubt is not among them";
    const auto audience = viewer.post(
        "/api/campaigns/audience",
        fmt::format(
            R"({{"target_segments":[],"excluded_segments":[],"resend_of":"{}","resend_to":"unsent"}})",
            id.text()));
    EXPECT_EQ(1, audience.at("/reachable").as_int64()) << audience;
}

TEST_F(Resends, keep_their_people_when_they_are_duplicated) {
    const auto draft = resend(sent_campaign(4), "unsent");
    const auto copy = member.post(path(draft.uuid("/id"), "/copies"));
    EXPECT_EQ(draft.text("/resend_of"), copy.text("/resend_of"));
}

TEST_F(Resends, need_somebody_and_a_campaign_that_began) {
    EXPECT_EQ("409 campaign_wrong_status",
              summary(resend(add_campaign(add_segment_of(1)), "not_opened")));
    const auto id = sent_campaign(3);
    open(3);
    EXPECT_EQ("409 audience_empty", summary(resend(id, "not_opened")));
    auto stranger = app.other_project();
    EXPECT_EQ("404 not_found",
              summary(stranger.post(path(id, "/resends"), R"({"resend_to":"unsent"})")));
    EXPECT_EQ("422 invalid_input resend_to:not_allowed", summary(resend(id, "everybody")));
}

TEST_F(Resends, of_single_rows_keep_their_identity_and_the_ledger_its_sum) {
    const auto id = sent_campaign(4);
    EXPECT_EQ(1, ledger_of(id).failed);
    EXPECT_EQ(1, ledger_of(id).unknown);
    EXPECT_EQ("202", resend_rows(id, "failed"));
    EXPECT_EQ("failed", viewer.get(path(id)).text("/resending"));
    EXPECT_EQ("409 resend_under_way", resend_rows(id, "unknown"));
    app.run_jobs();
    EXPECT_EQ("running", viewer.get(path(id)).text("/status"));
    send_due();
    EXPECT_EQ(0, ledger_of(id).failed);
    EXPECT_EQ(1, ledger_of(id).unknown) << "not without being asked";
    EXPECT_EQ("202", resend_rows(id, "unknown"));
    app.run_jobs();
    send_due();
    EXPECT_EQ(4, ledger_of(id).sent);
    EXPECT_TRUE(ledger_of(id).adds_up());
    EXPECT_EQ("completed", viewer.get(path(id)).text("/status"));
    EXPECT_EQ("409 audience_empty", resend_rows(id, "failed"));
}

TEST_F(Resends, of_single_rows_pass_by_who_unsubscribed_meanwhile) {
    const auto id = sent_campaign(3);
    change_person(2, "email_subscribed = false");
    EXPECT_EQ("202", resend_rows(id, "unknown"));
    app.run_jobs();
    send_due();
    EXPECT_EQ(1, ledger_of(id).skipped);
    EXPECT_EQ(0, ledger_of(id).unknown);
}

TEST_F(Resends, of_single_rows_are_for_managers_and_for_what_is_over) {
    const auto id = run_campaign(add_segment_of(1));
    EXPECT_EQ("409 campaign_wrong_status", resend_rows(id, "failed"));
    EXPECT_EQ("403 not_allowed", summary(member.post(path(id, "/executions/resend"),
                                                     R"({"delivery_status":"failed"})")));
}

struct ExportCase {
    const char* query;
    int rows;
};

TEST_F(Resends, recipients_are_exported_with_the_reason_of_each) {
    change_person(3, "first_name = '=HYPERLINK(1)'");
    const auto id = sent_campaign(3);
    app.execute("UPDATE contacts SET first_name = '=HYPERLINK(1)' WHERE email = 'p3@example.com'");
    const auto file = manager.get(path(id, "/executions/export"));
    ASSERT_EQ("200", summary(file));
    EXPECT_EQ("text/csv; charset=utf-8", file.headers.get("Content-Type"));
    EXPECT_EQ(0u, file.body.find("address,first_name,last_name,message,delivery_status,reason,"));
    EXPECT_NE(std::string::npos, file.body.find("p1@example.com,Person1,,Hello,failed,no room,1,"))
        << file.body;
    EXPECT_NE(std::string::npos, file.body.find("p3@example.com,'=HYPERLINK(1),,Hello,sent,"))
        << "nothing that a spreadsheet would run";
    for (const auto& c : {ExportCase{"?delivery_status=sent", 1}, ExportCase{"", 3},
                          ExportCase{"?skip_reason=suppressed", 0}}) {
        const auto body = manager.get(path(id, std::string("/executions/export") + c.query)).body;
        EXPECT_EQ(c.rows + 1, std::ranges::count(body, '\n')) << c.query;
    }
    EXPECT_EQ("403 not_allowed", summary(member.get(path(id, "/executions/export"))));
    EXPECT_EQ(4, app.count("audit_log WHERE action = 'campaign.exported'"));
}

TEST_F(Resends, recipients_are_exported_whole_however_many_they_are) {
    const auto id = run_campaign(add_segment_of(2300)); // more than two batches
    const auto body = manager.get(path(id, "/executions/export")).body;
    EXPECT_EQ(2301, std::ranges::count(body, '\n'));
}

TEST_F(Resends, what_was_sent_is_deleted_by_managers_in_pieces) {
    const auto id = sent_campaign(30);
    EXPECT_EQ("403 not_allowed", summary(member.del(path(id))));
    EXPECT_EQ("204", summary(manager.del(path(id))));
    EXPECT_EQ("404 not_found", summary(viewer.get(path(id)))) << "gone at once";
    EXPECT_EQ("404 not_found", summary(manager.del(path(id))));
    EXPECT_TRUE(viewer.get("/api/campaigns").at("/items").as_array().empty());
    app.run_jobs();
    EXPECT_EQ(0, app.count("campaign_executions"));
    EXPECT_EQ(0, app.count("campaigns"));
}

TEST_F(Resends, what_still_runs_is_not_deleted) {
    const auto id = run_campaign(add_segment_of(3));
    EXPECT_EQ("409 campaign_wrong_status", summary(manager.del(path(id))));
    EXPECT_EQ("200", summary(manager.post(path(id, "/cancel"))));
    EXPECT_EQ("409 campaign_wrong_status", summary(manager.del(path(id))))
        << "until everybody stands as skipped";
    send_due();
    EXPECT_EQ("204", summary(manager.del(path(id))));
}

} // namespace
