// What comes back by mail, handed in as it came: by a rule of the mail server, or a program.
#include <boost/json.hpp>

#include "features/campaigns/campaigns.hpp"
#include "features/campaigns/email/bounce.hpp"
#include "features/campaigns/email/bounces.sql.hpp"
#include "features/campaigns/reports.hpp"
#include "features/crm/crm.hpp"
#include "platform/http/handler.hpp"
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

struct BounceResult {
    bool was_ours = false; // about a mail of this project
    std::optional<BounceKind> kind;
    std::string status, detail;
    bool is_suppressed = false; // from now on nothing is sent to the address
};
BOOST_DESCRIBE_STRUCT(BounceResult, (), (was_ours, kind, status, detail, is_suppressed))

namespace {

// There is nobody, or somebody who does not want it. Anything else may pass.
bool ends_for_good(BounceKind kind) {
    return kind == BounceKind::hard || kind == BounceKind::complaint;
}

void take(http::Call& call, const BouncedRecipient& recipient, const Bounce& bounce) {
    const bool is_complaint = bounce.kind == BounceKind::complaint;
    // A complaint proves that it arrived.
    report(call.tx, {{.execution_id = recipient.id,
                      .kind = is_complaint ? ReportKind::unsubscribed : ReportKind::bounced,
                      .at = call.now,
                      .detail = bounce.detail}});
    bool is_new = !recipient.has_bounced; // the same report may come twice
    if (ends_for_good(bounce.kind) && recipient.address_hash)
        is_new =
            call.tx
                .maybe<std::string>(
                    email::sql::suppress_for_good, *recipient.address_hash,
                    recipient.address ? text::normalise_email(*recipient.address) : std::nullopt,
                    is_complaint ? "complained" : "bounced", call.now)
                .has_value();
    if (!is_new || !recipient.contact_id) return;
    const boost::json::object metadata{{"kind", meta::enum_name(bounce.kind)},
                                       {"status", bounce.status}};
    crm::record_campaign_interaction(
        call.services, call.tx,
        {.contact_id = *recipient.contact_id,
         .campaign_id = recipient.campaign_id,
         .interaction_type = is_complaint ? "email_complaint" : "email_bounce",
         .title = recipient.campaign_name,
         .metadata = boost::json::serialize(metadata),
         .occurred_at = call.now});
}

// POST /api/email/bounces: one mail (message/rfc822) as the body
BounceResult take_bounce(http::Call& call) {
    const auto bounce = parse_bounce(call.request.body);
    if (!bounce) return {};
    const auto recipient =
        call.tx.maybe<BouncedRecipient>(email::sql::bounced_recipient, bounce->execution_id);
    if (!recipient) return {};
    take(call, *recipient, *bounce);
    return {true, bounce->kind, bounce->status, bounce->detail, ends_for_good(bounce->kind)};
}

} // namespace

void add_bounce_routes(http::Router& on) {
    using namespace http;
    on.post<take_bounce>("/api/email/bounces", manager("campaigns:write"), Rate::write,
                         {.body_limit = longest_bounce, .raw_body = true});
}

} // namespace campaigns
