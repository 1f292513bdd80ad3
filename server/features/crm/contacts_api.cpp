// Contacts over HTTP.
#include "features/accounts/accounts.hpp"
#include "features/crm/contact_list.hpp"
#include "features/crm/contacts.hpp"
#include "features/crm/contacts.sql.hpp"
#include "features/crm/crm.hpp"
#include "platform/jobs/jobs.hpp"
#include "platform/time/clock.hpp"

namespace crm {

struct EmptyTrash {
    static constexpr std::string_view kind = "empty_trash";
};
BOOST_DESCRIBE_STRUCT(EmptyTrash, (), ())

namespace {

// GET /api/crm/contacts
http::Page<Contact> list_contacts(http::Call& call, const http::Query<ListContacts>& query) {
    return list_contacts_page(call, *query);
}

// GET /api/crm/contacts/count
ContactCount count_contacts(http::Call& call, const http::Query<CountContacts>& query) {
    return count_selection(call, {query->q, query->filter, query->trash});
}

// POST /api/crm/contacts. Whoever says no language has the project's.
http::Created<Contact> create_contact(http::Call& call, const meta::Patch<ContactInput>& given) {
    auto input = given.value;
    if (!given.has("language")) input.language = call.tx.one<std::string>(sql::project_language);
    auto contact = insert_contact(call, input);
    return {contact, "/api/crm/contacts/" + contact.id.text()};
}

// GET /api/crm/contacts/{id}. Also of the trash, where `deleted_at` says since when.
Contact get_contact(http::Call& call, const Uuid& id) {
    return find_contact(call.tx, id, true);
}

// PATCH /api/crm/contacts/{id}
Contact update_contact(http::Call& call, const Uuid& id, const meta::Patch<ContactInput>& patch) {
    return change_contact(call, id, patch, call.if_match());
}

// DELETE /api/crm/contacts/{id}: into the trash, for 30 days
http::NoContent delete_contact(http::Call& call, const Uuid& id) {
    trash_contact(call, id);
    return {};
}

// POST /api/crm/contacts/{id}/restore
Contact restore_deleted_contact(http::Call& call, const Uuid& id) {
    return restore_contact(call, id);
}

// DELETE /api/crm/contacts/{id}/permanently
http::NoContent delete_contact_permanently(http::Call& call, const Uuid& id) {
    erase_contact(call, id);
    return {};
}

} // namespace

void add_contact_routes(http::Router& on) {
    using namespace http;
    on.get<list_contacts>("/api/crm/contacts", viewer("contacts:read"), Rate::read);
    on.get<count_contacts>("/api/crm/contacts/count", viewer("contacts:read"), Rate::read);
    on.post<create_contact>("/api/crm/contacts", member("contacts:write"), Rate::write);
    on.get<get_contact>("/api/crm/contacts/{id}", viewer("contacts:read"), Rate::read);
    on.patch<update_contact>("/api/crm/contacts/{id}", member("contacts:write"), Rate::write);
    on.del<delete_contact>("/api/crm/contacts/{id}", member("contacts:write"), Rate::write);
    on.post<restore_deleted_contact>("/api/crm/contacts/{id}/restore", member("contacts:write"),
                                     Rate::write);
    on.del<delete_contact_permanently>("/api/crm/contacts/{id}/permanently",
                                       admin("contacts:write"), Rate::write);
}

void add_contact_jobs(jobs::Registry& registry) {
    registry.every<EmptyTrash>("41 2 * * *", [](jobs::Context& job) {
        const auto before = job.services.clock.now() - std::chrono::days(30);
        while (job.in_system([&](db::Transaction& tx) {
            return tx.query(sql::empty_trash, before).rows();
        }) > 0)
            job.check();
    });
}

} // namespace crm
