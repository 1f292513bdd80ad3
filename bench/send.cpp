// Figures of sending campaigns, end to end: real people, a mail of the library written for each of
// them, SMTP to a sink, the ledger on a disk that is waited for.
#include <fmt/format.h>

#include <algorithm>
#include <thread>

#include "mail_scene.hpp"
#include "part.hpp"
#include "smtp_source.hpp"

namespace bench {
namespace {

using namespace std::chrono_literals;

constexpr int turns = 3;
constexpr auto longest_campaign = 10min;

double median(std::vector<double> values) {
    std::ranges::sort(values);
    return values[values.size() / 2];
}

// The engine and smtp-source against one sink, turn by turn: mails of the same bytes over as many
// connections.
struct Turns {
    std::vector<double> engine, source, rehearsals;
    std::size_t mail_bytes = 0;
};

Turns take_turns(MailScene& scene, int people, bool is_signed, int project) {
    const auto mail = scene.example_mail(is_signed, project);
    Turns taken{.mail_bytes = mail.size()};
    for (int turn = 0; turn < turns; ++turn) {
        const auto campaign = scene.rehearse(scene.add_segment(people, project), project);
        taken.rehearsals.push_back(campaign.seconds);
        taken.engine.push_back(scene.send(campaign));
        taken.source.push_back(smtp_source_per_minute(scene.sink().port(), mail, people));
    }
    return taken;
}

void measure_speed(Bench& bench, MailScene& scene) {
    constexpr int people = 50'000;
    const auto taken = take_turns(scene, people, false, 0);
    const auto mails = median(taken.engine), source = median(taken.source);
    const auto beside = fmt::format(
        "{:.0f} mails/min, smtp-source {:.0f} with mails of the same {} bytes over {} connections; "
        "medians of {} turns of {} people",
        mails, source, taken.mail_bytes, mail_sessions, turns, people);
    bench.at_least("mails", mails, "mails/min", 100'000, "from approval to completed; " + beside);
    bench.at_least("mails_ratio", mails / source, "x", 0.4, beside);
    bench.at_most("rehearsal_50k", median(taken.rehearsals), "s", 10,
                  "audience fixed and every message written");
}

void measure_signed(Bench& bench, MailScene& scene) {
    constexpr int people = 20'000, project = 1;
    scene.sign(project);
    const auto taken = take_turns(scene, people, true, project);
    bench.at_least("signed_mails", median(taken.engine), "mails/min", 40'000,
                   fmt::format("DKIM, RSA of 2048 bits; smtp-source {:.0f}; medians of {} turns of "
                               "{} people",
                               median(taken.source), turns, people));
}

// How long after the request a mail still left: by the clock that the ledger's times are of.
double pause_once(MailScene& scene, const MailScene::Rehearsed& campaign) {
    const auto id = campaign.path.substr(campaign.path.rfind('/') + 1);
    const auto of_campaign = "campaign_executions WHERE campaign_id = '" + id + "'";
    const auto sent = "SELECT count(*) FROM " + of_campaign + " AND delivery_status = 'sent'";
    const auto before = scene.number(sent);
    while (scene.number(sent) < before + 2000) std::this_thread::sleep_for(5ms);
    const auto now = "SELECT (extract(epoch FROM clock_timestamp()) * 1000)::bigint";
    const auto asked = scene.number(now);
    post(scene.client(campaign.project), campaign.path + "/pause", "{}", 200);
    while (scene.number("SELECT count(lease_owner) FROM campaign_chunks WHERE campaign_id = '" + id
                        + "'")
           > 0)
        std::this_thread::sleep_for(5ms);
    const auto last = scene.number("SELECT (extract(epoch FROM max(sent_at)) * 1000)::bigint FROM "
                                   + of_campaign);
    post(scene.client(campaign.project), campaign.path + "/resume", "{}", 200);
    return static_cast<double>(last - asked);
}

void measure_pause(Bench& bench, MailScene& scene) {
    constexpr int pauses = 5;
    const auto campaign = scene.rehearse(scene.add_segment(40'000));
    scene.approve(campaign);
    Latencies waits;
    for (int pause = 0; pause < pauses; ++pause)
        waits.add(Latencies::Milliseconds(pause_once(scene, campaign)));
    scene.await_end(campaign, longest_campaign);
    bench.at_most("pause", waits.greatest(), "ms", 1000,
                  "from the request to the last mail handed over; " + waits.summary());
}

// Campaigns of different projects that begin together: the rate that each had by its own end.
void measure_fairness(Bench& bench, MailScene& scene, int projects) {
    constexpr int people = 4'000;
    std::vector<MailScene::Rehearsed> campaigns;
    for (int project = 0; project < projects; ++project)
        campaigns.push_back(scene.rehearse(scene.add_segment(people, project), project));
    for (const auto& campaign : campaigns) scene.approve(campaign);
    for (const auto& campaign : campaigns) scene.await_end(campaign, longest_campaign);
    std::vector<double> rates;
    for (const auto& campaign : campaigns) {
        const auto id = campaign.path.substr(campaign.path.rfind('/') + 1);
        const auto took = scene.number(
            "SELECT (extract(epoch FROM finished_at - started_at) * 1000)::bigint FROM campaigns "
            "WHERE id = '"
            + id + "'");
        rates.push_back(people * 60'000.0 / static_cast<double>(took));
    }
    const auto [slowest, fastest] = std::ranges::minmax(rates);
    bench.at_least("fair_shares", slowest / fastest, "x", 0.7,
                   fmt::format("{} projects at once, {} people each: the slowest {:.0f}, the "
                               "fastest {:.0f} mails/min",
                               projects, people, slowest, fastest));
}

void measure(Bench& bench) {
    constexpr int projects = 10;
    MailScene scene(projects);
    measure_speed(bench, scene);
    measure_signed(bench, scene);
    measure_pause(bench, scene);
    measure_fairness(bench, scene, projects);
}

const RegisterPart part{"send", "campaigns end to end: speed, DKIM, pause, fair shares", 40,
                        measure};

} // namespace
} // namespace bench
