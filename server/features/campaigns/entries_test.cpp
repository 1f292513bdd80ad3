// Who enters a segment that feeds a campaign: added once, by the rules of the snapshot, while the
// campaign runs. At every step the ledger adds up.
#include <gtest/gtest.h>

#include <thread>

#include "features/campaigns/engine/ledger.hpp"
#include "features/campaigns/engine/sending_engine.hpp"
#include "features/campaigns/entries.hpp"
#include "platform/jobs/jobs.hpp"
#include "testing/campaign_fixture.hpp"
#include "testing/segment_fixture.hpp"
#include "testing/temporary_folder.hpp"
#include "testing/test_channel.hpp"

namespace {

using namespace std::chrono_literals;

struct Entries : campaign_tests::CampaignFixture {
    TestChannel channel;
    testing_paths::TemporaryFolder folder;
    Uuid campaign, customers;

    static std::string feeding(const Uuid& campaign) {
        return fmt::format(R"(,"auto_add_to_campaigns":true,"default_campaigns":["{}"])",
                           campaign.text());
    }
    Uuid add_customers(const std::string& more) {
        const auto reply =
            manager.post("/api/crm/segments",
                         R"({"name":"Customers","criteria":{"match":"all","conditions":[
                {"field":"lifecycle_stage","operator":"is","value":"customer"}]})"
                             + more + "}");
        EXPECT_EQ("201", summary(reply)) << reply;
        settle();
        return reply.uuid("/id");
    }
    void settle() {
        while (app.run_jobs() + crm::follow_all_changes(app.services()) > 0) {
        }
    }
    std::int64_t send_due() {
        return campaigns::SendingEngine(app.services(), channel.channels(),
                                        {.threads = 2, .journals = folder.path() / "journals"})
            .send_due();
    }
    Uuid create(const std::string& name,
                const std::string& more = R"(,"lifecycle_stage":"customer")") {
        const auto reply = member.post(
            "/api/crm/contacts",
            fmt::format(R"({{"first_name":"{0}","email":"{0}@new.example"{1}}})", name, more));
        EXPECT_EQ("201", summary(reply)) << reply;
        return reply.uuid("/id");
    }
    void change(const Uuid& contact, const std::string& patch) {
        EXPECT_EQ("200", summary(member.patch("/api/crm/contacts/" + contact.text(), patch)));
        settle();
    }
    std::string ledger() {
        const auto shown = ledger_of(campaign);
        EXPECT_TRUE(shown.adds_up());
        const auto counted = app.database().in_transaction(
            {.role = db::Role::app, .project_id = app.project_id()},
            [&](db::Transaction& tx) { return campaigns::recount(tx, campaign); });
        EXPECT_EQ(counted, shown);
        return fmt::format("{}: {} pending {} skipped {} sent", shown.total, shown.pending,
                           shown.skipped, shown.sent);
    }
    std::string status() { return viewer.get(path(campaign)).text("/status"); }
};

// The campaign of a test is fed before everybody got it, or it would be over.
struct FedCampaign : Entries {
    FedCampaign() {
        campaign = run_campaign(add_segment_of(3));
        customers = add_customers(feeding(campaign));
        send_due();
        EXPECT_EQ("3: 0 pending 0 skipped 3 sent", ledger());
    }
};

TEST_F(FedCampaign, stays_open_and_writes_to_whoever_enters) {
    EXPECT_EQ("running", status());
    create("ana");
    settle();
    EXPECT_EQ("4: 1 pending 0 skipped 3 sent", ledger());
    EXPECT_EQ(1, send_due());
    EXPECT_EQ("4: 0 pending 0 skipped 4 sent", ledger());
    EXPECT_EQ(1u, channel.accepted().count("ana@new.example"));
    EXPECT_EQ("running", status());
}

TEST_F(FedCampaign, writes_once_to_who_leaves_and_enters_again) {
    const auto ana = create("ana");
    settle();
    change(ana, R"({"lifecycle_stage":"lead"})");
    change(ana, R"({"lifecycle_stage":"customer"})");
    EXPECT_EQ("4: 1 pending 0 skipped 3 sent", ledger());
    send_due();
    change(ana, R"({"lifecycle_stage":"lead"})");
    change(ana, R"({"lifecycle_stage":"customer"})");
    EXPECT_EQ("4: 0 pending 0 skipped 4 sent", ledger());
}

TEST_F(FedCampaign, has_everybody_once_when_two_look_at_the_same_entries_at_a_time) {
    std::vector<Uuid> people;
    for (int i = 0; i < 30; ++i) people.push_back(create("p" + std::to_string(i), ""));
    const campaigns::AddToCampaigns work{customers, people};
    const auto run = [&] {
        app.database().in_transaction({.role = db::Role::app, .project_id = app.project_id()},
                                      [&](db::Transaction& tx) { jobs::enqueue(tx, work); });
    };
    for (int i = 0; i < 4; ++i) run();
    std::vector<std::thread> runners;
    for (int i = 0; i < 4; ++i) runners.emplace_back([&] { app.run_jobs(); });
    for (auto& runner : runners) runner.join();
    EXPECT_EQ("33: 30 pending 0 skipped 3 sent", ledger());
    EXPECT_EQ(0, app.count("(SELECT FROM campaign_executions GROUP BY campaign_id, chunk, position "
                           "HAVING count(*) > 1) twice"));
    EXPECT_EQ(0, app.count("jobs WHERE kind = 'add_to_campaigns' AND status <> 'succeeded'"));
    EXPECT_EQ(30, send_due());
}

TEST_F(FedCampaign, gives_newcomers_the_reason_why_they_get_nothing) {
    manager.post("/api/crm/suppressions", R"({"address":"ben@new.example"})");
    create("ben");
    create("cid", R"(,"lifecycle_stage":"customer","email_subscribed":false)");
    create("dan");
    settle();
    EXPECT_EQ("6: 1 pending 2 skipped 3 sent", ledger());
    EXPECT_EQ("suppressed unsubscribed",
              app.value("SELECT string_agg(skip_reason, ' ' ORDER BY skip_reason) FROM "
                        "campaign_executions WHERE skip_reason IS NOT NULL"));
}

TEST_F(FedCampaign, has_no_second_row_for_who_was_in_its_audience) {
    app.execute("UPDATE contacts SET lifecycle_stage = 'customer' WHERE email = 'p1@example.com'");
    settle();
    EXPECT_EQ("3: 0 pending 0 skipped 3 sent", ledger());
}

TEST_F(FedCampaign, waits_while_it_is_paused_and_is_over_when_it_was_cancelled) {
    EXPECT_EQ("200", summary(manager.post(path(campaign, "/pause"))));
    create("ana");
    settle();
    EXPECT_EQ("4: 1 pending 0 skipped 3 sent", ledger());
    EXPECT_EQ(0, send_due());
    EXPECT_EQ("200", summary(manager.post(path(campaign, "/resume"))));
    EXPECT_EQ(1, send_due());
    EXPECT_EQ("200", summary(manager.post(path(campaign, "/cancel"))));
    create("ben");
    settle();
    EXPECT_EQ("4: 0 pending 0 skipped 4 sent", ledger());
}

TEST_F(FedCampaign, is_completed_once_nothing_feeds_it) {
    EXPECT_EQ("200", summary(manager.patch("/api/crm/segments/" + customers.text(),
                                           R"({"auto_add_to_campaigns":false})")));
    send_due();
    EXPECT_EQ("completed", status());
    create("ana");
    settle();
    EXPECT_EQ("3: 0 pending 0 skipped 3 sent", ledger());
}

TEST_F(FedCampaign, is_not_fed_by_another_rule) {
    create("ana", R"(,"lifecycle_stage":"lead")");
    EXPECT_EQ("200", summary(manager.patch("/api/crm/segments/" + customers.text(),
                                           R"({"criteria":{"match":"all","conditions":[]}})")));
    settle();
    EXPECT_EQ("3: 0 pending 0 skipped 3 sent", ledger());
}

TEST_F(FedCampaign, is_shown_as_a_use_and_chosen_by_who_may_send) {
    const auto segment = "/api/crm/segments/" + customers.text();
    const auto uses = viewer.get(segment + "/uses");
    EXPECT_EQ("campaign", uses.text("/items/0/kind"));
    EXPECT_EQ(campaign.text(), uses.text("/items/0/id"));
    EXPECT_EQ("200", summary(member.patch(segment, R"({"name":"Buyers"})")));
    EXPECT_EQ("403 not_allowed",
              summary(member.patch(segment, R"({"auto_add_to_campaigns":false})")));
    EXPECT_EQ("422 invalid_input default_campaigns[0]:reference_not_found",
              summary(manager.patch(
                  segment, R"({"default_campaigns":["00000000-0000-4000-8000-000000000000"]})")));
}

TEST_F(Entries, end_with_the_campaign) {
    campaign = run_campaign(add_segment_of(3), R"(,"end_date":"2030-01-10T00:00:00Z")");
    customers = add_customers(feeding(campaign));
    send_due();
    EXPECT_EQ("running", status());
    app.clock().advance(std::chrono::days(4));
    send_due();
    EXPECT_EQ("completed", status());
    create("ana");
    settle();
    EXPECT_EQ("3: 0 pending 0 skipped 3 sent", ledger());
}

TEST_F(Entries, of_a_first_build_are_an_audience_that_nobody_approved) {
    campaign = run_campaign(add_segment_of(3));
    create("ana");
    customers = add_customers(feeding(campaign));
    EXPECT_EQ("3: 3 pending 0 skipped 0 sent", ledger());
}

} // namespace
