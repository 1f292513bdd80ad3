// The memory that sending takes, over a campaign to a million people.
#include <fmt/format.h>

#include <thread>

#include "mail_scene.hpp"
#include "part.hpp"

namespace bench {
namespace {

using namespace std::chrono_literals;

constexpr int people = 1'000'000;
constexpr int looks = 10; // at a tenth, two tenths, …

void measure(Bench& bench) {
    MailScene scene;
    bench.say("people");
    const auto segment = scene.add_segment(people);
    bench.say("rehearsal");
    const auto campaign = scene.rehearse(segment);
    const auto peak = scene.server().peak_memory_megabytes();
    bench.at_most("rehearsal_memory", peak, "MB", 150,
                  fmt::format("at the peak, {} people in {:.0f} s", people, campaign.seconds));
    scene.server().forget_peak();
    bench.say("sending");
    const auto start = MailScene::Clock::now();
    scene.approve(campaign);
    std::vector<double> memory;
    while (memory.size() < looks) {
        const auto sent = scene.number("SELECT sum(sent) FROM campaign_chunks");
        if (sent >= people / looks * static_cast<std::int64_t>(memory.size() + 1)) {
            memory.push_back(scene.server().memory_megabytes());
            bench.say(fmt::format("{} sent, {:.1f} MB", sent, memory.back()));
        } else {
            std::this_thread::sleep_for(100ms);
        }
    }
    scene.await_end(campaign, 30min);
    const std::chrono::duration<double> took = MailScene::Clock::now() - start;
    bench.at_most("memory", scene.server().peak_memory_megabytes(), "MB", 150,
                  fmt::format("at the peak of sending {} mails in {:.0f} s", people, took.count()));
    bench.at_most("memory_growth", memory.back() - memory.front(), "MB", 10,
                  fmt::format("{:.1f} MB when a tenth was sent, {:.1f} MB at the end",
                              memory.front(), memory.back()));
}

const RegisterPart part{"million", "memory while a million mails are sent", 46, measure};

} // namespace
} // namespace bench
