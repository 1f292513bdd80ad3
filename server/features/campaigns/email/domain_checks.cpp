#include "features/campaigns/email/domain_checks.hpp"

#include <algorithm>

#include "features/campaigns/email/domain_checks.sql.hpp"
#include "platform/db/transaction.hpp"

namespace campaigns {

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

namespace {

constexpr std::chrono::hours between_looks{24};

const DomainFinding* find_part(const DomainCheck& check, DomainPart part) {
    const auto found = std::ranges::find(check.findings, part, &DomainFinding::part);
    return found == check.findings.end() ? nullptr : &*found;
}

// A signature that does not hold makes mail look forged. Somebody's word holds until it is taken
// back.
bool follow_record(db::Transaction& tx, const EmailSender& sender, const DomainCheck& check) {
    if (sender.dkim_selector.empty() || sender.dkim_signing == DkimSigning::by_hand) return false;
    const auto* dkim = find_part(check, DomainPart::dkim);
    if (!dkim || dkim->state == DomainState::unanswered) return false;
    const auto signing = dkim->state == DomainState::ok ? DkimSigning::checked : DkimSigning::off;
    return tx
        .maybe<std::int64_t>(email::sql::set_dkim_signing, sender.id, signing, check.checked_at)
        .has_value();
}

} // namespace

std::vector<DomainCheck> domain_checks_of(db::Transaction& tx,
                                          const std::optional<Uuid>& sender_id) {
    std::vector<DomainCheck> all;
    for (auto& stored : tx.all<StoredCheck>(email::sql::list_domain_checks, sender_id))
        all.push_back({stored.sender_id, std::move(stored.domain), stored.checked_at,
                       meta::parse<StoredFindings>(stored.findings.text).items});
    return all;
}

bool keep_domain_check(db::Transaction& tx, const EmailSender& sender, const DomainCheck& check) {
    tx.query(email::sql::store_domain_check, sender.id, check.domain, check.checked_at,
             Json{meta::write(StoredFindings{check.findings})});
    tx.query(email::sql::domain_is_due, sender.id, check.checked_at + between_looks);
    return follow_record(tx, sender, check);
}

std::string_view signing_event(DkimSigning now) {
    return now == DkimSigning::off ? "sender.signing_ended" : "sender.signing_began";
}

std::vector<DomainPart> parts_that_broke(const DomainCheck& before, const DomainCheck& after) {
    std::vector<DomainPart> broken;
    if (before.domain != after.domain) return broken;
    for (const auto& now : after.findings) {
        const auto* then = find_part(before, now.part);
        const bool is_broken = now.state == DomainState::missing || now.state == DomainState::wrong;
        if (then && then->state == DomainState::ok && is_broken) broken.push_back(now.part);
    }
    return broken;
}

} // namespace campaigns
