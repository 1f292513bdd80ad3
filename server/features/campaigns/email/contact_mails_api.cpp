// Mails to one person over HTTP.
#include "features/campaigns/campaigns.hpp"
#include "features/campaigns/email/contact_mail.hpp"
#include "features/campaigns/email/contact_mails.sql.hpp"
#include "platform/jobs/jobs.hpp"

namespace campaigns {
namespace {

constexpr http::ProblemType problem_types[] = {
    {"do_not_contact", 409, "This contact is marked “do not contact”"},
    {"address_refused", 409, "Nothing may be sent to this address"},
    {"mail_limit_reached", 429, "You have written many mails within an hour"},
};

// POST /api/crm/contacts/{id}/mails/preview: as this person gets it
ContactMailPreview preview_mail(http::Call& call, const Uuid& contact_id,
                                const ContactMailInput& input) {
    return preview_contact_mail(call, contact_id, input);
}

// POST /api/crm/contacts/{id}/mails
http::Created<ContactMail> create_mail(http::Call& call, const Uuid& contact_id,
                                       const ContactMailInput& input) {
    auto mail = write_contact_mail(call, contact_id, input);
    auto place = "/api/crm/contacts/" + contact_id.text() + "/mails/" + mail.id.text();
    return {std::move(mail), std::move(place)};
}

// GET /api/crm/contacts/{id}/mails/{mail_id}: what it said, and how it stands
ContactMail get_mail(http::Call& call, const Uuid& contact_id, const Uuid& mail_id) {
    auto mail = call.tx.maybe<ContactMail>(email::sql::find_contact_mail, contact_id, mail_id);
    if (!mail) throw Refusal("not_found");
    return std::move(*mail);
}

} // namespace

void add_contact_mail_routes(http::Router& on) {
    using namespace http;
    on.problems().add(problem_types);
    on.post<preview_mail>("/api/crm/contacts/{id}/mails/preview", member("contacts:write"),
                          Rate::write, {.idempotent_by_key = false});
    on.post<create_mail>("/api/crm/contacts/{id}/mails", member("contacts:write"), Rate::write);
    on.get<get_mail>("/api/crm/contacts/{id}/mails/{mail_id}", viewer("contacts:read"), Rate::read);
}

void add_contact_mail_jobs(jobs::Registry& registry) {
    registry.add<SendContactMail>(&send_contact_mail);
}

} // namespace campaigns
