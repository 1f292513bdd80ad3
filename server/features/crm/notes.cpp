// Notes on a contact.
#include <set>

#include "features/accounts/accounts.hpp"
#include "features/crm/contact_parts.hpp"
#include "features/crm/contacts.hpp"
#include "features/crm/notes.sql.hpp"
#include "platform/http/cursor.hpp"
#include "platform/http/if_match.hpp"
#include "platform/meta/add_problem.hpp"
#include "platform/realtime/notifications.hpp"
#include "platform/realtime/outbox.hpp"

namespace crm {

struct Note {
    Uuid id, contact_id;
    std::string body;
    bool pinned = false;
    std::optional<Uuid> author_id;
    Timestamp created_at, updated_at;
    std::int64_t version = 0;
};
BOOST_DESCRIBE_STRUCT(Note, (),
                      (id, contact_id, body, pinned, author_id, created_at, updated_at, version))

inline constexpr std::size_t most_mentions = 20;

struct NoteInput {
    std::string body;
    bool pinned = false;
    std::vector<Uuid> mentions; // members who are told of this text, by bell and mail
};
BOOST_DESCRIBE_STRUCT(NoteInput, (), (body, pinned, mentions))

} // namespace crm

template <>
inline constexpr auto meta::rules<crm::NoteInput> =
    std::to_array<meta::Rule>({{.field = "body", .min = 1, .max = 20000, .format = "not-blank"},
                               {.field = "pinned", .optional = true},
                               {.field = "mentions", .max = crm::most_mentions}});

namespace crm {
namespace {

Note find_note(http::Call& call, const Uuid& id) {
    auto note = call.tx.maybe<Note>(sql::find_note, id);
    if (!note) throw Refusal("not_found");
    return std::move(*note);
}

// Says nothing of the contact and of what was written: whoever is told may look.
void tell_mentioned(http::Call& call, const Uuid& contact_id, const std::vector<Uuid>& mentions) {
    meta::Problems problems;
    for (std::size_t i = 0; i < mentions.size(); ++i)
        if (!accounts::member_name(call.tx, mentions[i]))
            meta::add_problem(problems, "mentions[" + std::to_string(i) + "]",
                              "reference_not_found", "is no member of this project");
    http::refuse_if_any(problems);
    for (const auto& member : std::set(mentions.begin(), mentions.end()))
        if (member != call.identity.user_id)
            realtime::notify(call.tx, call.tx.project_id(),
                             {.user_id = member,
                              .kind = realtime::NotificationKind::mention,
                              .title = {"{who} mentioned you", {{"who", call.identity.name}}},
                              .body = {"In a note on a contact."},
                              .link = "/contacts/" + contact_id.text() + "?tab=notes",
                              .details = {{"about", "mention"}, {"who", call.identity.name}}});
}

// GET /api/crm/contacts/{id}/notes
http::Page<Note> list_notes(http::Call& call, const Uuid& contact_id,
                            const http::Query<ListByTime>& query) {
    find_contact(call.tx, contact_id, true);
    const auto cursor = http::read_time_cursor(query->after);
    http::Page<Note> page;
    page.items = call.tx.all<Note>(
        sql::list_notes, contact_id, cursor ? std::optional(cursor->at) : std::nullopt,
        cursor ? std::optional(cursor->id) : std::nullopt, query->limit + 1);
    end_page(page, query->limit);
    return page;
}

// POST /api/crm/contacts/{id}/notes
http::Created<Note> create_note(http::Call& call, const Uuid& contact_id, const NoteInput& input) {
    find_contact(call.tx, contact_id);
    const auto id = Uuid::make();
    call.tx.query(sql::insert_note, id, contact_id, input.body, input.pinned, call.identity.user_id,
                  call.now);
    tell_mentioned(call, contact_id, input.mentions);
    tell_part(call, "note.created", contact_id, id);
    return {find_note(call, id), "/api/crm/notes/" + id.text()};
}

// PATCH /api/crm/notes/{id}
Note update_note(http::Call& call, const Uuid& id, const meta::Patch<NoteInput>& patch) {
    call.tx.query(sql::lock_note, id);
    const auto before = find_note(call, id);
    http::expect_version(call, before.version);
    NoteInput after{before.body, before.pinned, {}};
    meta::apply(patch, after);
    call.tx.query(sql::update_note, id, after.body, after.pinned, call.now);
    tell_mentioned(call, before.contact_id, after.mentions);
    tell_part(call, "note.updated", before.contact_id, id);
    return find_note(call, id);
}

// DELETE /api/crm/notes/{id}
http::NoContent delete_note(http::Call& call, const Uuid& id) {
    call.tx.query(sql::lock_note, id);
    const auto note = find_note(call, id);
    http::expect_version(call, note.version);
    call.tx.query(sql::delete_note, id);
    tell_part(call, "note.deleted", note.contact_id, id);
    return {};
}

} // namespace

void add_note_routes(http::Router& on) {
    using namespace http;
    on.get<list_notes>("/api/crm/contacts/{id}/notes", viewer("contacts:read"), Rate::read);
    on.post<create_note>("/api/crm/contacts/{id}/notes", member("contacts:write"), Rate::write);
    on.patch<update_note>("/api/crm/notes/{id}", member("contacts:write"), Rate::write);
    on.del<delete_note>("/api/crm/notes/{id}", member("contacts:write"), Rate::write);
}

} // namespace crm
