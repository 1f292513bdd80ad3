// The work of the database alone when a campaign is sent: an audience is fixed and rehearsed, and
// its ledger written as fast as a channel that takes everything at once lets the workers. What
// handing over costs comes on top.
#include <fmt/format.h>

#include "features/campaigns/engine/sending_engine.hpp"
#include "part.hpp"
#include "testing/campaign_fixture.hpp"
#include "testing/eventually.hpp"
#include "testing/temporary_folder.hpp"
#include "testing/test_channel.hpp"

namespace bench {
namespace {

using Clock = std::chrono::steady_clock;

constexpr int audience = 50'000;
constexpr auto longest_run = std::chrono::minutes(10);

double seconds_since(Clock::time_point start) {
    return std::chrono::duration<double>(Clock::now() - start).count();
}

void expect(const TestReply& reply, int status) {
    if (reply.status != status) throw std::runtime_error(reply.body);
}

// A campaign to so many people, in a database that does not wait for the disk.
class BenchCampaign {
  public:
    BenchCampaign() : manager_(app_.client_as(http::MemberRole::manager)) {
        const auto segment = campaign_tests::add_people(app_, app_.project_id(), audience);
        app_.execute(
            fmt::format("UPDATE customer_segments SET contact_count = {}; ANALYZE", audience));
        const auto created = manager_.post(
            "/api/campaigns", campaign_tests::CampaignFixture::campaign_input(segment));
        expect(created, 201);
        path_ = "/api/campaigns/" + created.text("/id");
        expect(manager_.post(path_ + "/messages", campaign_tests::CampaignFixture::mail), 201);
    }

    // How long it took.
    double rehearse() {
        const auto rehearsal = manager_.post(path_ + "/rehearsals");
        expect(rehearsal, 202);
        rehearsal_ = rehearsal.text("/id");
        const auto start = Clock::now();
        app_.run_jobs();
        return seconds_since(start);
    }
    double send(TestChannel& channel, const std::filesystem::path& journals) {
        expect(manager_.post(path_ + "/approval",
                             fmt::format(R"({{"rehearsal_id":"{}"}})", rehearsal_)),
               200);
        campaigns::SendingEngine engine(app_.services(), channel.channels(),
                                        {.journals = journals});
        const auto start = Clock::now();
        engine.start();
        const bool completed = testing_time::eventually(longest_run, [&] {
            return channel.attempts() >= static_cast<std::size_t>(audience)
                   && app_.count("campaigns WHERE status = 'completed'") == 1;
        });
        if (!completed) throw std::runtime_error("the campaign did not end");
        return seconds_since(start);
    }

  private:
    TestApp app_;
    Client manager_;
    std::string path_, rehearsal_;
};

void measure(Bench& bench) {
    bench.say(fmt::format("{} people", audience));
    BenchCampaign campaign;
    const auto rehearsed = campaign.rehearse();
    TestChannel channel;
    const testing_paths::TemporaryFolder folder;
    const auto sent = campaign.send(channel, folder.path());
    bench.at_least(
        "mails_alone", audience / sent * 60, "messages/min", 300'000,
        fmt::format("{} messages in {:.1f} s, 16 workers; audience fixed and rehearsed in "
                    "{:.1f} s",
                    audience, sent, rehearsed));
}

const RegisterPart part{"ledger", "campaigns: what the database alone can do", 42, measure};

} // namespace
} // namespace bench
