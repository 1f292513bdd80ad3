// What the DNS says of senders' domains: looked up when somebody asks, and kept.
#include "features/accounts/accounts.hpp"
#include "features/campaigns/campaigns.hpp"
#include "features/campaigns/email/domain_checks.hpp"
#include "features/campaigns/email/domain_checks.sql.hpp"
#include "platform/config/config.hpp"
#include "platform/http/handler.hpp"
#include "platform/http/if_match.hpp"

namespace campaigns {

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
    accounts::record(call, signing_event(signing), "sender", sender.id, sender.name);
}

// GET /api/email/domain-checks: the last one of each sender
http::Items<DomainCheck> list_domain_checks(http::Call& call) {
    return {domain_checks_of(call.tx)};
}

// POST /api/email/senders/{id}/domain-checks: takes as long as the DNS does, seconds at most
http::Created<DomainCheck> create_domain_check(http::Call& call, const Uuid& id) {
    const auto sender = existing(call, id);
    const auto subject = subject_of(sender);
    outbound::NameServers dns(call.services.config.dns_servers);
    DomainCheck check{id, subject.domain, call.now, check_domain(dns, subject)};
    if (keep_domain_check(call.tx, sender, check))
        accounts::record(call, signing_event(existing(call, id).dkim_signing), "sender", id,
                         sender.name);
    return {std::move(check), {}};
}

// PUT /api/email/senders/{id}/dkim/signing: by somebody who knows better than the check
EmailSender put_dkim_signing(http::Call& call, const Uuid& id, const DkimSigningInput& input) {
    const auto sender = existing(call, id);
    http::expect_version(call, sender.version);
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
