// Figures of tracking: people who open and click at a steady rate, and how soon what they did is
// stored with their timelines, scores and the ledger.
#include <fmt/format.h>

#include <mutex>
#include <thread>

#include "features/campaigns/email/hit_evidence.hpp"
#include "features/campaigns/email/message_links.hpp"
#include "mail_scene.hpp"
#include "part.hpp"

namespace bench {
namespace {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

constexpr int people = 40'000;
constexpr int hits_per_second = 5'500; // a little more than have to be stored
constexpr int callers = 8;
constexpr auto longest_store = 3min;

// Everybody opens his mail and clicks one link of it.
std::vector<std::string> links_of(MailScene& scene, const MailScene::Rehearsed& campaign) {
    const crypto::SecretBox box(crypto::load_or_create_master_keys(scene.data() / "master.key"));
    const auto id = campaign.path.substr(campaign.path.rfind('/') + 1);
    std::vector<std::string> links;
    for (const auto& execution :
         scene.ids("SELECT id FROM campaign_executions WHERE campaign_id = '" + id + "'")) {
        const campaigns::MessageLinks of_mail(
            box, "", {scene.client(campaign.project).project_id, execution});
        links.push_back(of_mail.open_picture());
        links.push_back(of_mail.click("https://example.com/news"));
    }
    return links;
}

// Each at its moment, whether or not the one before was answered by then; how long from that moment
// to the answer.
Latencies follow(const Server& server, const std::vector<std::string>& links) {
    std::mutex mutex;
    Latencies all;
    std::vector<std::jthread> threads;
    const auto start = Clock::now() + 100ms;
    for (std::size_t caller = 0; caller < callers; ++caller)
        threads.emplace_back([&, caller] {
            Client person(server.port());
            person.set_header("User-Agent", "Mozilla/5.0 (iPhone) Mobile Safari");
            Latencies mine;
            for (auto i = caller; i < links.size(); i += callers) {
                const auto due = start + std::chrono::nanoseconds(1s) * i / hits_per_second;
                std::this_thread::sleep_until(due);
                if (const auto reply = person.get(links[i]); reply.status >= 400)
                    throw std::runtime_error(links[i] + ": " + summary(reply));
                mine.add(Clock::now() - due);
            }
            const std::lock_guard lock(mutex);
            all.add(mine);
        });
    threads.clear();
    return all;
}

// Counting takes the machine from those who store: first by the numbers that were drawn.
void await_stored(MailScene& scene, std::int64_t hits) {
    const auto deadline = Clock::now() + longest_store;
    for (const auto* sql :
         {"SELECT last_value FROM campaign_hits_id_seq", "SELECT count(*) FROM campaign_hits"})
        while (scene.number(sql) < hits) {
            if (Clock::now() > deadline) throw std::runtime_error("hits were lost");
            std::this_thread::sleep_for(20ms);
        }
}

void measure(Bench& bench) {
    MailScene scene;
    const auto campaign = scene.rehearse(scene.add_segment(people));
    scene.send(campaign);
    const auto links = links_of(scene, campaign);
    const auto start = Clock::now();
    const auto latencies = follow(scene.server(), links);
    await_stored(scene, static_cast<std::int64_t>(links.size()));
    // A hit lies in memory until a burst could be seen.
    const std::chrono::duration<double> took = Clock::now() - start - campaigns::burst_time;
    bench.at_least("stored", static_cast<double>(links.size()) / took.count(), "hits/s", 5'000,
                   fmt::format("{} opens and clicks of {} people at {} a second, timelines and "
                               "scores written",
                               links.size(), people, hits_per_second));
    bench.at_most(
        "answer_p99", latencies.at(0.99), "ms", 5,
        fmt::format("at {} a second, while they are stored, from the moment each was due; ",
                    hits_per_second)
            + latencies.summary());
}

const RegisterPart part{"hits", "opens and clicks a second, stored", 44, measure};

} // namespace
} // namespace bench
