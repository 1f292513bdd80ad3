// What comes too late: the word of a worker that lost its lease, a journal of long ago, a job that
// was started twice, a lease looked at before it was renewed. None of it touches what others do by
// then.
#include <gtest/gtest.h>

#include <fstream>

#include "features/campaigns/campaigns.hpp"
#include "features/campaigns/engine/ledger.hpp"
#include "features/campaigns/engine/recovery.hpp"
#include "features/campaigns/engine/sending_engine.hpp"
#include "features/campaigns/engine/snapshot.hpp"
#include "features/campaigns/rehearsal.hpp"
#include "features/campaigns/resends.hpp"
#include "platform/jobs/jobs.hpp"
#include "testing/campaign_fixture.hpp"
#include "testing/temporary_folder.hpp"
#include "testing/test_channel.hpp"

namespace {

using namespace std::chrono_literals;
using campaigns::ClaimedChunk;
using campaigns::DeliveryStatus;
using campaigns::Finding;

struct Fences : campaign_tests::CampaignFixture {
    TestChannel channel;
    testing_paths::TemporaryFolder folder;
    Uuid campaign;

    campaigns::EngineSettings settings() { return {.threads = 2, .journals = folder.path()}; }
    void send_due() {
        campaigns::SendingEngine(app.services(), channel.channels(), settings()).send_due();
    }
    // The first chunk of a campaign to ten people, in the hands of somebody.
    ClaimedChunk hold_chunk(std::int64_t lease_number = 7) {
        if (campaign == Uuid{}) campaign = run_campaign(add_segment_of(10));
        const ClaimedChunk chunk{.project_id = app.project_id(),
                                 .campaign_id = campaign,
                                 .chunk = 1,
                                 .size = 10,
                                 .lease_owner = Uuid::make(),
                                 .lease_number = lease_number};
        app.execute(
            fmt::format("UPDATE campaign_chunks SET lease_owner = '{}', lease_number = {}, "
                        "lease_until = '2030-01-08', handed_from = 0, handed_to = 10, "
                        "handed_at = '2030-01-08'",
                        chunk.lease_owner.text(), lease_number));
        return chunk;
    }
    template <class F>
    auto in_project(F&& body) {
        return app.services().database.in_transaction(
            {.role = db::Role::app, .project_id = app.project_id()}, std::forward<F>(body));
    }
    Uuid row(int position) {
        return *Uuid::parse(app.value("SELECT id FROM campaign_executions WHERE position = "
                                      + std::to_string(position)));
    }
    void write(const ClaimedChunk& chunk, Finding finding) {
        in_project([&](db::Transaction& tx) { campaigns::write_findings(tx, chunk, {finding}); });
    }
    // "pending 0", the state and the attempts of a row
    std::string state(int position) {
        return app.value(
            "SELECT delivery_status || ' ' || delivery_attempt FROM "
            "campaign_executions WHERE position = "
            + std::to_string(position));
    }
    std::string states() {
        return app.value(
            "SELECT string_agg(n || ' ' || delivery_status, ', ' ORDER BY delivery_status) FROM "
            "(SELECT delivery_status, count(*) n FROM campaign_executions GROUP BY 1) s");
    }
    void expect_nobody_twice() {
        for (const auto& [address, times] : channel.accepted()) EXPECT_EQ(1, times) << address;
    }
};

struct LateWord {
    DeliveryStatus status;
    const char* row; // becomes
};

TEST_F(Fences, who_lost_the_lease_is_believed_only_that_he_sent_it) {
    for (const auto& late : {LateWord{DeliveryStatus::pending, "pending 0"},
                             LateWord{DeliveryStatus::failed, "pending 0"},
                             LateWord{DeliveryStatus::bounced, "pending 0"},
                             LateWord{DeliveryStatus::unknown, "pending 0"},
                             LateWord{DeliveryStatus::sent, "sent 1"}}) {
        const auto lost = hold_chunk(7);
        hold_chunk(8); // somebody else has it, and hands over the same rows
        Finding word{.execution_id = row(1), .status = late.status, .at = app.clock().now()};
        if (late.status == DeliveryStatus::pending) word.retry_at = app.clock().now() + 1h;
        write(lost, word);
        EXPECT_EQ(late.row, state(1)) << meta::enum_name(late.status);
        EXPECT_EQ(0, app.count("campaign_executions WHERE scheduled_for > '2030-01-07 09:30Z'"));
    }
}

TEST_F(Fences, what_is_written_twice_since_the_commit_was_lost_counts_once) {
    const auto chunk = hold_chunk();
    for (int time = 0; time < 2; ++time)
        write(chunk, {.execution_id = row(1),
                      .status = DeliveryStatus::pending,
                      .attempts = 1,
                      .at = app.clock().now(),
                      .retry_at = app.clock().now() + 1min});
    EXPECT_EQ("pending 1", state(1));
}

TEST_F(Fences, a_journal_of_another_boot_says_nothing_of_who_holds_the_chunk_now) {
    const auto lost = hold_chunk(7);
    hold_chunk(8);
    std::ofstream(folder.path() / "old.journal")
        << fmt::format("socialflow-journal 1 {} {}\nlease {} {} 1 7\nbegun {}\n",
                       "00000000-0000-0000-0000-000000000000", lost.lease_owner.text(),
                       app.project_id().text(), campaign.text(), row(3).text());
    campaigns::Workshop workshop(app.services(), channel.channels(), settings());
    campaigns::replay_own_journals(workshop);
    EXPECT_EQ("9 pending, 1 unknown", states()) << "only the one that it had begun";
    EXPECT_EQ(1, app.count("campaign_chunks WHERE lease_number = 8 AND handed_to = 10"));
}

TEST_F(Fences, a_lease_that_was_renewed_since_the_look_at_it_is_not_taken_away) {
    const auto chunk = hold_chunk();
    const auto revoke = [&](Timestamp before) {
        return in_project(
            [&](db::Transaction& tx) { return campaigns::revoke(tx, chunk, before); });
    };
    EXPECT_FALSE(revoke(*parse_timestamp("2030-01-07T23:00:00Z")));
    EXPECT_EQ("10 pending", states());
    EXPECT_TRUE(revoke(*parse_timestamp("2030-01-08T01:00:00Z")));
    EXPECT_EQ("10 unknown", states());
}

TEST_F(Fences, only_the_holder_of_a_chunk_gives_its_rest_up) {
    const auto lost = hold_chunk(7), held = hold_chunk(8);
    const auto skip = [&](const ClaimedChunk& chunk) {
        return in_project(
            [&](db::Transaction& tx) { return campaigns::skip_pending(tx, chunk, "ended"); });
    };
    EXPECT_FALSE(skip(lost));
    EXPECT_EQ("10 pending", states());
    EXPECT_TRUE(skip(held));
    EXPECT_EQ("10 skipped", states());
    EXPECT_EQ(0, app.count("campaign_chunks WHERE lease_owner IS NOT NULL"));
}

TEST_F(Fences, who_asks_for_more_time_hears_that_the_lease_is_gone) {
    const auto mine = hold_chunk(7);
    campaigns::HeldLeases leases;
    leases.take(0, mine, campaigns::LeaseClock::now() + 60s);
    const auto renew = [&] {
        leases.renew(app.services().database, mine.lease_owner, app.clock().now(), 60s);
        return leases.holds(0);
    };
    EXPECT_TRUE(renew());
    app.execute("UPDATE campaign_chunks SET lease_number = 8");
    EXPECT_FALSE(renew()) << "although his own clock gives him a minute";
    EXPECT_TRUE(leases.knows(mine)) << "and it is not forgotten before he gives it back";
}

// A server whose machine sleeps while it sends; `meanwhile` runs on another one.
TEST_F(Fences, who_slept_longer_than_the_lease_hands_over_nothing_more) {
    campaign = run_campaign(add_segment_of(10));
    const auto woken = campaigns::LeaseClock::now() + 1h;
    bool slept = false;
    auto sleeper = settings();
    sleeper.lease_clock = [&] { return slept ? woken : campaigns::LeaseClock::now(); };
    std::size_t handed_over = 0;
    channel.answer([&](const auto&) {
        if (++handed_over == 3) {
            slept = true;
            app.clock().advance(1h);
            testing_paths::TemporaryFolder elsewhere;
            campaigns::SendingEngine(app.services(), channel.channels(),
                                     {.threads = 1, .journals = elsewhere.path()})
                .send_due();
        }
        return campaigns::Outcome{campaigns::Outcome::Kind::accepted, 250, {}, {}, {}};
    });
    campaigns::SendingEngine(app.services(), channel.channels(), sleeper).send_due();
    EXPECT_EQ(3u, handed_over) << "what it had declared is in doubt, whoever asks";
    EXPECT_EQ("3 sent, 7 unknown", states()) << "that it sent three is believed";
    expect_nobody_twice();
}

// --- jobs that were started twice ---

struct RehearsalTwice : Fences {
    // A start of the rehearsal's job on this thread; `meanwhile` runs when the first page of the
    // audience is written.
    void start(const campaigns::RehearseCampaign& work, const std::function<void()>& meanwhile) {
        bool is_first = true;
        jobs::Context job(
            app.services(), Uuid::make(), app.project_id(), 1, [] { return true; },
            [&](std::int64_t, std::optional<std::int64_t>) {
                if (std::exchange(is_first, false)) meanwhile();
                return true;
            });
        campaigns::rehearse_campaign(job, work);
    }
};

TEST_F(RehearsalTwice, the_first_start_that_wakes_up_later_leaves_the_sent_campaign_alone) {
    constexpr int people = 5010; // more than a page
    const auto id = add_campaign(add_segment_of(people));
    const auto rehearsal = member.post(path(id, "/rehearsals"));
    const campaigns::RehearseCampaign work{id, rehearsal.uuid("/id")};
    start(work, [&] {
        start(work, [] {});
        EXPECT_EQ("200", summary(manager.post(
                             path(id, "/approval"),
                             fmt::format(R"({{"rehearsal_id":"{}"}})", work.rehearsal_id.text()))));
        send_due();
        EXPECT_EQ(people, ledger_of(id).sent);
    });
    EXPECT_EQ(people, ledger_of(id).sent);
    EXPECT_EQ("completed", viewer.get(path(id)).text("/status"));
    send_due();
    expect_nobody_twice();
}

TEST_F(RehearsalTwice, an_earlier_rehearsal_is_over_when_another_is_asked_for) {
    const auto id = add_campaign(add_segment_of(10));
    const campaigns::RehearseCampaign work{id, member.post(path(id, "/rehearsals")).uuid("/id")};
    start(work, [&] {
        app.execute("UPDATE jobs SET status = 'dead' WHERE kind = 'rehearse_campaign'");
        EXPECT_EQ("200", summary(approve(id)));
        send_due();
    });
    EXPECT_EQ("failed",
              viewer.get(path(id, "/rehearsals/" + work.rehearsal_id.text())).text("/status"));
    EXPECT_EQ(10, ledger_of(id).sent);
}

struct ResendTwice : Fences {
    static constexpr int people = 500; // more chunks than are made ready at once
    Uuid id = run_campaign(add_segment_of(people));

    void everybody_is(campaigns::Outcome::Kind kind) {
        channel.answer(kind);
        send_due();
    }
    void ask_for(const char* rows) {
        EXPECT_EQ("202", summary(manager.post(path(id, "/executions/resend"),
                                              fmt::format(R"({{"delivery_status":"{}"}})", rows))));
    }
    // A start of the job on this thread; `meanwhile` runs after its first portion.
    void start(const std::function<void()>& meanwhile = [] {}) {
        bool is_first = true;
        jobs::Context job(
            app.services(), Uuid::make(), app.project_id(), 1, [] { return true; },
            [&](std::int64_t, std::optional<std::int64_t>) {
                if (std::exchange(is_first, false)) meanwhile();
                return true;
            });
        campaigns::resend_rows(job, {id});
    }
    std::string status() { return viewer.get(path(id)).text("/status"); }
};

TEST_F(ResendTwice, who_wakes_up_when_it_was_sent_sends_nothing_again) {
    everybody_is(campaigns::Outcome::Kind::failed);
    ask_for("failed");
    start([&] {
        start();
        everybody_is(campaigns::Outcome::Kind::accepted);
        EXPECT_EQ("completed", status());
    });
    send_due();
    expect_nobody_twice();
    EXPECT_EQ(people, ledger_of(id).sent);
    EXPECT_EQ("completed", status());
}

TEST_F(ResendTwice, what_failed_once_more_waits_until_somebody_asks) {
    everybody_is(campaigns::Outcome::Kind::failed);
    ask_for("failed");
    start([&] {
        start();
        everybody_is(campaigns::Outcome::Kind::failed);
    });
    EXPECT_EQ(people, ledger_of(id).failed);
    EXPECT_EQ("completed", status());
}

TEST_F(ResendTwice, the_late_one_does_not_end_what_was_asked_for_since) {
    everybody_is(campaigns::Outcome::Kind::failed);
    ask_for("failed");
    start([&] {
        start();
        everybody_is(campaigns::Outcome::Kind::unknown);
        ask_for("unknown");
    });
    EXPECT_EQ("unknown", viewer.get(path(id)).text("/resending"));
    EXPECT_EQ(people, ledger_of(id).unknown) << "the job that was asked for has not begun";
    start();
    EXPECT_EQ(people, ledger_of(id).pending);
    EXPECT_EQ("running", status());
}

TEST_F(Fences, whoever_may_not_make_the_audience_any_more_takes_nothing_away) {
    const auto id = run_campaign(add_segment_of(10));
    struct NotYours {};
    const campaigns::SnapshotWatch watch{.progress = [](std::int64_t) {},
                                         .guard = [](db::Transaction&) { throw NotYours(); }};
    EXPECT_THROW(
        campaigns::make_snapshot(app.services(), app.project_id(), id, app.clock().now(), watch),
        NotYours);
    EXPECT_EQ(10, ledger_of(id).pending);
}

} // namespace
