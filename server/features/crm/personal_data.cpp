// What we hold of one person, given out and forgotten. Both walk over contact_links.cpp, so a
// table that is added there is in the export and, by its foreign key, in the erasure.
// Reach in personal_columns.hpp says how each table is reached.
#include "features/crm/personal_data.hpp"
#include "features/accounts/accounts.hpp"
#include "features/crm/contact_links.hpp"
#include "features/crm/contacts.hpp"
#include "features/crm/contacts.sql.hpp"
#include "features/crm/crm.hpp"
#include "features/crm/personal_data.sql.hpp"
#include "features/crm/suppressions.hpp"
#include "platform/files/store.hpp"
#include "platform/realtime/outbox.hpp"

namespace crm {

struct FileOfContact {
    Uuid id;
    std::string content_hash;
};
BOOST_DESCRIBE_STRUCT(FileOfContact, (), (id, content_hash))

struct AddressOfContact {
    SuppressionChannel channel = SuppressionChannel::email;
    std::string address;
};
BOOST_DESCRIBE_STRUCT(AddressOfContact, (), (channel, address))

struct ErasedContact {
    Uuid id;
    std::string display_name; // empty: the name goes with the person
    std::int64_t version = 0;
};
BOOST_DESCRIBE_STRUCT(ErasedContact, (), (id, display_name, version))

namespace {

std::vector<PersonalDataSource>& sources() {
    static std::vector<PersonalDataSource> all;
    return all;
}

constexpr std::int64_t most_exported_rows = 100'000; // of one table; a merge moves no more either

// Rows of one table as a JSON array, without the columns that say nothing of the person.
std::string rows_of(db::Transaction& tx, const ContactLink& link, const Uuid& contact_id) {
    const std::string table(link.table), column(link.column);
    return tx
        .query_text("personal_rows",
                    "SELECT COALESCE(jsonb_agg(to_jsonb(t) - 'project_id' - 'name_folded' - "
                    "'company_folded'), '[]') FROM (SELECT * FROM "
                        + table + " WHERE " + column + " = $1 LIMIT "
                        + std::to_string(most_exported_rows) + ") t",
                    db::params(contact_id))
        .as<Json>(0)
        .text;
}

// GET /api/crm/contacts/{id}/personal-data: everything, as JSON by table
http::Reply export_personal_data(http::Call& call, const Uuid& contact_id) {
    const auto contact = find_contact(call.tx, contact_id, true);
    std::string out = "{\"contact_id\":";
    meta::write_string(contact_id.text(), out);
    out += ",\"exported_at\":";
    meta::write_string(to_text(call.now), out);
    for (const auto& link : contact_links()) {
        if (link.rule == LinkRule::kept || link.rule == LinkRule::dropped) continue;
        out += ',';
        meta::write_string(link.table, out);
        out += ":" + rows_of(call.tx, link, contact_id);
    }
    for (const auto& source : sources()) {
        out += ',';
        meta::write_string(source.name, out);
        out += ":" + source.rows(call.tx, contact_id);
    }
    out += ",\"files\":" + call.tx.one<Json>(sql::attachments_of_contact, contact_id).text;
    out += ",\"audit_log\":" + call.tx.one<Json>(sql::audit_of_contact, contact_id).text + '}';
    accounts::audit::record(call, "contact.exported",
                            {"contact", contact_id, contact.display_name});
    auto reply = http::Reply::json(200, std::move(out));
    reply.headers.set("Content-Disposition", "attachment; filename=\"personal-data.json\"");
    reply.headers.set("Cache-Control", "no-store");
    return reply;
}

// The hashes stay on the list of suppressions: he asked to be forgotten, not to be found again.
void suppress_addresses(http::Call& call, const Uuid& contact_id) {
    std::vector<std::string> emails, numbers;
    for (auto& each : call.tx.all<AddressOfContact>(sql::addresses_of_contact, contact_id))
        (each.channel == SuppressionChannel::email ? emails : numbers)
            .push_back(std::move(each.address));
    suppress(call, SuppressionChannel::email, emails, "", SuppressionReason::erased, false);
    suppress(call, SuppressionChannel::sms, numbers, "", SuppressionReason::erased, false);
}

// The bytes go once it is certain that the rows went.
void remove_contents(http::Call& call, const std::vector<FileOfContact>& files) {
    if (files.empty()) return;
    std::vector<Uuid> ids;
    std::vector<std::string> hashes;
    for (const auto& file : files) {
        ids.push_back(file.id);
        hashes.push_back(file.content_hash);
    }
    call.tx.query(sql::delete_files, ids);
    const auto free = call.tx.all<std::string>(sql::unreferenced_contents, hashes);
    call.tx.after_commit([free, &store = call.services.files] {
        for (const auto& hash : free) store.remove(hash);
    });
}

} // namespace

void register_personal_data(const PersonalDataSource& source) {
    sources().push_back(source);
}

void erase_contact(http::Call& call, const Uuid& id) {
    call.tx.query(sql::lock_contact, id);
    const auto contact = find_contact(call.tx, id, true);
    const auto files = call.tx.all<FileOfContact>(sql::files_of_contact, id);
    const auto spellings = call.tx.all<std::string>(sql::spellings_of_contact, id);
    suppress_addresses(call, id);
    call.tx.query(sql::forget_mentions, id, spellings);
    call.tx.query(sql::forget_person, id, spellings);
    if (!call.tx.maybe<Uuid>(sql::erase_contact, id)) throw Refusal("not_found");
    remove_contents(call, files);
    realtime::publish(call.tx, "contacts", "contact.erased",
                      ErasedContact{id, "", contact.version});
    accounts::audit::record(call, "contact.erased", {"contact", id, ""});
}

void add_personal_data_routes(http::Router& on) {
    using namespace http;
    on.get<export_personal_data>("/api/crm/contacts/{id}/personal-data", manager("contacts:read"),
                                 Rate::read, {.writes = true});
}

} // namespace crm
