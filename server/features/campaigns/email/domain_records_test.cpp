#include "features/campaigns/email/domain_records.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "features/campaigns/email/domain_check.hpp"

namespace {

using namespace campaigns;

std::string summary(std::string_view record) {
    const auto spf = parse_spf(record);
    if (!spf) return "none";
    std::string out;
    for (const auto& term : spf->terms)
        out += fmt::format("{}{}:{}{}/{}/{} ", term.qualifier, static_cast<int>(term.mechanism),
                           term.domain, term.address ? term.address->text() : "", term.prefix4,
                           term.prefix6);
    return out + spf->redirect;
}

TEST(DomainRecords, read_spf_as_rfc_7208_writes_it) {
    const std::vector<std::pair<std::string, std::string>> cases{
        {"v=spf1", ""},
        {"v=spf1 -all", "-0:/32/128 "},
        {"V=SPF1 A MX ?ALL", "+2:/32/128 +3:/32/128 ?0:/32/128 "},
        {"v=spf1 include:_spf.example.com  ~all", "+1:_spf.example.com/32/128 ~0:/32/128 "},
        {"v=spf1 ip4:192.0.2.0/24 ip6:2001:db8::/32", "+5:192.0.2.0/24/128 +6:2001:db8::/32/32 "},
        {"v=spf1 a:mail.example.com/28//64", "+2:mail.example.com/28/64 "},
        {"v=spf1 a/24 mx//64", "+2:/24/128 +3:/32/64 "},
        {"v=spf1 exists:%{i}.sbl.example redirect=_spf.example",
         "+7:%{i}.sbl.example/32/128 _spf.example"},
        {"v=spf1 exp=why.example unknown=x", ""},
        {"v=spf10 -all", "none"},
        {"v=spf1-all", "none"},
        {"v=spf1 ip4:192.0.2.0/33", "none"},
        {"v=spf1 ip4:2001:db8::1", "none"},
        {"v=spf1 ip4", "none"},
        {"v=spf1 include", "none"},
        {"v=spf1 include:", "none"},
        {"v=spf1 all:x", "none"},
        {"v=spf1 include:a/24 -al", "none"},
        {"v=spf1 redirect=a redirect=b", "none"},
        {"v=spf1 - all", "none"},
        {"", "none"},
        {"v=DMARC1; p=none", "none"},
    };
    for (const auto& [record, expected] : cases) EXPECT_EQ(expected, summary(record)) << record;
}

TEST(DomainRecords, know_which_addresses_lie_in_a_network) {
    struct Case {
        const char* address;
        const char* network;
        int bits;
        bool inside;
    };
    constexpr Case cases[]{
        {"192.0.2.77", "192.0.2.0", 24, true},    {"192.0.3.1", "192.0.2.0", 24, false},
        {"192.0.2.77", "192.0.2.64", 26, true},   {"192.0.2.77", "192.0.2.76", 32, false},
        {"10.0.0.1", "0.0.0.0", 0, true},         {"2001:db8::1", "2001:db8::", 32, true},
        {"2001:db9::1", "2001:db8::", 32, false}, {"192.0.2.1", "::", 0, false},
    };
    for (const auto& each : cases)
        EXPECT_EQ(each.inside, is_within(*outbound::IpAddress::parse(each.address),
                                         *outbound::IpAddress::parse(each.network), each.bits))
            << each.address << " " << each.network;
}

TEST(DomainRecords, read_dmarc) {
    const std::vector<std::pair<std::string, std::string>> cases{
        {"v=DMARC1; p=none", "none none 00 "},
        {"v=DMARC1;p=REJECT;sp=quarantine;adkim=s;rua=mailto:a@b.example",
         "reject quarantine 10 mailto:a@b.example"},
        {" v = DMARC1 ; p = none ; aspf = s ", "none none 01 "},
        {"v=DMARC1", "none given"},
        {"v=DMARC1; p=maybe", "none given"},
        {"v=DMARC1; p=none; sp=x", "none given"},
        {"p=none; v=DMARC1", "none given"},
        {"v=dmarc1; p=none", "none given"},
        {"", "none given"},
    };
    for (const auto& [record, expected] : cases) {
        const auto dmarc = parse_dmarc(record);
        EXPECT_EQ(expected, dmarc ? fmt::format("{} {} {:d}{:d} {}", dmarc->policy,
                                                dmarc->subdomain_policy, dmarc->is_strict_dkim,
                                                dmarc->is_strict_spf, dmarc->reports_to)
                                  : "none given")
            << record;
    }
}

TEST(DomainRecords, read_keys_of_dkim) {
    const std::vector<std::pair<std::string, std::optional<std::string>>> cases{
        {"v=DKIM1; k=rsa; p=MIIB AQ==", "MIIBAQ=="},
        {"p=abc", "abc"},
        {"v=DKIM1; p=", ""},
        {"v=DKIM1; k=rsa", std::nullopt},
        {"v=DKIM2; p=abc", std::nullopt},
        {"", std::nullopt},
    };
    for (const auto& [record, key] : cases) EXPECT_EQ(key, dkim_public_key(record)) << record;
}

TEST(DomainRecords, are_completed_and_not_replaced) {
    struct Case {
        std::vector<std::string> records;
        std::string wanted, published;
    };
    const std::vector<Case> cases{
        {{}, "a:mail.example", "v=spf1 a:mail.example ~all"},
        {{"v=spf1 mx -all"}, "include:x.example", "v=spf1 include:x.example mx -all"},
        {{"v=spf1 include:x.example +all"}, "include:x.example", "v=spf1 include:x.example ~all"},
        {{"v=spf1 mx ~all", "v=spf1 mx a -all"}, "a:m.example", "v=spf1 a:m.example mx a -all"},
        {{"v=spf1 redirect=y.example"}, "a:m.example", "v=spf1 a:m.example redirect=y.example"},
        {{"v=spf1 broken"}, "a:m.example", "v=spf1 a:m.example ~all"},
    };
    for (const auto& each : cases)
        EXPECT_EQ(each.published, spf_to_publish(each.records, each.wanted));
}

} // namespace
