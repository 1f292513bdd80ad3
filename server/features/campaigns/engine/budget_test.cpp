// Campaigns that stop at their budget: never above it, however many workers spend at once.
#include <gtest/gtest.h>

#include "features/campaigns/engine/sending_engine.hpp"
#include "testing/campaign_fixture.hpp"
#include "testing/eventually.hpp"
#include "testing/temporary_folder.hpp"
#include "testing/test_channel.hpp"

namespace {

using campaigns::Outcome;
using namespace std::chrono_literals;

struct Budget : campaign_tests::CampaignFixture {
    TestChannel channel;
    testing_paths::TemporaryFolder folder;

    campaigns::EngineSettings settings(const char* node = "one") {
        return {.threads = 8, .journals = folder.path() / node, .poll = 20ms};
    }
    std::int64_t send_due() {
        return campaigns::SendingEngine(app.services(), channel.channels(), settings()).send_due();
    }
    // Of mails that cost a cent each; the project's money has cents.
    Uuid campaign_of(int people, const std::string& budget) {
        const auto id = add_campaign(add_segment_of(people));
        EXPECT_EQ("200", summary(set_budget(member, id, budget)));
        EXPECT_EQ("200", summary(approve(id)));
        app.execute("UPDATE campaign_chunks SET price_per_thousand = 1000");
        return id;
    }
    static TestReply set_budget(Client& client, const Uuid& id, const std::string& budget) {
        return client.put(path(id, "/budget"), budget.empty()
                                                   ? R"({"budget":null})"
                                                   : fmt::format(R"({{"budget":"{}"}})", budget));
    }
    std::string status(const Uuid& id) {
        const auto campaign = viewer.get(path(id));
        const auto& why = campaign.at("/paused_because");
        return campaign.text("/status") + (why.is_null() ? "" : " " + std::string(why.as_string()));
    }
    std::string spent(const Uuid& id) { return viewer.get(path(id, "/costs")).text("/spent"); }
    bool stands(const Uuid& id) {
        return status(id) == "paused budget"
               && app.count("campaign_chunks WHERE lease_owner IS NOT NULL") == 0;
    }
};

TEST_F(Budget, pays_for_no_more_than_it_holds) {
    const auto id = campaign_of(200, "1.50");
    EXPECT_EQ(150, send_due());
    EXPECT_EQ("paused budget", status(id));
    EXPECT_EQ("1.50", spent(id));
    const auto costs = viewer.get(path(id, "/costs"));
    EXPECT_EQ("0.50", costs.text("/planned"));
    EXPECT_EQ("1.50", costs.text("/budget"));
    EXPECT_EQ(2, app.count("notifications WHERE title LIKE '%has spent its budget'"))
        << "manager and owner";
}

TEST_F(Budget, holds_for_all_workers_of_all_servers_together) {
    const auto id = campaign_of(3000, "10.01");
    campaigns::SendingEngine first(app.services(), channel.channels(), settings("first"));
    campaigns::SendingEngine second(app.services(), channel.channels(), settings("second"));
    first.start();
    second.start();
    EXPECT_TRUE(testing_time::eventually(60s, [&] { return stands(id); }));
    EXPECT_EQ(1001u, channel.accepted().size());
    EXPECT_EQ("10.01", spent(id));
    EXPECT_EQ(1999, ledger_of(id).pending);
}

TEST_F(Budget, is_not_spent_by_what_the_other_side_refuses) {
    const auto id = campaign_of(100, "0.50");
    channel.answer([&](const auto&) {
        return Outcome{
            channel.attempts() % 2 == 0 ? Outcome::Kind::accepted : Outcome::Kind::refused,
            250,
            {},
            {},
            {}};
    });
    EXPECT_EQ(100, send_due());
    EXPECT_EQ("completed", status(id));
    EXPECT_EQ("0.50", spent(id));
}

TEST_F(Budget, is_spent_by_what_is_in_doubt) {
    const auto id = campaign_of(100, "0.20");
    channel.answer(Outcome::Kind::unknown);
    EXPECT_EQ(20, send_due());
    EXPECT_EQ("paused budget", status(id));
    EXPECT_EQ(20, ledger_of(id).unknown);
}

TEST_F(Budget, raised_lets_the_campaign_go_on) {
    const auto id = campaign_of(100, "0.40");
    EXPECT_EQ(40, send_due());
    EXPECT_EQ("409 budget_spent", summary(manager.post(path(id, "/resume"))));
    EXPECT_EQ("403 not_allowed", summary(set_budget(member, id, "2.00")));
    EXPECT_EQ("200", summary(set_budget(manager, id, "0.30")));
    EXPECT_EQ("paused budget", status(id)) << "still less than is spent";
    EXPECT_EQ("200", summary(set_budget(manager, id, "0.70")));
    EXPECT_EQ("running", status(id));
    EXPECT_EQ(30, send_due());
    EXPECT_EQ("200", summary(set_budget(manager, id, "")));
    EXPECT_EQ("running", status(id));
    EXPECT_EQ(30, send_due());
    EXPECT_EQ("completed", status(id));
    EXPECT_EQ("409 campaign_wrong_status", summary(set_budget(manager, id, "9")));
}

TEST_F(Budget, is_warned_about_once_when_four_fifths_are_spent) {
    const auto id = campaign_of(200, "1.00");
    channel.answer([&](const auto&) {
        if (channel.attempts() == 85) {
            EXPECT_EQ("200", summary(manager.post(path(id, "/pause"))));
        }
        return Outcome{Outcome::Kind::accepted, 250, {}, {}, {}};
    });
    EXPECT_GE(send_due(), 85);
    const auto warnings = "notifications WHERE title LIKE '%nears its budget'";
    EXPECT_EQ(2, app.count(warnings)) << "manager and owner";
    EXPECT_FALSE(viewer.get(path(id, "/costs")).at("/warned_at").is_null());
    manager.post(path(id, "/resume"));
    send_due();
    EXPECT_EQ("1.00", spent(id));
    EXPECT_EQ(2, app.count(warnings));
}

TEST_F(Budget, costs_nothing_where_mails_cost_nothing) {
    const auto id = add_campaign(add_segment_of(50));
    EXPECT_EQ("200", summary(set_budget(member, id, "0")));
    EXPECT_EQ("200", summary(approve(id)));
    EXPECT_EQ(50, send_due());
    EXPECT_EQ("0.00", spent(id));
}

TEST_F(Budget, is_an_amount_of_the_projects_money) {
    const auto id = add_campaign(add_segment_of(1));
    for (const auto* wrong : {"-1", "1.005", "a lot", "1,50", "99999999999999"})
        EXPECT_EQ("422 invalid_input budget:bad_format", summary(set_budget(member, id, wrong)))
            << wrong;
    EXPECT_EQ("403 not_allowed", summary(set_budget(viewer, id, "1")));
    auto stranger = app.other_project();
    EXPECT_EQ("404 not_found", summary(set_budget(stranger, id, "1")));
    EXPECT_EQ("404 not_found", summary(stranger.get(path(id, "/costs"))));
    EXPECT_TRUE(viewer.get(path(id, "/costs")).at("/budget").is_null());
}

} // namespace
