// The engine on a real database with a channel that answers as the test wants. At every step the
// ledger adds up to the audience.
#include <gtest/gtest.h>

#include "features/campaigns/engine/ledger.hpp"
#include "features/campaigns/engine/sending_engine.hpp"
#include "testing/campaign_fixture.hpp"
#include "testing/eventually.hpp"
#include "testing/temporary_folder.hpp"
#include "testing/test_channel.hpp"

namespace {

using campaigns::Outcome;
using namespace std::chrono_literals;

struct Engine : campaign_tests::CampaignFixture {
    TestChannel channel;
    testing_paths::TemporaryFolder folder;

    campaigns::EngineSettings settings() {
        return {.threads = 4, .journals = folder.path() / "journals"};
    }
    std::int64_t send_due() {
        return campaigns::SendingEngine(app.services(), channel.channels(), settings()).send_due();
    }
    // "10: 9 sent 1 skipped"; what the chunks say is what the rows say.
    std::string ledger(const Uuid& id) {
        const auto shown = ledger_of(id);
        EXPECT_TRUE(shown.adds_up());
        const auto counted = app.database().in_transaction(
            {.role = db::Role::app, .project_id = app.project_id()},
            [&](db::Transaction& tx) { return campaigns::recount(tx, id); });
        EXPECT_EQ(counted, shown);
        auto text = fmt::format("{}:", shown.total);
        const std::pair<const char*, std::int64_t> states[] = {
            {"pending", shown.pending},     {"skipped", shown.skipped}, {"sent", shown.sent},
            {"delivered", shown.delivered}, {"bounced", shown.bounced}, {"failed", shown.failed},
            {"unknown", shown.unknown}};
        for (const auto& [name, count] : states)
            if (count > 0) text += fmt::format(" {} {}", count, name);
        return text;
    }
    std::string status(const Uuid& id) { return viewer.get(path(id)).text("/status"); }
    std::string reasons() {
        return app.value(
            "SELECT string_agg(reason, ' ' ORDER BY reason) FROM (SELECT skip_reason || ':' || "
            "count(*) AS reason FROM campaign_executions WHERE skip_reason IS NOT NULL GROUP BY "
            "skip_reason) r");
    }
    void expect_nobody_twice() {
        for (const auto& [address, times] : channel.accepted()) EXPECT_EQ(1, times) << address;
    }
};

TEST_F(Engine, writes_to_everybody_once_and_the_campaign_is_completed) {
    const auto id = run_campaign(add_segment_of(130));
    EXPECT_EQ("130: 130 pending", ledger(id));
    EXPECT_EQ(130, send_due());
    EXPECT_EQ("130: 130 sent", ledger(id));
    EXPECT_EQ("completed", status(id));
    EXPECT_EQ(130u, channel.accepted().size());
    expect_nobody_twice();
    EXPECT_EQ(0, send_due());
    EXPECT_EQ(0, app.count("campaign_chunks WHERE lease_owner IS NOT NULL"));
    EXPECT_EQ(1, app.count("outbox WHERE name = 'campaign.completed'"));
    EXPECT_EQ("130", app.value("SELECT data->'ledger'->>'sent' FROM outbox WHERE name = "
                               "'campaign.ledger' ORDER BY id DESC LIMIT 1"));
}

TEST_F(Engine, gives_a_row_with_the_reason_to_everybody_who_gets_nothing) {
    const auto everybody = add_segment_of(12);
    change_person(1, "email = NULL, email_normalised = NULL");
    change_person(2, "do_not_contact = true");
    change_person(3, "email_subscribed = false");
    manager.post("/api/crm/suppressions", R"({"address":"p4@example.com"})");
    // The same mailbox under another contact, as an import of an older program may have left it.
    change_person(6, "email = 'P5@example.com', email_normalised = 'p5@example.com'");
    const auto id = run_campaign(everybody);
    EXPECT_EQ("12: 7 pending 5 skipped", ledger(id));
    EXPECT_EQ("do_not_contact:1 duplicate_address:1 no_address:1 suppressed:1 unsubscribed:1",
              reasons());
    send_due();
    EXPECT_EQ("12: 5 skipped 7 sent", ledger(id));
}

TEST_F(Engine, asks_once_more_whether_somebody_may_be_written_to) {
    const auto everybody = add_segment_of(8);
    const auto id = run_campaign(everybody);
    manager.post("/api/crm/suppressions", R"({"address":"p1@example.com"})");
    change_person(2, "do_not_contact = true");
    change_person(3, "deleted_at = now()");
    app.execute("DELETE FROM contacts WHERE email = 'p4@example.com'");
    EXPECT_EQ("8: 7 pending 1 skipped", ledger(id)) << "the erased person's row says nothing more";
    EXPECT_EQ(1, app.count("campaign_executions WHERE contact_id IS NULL AND address IS NULL AND "
                           "address_hash IS NOT NULL"));
    send_due();
    EXPECT_EQ("8: 4 skipped 4 sent", ledger(id));
    EXPECT_EQ("do_not_contact:1 gone:2 suppressed:1", reasons());
}

struct OutcomeCase {
    Outcome::Kind kind;
    const char* expected;
};

TEST_F(Engine, knows_what_each_answer_means) {
    const OutcomeCase cases[] = {
        {Outcome::Kind::accepted, "1: 1 sent"},    {Outcome::Kind::refused, "1: 1 bounced"},
        {Outcome::Kind::failed, "1: 1 failed"},    {Outcome::Kind::unknown, "1: 1 unknown"},
        {Outcome::Kind::deferred, "1: 1 pending"}, {Outcome::Kind::held, "1: 1 pending"},
    };
    const auto everybody = add_segment_of(1);
    for (const auto& c : cases) {
        channel.answer(c.kind, 450);
        const auto id = run_campaign(everybody);
        EXPECT_EQ(1, send_due());
        EXPECT_EQ(c.expected, ledger(id));
        EXPECT_EQ(c.kind == Outcome::Kind::deferred || c.kind == Outcome::Kind::held ? "running"
                                                                                     : "completed",
                  status(id));
    }
}

TEST_F(Engine, tries_again_later_until_it_works) {
    const auto id = run_campaign(add_segment_of(3));
    channel.answer(Outcome::Kind::deferred, 451);
    EXPECT_EQ(3, send_due());
    EXPECT_EQ(0, send_due()) << "not at once";
    channel.answer(Outcome::Kind::accepted, 250);
    app.clock().advance(2min);
    EXPECT_EQ(3, send_due());
    EXPECT_EQ("3: 3 sent", ledger(id));
}

TEST_F(Engine, gives_up_after_eight_attempts) {
    const auto id = run_campaign(add_segment_of(1));
    channel.answer(Outcome::Kind::deferred, 451);
    std::int64_t attempts = send_due();
    for (int hours = 0; hours < 48; ++hours) {
        app.clock().advance(1h);
        attempts += send_due();
    }
    EXPECT_EQ(8, attempts);
    EXPECT_EQ("1: 1 failed", ledger(id));
    EXPECT_EQ("completed", status(id));
}

TEST_F(Engine, does_not_spend_everybodys_attempts_while_nobody_answers) {
    const auto id = run_campaign(add_segment_of(15));
    channel.answer(Outcome::Kind::deferred); // no connection
    EXPECT_EQ(1, send_due());
    EXPECT_EQ("15: 15 pending", ledger(id));
    channel.answer(Outcome::Kind::accepted, 250);
    app.clock().advance(6s);
    EXPECT_EQ(14, send_due());
    app.clock().advance(2min);
    EXPECT_EQ(1, send_due());
    EXPECT_EQ("15: 15 sent", ledger(id));
}

TEST_F(Engine, pauses_what_cannot_be_sent_and_says_why) {
    const auto id = run_campaign(add_segment_of(5));
    channel.unprepared("there is no sender");
    EXPECT_EQ(0, send_due());
    EXPECT_EQ("paused", status(id));
    EXPECT_EQ("there is no sender", viewer.get(path(id)).text("/pause_detail"));
    EXPECT_EQ("5: 5 pending", ledger(id));
    channel.unprepared("");
    EXPECT_EQ("200", summary(manager.post(path(id, "/resume"))));
    EXPECT_EQ(5, send_due());
    EXPECT_EQ("5: 5 sent", ledger(id));
}

TEST_F(Engine, stops_for_a_pause_and_goes_on_after_it) {
    const auto id = run_campaign(add_segment_of(200));
    channel.answer([&](const auto&) {
        if (channel.attempts() == 30) {
            EXPECT_EQ("200", summary(manager.post(path(id, "/pause"))));
        }
        return Outcome{Outcome::Kind::accepted, 250, {}, {}, {}};
    });
    const auto sent = send_due();
    EXPECT_LE(sent, 30 + settings().window);
    EXPECT_EQ("paused", status(id));
    EXPECT_EQ(fmt::format("200: {} pending {} sent", 200 - sent, sent), ledger(id));
    EXPECT_EQ(0, send_due());
    EXPECT_EQ("200", summary(manager.post(path(id, "/resume"))));
    EXPECT_EQ(200 - sent, send_due());
    expect_nobody_twice();
}

TEST_F(Engine, gives_the_rest_up_when_the_campaign_is_cancelled_or_over) {
    const auto everybody = add_segment_of(50);
    const auto cancelled = run_campaign(everybody);
    EXPECT_EQ("200", summary(manager.post(path(cancelled, "/cancel"))));
    EXPECT_EQ(0, send_due());
    EXPECT_EQ("50: 50 skipped", ledger(cancelled));
    EXPECT_EQ("cancelled:50", reasons());
    EXPECT_FALSE(viewer.get(path(cancelled)).at("/finished_at").is_null());

    const auto over = run_campaign(everybody, R"(,"end_date":"2030-01-08T00:00:00Z")");
    app.clock().advance(72h);
    EXPECT_EQ(0, send_due());
    EXPECT_EQ("50: 50 skipped", ledger(over));
    EXPECT_EQ("cancelled:50 ended:50", reasons());
    EXPECT_EQ("completed", status(over));
}

TEST_F(Engine, starts_at_the_time_and_asks_when_it_missed_it_by_long) {
    const auto everybody = add_segment_of(5);
    const auto start = app.clock().now() + 24h;
    const auto more = fmt::format(R"(,"start_date":"{}")", to_text(start));
    const auto id = run_campaign(everybody, more);
    EXPECT_EQ("scheduled", status(id));
    EXPECT_EQ(0, send_due());
    app.clock().advance(24h + 1min);
    EXPECT_EQ(5, send_due());

    const auto later = run_campaign(
        everybody, fmt::format(R"(,"start_date":"{}")", to_text(app.clock().now() + 24h)));
    app.clock().advance(26h);
    EXPECT_EQ(0, send_due());
    EXPECT_EQ("late", viewer.get(path(later)).text("/paused_because"));
    EXPECT_EQ("200", summary(manager.post(path(later, "/resume"))));
    EXPECT_EQ(5, send_due());
}

TEST_F(Engine, writes_at_the_hour_of_each_ones_own_zone) {
    const auto everybody = add_segment_of(3);
    change_person(1, "time_zone = 'America/New_York'");
    change_person(2, "time_zone = 'Asia/Kolkata'");
    const auto id = add_campaign(
        everybody, R"(,"start_date":"2030-02-01T08:00:00Z","timezone":"Europe/Vienna")");
    const auto message = viewer.get(path(id, "/messages")).text("/items/0/id");
    EXPECT_EQ("200", summary(member.patch(path(id, "/messages/" + message),
                                          R"({"timezone_optimization":true})")));
    EXPECT_EQ("200", summary(approve(id)));
    EXPECT_EQ("03:30 08:00 14:00",
              app.value("SELECT string_agg(to_char(scheduled_for, 'HH24:MI'), ' ' ORDER BY "
                        "scheduled_for) FROM campaign_executions"));
}

TEST_F(Engine, sends_a_sequence_with_its_delays) {
    const auto id = add_campaign(add_segment_of(4));
    EXPECT_EQ(
        "201",
        summary(member.post(
            path(id, "/messages"),
            R"({"message_name":"B","subject_line":"b","message_content":"{{ sender.postal_address }}{{ links.unsubscribe }}",)"
            R"("send_delay_hours":48})")));
    app.clock().advance(1h);
    EXPECT_EQ("200", summary(approve(id)));
    EXPECT_EQ("8: 8 pending", ledger(id));
    EXPECT_EQ(4, send_due());
    EXPECT_EQ("8: 4 pending 4 sent", ledger(id));
    EXPECT_EQ("running", status(id));
    app.clock().advance(47h);
    EXPECT_EQ(0, send_due());
    app.clock().advance(61min);
    EXPECT_EQ(4, send_due());
    EXPECT_EQ("completed", status(id));
}

TEST_F(Engine, caps_how_often_somebody_is_written_to) {
    const auto everybody = add_segment_of(4);
    run_campaign(everybody);
    send_due();
    const auto second = add_campaign(everybody, R"(,"cap_messages":1,"cap_days":7)");
    EXPECT_EQ("409 audience_empty", summary(approve(second)));
    EXPECT_EQ("4: 4 skipped", ledger(second));
}

TEST_F(Engine, tells_the_template_who_the_person_is) {
    run_campaign(add_segment_of(1));
    send_due();
    const auto& data = channel.last().data;
    EXPECT_EQ("Person1", data.at("contact").at("first_name").as_string());
    EXPECT_EQ("Spring", data.at("campaign").at("name").as_string());
    EXPECT_EQ("p1@example.com", channel.last().address);
}

} // namespace
