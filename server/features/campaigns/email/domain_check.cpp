#include "features/campaigns/email/domain_check.hpp"

#include <algorithm>

#include "features/campaigns/email/domain_records.hpp"
#include "features/campaigns/email/spf_check.hpp"
#include "platform/mail/rules.hpp"
#include "platform/outbound/address_guard.hpp"
#include "platform/text/ascii.hpp"
#include "platform/text/email.hpp"
#include "platform/text/utf8.hpp"

namespace campaigns {
namespace {

using Part = DomainPart;
using State = DomainState;
using Type = outbound::DnsQuestion::Type;

constexpr std::size_t longest_found = 1000; // bytes of a record that is shown
constexpr std::size_t most_found = 5;

std::vector<std::string> shown(const std::vector<std::string>& records) {
    std::vector<std::string> some;
    for (const auto& record : records) {
        if (some.size() == most_found) break;
        some.push_back(text::repaired(text::first_bytes(text::repaired(record), longest_found)));
    }
    return some;
}

DomainFinding finding(Part part, State state, std::string code = {}, std::string detail = {}) {
    return {.part = part,
            .state = state,
            .code = std::move(code),
            .detail = text::repaired(text::first_bytes(detail, longest_found)),
            .host = {},
            .record = {},
            .found = {}};
}

// The part of the SPF record that lets this mail server send.
std::string wanted_in_spf(const DomainSubject& subject) {
    if (subject.provider == MailProvider::gmail) return "include:_spf.google.com";
    if (subject.provider == MailProvider::outlook) return "include:spf.protection.outlook.com";
    const auto address = outbound::IpAddress::parse(subject.host);
    if (!address) return "a:" + text::to_lower_ascii(subject.host);
    return (address->family == outbound::IpAddress::Family::v4 ? "ip4:" : "ip6:") + address->text();
}

// "smtp.example.com" and "example.com", "mail.example.com": their last two labels are the same.
std::string_view last_labels(std::string_view domain) {
    const auto last = domain.rfind('.');
    if (last == domain.npos || last == 0) return domain;
    const auto before = domain.rfind('.', last - 1);
    return before == domain.npos ? domain : domain.substr(before + 1);
}

class DomainChecker {
  public:
    DomainChecker(outbound::Dns& dns, const DomainSubject& subject)
        : dns_(dns), subject_(subject) {}

    std::vector<DomainFinding> run() {
        auto spf = look_at_spf();
        auto dkim = look_at_dkim();
        const bool is_aligned = spf.state == State::ok || dkim.state == State::ok;
        return {std::move(spf), std::move(dkim), look_at_dmarc(is_aligned), look_at_mx()};
    }

  private:
    DomainFinding look_at_spf() {
        const auto wanted = wanted_in_spf(subject_);
        auto relay = relay_addresses();
        const auto& domain =
            subject_.envelope_domain.empty() ? subject_.domain : subject_.envelope_domain;
        const auto verdict = check_spf(dns_, domain, relay);
        auto made = judged(verdict, wanted, relay.empty());
        made.host = domain;
        made.found = shown(verdict.records);
        if (made.state == State::missing || made.state == State::wrong)
            made.record = spf_to_publish(verdict.records, wanted);
        return made;
    }

    DomainFinding judged(const SpfVerdict& verdict, const std::string& wanted,
                         bool is_relay_unknown) {
        using Result = SpfVerdict::Result;
        switch (verdict.result) {
            case Result::unanswered:
                return finding(Part::spf, State::unanswered, {}, verdict.detail);
            case Result::none:
                return finding(Part::spf, State::missing);
            case Result::broken:
                return finding(Part::spf, State::wrong, verdict.code, verdict.detail);
            case Result::pass:
            case Result::not_allowed:
                break;
        }
        if (verdict.allows_everybody) return finding(Part::spf, State::wrong, "allows_everybody");
        if (is_named(verdict, wanted) || verdict.result == Result::pass)
            return finding(Part::spf, State::ok);
        if (subject_.provider == MailProvider::own && is_relay_unknown)
            return finding(Part::spf, State::ok, "unknown_relay");
        return finding(Part::spf, State::wrong, "not_allowed", subject_.host);
    }

    // By its include; a relay's own include stands for the relay, whose mail leaves by other
    // addresses than it is handed in at.
    bool is_named(const SpfVerdict& verdict, const std::string& wanted) const {
        return std::ranges::any_of(verdict.includes, [&](const std::string& domain) {
            if (subject_.provider != MailProvider::own) return wanted == "include:" + domain;
            return last_labels(domain) == last_labels(subject_.host)
                   && last_labels(domain).find('.') != std::string_view::npos;
        });
    }

    // Public ones: by which address a mail server of the own network sends is not seen from here.
    std::vector<outbound::IpAddress> relay_addresses() {
        std::vector<outbound::IpAddress> addresses;
        if (subject_.provider != MailProvider::own) return addresses;
        if (const auto address = outbound::IpAddress::parse(subject_.host))
            addresses.push_back(*address);
        else
            for (auto& answer : dns_.ask({{subject_.host, Type::a}, {subject_.host, Type::aaaa}}))
                addresses.insert(addresses.end(), answer.addresses.begin(), answer.addresses.end());
        std::erase_if(addresses, [](const outbound::IpAddress& address) {
            return outbound::why_forbidden(address, outbound::Reach::public_only).has_value();
        });
        return addresses;
    }

    DomainFinding look_at_dkim() {
        if (subject_.dkim_selector.empty())
            return subject_.provider == MailProvider::own
                       ? finding(Part::dkim, State::missing, "no_key")
                       : finding(Part::dkim, State::ok, "by_provider");
        const auto host = dkim_host(subject_.dkim_selector, subject_.domain);
        const auto answer = std::move(dns_.ask({{host, Type::txt}}).front());
        auto made = judged_key(answer);
        made.host = host;
        made.found = shown(answer.records);
        if (made.state == State::missing || made.state == State::wrong)
            made.record = subject_.dkim_record;
        return made;
    }

    DomainFinding judged_key(const outbound::DnsAnswer& answer) const {
        if (!answer.failure.empty())
            return finding(Part::dkim, State::unanswered, {}, answer.failure);
        if (answer.records.empty()) return finding(Part::dkim, State::missing);
        if (answer.records.size() > 1) return finding(Part::dkim, State::wrong, "two_records");
        const auto key = dkim_public_key(answer.records.front());
        if (!key) return finding(Part::dkim, State::wrong, "syntax");
        if (key->empty()) return finding(Part::dkim, State::wrong, "revoked");
        if (key != dkim_public_key(subject_.dkim_record))
            return finding(Part::dkim, State::wrong, "other_key");
        return finding(Part::dkim, State::ok);
    }

    // Of the domain, else of the domain above: that one speaks for what is below (RFC 7489, 6.6.3;
    // without a list of public suffixes up to two labels, as its successor walks).
    DomainFinding look_at_dmarc(bool is_aligned) {
        std::vector<outbound::DnsQuestion> questions;
        for (std::string_view domain = subject_.domain; domain.find('.') != domain.npos;
             domain = domain.substr(domain.find('.') + 1))
            questions.push_back({"_dmarc." + std::string(domain), Type::txt});
        constexpr std::size_t most_levels = 8;
        if (questions.size() > most_levels)
            questions.erase(questions.begin() + 1, questions.end() - (most_levels - 1));
        const auto answers = dns_.ask(questions);
        for (std::size_t i = 0; i < answers.size(); ++i) {
            if (!answers[i].failure.empty())
                return finding(Part::dmarc, State::unanswered, {}, answers[i].failure);
            std::vector<std::string> records;
            for (const auto& record : answers[i].records)
                if (is_dmarc(record)) records.push_back(record);
            if (records.empty()) continue;
            auto made = judged_policy(records, i > 0, is_aligned);
            made.host = questions[i].name;
            made.found = shown(records);
            if (made.code == "two_records" || made.code == "syntax")
                made.record = dmarc_to_publish();
            return made;
        }
        auto made = finding(Part::dmarc, State::missing);
        made.host = "_dmarc." + subject_.domain;
        made.record = dmarc_to_publish();
        return made;
    }

    static DomainFinding judged_policy(const std::vector<std::string>& records, bool is_from_above,
                                       bool is_aligned) {
        if (records.size() > 1) return finding(Part::dmarc, State::wrong, "two_records");
        const auto dmarc = parse_dmarc(records.front());
        if (!dmarc) return finding(Part::dmarc, State::wrong, "syntax");
        if (!is_aligned) return finding(Part::dmarc, State::wrong, "nothing_aligned");
        return finding(Part::dmarc, State::ok,
                       "policy_" + (is_from_above ? dmarc->subdomain_policy : dmarc->policy));
    }

    // Asks for reports and changes nothing yet.
    std::string dmarc_to_publish() const {
        return "v=DMARC1; p=none; rua=mailto:" + subject_.email;
    }

    DomainFinding look_at_mx() {
        const auto answer = std::move(dns_.ask({{subject_.domain, Type::mx}}).front());
        auto made = finding(Part::mx, State::ok);
        if (!answer.failure.empty())
            made = finding(Part::mx, State::unanswered, {}, answer.failure);
        else if (answer.records.empty())
            made = finding(Part::mx, State::missing);
        else if (answer.records.size() == 1
                 && (answer.records.front().empty() || answer.records.front() == "."))
            made = finding(Part::mx, State::wrong, "null_mx"); // RFC 7505: takes no mail
        made.host = subject_.domain;
        made.found = shown(answer.records);
        if (made.state != State::ok && subject_.provider == MailProvider::gmail)
            made.record = "1 smtp.google.com.";
        return made;
    }

    outbound::Dns& dns_;
    const DomainSubject& subject_;
};

} // namespace

DomainSubject subject_of(const EmailSender& sender) {
    const auto address = mail::envelope_address({"", sender.email});
    const auto returns = sender.bounce_address.empty()
                             ? address
                             : mail::envelope_address({"", sender.bounce_address});
    return {.domain = text::to_lower_ascii(text::email_parts(address).domain),
            .envelope_domain = text::to_lower_ascii(text::email_parts(returns).domain),
            .email = address,
            .provider = sender.provider,
            .host = sender.host,
            .dkim_selector = sender.dkim_selector,
            .dkim_record = sender.dkim_record};
}

std::vector<DomainFinding> check_domain(outbound::Dns& dns, const DomainSubject& subject) {
    const auto owner = mailbox_provider(subject.domain);
    if (!owner) return DomainChecker(dns, subject).run();
    const bool is_theirs = subject.provider != MailProvider::own && owner == subject.provider;
    std::vector<DomainFinding> findings;
    for (const auto part : {Part::spf, Part::dkim, Part::dmarc, Part::mx}) {
        const bool is_fine = is_theirs || part == Part::mx;
        findings.push_back(finding(part, is_fine ? State::ok : State::wrong,
                                   is_fine ? "provider_domain" : "foreign_domain", subject.domain));
    }
    return findings;
}

std::string spf_to_publish(const std::vector<std::string>& records, const std::string& wanted) {
    std::vector<std::string> terms{wanted};
    std::string redirect, all = "~all";
    for (const auto& record : records) {
        const auto spf = parse_spf(record);
        if (!spf) continue;
        if (!spf->redirect.empty()) redirect = spf->redirect;
        for (const auto& term : spf->terms) {
            if (term.mechanism == SpfTerm::Mechanism::all)
                all = term.qualifier == '-' ? "-all" : all;
            else if (std::ranges::find(terms, term.text) == terms.end())
                terms.push_back(term.text);
        }
    }
    std::string out = "v=spf1";
    for (const auto& term : terms) out += " " + term;
    // A redirect counts only where there is no all.
    return out + (redirect.empty() ? " " + all : " redirect=" + redirect);
}

} // namespace campaigns
