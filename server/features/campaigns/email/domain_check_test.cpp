// What the DNS says of a sender's domain, asked of a real name server.
#include "features/campaigns/email/domain_check.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "testing/dns_server.hpp"
#include "testing/smtp_server.hpp"
#include "testing/test_app.hpp"

namespace {

using namespace campaigns;
using testing_servers::DnsRecords;
using testing_servers::DnsServer;

// Public ones, which no network of tests has.
constexpr auto relay = "93.184.216.34", other = "93.184.216.99";

struct DomainChecks : testing::Test {
    DnsServer dns;
    DomainSubject subject{.domain = "salon.example",
                          .envelope_domain = {},
                          .email = "news@salon.example",
                          .provider = MailProvider::own,
                          .host = "mail.salon.example",
                          .dkim_selector = "socialflow1",
                          .dkim_record = "v=DKIM1; k=rsa; p=" + std::string(392, 'A')};

    std::vector<DomainFinding> findings() {
        outbound::NameServers servers({dns.address()});
        return check_domain(servers, subject);
    }
    // "wrong two_records": of SPF, DKIM, DMARC, MX.
    std::vector<std::string> states() {
        std::vector<std::string> all;
        for (const auto& finding : findings()) {
            auto state = fmt::format("{} {}", meta::enum_name(finding.state), finding.code);
            if (state.ends_with(' ')) state.pop_back();
            all.push_back(std::move(state));
        }
        return all;
    }
    std::string spf(const std::vector<std::string>& records) {
        DnsRecords all{{}, {{"mail.salon.example", relay}}, {}};
        for (const auto& record : records) all.texts.emplace_back("salon.example", record);
        return spf_with(all);
    }
    std::string spf_with(const DnsRecords& records) {
        dns.publish(records);
        return states().front();
    }
};

} // namespace

TEST_F(DomainChecks, find_everything_in_order) {
    dns.publish({{{"salon.example", "v=spf1 a:mail.salon.example -all"},
                  {"salon.example", "some other text"},
                  {"socialflow1._domainkey.salon.example", subject.dkim_record},
                  {"_dmarc.salon.example", "v=DMARC1; p=quarantine"}},
                 {{"mail.salon.example", relay}},
                 {{"salon.example", "mail.salon.example"}}});
    EXPECT_EQ((std::vector<std::string>{"ok", "ok", "ok policy_quarantine", "ok"}), states());
    for (const auto& finding : findings()) EXPECT_EQ("", finding.record);
}

TEST_F(DomainChecks, say_what_to_publish_where_nothing_is) {
    dns.publish({{}, {{"mail.salon.example", relay}}, {}});
    const auto found = findings();
    EXPECT_EQ((std::vector<std::string>{"missing", "missing", "missing", "missing"}), states());
    EXPECT_EQ("v=spf1 a:mail.salon.example ~all", found[0].record);
    EXPECT_EQ("socialflow1._domainkey.salon.example", found[1].host);
    EXPECT_EQ(subject.dkim_record, found[1].record);
    EXPECT_EQ("_dmarc.salon.example", found[2].host);
    EXPECT_EQ("v=DMARC1; p=none; rua=mailto:news@salon.example", found[2].record);
}

TEST_F(DomainChecks, judge_spf_by_the_mail_server) {
    const std::vector<std::pair<std::vector<std::string>, std::string>> cases{
        {{"v=spf1 mx -all"}, "wrong not_allowed"},
        {{"v=spf1 ip4:93.184.216.0/24 -all"}, "ok"},
        {{"v=spf1 ip4:93.184.216.99 ~all"}, "wrong not_allowed"},
        {{"v=spf1 -ip4:93.184.216.34 +all"}, "wrong allows_everybody"},
        {{"v=spf1 +all"}, "wrong allows_everybody"},
        {{"v=spf1 a:mail.salon.example"}, "ok"},
        {{"v=spf1 a:mail.salon.example -all", "v=spf1 mx -all"}, "wrong two_records"},
        {{"v=spf1 a:mail.salon.example -al"}, "wrong syntax"},
        {{"v=spf1 include:gone.example -all"}, "wrong missing_include"},
        {{"v=spf1 a:x1.example a:x2.example a:x3.example -all"}, "wrong void_lookups"},
        {{"v=spf1 redirect=gone.example"}, "wrong missing_include"},
    };
    for (const auto& [records, state] : cases) EXPECT_EQ(state, spf(records)) << records.front();
}

TEST_F(DomainChecks, follow_includes_up_to_ten_lookups) {
    const auto chain = [](int length) {
        DnsRecords records{{}, {{"mail.salon.example", relay}}, {}};
        records.texts.emplace_back("salon.example", "v=spf1 include:n1.example -all");
        for (int i = 1; i < length; ++i)
            records.texts.emplace_back(fmt::format("n{}.example", i),
                                       fmt::format("v=spf1 include:n{}.example -all", i + 1));
        records.texts.emplace_back(fmt::format("n{}.example", length),
                                   fmt::format("v=spf1 ip4:{} -all", relay));
        return records;
    };
    EXPECT_EQ("ok", spf_with(chain(10)));
    EXPECT_EQ("wrong too_many_lookups", spf_with(chain(11)));
    EXPECT_EQ("wrong too_many_lookups",
              spf_with({{{"salon.example", "v=spf1 include:loop.example -all"},
                         {"loop.example", "v=spf1 include:loop.example -all"}},
                        {},
                        {}}));
    EXPECT_EQ("ok", spf_with({{{"salon.example", "v=spf1 redirect=_spf.salon.example"},
                               {"_spf.salon.example", "v=spf1 mx -all"}},
                              {{"mail.salon.example", relay}, {"in.salon.example", relay}},
                              {{"_spf.salon.example", "in.salon.example"}}}));
}

TEST_F(DomainChecks, know_relays_by_their_include) {
    subject.provider = MailProvider::gmail;
    EXPECT_EQ("wrong not_allowed", spf(std::vector<std::string>{"v=spf1 mx -all"}));
    EXPECT_EQ("v=spf1 include:_spf.google.com mx -all", findings().front().record);
    subject.provider = MailProvider::own;
    subject.host = "smtp.relay.example";
    EXPECT_EQ("ok", spf_with({{{"salon.example", "v=spf1 include:spf.relay.example -all"},
                               {"spf.relay.example", "v=spf1 ip4:93.184.216.99 -all"}},
                              {{"smtp.relay.example", relay}},
                              {}}));
    subject.host = "127.0.0.1";
    EXPECT_EQ("ok unknown_relay", spf(std::vector<std::string>{"v=spf1 ip4:93.184.216.99 -all"}));
}

TEST_F(DomainChecks, compare_the_key_of_dkim) {
    const auto host = "socialflow1._domainkey.salon.example";
    const std::vector<std::pair<std::vector<std::string>, std::string>> cases{
        {{"v=DKIM1; p=" + std::string(392, 'A')}, "ok"},
        {{"v=DKIM1; k=rsa; p=BBBB"}, "wrong other_key"},
        {{"v=DKIM1; p="}, "wrong revoked"},
        {{"hello"}, "wrong syntax"},
        {{subject.dkim_record, subject.dkim_record + " "}, "wrong two_records"},
    };
    for (const auto& [records, state] : cases) {
        DnsRecords all;
        for (const auto& record : records) all.texts.emplace_back(host, record);
        dns.publish(all);
        EXPECT_EQ(state, states()[1]) << records.front();
    }
    subject.dkim_selector.clear();
    EXPECT_EQ("missing no_key", states()[1]);
    subject.provider = MailProvider::outlook;
    EXPECT_EQ("ok by_provider", states()[1]);
}

TEST_F(DomainChecks, take_the_policy_of_the_domain_above) {
    subject.domain = "news.salon.example";
    subject.dkim_selector.clear();
    const auto policy = [&](const std::string& name, const std::vector<std::string>& records) {
        DnsRecords all{{{"news.salon.example", "v=spf1 ip4:93.184.216.34 -all"}},
                       {{"mail.salon.example", relay}},
                       {}};
        for (const auto& record : records) all.texts.emplace_back(name, record);
        dns.publish(all);
        return states()[2];
    };
    EXPECT_EQ("ok policy_reject", policy("_dmarc.salon.example", {"v=DMARC1; p=none; sp=reject"}));
    EXPECT_EQ("ok policy_none",
              policy("_dmarc.news.salon.example", {"v=DMARC1; p=none; sp=reject"}));
    EXPECT_EQ("wrong syntax", policy("_dmarc.news.salon.example", {"v=DMARC1; p=x"}));
    EXPECT_EQ("wrong two_records",
              policy("_dmarc.news.salon.example", {"v=DMARC1; p=none", "v=DMARC1; p=reject"}));
    EXPECT_EQ("missing", policy("_dmarc.news.salon.example", {"hello"}));
    subject.host = "elsewhere.example";
    dns.publish(
        {{{"news.salon.example", "v=spf1 -all"}, {"_dmarc.salon.example", "v=DMARC1; p=reject"}},
         {{"elsewhere.example", other}},
         {}});
    EXPECT_EQ("wrong nothing_aligned", states()[2]);
}

TEST_F(DomainChecks, ask_spf_of_the_domain_that_mails_come_back_to) {
    subject.envelope_domain = "back.salon.example";
    EXPECT_EQ("missing", spf(std::vector<std::string>{"v=spf1 a:mail.salon.example -all"}));
    EXPECT_EQ("back.salon.example", findings().front().host);
    EXPECT_EQ("ok", spf_with({{{"back.salon.example", "v=spf1 a:mail.salon.example -all"}},
                              {{"mail.salon.example", relay}},
                              {}}));
}

TEST_F(DomainChecks, say_when_the_dns_does_not_answer) {
    dns.stop();
    for (const auto& state : states()) EXPECT_EQ("unanswered", state);
}

TEST_F(DomainChecks, leave_domains_of_providers_to_them) {
    subject.domain = "gmail.com";
    subject.provider = MailProvider::gmail;
    for (const auto& state : states()) EXPECT_EQ("ok provider_domain", state);
    subject.provider = MailProvider::own;
    EXPECT_EQ("wrong foreign_domain", states().front());
}

TEST(MailboxDomains, are_those_where_everybody_may_have_an_address) {
    const std::pair<const char*, std::optional<MailProvider>> cases[] = {
        {"gmail.com", MailProvider::gmail},
        {"GoogleMail.com", MailProvider::gmail},
        {"hotmail.co.uk", MailProvider::outlook},
        {"outlook.de", MailProvider::outlook},
        {"outlook.com.br", MailProvider::outlook},
        {"gmx.de", MailProvider::own},
        {"live.salon.example", std::nullopt},
        {"outlook.salon.de", std::nullopt},
        {"mygmail.com", std::nullopt},
        {"outlook", std::nullopt},
        {"", std::nullopt}};
    for (const auto& [domain, expected] : cases)
        EXPECT_EQ(expected, mailbox_provider(domain)) << domain;
}

TEST_F(DomainChecks, read_answers_that_need_tcp) {
    DnsRecords records{{}, {{"mail.salon.example", relay}}, {}};
    for (int i = 0; i < 20; ++i)
        records.texts.emplace_back("salon.example", fmt::format("{:0>200}", i));
    records.texts.emplace_back("salon.example", "v=spf1 a:mail.salon.example -all");
    EXPECT_EQ("ok", spf_with(records));
}

namespace {

struct SenderDomains : testing::Test {
    DnsServer dns;
    testing_servers::SmtpServer server;
    TestApp app{{.configure = [this](config::Config& config) {
        config.allow_private_outbound = true;
        config.dns_servers = {dns.address()};
    }}};
    Client admin = app.client_as(http::MemberRole::admin);
    std::string sender;

    SenderDomains() {
        const auto reply = admin.post(
            "/api/email/senders",
            fmt::format(R"({{"name":"Salon","email":"news@salon.example","host":"127.0.0.1",
                             "postal_address":"5 Example Street","port":{},"security":"none"}})",
                        server.port()));
        sender = "/api/email/senders/" + reply.text("/id");
    }
    TestReply check() { return admin.post(sender + "/domain-checks"); }
    Timestamp checked_at() {
        const auto all = admin.get("/api/email/domain-checks");
        return parse_timestamp(all.text("/items/0/checked_at")).value();
    }
    std::string signing() { return app.value("SELECT dkim_signing FROM email_senders"); }
    bool next_mail_is_signed() {
        EXPECT_EQ("200", summary(admin.post(sender + "/test", R"({"to":"me@example.com"})")));
        return server.mails().back().data.starts_with("DKIM-Signature:");
    }
};

} // namespace

TEST_F(SenderDomains, are_checked_and_remembered) {
    EXPECT_EQ("201", summary(check()));
    const auto listed = app.client_as(http::MemberRole::viewer).get("/api/email/domain-checks");
    EXPECT_EQ("salon.example", listed.text("/items/0/domain"));
    EXPECT_EQ("missing", listed.text("/items/0/findings/0/state"));
    EXPECT_EQ(1u, listed.at("/items").as_array().size());
    check();
    EXPECT_EQ(1, app.count("email_domain_checks"));
    EXPECT_EQ("404 not_found", summary(app.other_project().post(sender + "/domain-checks")));
    EXPECT_EQ("403 not_allowed",
              summary(app.client_as(http::MemberRole::manager).post(sender + "/domain-checks")));
}

TEST_F(SenderDomains, sign_once_the_record_was_seen) {
    const auto key = admin.post(sender + "/dkim");
    EXPECT_FALSE(next_mail_is_signed()) << "nobody could verify it yet";
    check();
    EXPECT_EQ("off", signing());
    dns.publish({{{key.text("/host"), key.text("/record")}}, {}, {}});
    check();
    EXPECT_EQ("checked", signing());
    EXPECT_TRUE(next_mail_is_signed());
    dns.stop();
    check();
    EXPECT_EQ("checked", signing()) << "a DNS that does not answer says nothing";
    dns.publish({});
    check();
    EXPECT_EQ("off", signing());
    EXPECT_FALSE(next_mail_is_signed());
}

TEST_F(SenderDomains, sign_at_once_when_somebody_says_so) {
    EXPECT_EQ("422 invalid_input signs:not_allowed",
              summary(admin.put(sender + "/dkim/signing", R"({"signs":true})")));
    admin.post(sender + "/dkim");
    EXPECT_EQ("200", summary(admin.put(sender + "/dkim/signing", R"({"signs":true})")));
    check();
    EXPECT_EQ("by_hand", signing()) << "whatever the check says";
    EXPECT_TRUE(next_mail_is_signed());
    EXPECT_EQ("200", summary(admin.put(sender + "/dkim/signing", R"({"signs":false})")));
    EXPECT_FALSE(next_mail_is_signed());
    admin.put(sender + "/dkim/signing", R"({"signs":true})");
    admin.post(sender + "/dkim");
    EXPECT_EQ("off", signing()) << "a new key has a new record";
}

TEST_F(SenderDomains, are_looked_at_once_a_day_and_who_can_mend_them_is_told) {
    app.run_jobs(); // from here on there is a schedule
    dns.publish({{{"salon.example", "v=spf1 ip4:127.0.0.1 -all"}}, {}, {}});
    check();
    const auto told = [&] { return app.count("notifications WHERE kind = 'domain_broken'"); };
    const auto a_day_later = [&] {
        app.clock().advance(std::chrono::hours(24) + std::chrono::minutes(16));
        app.run_jobs();
    };
    a_day_later();
    EXPECT_EQ(0, told());
    EXPECT_EQ(to_text(app.clock().now()), to_text(checked_at()));
    dns.publish({});
    a_day_later();
    EXPECT_EQ(2, told()) << "admin and owner";
    EXPECT_EQ(
        "SPF of salon.example was in order and is not any more. Mails of Salon may end up "
        "as spam until it is mended.",
        app.value("SELECT max(body) FROM notifications"));
    EXPECT_EQ("/settings/senders/" + sender.substr(sender.rfind('/') + 1),
              app.value("SELECT max(link) FROM notifications"));
    a_day_later();
    EXPECT_EQ(2, told()) << "once";
}

TEST_F(SenderDomains, whose_dns_does_not_answer_stay_as_they_were) {
    app.run_jobs(); // from here on there is a schedule
    dns.publish({{{"salon.example", "v=spf1 ip4:127.0.0.1 -all"}}, {}, {}});
    check();
    const auto before = checked_at();
    dns.stop();
    app.clock().advance(std::chrono::hours(25));
    app.run_jobs();
    EXPECT_EQ(before, checked_at());
    EXPECT_EQ(0, app.count("notifications"));
    EXPECT_EQ(0, app.count("email_senders WHERE domain_due_at > '2030-01-08 12:00Z'"))
        << "tried again in an hour";
}

TEST_F(SenderDomains, of_a_mailbox_provider_get_no_key) {
    admin.post(sender + "/dkim");
    admin.put(sender + "/dkim/signing", R"({"signs":true})");
    admin.patch(sender, R"({"email":"salon@gmail.com"})");
    EXPECT_FALSE(next_mail_is_signed()) << "the key stands in the DNS of another domain";
    EXPECT_EQ("409 foreign_domain", summary(admin.post(sender + "/dkim")));
    EXPECT_EQ("204", summary(admin.del(sender + "/dkim")));
}
