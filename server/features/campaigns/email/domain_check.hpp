// Whether the DNS of a sender's domain says what receivers of mail look for, and what to publish
// where it does not.
#pragma once
#include <string>
#include <vector>

#include "features/campaigns/email/sender.hpp"
#include "platform/outbound/dns.hpp"

namespace campaigns {

enum class DomainPart { spf, dkim, dmarc, mx };
BOOST_DESCRIBE_ENUM(DomainPart, spf, dkim, dmarc, mx)

// unanswered: the DNS did not say; nothing is known.
enum class DomainState { ok, missing, wrong, unanswered };
BOOST_DESCRIBE_ENUM(DomainState, ok, missing, wrong, unanswered)

struct DomainFinding {
    DomainPart part = DomainPart::spf;
    DomainState state = DomainState::ok;
    // Why. Of any part: "", "two_records", "syntax", "foreign_domain" (somebody else's, such as
    // gmail.com), "provider_domain" (the same, and his mail server sends). spf: "not_allowed",
    // "allows_everybody", "too_many_lookups", "void_lookups", "missing_include", "unknown_relay"
    // (by which address it sends cannot be seen from here). dkim: "no_key", "by_provider",
    // "other_key", "revoked". dmarc: "policy_none", "policy_quarantine", "policy_reject",
    // "nothing_aligned". mx: "null_mx".
    std::string code;
    std::string detail; // the domain at fault, or the words of the DNS
    std::string host;   // where the record stands
    std::string record; // to be published there; empty: nothing is to be done, or it is not known
    std::vector<std::string> found; // what stands there
};
BOOST_DESCRIBE_STRUCT(DomainFinding, (), (part, state, code, detail, host, record, found))

struct DomainSubject {
    std::string domain;          // of the sender's address, in ASCII
    std::string envelope_domain; // that mails come back to: SPF is asked of it; empty: the same
    std::string email;
    MailProvider provider = MailProvider::own;
    std::string host;                       // of the mail server
    std::string dkim_selector, dkim_record; // empty: no key of ours
};
DomainSubject subject_of(const EmailSender& sender);

// SPF, DKIM, DMARC, MX, in this order.
std::vector<DomainFinding> check_domain(outbound::Dns& dns, const DomainSubject& subject);

// The SPF record that says the same as these and names `wanted` ("include:_spf.google.com") too.
std::string spf_to_publish(const std::vector<std::string>& records, const std::string& wanted);

} // namespace campaigns
