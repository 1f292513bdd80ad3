// Servers that die, servers beside each other, a database that goes away: nobody is written to
// twice, nobody is lost, and what is in doubt is little and is shown.
#include <gtest/gtest.h>
#include <signal.h>

#include <condition_variable>
#include <fstream>

#include "features/campaigns/engine/ledger.hpp"
#include "features/campaigns/engine/sending_engine.hpp"
#include "platform/db/child_process.hpp"
#include "testing/campaign_fixture.hpp"
#include "testing/eventually.hpp"
#include "testing/paths.hpp"
#include "testing/smtp_server.hpp"
#include "testing/temporary_folder.hpp"
#include "testing/test_channel.hpp"
#include "testing/test_cluster.hpp"

namespace {

using namespace std::chrono_literals;
using campaigns::Outcome;
using testing_time::eventually;

struct SendingFaults : campaign_tests::CampaignFixture {
    TestChannel channel;
    testing_paths::TemporaryFolder folder;

    campaigns::EngineSettings settings(const std::string& node) {
        return {.threads = 4, .journals = folder.path() / node, .poll = 50ms};
    }
    std::unique_ptr<campaigns::SendingEngine> start(const std::string& node) {
        auto engine = std::make_unique<campaigns::SendingEngine>(app.services(), channel.channels(),
                                                                 settings(node));
        engine->start();
        return engine;
    }
    bool is_completed() { return app.count("campaigns WHERE status = 'completed'") == 1; }
    void expect_each_once(std::size_t people) {
        const auto accepted = channel.accepted();
        EXPECT_EQ(people, accepted.size());
        for (const auto& [address, times] : accepted) EXPECT_EQ(1, times) << address;
    }
};

TEST_F(SendingFaults, two_servers_share_one_campaign_and_nobody_is_written_to_twice) {
    const auto id = run_campaign(add_segment_of(2000));
    auto first = start("first"), second = start("second");
    EXPECT_TRUE(eventually(60s, [&] { return is_completed(); }));
    EXPECT_EQ(2000, ledger_of(id).sent);
    expect_each_once(2000);
}

TEST_F(SendingFaults, a_server_told_to_stop_leaves_everything_else_pending) {
    const auto id = run_campaign(add_segment_of(2000));
    auto engine = start("first");
    EXPECT_TRUE(eventually(60s, [&] { return channel.attempts() > 200; }));
    engine->stop();
    const auto ledger = ledger_of(id);
    EXPECT_EQ(static_cast<std::int64_t>(channel.attempts()), ledger.sent);
    EXPECT_EQ(0, ledger.unknown);
    EXPECT_EQ(0, app.count("campaign_chunks WHERE lease_owner IS NOT NULL"));
    auto next = start("first");
    EXPECT_TRUE(eventually(60s, [&] { return is_completed(); }));
    expect_each_once(2000);
}

// Nobody can connect, and whoever was connected is thrown out.
struct Outage {
    explicit Outage(TestApp& app) : name(app.value("SELECT current_database()")) {
        allow(false);
        owner.run_script("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '"
                         + name + "'");
    }
    void end() { allow(true); }

  private:
    void allow(bool whether) {
        owner.run_script("ALTER DATABASE \"" + name + "\" ALLOW_CONNECTIONS "
                         + (whether ? "true" : "false"));
    }
    db::Connection owner{TestCluster::shared().conninfo()};
    std::string name;
};

TEST_F(SendingFaults, a_database_that_goes_away_and_comes_back_costs_nobody_his_message) {
    const auto id = run_campaign(add_segment_of(1000));
    std::unique_ptr<Outage> outage; // made by a worker
    std::atomic<bool> is_away = false;
    std::once_flag once;
    channel.answer([&](const auto&) {
        if (channel.attempts() >= 100)
            std::call_once(once, [&] {
                outage = std::make_unique<Outage>(app);
                is_away = true;
            });
        return Outcome{Outcome::Kind::accepted, 250, {}, {}, {}};
    });
    auto engine = start("first");
    // Without the database a worker goes to the end of its window at most.
    EXPECT_TRUE(eventually(60s, [&] { return channel.attempts() >= 100; }));
    std::size_t before = 0;
    EXPECT_TRUE(eventually(60s, [&] {
        return std::exchange(before, channel.attempts()) == channel.attempts() && is_away;
    }));
    EXPECT_LT(channel.attempts(), 1000u);
    outage->end();
    EXPECT_TRUE(eventually(60s, [&] {
        try {
            return is_completed() && viewer.get(path(id)).status == 200;
        } catch (const db::Lost&) {
            return false; // a connection of before
        }
    }));
    const auto ledger = ledger_of(id);
    EXPECT_EQ(1000, ledger.sent);
    EXPECT_EQ(0, ledger.unknown);
    expect_each_once(1000);
}

TEST_F(SendingFaults, another_server_takes_over_and_holds_back_what_is_in_doubt) {
    const auto id = run_campaign(add_segment_of(100));
    // A server that claimed a chunk, declared ten rows and was never seen again.
    app.execute(
        "UPDATE campaign_chunks SET lease_owner = gen_random_uuid(), lease_number = 1, lease_until "
        "= '2030-01-07T00:00:00Z', handed_from = 0, handed_to = 10, handed_at = "
        "'2031-01-01T00:00:00Z' WHERE chunk = 1");
    auto engine = start("second");
    app.clock().advance(1h);
    EXPECT_TRUE(eventually(60s, [&] { return is_completed(); }));
    EXPECT_EQ(10, ledger_of(id).unknown);
    EXPECT_EQ(90, ledger_of(id).sent);
    expect_each_once(90);
}

std::string boot_id() {
    std::string id;
    std::getline(std::ifstream("/proc/sys/kernel/random/boot_id"), id);
    return id;
}

struct JournalCase {
    std::string boot;
    int in_doubt;
};

TEST_F(SendingFaults, after_a_crash_of_the_machine_a_missing_line_of_the_journal_proves_nothing) {
    const auto everybody = add_segment_of(100);
    for (const auto& c :
         {JournalCase{boot_id(), 1}, JournalCase{"00000000-0000-0000-0000-000000000000", 10}}) {
        const auto id = run_campaign(everybody);
        const auto owner = Uuid::make();
        // Ten rows were declared, and one of them was begun.
        const auto first_chunk = fmt::format("campaign_id = '{}' AND chunk = 1", id.text());
        app.execute(fmt::format(
            "UPDATE campaign_chunks SET lease_owner = '{}', lease_number = 5, lease_until = "
            "'2030-01-08', handed_from = 0, handed_to = 10, handed_at = '2030-01-08' WHERE {}",
            owner.text(), first_chunk));
        const auto begun =
            app.value("SELECT id FROM campaign_executions WHERE position = 3 AND " + first_chunk);
        std::filesystem::create_directories(folder.path() / "first");
        std::ofstream(folder.path() / "first" / "dead.journal")
            << fmt::format("socialflow-journal 1 {} {}\nlease {} {} 1 5\nbegun {}\n", c.boot,
                           owner.text(), app.project_id().text(), id.text(), begun);
        auto engine = start("first");
        EXPECT_TRUE(eventually(60s, [&] { return ledger_of(id).pending == 0; }));
        EXPECT_EQ(c.in_doubt, ledger_of(id).unknown);
        EXPECT_EQ(100 - c.in_doubt, ledger_of(id).sent);
    }
}

TEST_F(SendingFaults, a_claim_carried_out_after_its_server_died_holds_up_nobody) {
    const auto id = run_campaign(add_segment_of(100));
    EXPECT_EQ("200", summary(manager.post(path(id, "/pause"))));
    const auto owner = Uuid::make();
    std::filesystem::create_directories(folder.path() / "second");
    std::ofstream(folder.path() / "second" / "dead.journal")
        << fmt::format("socialflow-journal 1 {} {}\n", boot_id(), owner.text());
    auto engine = start("second");
    // Its journals are read; only now the database comes to what it had still sent.
    app.execute(fmt::format(
        "UPDATE campaign_chunks SET lease_owner = '{}', lease_number = 1, lease_until = "
        "'2030-01-08'",
        owner.text()));
    EXPECT_EQ("200", summary(manager.post(path(id, "/resume"))));
    EXPECT_TRUE(eventually(60s, [&] { return is_completed(); })) << "no lease has to run out";
    expect_each_once(100);
}

// The housekeeping saw a lease without a declaration; before it gives it back, its holder begins.
TEST_F(SendingFaults, a_lease_is_given_back_as_untouched_only_while_nothing_is_declared) {
    const auto id = run_campaign(add_segment_of(10));
    const campaigns::ClaimedChunk seen{.project_id = app.project_id(),
                                       .campaign_id = id,
                                       .chunk = 1,
                                       .size = 10,
                                       .lease_owner = Uuid::make(),
                                       .lease_number = 1};
    const auto give_back_after = [&](int handed_to) {
        app.execute(fmt::format(
            "UPDATE campaign_chunks SET lease_owner = '{}', lease_number = 1, lease_until = "
            "'2030-01-08', handed_to = {}",
            seen.lease_owner.text(), handed_to));
        return app.services().database.in_transaction(
            {.role = db::Role::app, .project_id = app.project_id()},
            [&](db::Transaction& tx) { return campaigns::release_untouched(tx, seen); });
    };
    EXPECT_FALSE(give_back_after(10));
    EXPECT_EQ(1, app.count("campaign_chunks WHERE lease_owner IS NOT NULL"));
    EXPECT_TRUE(give_back_after(0));
    EXPECT_EQ(0, app.count("campaign_chunks WHERE lease_owner IS NOT NULL"));
}

TEST_F(SendingFaults, a_project_whose_mails_hang_leaves_workers_to_the_others) {
    auto stranger = app.other_project();
    std::mutex mutex;
    std::condition_variable changed;
    bool let_go = false;
    const auto slow = run_campaign(add_segment_of(400));
    const auto ours = app.value("SELECT string_agg(id::text, ' ') FROM campaign_executions");
    channel.answer([&](const campaigns::Recipient& recipient) {
        if (ours.find(recipient.execution_id.text()) != std::string::npos) {
            std::unique_lock lock(mutex);
            changed.wait(lock, [&] { return let_go; });
        }
        return Outcome{Outcome::Kind::accepted, 250, {}, {}, {}};
    });
    auto engine = start("first");
    EXPECT_TRUE(eventually(60s, [&] { return channel.attempts() == 3; })) << "of four workers";

    const auto theirs = campaign_tests::add_people(app, stranger.project_id, 100);
    const auto created = stranger.post("/api/campaigns", campaign_input(theirs));
    const auto quick = created.uuid("/id");
    EXPECT_EQ("201", summary(stranger.post(path(quick, "/messages"), mail)));
    const auto rehearsal = stranger.post(path(quick, "/rehearsals"));
    app.run_jobs();
    EXPECT_EQ("200", summary(stranger.post(
                         path(quick, "/approval"),
                         fmt::format(R"({{"rehearsal_id":"{}"}})", rehearsal.text("/id")))));
    EXPECT_TRUE(eventually(60s, [&] { return is_completed(); }));
    EXPECT_EQ("completed", stranger.get(path(quick)).text("/status"));
    EXPECT_EQ(400, ledger_of(slow).pending);
    {
        const std::lock_guard lock(mutex);
        let_go = true;
    }
    changed.notify_all();
    EXPECT_TRUE(eventually(60s, [&] { return ledger_of(slow).sent == 400; }));
}

// The real program, sending over SMTP to a server that remembers everything it took.
struct KilledServer : campaign_tests::CampaignFixture {
    testing_paths::TemporaryFolder folder;
    testing_servers::SmtpServer smtp;

    db::ChildCommand command() {
        return {.arguments = {testing_paths::server_binary(), "serve", "--data",
                              folder.path() / "data", "--port", "0", "--empty"},
                .environment = testing_paths::server_environment(
                    {"DATABASE_URL=" + app.conninfo(),
                     fmt::format("SOCIALFLOW_SMTP_URL=smtp://127.0.0.1:{}", smtp.port()),
                     "SOCIALFLOW_MAIL_FROM=Salon <salon@example.com>"}),
                .output = folder.path() / "output"};
    }
    std::string output() {
        std::ifstream in(folder.path() / "output");
        return {std::istreambuf_iterator<char>(in), {}};
    }
    std::map<std::string, int> received() {
        std::map<std::string, int> times;
        for (const auto& taken : smtp.mails()) ++times[taken.to.at(0)];
        return times;
    }
    // What is not done yet, and why: for a test that waited in vain.
    std::string what_waits() {
        return app.value(
                   "SELECT string_agg(w.line, E'\\n') FROM (SELECT concat_ws(' ', 'pending', "
                   "delivery_attempt, scheduled_for, error_message, count(*)) AS line FROM "
                   "campaign_executions WHERE delivery_status = 'pending' GROUP BY "
                   "delivery_attempt, scheduled_for, error_message LIMIT 20) w")
               + '\n'
               + app.value(
                   "SELECT string_agg(k::text, E'\\n') FROM campaign_chunks k WHERE pending "
                   "> 0 OR lease_owner IS NOT NULL")
               + "\nat " + app.value("SELECT now()") + '\n' + output();
    }
};

TEST_F(KilledServer, in_mid_campaign_many_times_writes_to_nobody_twice_and_loses_nobody) {
    constexpr int people = 4000, kills = 20, connections = 16;
    const auto id = run_campaign(add_segment_of(people));
    // The program runs by the machine's clock, which is behind the test's.
    app.execute(
        "UPDATE campaign_executions SET scheduled_for = '2020-01-01'; "
        "UPDATE campaign_chunks SET due_at = '2020-01-01'");
    for (int kill = 1; kill <= kills; ++kill) {
        db::ChildProcess server(command());
        const auto far_enough = static_cast<std::size_t>(kill * people / (kills + 2));
        ASSERT_TRUE(eventually(120s, [&] { return smtp.mails().size() >= far_enough; }))
            << "kill " << kill << '\n'
            << what_waits();
        ASSERT_EQ(0, ::kill(server.id(), SIGKILL));
        EXPECT_TRUE(ledger_of(id).adds_up());
    }
    db::ChildProcess last(command());
    ASSERT_TRUE(eventually(120s, [&] {
        return app.count("campaigns WHERE status = 'completed'") == 1;
    })) << what_waits();
    const auto ledger = ledger_of(id);
    EXPECT_EQ(people, ledger.sent + ledger.unknown);
    EXPECT_LE(ledger.unknown, kills * connections);
    const auto mails = received();
    for (const auto& [address, times] : mails) EXPECT_EQ(1, times) << address;
    EXPECT_LE(ledger.sent, static_cast<std::int64_t>(mails.size()))
        << "who stands as sent has got it";
    EXPECT_GE(ledger.sent + ledger.unknown, static_cast<std::int64_t>(mails.size()))
        << "and who got it stands as sent or in doubt";
    last.signal(SIGTERM);
    EXPECT_TRUE(last.wait(30s).has_value());
}

} // namespace
