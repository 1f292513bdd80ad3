// Files on a contact.
#include "features/crm/attachments.sql.hpp"
#include "features/crm/contact_parts.hpp"
#include "features/crm/contacts.hpp"
#include "features/crm/crm.hpp"

namespace crm {

inline constexpr std::int64_t most_attachments = 500;

struct Attachment {
    Uuid id, contact_id, file_id;
    std::string name, media_type;
    std::int64_t size = 0; // bytes
    std::optional<Uuid> author_id;
    Timestamp created_at;
};
BOOST_DESCRIBE_STRUCT(Attachment, (),
                      (id, contact_id, file_id, name, media_type, size, author_id, created_at))

struct AttachFile {
    Uuid file_id; // from POST /api/files
};
BOOST_DESCRIBE_STRUCT(AttachFile, (), (file_id))

namespace {

Attachment find_attachment(http::Call& call, const Uuid& id) {
    auto attachment = call.tx.maybe<Attachment>(sql::find_attachment, id);
    if (!attachment) throw Refusal("not_found");
    return std::move(*attachment);
}

// GET /api/crm/contacts/{id}/attachments
http::Items<Attachment> list_attachments(http::Call& call, const Uuid& contact_id) {
    find_contact(call.tx, contact_id, true);
    return {call.tx.all<Attachment>(sql::list_attachments, contact_id)};
}

// POST /api/crm/contacts/{id}/attachments
http::Created<Attachment> create_attachment(http::Call& call, const Uuid& contact_id,
                                            const AttachFile& input) {
    find_contact(call.tx, contact_id);
    if (call.tx.one<std::int64_t>(sql::count_attachments, contact_id) >= most_attachments)
        throw Refusal("limit_reached", "at most 500 files on a contact");
    const auto id = Uuid::make();
    call.tx.query(sql::insert_attachment, id, contact_id, input.file_id, call.identity.user_id,
                  call.now);
    tell_part(call, "attachment.created", contact_id, id);
    return {find_attachment(call, id), {}};
}

// DELETE /api/crm/attachments/{id}
http::NoContent delete_attachment(http::Call& call, const Uuid& id) {
    const auto attachment = find_attachment(call, id);
    call.tx.query(sql::delete_attachment, id);
    tell_part(call, "attachment.deleted", attachment.contact_id, id);
    return {};
}

} // namespace

void add_attachment_routes(http::Router& on) {
    using namespace http;
    on.get<list_attachments>("/api/crm/contacts/{id}/attachments", viewer("contacts:read"),
                             Rate::read);
    on.post<create_attachment>("/api/crm/contacts/{id}/attachments", member("contacts:write"),
                               Rate::write);
    on.del<delete_attachment>("/api/crm/attachments/{id}", member("contacts:write"), Rate::write);
}

} // namespace crm
