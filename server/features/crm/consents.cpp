// What a person agreed to: the words, when, how; nothing is ever overwritten.
#include "features/accounts/accounts.hpp"
#include "features/crm/consents.sql.hpp"
#include "features/crm/contact_parts.hpp"
#include "features/crm/contacts.hpp"
#include "features/crm/contacts.sql.hpp"
#include "features/crm/crm.hpp"

namespace crm {

inline constexpr std::int64_t most_consents = 500; // of a contact

struct Consent {
    Uuid id, contact_id;
    std::string purpose;                // "marketing" moves the contact's flag
    bool given = false;                 // false: withdrawn
    std::string basis;                  // the words the person saw
    std::optional<std::string> wording; // which version of the words, as the business counts
    std::string source;                 // "form", "phone", "import"
    std::optional<std::string> ip_address, user_agent;
    std::optional<Uuid> recorded_by;
    Timestamp created_at; // when it was said
};
BOOST_DESCRIBE_STRUCT(Consent, (),
                      (id, contact_id, purpose, given, basis, wording, source, ip_address,
                       user_agent, recorded_by, created_at))

struct ConsentInput {
    std::string purpose = "marketing";
    bool given = false;
    std::string basis;
    std::optional<std::string> wording;
    std::string source = "manual";
    std::optional<std::string> ip_address, user_agent;
    std::optional<Timestamp> given_at; // absent: now
};
BOOST_DESCRIBE_STRUCT(ConsentInput, (),
                      (purpose, given, basis, wording, source, ip_address, user_agent, given_at))

} // namespace crm

template <>
inline constexpr auto meta::rules<crm::ConsentInput> = std::to_array<meta::Rule>({
    {.field = "purpose", .min = 1, .max = 100, .optional = true},
    {.field = "basis", .min = 1, .max = 2000, .text = "The words the person saw or heard"},
    {.field = "wording", .min = 1, .max = 50},
    {.field = "source", .min = 1, .max = 100, .optional = true},
    {.field = "ip_address", .min = 2, .max = 45},
    {.field = "user_agent", .min = 1, .max = 500},
});

namespace crm {
namespace {

// GET /api/crm/contacts/{id}/consents: newest first
http::Items<Consent> list_consents(http::Call& call, const Uuid& contact_id) {
    find_contact(call.tx, contact_id, true);
    return {call.tx.all<Consent>(sql::list_consents, contact_id)};
}

// POST /api/crm/contacts/{id}/consents
http::Created<Consent> record_consent(http::Call& call, const Uuid& contact_id,
                                      const ConsentInput& input) {
    call.tx.query(sql::lock_contact, contact_id);
    const auto contact = find_contact(call.tx, contact_id);
    const auto said_at = input.given_at.value_or(call.now);
    if (said_at > call.now)
        throw Refusal::field("given_at", "out_of_range", "must not lie in the future");
    if (call.tx.one<std::int64_t>(sql::count_consents, contact_id) >= most_consents)
        throw Refusal::field("", "too_many", "at most 500 consents of a contact");
    const auto id = Uuid::make();
    call.tx.later(sql::insert_consent, id, contact_id, input.purpose, input.given, input.basis,
                  input.wording, input.source, input.ip_address, input.user_agent,
                  call.identity.user_id, said_at);
    call.tx.query(sql::follow_latest_consent, contact_id, call.now);
    tell_part(call, input.given ? "consent.given" : "consent.withdrawn", contact_id, id);
    accounts::audit::record(call, input.given ? "consent.given" : "consent.withdrawn",
                            {"contact", contact_id, contact.display_name});
    return {call.tx.one<Consent>(sql::find_consent, id), {}};
}

} // namespace

void add_consent_routes(http::Router& on) {
    using namespace http;
    on.get<list_consents>("/api/crm/contacts/{id}/consents", viewer("contacts:read"), Rate::read);
    on.post<record_consent>("/api/crm/contacts/{id}/consents", member("contacts:write"),
                            Rate::write);
}

} // namespace crm
