#include "features/campaigns/email/spf_check.hpp"

#include <algorithm>

#include "features/campaigns/email/domain_records.hpp"
#include "platform/text/ascii.hpp"

namespace campaigns {
namespace {

using Mechanism = SpfTerm::Mechanism;
using Result = SpfVerdict::Result;
using Type = outbound::DnsQuestion::Type;

// What ends the whole check.
struct Broken {
    std::string code, detail;
};
struct Unanswered {
    std::string detail;
};

class SpfWalk {
  public:
    SpfWalk(outbound::Dns& dns, const std::vector<outbound::IpAddress>& addresses,
            SpfVerdict& verdict)
        : dns_(dns), addresses_(addresses), verdict_(verdict) {}

    // The qualifier of the first term that fits; '0': there is no record.
    char walk(const std::string& domain, bool is_first) {
        std::vector<std::string> records;
        for (auto& record : one({domain, Type::txt}, is_first).records)
            if (is_spf(record)) records.push_back(std::move(record));
        if (is_first) verdict_.records = records;
        if (records.size() > 1) throw Broken{"two_records", domain};
        if (records.empty()) return '0';
        const auto spf = parse_spf(records.front());
        if (!spf) throw Broken{"syntax", domain};
        // Also the terms behind the one that fits: another mail server may come to them, and the
        // limits hold for it as well.
        char found = 0;
        for (const auto& term : spf->terms) {
            const bool fits_here = fits(term, domain);
            if (is_first && term.mechanism == Mechanism::all && term.qualifier == '+')
                verdict_.allows_everybody = true;
            if (fits_here && !found) found = term.qualifier;
        }
        const bool has_all = std::ranges::any_of(
            spf->terms, [](const SpfTerm& term) { return term.mechanism == Mechanism::all; });
        if (!spf->redirect.empty() && !has_all) {
            count_lookup();
            const auto led = walk(text::to_lower_ascii(spf->redirect), false);
            if (led == '0') throw Broken{"missing_include", spf->redirect};
            if (!found) found = led;
        }
        return found ? found : '?';
    }

  private:
    bool fits(const SpfTerm& term, const std::string& domain) {
        const auto target = term.domain.empty() ? domain : text::to_lower_ascii(term.domain);
        switch (term.mechanism) {
            case Mechanism::all:
                return true;
            case Mechanism::ip4:
            case Mechanism::ip6:
                return any_within(*term.address, term);
            case Mechanism::include:
                return includes(target);
            case Mechanism::a:
                count_lookup();
                return !has_macro(target) && host_fits(target, term);
            case Mechanism::mx:
                count_lookup();
                return !has_macro(target) && mx_fits(target, term);
            case Mechanism::ptr: // not to be used (5.5), and only the receiver could say
            case Mechanism::exists:
                count_lookup();
                return false;
        }
        return false;
    }

    bool includes(const std::string& target) {
        count_lookup();
        if (has_macro(target)) return false; // depends on the mail
        verdict_.includes.push_back(target);
        const auto inner = walk(target, false);
        if (inner == '0') throw Broken{"missing_include", target};
        return inner == '+';
    }

    bool host_fits(const std::string& host, const SpfTerm& term) {
        const auto answers = dns_.ask({{host, Type::a}, {host, Type::aaaa}});
        std::vector<outbound::IpAddress> networks;
        for (const auto& answer : answers) {
            if (!answer.failure.empty()) throw Unanswered{host + ": " + answer.failure};
            networks.insert(networks.end(), answer.addresses.begin(), answer.addresses.end());
        }
        if (networks.empty()) count_void();
        return std::ranges::any_of(networks,
                                   [&](const auto& network) { return any_within(network, term); });
    }

    bool mx_fits(const std::string& domain, const SpfTerm& term) {
        const auto hosts = one({domain, Type::mx}, false).records;
        if (hosts.size() > most_mx_hosts) throw Broken{"too_many_lookups", domain};
        return std::ranges::any_of(
            hosts, [&](const std::string& host) { return !host.empty() && host_fits(host, term); });
    }

    bool any_within(const outbound::IpAddress& network, const SpfTerm& term) const {
        const int bits =
            network.family == outbound::IpAddress::Family::v4 ? term.prefix4 : term.prefix6;
        return std::ranges::any_of(
            addresses_, [&](const auto& address) { return is_within(address, network, bits); });
    }

    outbound::DnsAnswer one(const outbound::DnsQuestion& question, bool is_first) {
        auto answer = std::move(dns_.ask({question}).front());
        if (!answer.failure.empty()) throw Unanswered{question.name + ": " + answer.failure};
        if (!is_first && answer.records.empty()) count_void();
        return answer;
    }

    void count_lookup() {
        if (++verdict_.lookups > most_spf_lookups) throw Broken{"too_many_lookups", {}};
    }
    void count_void() {
        if (++voids_ > most_void_lookups) throw Broken{"void_lookups", {}};
    }
    static bool has_macro(std::string_view domain) { return domain.find('%') != domain.npos; }

    outbound::Dns& dns_;
    const std::vector<outbound::IpAddress>& addresses_;
    SpfVerdict& verdict_;
    int voids_ = 0;
};

} // namespace

SpfVerdict check_spf(outbound::Dns& dns, const std::string& domain,
                     const std::vector<outbound::IpAddress>& addresses) {
    SpfVerdict verdict;
    try {
        const auto found = SpfWalk(dns, addresses, verdict).walk(domain, true);
        verdict.result = found == '0'   ? Result::none
                         : found == '+' ? Result::pass
                                        : Result::not_allowed;
    } catch (const Broken& broken) {
        verdict.result = Result::broken;
        verdict.code = broken.code;
        verdict.detail = broken.detail;
    } catch (const Unanswered& unanswered) {
        verdict.result = Result::unanswered;
        verdict.detail = unanswered.detail;
    }
    return verdict;
}

} // namespace campaigns
