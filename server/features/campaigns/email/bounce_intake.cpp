#include "features/campaigns/email/bounce_intake.hpp"

#include <boost/json.hpp>

#include "features/campaigns/email/bounces.sql.hpp"
#include "features/campaigns/email/envelope_sender.hpp"
#include "features/campaigns/reports.hpp"
#include "features/crm/crm.hpp"
#include "platform/db/transaction.hpp"
#include "platform/text/email.hpp"

namespace campaigns {

struct BouncedRecipient {
    Uuid id, campaign_id;
    std::optional<Uuid> contact_id;
    std::optional<std::string> address, address_hash;
    std::string campaign_name;
    bool has_bounced = false; // already
};
BOOST_DESCRIBE_STRUCT(BouncedRecipient, (),
                      (id, campaign_id, contact_id, address, address_hash, campaign_name,
                       has_bounced))

namespace {

// There is nobody, or somebody who does not want it. Anything else may pass.
bool ends_for_good(BounceKind kind) {
    return kind == BounceKind::hard || kind == BounceKind::complaint;
}

void take(Services& services, db::Transaction& tx, const BouncedRecipient& recipient,
          const Bounce& bounce, Timestamp now) {
    const bool is_complaint = bounce.kind == BounceKind::complaint;
    // A complaint proves that it arrived.
    report(tx, {{.execution_id = recipient.id,
                 .kind = is_complaint ? ReportKind::unsubscribed : ReportKind::bounced,
                 .at = now,
                 .detail = bounce.detail}});
    bool is_new = !recipient.has_bounced; // the same report may come twice
    if (ends_for_good(bounce.kind) && recipient.address_hash) {
        is_new = tx.maybe<std::string>(
                       email::sql::suppress_for_good, *recipient.address_hash,
                       recipient.address ? text::normalise_email(*recipient.address) : std::nullopt,
                       is_complaint ? "complained" : "bounced", now)
                     .has_value();
        if (is_new) crm::tell_suppressions_changed(tx);
    }
    if (!is_new || !recipient.contact_id) return;
    const boost::json::object metadata{{"kind", meta::enum_name(bounce.kind)},
                                       {"status", bounce.status}};
    crm::record_campaign_interaction(
        services, tx,
        {.contact_id = *recipient.contact_id,
         .campaign_id = recipient.campaign_id,
         .interaction_type = is_complaint ? "email_complaint" : "email_bounce",
         .title = recipient.campaign_name,
         .metadata = boost::json::serialize(metadata),
         .occurred_at = now});
}

} // namespace

BounceResult take_bounce(Services& services, db::Transaction& tx, std::string_view mail,
                         Timestamp now) {
    const auto bounce = parse_bounce(mail, [&](std::string_view address) {
        return read_envelope_sender(services.secrets, address, tx.project_id());
    });
    if (!bounce) return {};
    const auto recipient =
        tx.maybe<BouncedRecipient>(email::sql::bounced_recipient, bounce->execution_id);
    if (!recipient) return {};
    take(services, tx, *recipient, *bounce, now);
    return {true, bounce->kind, bounce->status, bounce->detail, ends_for_good(bounce->kind)};
}

} // namespace campaigns
