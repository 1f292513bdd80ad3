// A campaign to a mail server that is not ours, on several connections: everybody gets one mail of
// their own, and its signature holds after the way through another's hands.
#include <gtest/gtest.h>

#include <set>

#include "features/campaigns/campaigns.hpp"
#include "features/campaigns/engine/sending_engine.hpp"
#include "platform/mail/parts.hpp"
#include "testing/campaign_fixture.hpp"
#include "testing/dkim_verifier.hpp"
#include "testing/eventually.hpp"
#include "testing/smtp_sink.hpp"
#include "testing/temporary_folder.hpp"

namespace {

using namespace std::chrono_literals;

struct RealMailServer : campaign_tests::CampaignFixture {
    testing_paths::TemporaryFolder folder;
    testing_servers::SmtpSink sink;
    std::string dkim_host, dkim_record;

    RealMailServer() {
        auto admin = app.client_as(http::MemberRole::admin);
        const auto sender = admin.post(
            "/api/email/senders",
            fmt::format(R"({{"name":"Salon","email":"news@salon.example","host":"127.0.0.1",
                             "postal_address":"5 Example Street","port":{},"security":"none"}})",
                        sink.port()));
        EXPECT_EQ("201", summary(sender));
        const auto key = admin.post("/api/email/senders/" + sender.text("/id") + "/dkim");
        dkim_host = key.text("/host");
        dkim_record = key.text("/record");
        app.execute("UPDATE email_senders SET dkim_signing = 'by_hand'");
    }
};

} // namespace

TEST_F(RealMailServer, gets_one_mail_of_their_own_for_everybody_and_each_is_signed) {
    constexpr int people = 1000;
    const auto id = add_campaign(add_segment_of(people));
    const auto message = viewer.get(path(id, "/messages")).text("/items/0/id");
    EXPECT_EQ("200", summary(member.patch(path(id, "/messages/") + message,
                                          R"({"subject_line":"For {{ contact.first_name }}"})")));
    EXPECT_EQ("200", summary(approve(id)));
    campaigns::SendingEngine engine(
        app.services(), campaigns::channels(),
        {.threads = 8, .journals = folder.path() / "journals", .poll = 50ms});
    engine.start();
    EXPECT_TRUE(testing_time::eventually(60s, [&] { return ledger_of(id).pending == 0; }));
    engine.stop();
    EXPECT_EQ(people, ledger_of(id).sent);

    const auto mails = sink.mails();
    std::set<std::string> reached;
    for (const auto& sunk : mails) {
        reached.insert(sunk.to);
        EXPECT_EQ("news@salon.example", sunk.from);
        const auto number = sunk.to.substr(1, sunk.to.find('@') - 1);
        EXPECT_NE(sunk.bytes.npos, sunk.bytes.find("Subject: For Person" + number + "\r\n"));
    }
    EXPECT_EQ(static_cast<std::size_t>(people), mails.size());
    EXPECT_EQ(static_cast<std::size_t>(people), reached.size());
    for (std::size_t at = 0; at < mails.size(); at += mails.size() / 5)
        EXPECT_TRUE(testing_servers::dkim_verifies(mails[at].bytes, dkim_host, dkim_record))
            << mails[at].bytes;
}
