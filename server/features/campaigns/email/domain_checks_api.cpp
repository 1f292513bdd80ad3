// What the DNS says of senders' domains: looked up when somebody asks, and kept.
#include "features/accounts/accounts.hpp"
#include "features/campaigns/campaigns.hpp"
#include "features/campaigns/email/domain_check.hpp"
#include "features/campaigns/email/domain_checks.sql.hpp"
#include "platform/config/config.hpp"
#include "platform/http/handler.hpp"

namespace campaigns {

struct DomainCheck {
    Uuid sender_id{};
    std::string domain;
    Timestamp checked_at{};
    std::vector<DomainFinding> findings;
};
BOOST_DESCRIBE_STRUCT(DomainCheck, (), (sender_id, domain, checked_at, findings))

struct StoredFindings {
    std::vector<DomainFinding> items;
};
BOOST_DESCRIBE_STRUCT(StoredFindings, (), (items))

struct StoredCheck {
    Uuid sender_id{};
    std::string domain;
    Timestamp checked_at{};
    Json findings;
};
BOOST_DESCRIBE_STRUCT(StoredCheck, (), (sender_id, domain, checked_at, findings))

struct DkimSigningInput {
    bool signs = false;
};
BOOST_DESCRIBE_STRUCT(DkimSigningInput, (), (signs))

namespace {

EmailSender existing(http::Call& call, const Uuid& id) {
    auto sender = find_sender(call.tx, id);
    if (!sender) throw Refusal("not_found");
    return std::move(*sender);
}

void set_signing(http::Call& call, const EmailSender& sender, DkimSigning signing) {
    if (!call.tx.maybe<std::int64_t>(email::sql::set_dkim_signing, sender.id, signing, call.now))
        return;
    const bool is_off = signing == DkimSigning::off;
    accounts::record(call, is_off ? "sender.signing_ended" : "sender.signing_began", "sender",
                     sender.id, sender.name);
}

// Mails are signed once others can look the key up, and no longer when they cannot: a signature
// that does not hold makes mail look forged. Somebody's word holds until it is taken back.
void follow_record(http::Call& call, const EmailSender& sender,
                   const std::vector<DomainFinding>& findings) {
    if (sender.dkim_selector.empty() || sender.dkim_signing == DkimSigning::by_hand) return;
    for (const auto& finding : findings)
        if (finding.part == DomainPart::dkim && finding.state != DomainState::unanswered)
            set_signing(call, sender,
                        finding.state == DomainState::ok ? DkimSigning::checked : DkimSigning::off);
}

// GET /api/email/domain-checks: the last one of each sender
http::Items<DomainCheck> list_domain_checks(http::Call& call) {
    http::Items<DomainCheck> all;
    for (auto& stored :
         call.tx.all<StoredCheck>(email::sql::list_domain_checks, std::optional<Uuid>()))
        all.items.push_back({stored.sender_id, std::move(stored.domain), stored.checked_at,
                             meta::parse<StoredFindings>(stored.findings.text).items});
    return all;
}

// POST /api/email/senders/{id}/domain-checks: takes as long as the DNS does, seconds at most
http::Created<DomainCheck> create_domain_check(http::Call& call, const Uuid& id) {
    const auto sender = existing(call, id);
    const auto subject = subject_of(sender);
    outbound::NameServers dns(call.services.config.dns_servers);
    DomainCheck check{id, subject.domain, call.now, check_domain(dns, subject)};
    call.tx.query(email::sql::store_domain_check, id, check.domain, call.now,
                  Json{meta::write(StoredFindings{check.findings})});
    follow_record(call, sender, check.findings);
    return {std::move(check), {}};
}

// PUT /api/email/senders/{id}/dkim/signing: by somebody who knows better than the check
EmailSender put_dkim_signing(http::Call& call, const Uuid& id, const DkimSigningInput& input) {
    const auto sender = existing(call, id);
    if (sender.dkim_selector.empty())
        throw Refusal::field("signs", "not_allowed", "there is no key to sign with");
    set_signing(call, sender, input.signs ? DkimSigning::by_hand : DkimSigning::off);
    return existing(call, id);
}

} // namespace

void add_domain_check_routes(http::Router& on) {
    using namespace http;
    on.get<list_domain_checks>("/api/email/domain-checks", viewer("campaigns:read"), Rate::read);
    on.post<create_domain_check>("/api/email/senders/{id}/domain-checks", admin("admin"),
                                 Rate::heavy);
    on.put<put_dkim_signing>("/api/email/senders/{id}/dkim/signing", admin("admin"), Rate::write);
}

} // namespace campaigns
