#include "features/crm/tags.hpp"

#include "features/accounts/accounts.hpp"
#include "features/crm/contact_parts.hpp"
#include "features/crm/tags.sql.hpp"
#include "platform/text/ascii.hpp"
#include "platform/text/fold.hpp"
#include "platform/text/utf8.hpp"

namespace crm {

struct TagRoom {
    std::int64_t there = 0, missing = 0;
};
BOOST_DESCRIBE_STRUCT(TagRoom, (), (there, missing))

namespace {

Tag find_tag(http::Call& call, const Uuid& id) {
    auto tag = call.tx.maybe<Tag>(sql::find_tag, id);
    if (!tag) throw Refusal("not_found");
    return std::move(*tag);
}

std::optional<std::string> colour_of(const TagInput& input) {
    return input.colour ? std::optional(text::to_lower_ascii(*input.colour)) : std::nullopt;
}

// GET /api/crm/tags
http::Items<Tag> list_tags(http::Call& call, const http::Query<ListTags>& query) {
    const auto prefix = query->q ? std::optional(text::fold(*query->q)) : std::nullopt;
    return {call.tx.all<Tag>(sql::list_tags, prefix)};
}

// POST /api/crm/tags
http::Created<Tag> create_tag(http::Call& call, const TagInput& input) {
    check_tag_room(call.tx, {input.name});
    const auto id = Uuid::make();
    call.tx.query(sql::insert_tag, id, text::trim(input.name), text::fold(input.name),
                  colour_of(input));
    publish_to_all(call.tx, "tag.created", id);
    return {find_tag(call, id), "/api/crm/tags/" + id.text()};
}

// PATCH /api/crm/tags/{id}
Tag update_tag(http::Call& call, const Uuid& id, const meta::Patch<TagInput>& patch) {
    const auto before = find_tag(call, id);
    TagInput after{before.name, before.colour};
    meta::apply(patch, after);
    call.tx.query(sql::update_tag, id, text::trim(after.name), text::fold(after.name),
                  colour_of(after));
    publish_to_all(call.tx, "tag.updated", id);
    return find_tag(call, id);
}

// DELETE /api/crm/tags/{id}. Takes it from everybody who has it.
http::NoContent delete_tag(http::Call& call, const Uuid& id) {
    const auto name = call.tx.maybe<std::string>(sql::delete_tag, id);
    if (!name) throw Refusal("not_found");
    publish_to_all(call.tx, "tag.deleted", id);
    accounts::audit::record(call, "tag.deleted", {"tag", id, *name});
    return {};
}

} // namespace

bool is_tag_name(std::string_view name) {
    const auto shown = text::trim(name);
    return !shown.empty() && text::count_code_points(shown) <= longest_tag;
}

void check_tag_room(db::Transaction& tx, const std::vector<std::string>& names) {
    std::vector<std::string> folded;
    for (const auto& name : names) folded.push_back(text::fold(text::trim(name)));
    const auto room = tx.one<TagRoom>(sql::tag_room, folded);
    if (room.missing > 0 && room.there + room.missing > most_project_tags)
        throw Refusal("limit_reached", "at most 2000 different tags");
}

std::vector<Uuid> put_tags(db::Transaction& tx, const std::vector<std::string>& names) {
    std::vector<Uuid> ids;
    if (!names.empty()) check_tag_room(tx, names);
    for (const auto& name : names) {
        const auto shown = text::trim(name);
        if (!is_tag_name(name))
            throw Refusal::field("tags", "too_long", "a tag has 1 to 60 characters");
        ids.push_back(
            tx.one<Uuid>(sql::put_tag, Uuid::make(), shown, text::fold(shown), std::nullopt));
    }
    return ids;
}

void set_tags(http::Call& call, const Uuid& contact_id, const std::vector<std::string>& names) {
    const auto ids = put_tags(call.tx, names);
    call.tx.later(sql::keep_only_tags, contact_id, ids);
    if (!ids.empty()) call.tx.later(sql::add_contact_tags, contact_id, ids);
}

void add_tag_routes(http::Router& on) {
    using namespace http;
    on.get<list_tags>("/api/crm/tags", viewer("contacts:read"), Rate::read);
    on.post<create_tag>("/api/crm/tags", member("contacts:write"), Rate::write);
    on.patch<update_tag>("/api/crm/tags/{id}", manager("contacts:write"), Rate::write);
    on.del<delete_tag>("/api/crm/tags/{id}", manager("contacts:write"), Rate::write);
}

} // namespace crm
