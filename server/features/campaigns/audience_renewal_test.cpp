// Campaigns whose audience is fixed anew at their start: who came and who went is told, and what
// grew by more than a tenth waits for a person.
#include "features/campaigns/audience_renewal.hpp"

#include <gtest/gtest.h>

#include "features/campaigns/engine/sending_engine.hpp"
#include "platform/jobs/jobs.hpp"
#include "testing/campaign_fixture.hpp"
#include "testing/eventually.hpp"
#include "testing/temporary_folder.hpp"
#include "testing/test_channel.hpp"

namespace {

using namespace std::chrono_literals;

struct GrowthCase {
    std::int64_t before, now;
    bool too_much;
};

TEST(AudienceGrowth, is_asked_about_beyond_a_tenth) {
    const GrowthCase cases[] = {{10, 11, false},    {10, 12, true}, {1000, 1100, false},
                                {1000, 1101, true}, {10, 3, false}, {9, 10, true},
                                {0, 0, false},      {0, 1, true}};
    for (const auto& c : cases)
        EXPECT_EQ(c.too_much, campaigns::grew_too_much(c.before, c.now))
            << c.before << " to " << c.now;
}

struct AudienceAtStart : campaign_tests::CampaignFixture {
    TestChannel channel;
    testing_paths::TemporaryFolder folder;
    static constexpr const char* at_start =
        R"(,"start_date":"2030-01-08T09:00:00Z","audience_at":"start")";

    std::int64_t send_due() {
        return campaigns::SendingEngine(app.services(), channel.channels(),
                                        {.threads = 2, .journals = folder.path()})
            .send_due();
    }
    Uuid approved_for(const Uuid& segment) { return run_campaign(segment, at_start); }
    void its_time_comes() { app.clock().advance(24h + 1min); }
    // `count` more members, "q1@example.com" …
    void people_come(const Uuid& segment, int count) {
        app.execute(fmt::format(
            R"(WITH people AS (
                   INSERT INTO contacts (project_id, id, display_name, email, email_normalised)
                   SELECT '{0}', gen_random_uuid(), 'New ' || n, 'q' || n || '@example.com',
                          'q' || n || '@example.com' FROM generate_series(1, {2}) n
                   RETURNING project_id, id),
               counted AS (INSERT INTO contact_stats (project_id, contact_id)
                           SELECT project_id, id FROM people)
               INSERT INTO segment_members (project_id, segment_id, contact_id, by_rule, since)
               SELECT project_id, '{1}', id, true, now() FROM people)",
            app.project_id().text(), segment.text(), count));
    }
    std::string status(const Uuid& id) {
        const auto campaign = viewer.get(path(id));
        const auto& why = campaign.at("/paused_because");
        return campaign.text("/status") + (why.is_null() ? "" : " " + std::string(why.as_string()));
    }
    // "20 to 21: 2 came, 1 went"
    std::string change(const Uuid& id) {
        const auto campaign = viewer.get(path(id));
        if (campaign.at("/audience_change").is_null()) return "none";
        const auto number = [&](std::string_view name) {
            return campaign.at("/audience_change/" + std::string(name)).as_int64();
        };
        return fmt::format("{} to {}: {} came, {} went", number("people_before"),
                           number("people_now"), number("came"), number("went"));
    }
    // Runs the job here; `in_between` after each portion of the new audience.
    void renew(const Uuid& id, const std::function<void()>& in_between) {
        jobs::Context job(
            app.services(), Uuid::make(), app.project_id(), 1, [] { return true; },
            [&](std::int64_t, std::optional<std::int64_t>) {
                in_between();
                return true;
            });
        campaigns::renew_audience(job, {id});
    }
    bool adds_up(const Uuid& id) { return ledger_of(id).adds_up(); }
};

TEST_F(AudienceAtStart, goes_to_whoever_belongs_to_it_then_and_says_who_came_and_who_went) {
    const auto everybody = add_segment_of(20);
    const auto id = approved_for(everybody);
    EXPECT_EQ("none", change(id));
    people_come(everybody, 2);
    app.execute(
        "DELETE FROM segment_members m USING contacts c WHERE c.id = m.contact_id AND c.email = "
        "'p1@example.com'");
    change_person(2, "email_subscribed = false");
    change_person(3, "email_subscribed = true");
    its_time_comes();
    EXPECT_EQ(0, send_due()) << "its audience is not fixed yet";
    EXPECT_EQ("scheduled", status(id));
    EXPECT_TRUE(viewer.get(path(id)).at("/renewing_audience").as_bool());
    app.run_jobs();
    EXPECT_EQ("running", status(id));
    EXPECT_EQ("20 to 20: 2 came, 2 went", change(id));
    EXPECT_EQ(20, send_due());
    const auto written = channel.accepted();
    EXPECT_TRUE(written.contains("q2@example.com"));
    EXPECT_FALSE(written.contains("p1@example.com"));
    EXPECT_FALSE(written.contains("p2@example.com"));
    EXPECT_EQ("completed", status(id));
    EXPECT_EQ(0, app.count("campaign_approved_rows"));
}

TEST_F(AudienceAtStart, waits_for_a_manager_when_it_grew_by_more_than_a_tenth) {
    const auto everybody = add_segment_of(10);
    const auto id = approved_for(everybody);
    people_come(everybody, 2);
    its_time_comes();
    send_due();
    app.run_jobs();
    EXPECT_EQ("paused audience_grew", status(id));
    EXPECT_EQ("10 to 12: 2 came, 0 went", change(id));
    EXPECT_EQ(0, send_due());
    EXPECT_EQ(2, app.count("notifications WHERE kind = 'campaign_waits'")) << "manager and owner";
    EXPECT_EQ("403 not_allowed", summary(member.post(path(id, "/resume"))));
    EXPECT_EQ("200", summary(manager.post(path(id, "/resume"))));
    EXPECT_EQ("running", status(id));
    EXPECT_EQ(12, send_due());
}

TEST_F(AudienceAtStart, that_grew_by_a_tenth_goes_out) {
    const auto everybody = add_segment_of(10);
    const auto id = approved_for(everybody);
    people_come(everybody, 1);
    its_time_comes();
    send_due();
    app.run_jobs();
    EXPECT_EQ(11, send_due());
    EXPECT_EQ("completed", status(id));
}

TEST_F(AudienceAtStart, needs_a_start) {
    const auto everybody = add_segment_of(1);
    EXPECT_EQ("422 invalid_input start_date:required",
              summary(member.post("/api/campaigns",
                                  campaign_input(everybody, R"(,"audience_at":"start")"))));
    EXPECT_EQ("422 invalid_input audience_at:not_allowed",
              summary(member.post("/api/campaigns",
                                  campaign_input(everybody, R"(,"audience_at":"later")"))));
    const auto id = add_campaign(everybody, at_start);
    EXPECT_EQ("422 invalid_input start_date:required",
              summary(member.patch(path(id), R"({"start_date":null})")));
    EXPECT_EQ("approval", member.post(path(id, "/copies")).text("/audience_at"));
}

struct StopCase {
    std::string_view step;
    bool is_delete;
    const char* status;
};

TEST_F(AudienceAtStart, is_left_alone_once_somebody_stops_the_campaign) {
    const StopCase cases[] = {{"/pause", false, "paused by_hand"},
                              {"/cancel", false, "cancelled"},
                              {"/approval", true, "draft"}};
    const auto everybody = add_segment_of(6000); // two portions
    for (const auto& c : cases) {
        const auto id =
            run_campaign(everybody, fmt::format(R"(,"start_date":"{}","audience_at":"start")",
                                                to_text(app.clock().now() + 1h)));
        app.clock().advance(61min);
        EXPECT_EQ(0, send_due());
        renew(id, [&] {
            const auto reply =
                c.is_delete ? manager.del(path(id, c.step)) : manager.post(path(id, c.step));
            EXPECT_EQ(c.is_delete ? 204 : 200, reply.status) << reply;
        });
        EXPECT_EQ(c.status, status(id));
        EXPECT_EQ("none", change(id));
        EXPECT_EQ(5000, ledger_of(id).total) << "nothing is written after " << c.step;
        app.run_jobs();
        EXPECT_EQ(0, send_due());
        EXPECT_EQ(c.status, status(id));
        EXPECT_TRUE(adds_up(id));
    }
    EXPECT_TRUE(channel.accepted().empty());
}

TEST_F(AudienceAtStart, is_fixed_once_more_when_a_paused_campaign_goes_on) {
    const auto everybody = add_segment_of(30);
    const auto id = approved_for(everybody);
    its_time_comes();
    send_due();
    renew(id, [&] { EXPECT_EQ("200", summary(manager.post(path(id, "/pause")))); });
    people_come(everybody, 1);
    EXPECT_EQ("200", summary(manager.post(path(id, "/resume"))));
    EXPECT_EQ("scheduled", status(id));
    app.run_jobs();
    EXPECT_EQ("30 to 31: 1 came, 0 went", change(id)) << "beside what was approved";
    EXPECT_EQ(31, send_due());
}

// A server that is killed leaves what it had committed: the same as when the job ends anywhere.
TEST_F(AudienceAtStart, is_fixed_by_another_run_when_the_first_was_killed) {
    struct Killed {};
    const auto everybody = add_segment_of(30);
    const auto id = approved_for(everybody);
    its_time_comes();
    send_due();
    EXPECT_THROW(renew(id, [] { throw Killed{}; }), Killed);
    EXPECT_EQ("scheduled", status(id));
    app.run_jobs();
    EXPECT_EQ("30 to 30: 0 came, 0 went", change(id));
    EXPECT_EQ(30, send_due());
    EXPECT_TRUE(adds_up(id));
}

TEST_F(AudienceAtStart, is_fixed_by_the_later_of_two_runs) {
    const auto everybody = add_segment_of(6000);
    const auto id = approved_for(everybody);
    its_time_comes();
    send_due();
    bool nested = false;
    renew(id, [&] { // between two portions another server takes the job over, and ends it
        if (std::exchange(nested, true)) return;
        app.run_jobs();
    });
    EXPECT_EQ("running", status(id));
    EXPECT_EQ("6000 to 6000: 0 came, 0 went", change(id));
    EXPECT_EQ(6000, ledger_of(id).pending);
    EXPECT_TRUE(adds_up(id));
}

TEST_F(AudienceAtStart, is_asked_for_once_by_two_servers) {
    const auto id = approved_for(add_segment_of(200));
    its_time_comes();
    const auto engine = [&](const char* node) {
        return campaigns::SendingEngine(
            app.services(), channel.channels(),
            {.threads = 2, .journals = folder.path() / node, .poll = 20ms});
    };
    auto first = engine("first"), second = engine("second");
    first.start();
    second.start();
    EXPECT_TRUE(testing_time::eventually(60s, [&] {
        app.run_jobs();
        return status(id) == "completed";
    }));
    EXPECT_EQ(1, app.count("jobs WHERE kind = 'renew_audience'"));
    const auto accepted = channel.accepted();
    EXPECT_EQ(200u, accepted.size());
    for (const auto& [address, times] : accepted) EXPECT_EQ(1, times) << address;
}

TEST_F(AudienceAtStart, that_was_missed_by_long_is_fixed_once_somebody_agrees) {
    const auto everybody = add_segment_of(20);
    const auto id = approved_for(everybody);
    people_come(everybody, 1);
    app.clock().advance(26h);
    send_due();
    EXPECT_EQ("paused late", status(id));
    EXPECT_EQ("200", summary(manager.post(path(id, "/resume"))));
    app.run_jobs();
    EXPECT_EQ("20 to 21: 1 came, 0 went", change(id));
    EXPECT_EQ(21, send_due());
}

} // namespace
