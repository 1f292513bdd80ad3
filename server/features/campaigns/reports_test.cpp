// What is reported of a message after it was sent, in whichever order it comes.
#include "features/campaigns/reports.hpp"

#include <gtest/gtest.h>

#include "testing/campaign_fixture.hpp"

namespace {

using campaigns::Report;
using campaigns::ReportKind;

struct Reports : campaign_tests::CampaignFixture {
    Uuid campaign = run_campaign(add_segment_of(1));
    Uuid execution = Uuid::parse(app.value("SELECT id FROM campaign_executions")).value();

    // The one row as if nothing had been reported yet.
    void begin_as(const std::string& status) {
        app.execute(
            "UPDATE campaign_executions SET opened_at = NULL, clicked_at = NULL, "
            "unsubscribed_at = NULL, delivery_status = '"
            + status + "'");
    }
    void report(const std::vector<Report>& reports) {
        app.database().in_transaction({.role = db::Role::app, .project_id = app.project_id()},
                                      [&](db::Transaction& tx) { campaigns::report(tx, reports); });
    }
    Report of(ReportKind kind, bool by_machine = false) {
        return {.execution_id = execution,
                .kind = kind,
                .at = app.clock().now(),
                .detail = {},
                .reply_code = 0,
                .by_machine = by_machine};
    }
    // "delivered opened clicked"
    std::string row() {
        EXPECT_TRUE(ledger_of(campaign).adds_up());
        return app.value(
            "SELECT concat_ws(' ', delivery_status, CASE WHEN opened_at IS NOT NULL THEN 'opened' "
            "END, CASE WHEN clicked_at IS NOT NULL THEN 'clicked' END, CASE WHEN unsubscribed_at "
            "IS "
            "NOT NULL THEN 'unsubscribed' END) FROM campaign_executions");
    }
};

struct ReportCase {
    const char* before;
    std::vector<ReportKind> kinds;
    bool by_machine;
    const char* after;
};

TEST_F(Reports, change_the_row_to_what_is_known) {
    using enum ReportKind;
    const ReportCase cases[] = {
        {"sent", {delivered}, false, "delivered"},
        {"unknown", {delivered}, false, "delivered"},
        {"unknown", {opened}, false, "delivered opened"},
        {"sent", {clicked}, false, "delivered opened clicked"},
        {"sent", {opened}, true, "delivered"},
        {"sent", {unsubscribed}, false, "delivered unsubscribed"},
        {"delivered", {bounced}, false, "bounced"},
        {"sent", {bounced, delivered}, false, "bounced"},
        {"sent", {delivered, bounced}, false, "bounced"},
        {"bounced", {delivered}, false, "bounced"},
        {"pending", {delivered, clicked}, false, "pending"},
        {"failed", {bounced}, false, "failed"},
    };
    for (const auto& c : cases) {
        begin_as(c.before);
        for (const auto kind : c.kinds) report({of(kind, c.by_machine)});
        EXPECT_EQ(c.after, row()) << c.before;
        begin_as(c.before);
        std::vector<Report> together;
        for (const auto kind : c.kinds) together.push_back(of(kind, c.by_machine));
        report(together);
        EXPECT_EQ(c.after, row()) << c.before << ", all at once";
    }
}

TEST_F(Reports, count_the_first_of_each_kind) {
    begin_as("sent");
    report({of(ReportKind::opened)});
    const auto first = app.value("SELECT opened_at FROM campaign_executions");
    app.clock().advance(std::chrono::hours(1));
    report({of(ReportKind::opened), of(ReportKind::opened)});
    EXPECT_EQ(first, app.value("SELECT opened_at FROM campaign_executions"));
    EXPECT_EQ(1, ledger_of(campaign).opened);
}

TEST_F(Reports, leave_what_was_sent_on_the_timeline) {
    begin_as("sent");
    app.execute("UPDATE campaign_executions SET sent_at = '2030-01-07T08:00:00Z'");
    const auto contact = app.value("SELECT contact_id FROM campaign_executions");
    const auto timeline = viewer.get("/api/crm/contacts/" + contact + "/timeline");
    EXPECT_EQ("email_sent", timeline.text("/items/0/kind"));
    EXPECT_EQ("Spring", timeline.text("/items/0/title"));
    EXPECT_EQ("Spring is here", timeline.text("/items/0/description"));
    EXPECT_EQ("sent", timeline.text("/items/0/metadata/delivery_status"));
}

TEST_F(Reports, of_somebody_who_was_erased_change_the_row_alone) {
    begin_as("sent");
    app.execute("DELETE FROM contacts");
    report({of(ReportKind::opened)});
    EXPECT_EQ("delivered opened", row());
}

TEST_F(Reports, of_another_project_are_passed_by) {
    begin_as("sent");
    const auto stranger = app.other_project();
    app.database().in_transaction(
        {.role = db::Role::app, .project_id = stranger.project_id},
        [&](db::Transaction& tx) { campaigns::report(tx, {of(ReportKind::bounced)}); });
    EXPECT_EQ("sent", row());
}

} // namespace
