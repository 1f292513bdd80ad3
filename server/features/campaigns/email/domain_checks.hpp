// What the DNS said of senders' domains: kept, and acted upon.
#pragma once
#include "features/campaigns/email/domain_check.hpp"

namespace campaigns {

struct DomainCheck {
    Uuid sender_id{};
    std::string domain;
    Timestamp checked_at{};
    std::vector<DomainFinding> findings;
};
BOOST_DESCRIBE_STRUCT(DomainCheck, (), (sender_id, domain, checked_at, findings))

// The last one of each sender, or of one. In the project of `tx`, as all here.
std::vector<DomainCheck> domain_checks_of(db::Transaction& tx,
                                          const std::optional<Uuid>& sender_id = {});

// Keeps it in place of the last one; the sender is due again in a day. Mails are signed from then
// on once the record was seen, and no longer when it is gone: true when that changed.
bool keep_domain_check(db::Transaction& tx, const EmailSender& sender, const DomainCheck& check);

// "sender.signing_began" or "sender.signing_ended", for the audit log.
std::string_view signing_event(DkimSigning now);

// Parts that were in order at the earlier check and are not at the later one. What the DNS did not
// answer says nothing.
std::vector<DomainPart> parts_that_broke(const DomainCheck& before, const DomainCheck& after);

} // namespace campaigns
