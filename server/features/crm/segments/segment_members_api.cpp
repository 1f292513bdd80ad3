// Who is in a segment, page by page, and changes by hand.
#include <boost/json.hpp>

#include "features/crm/contact_list.hpp"
#include "features/crm/contact_list.sql.hpp"
#include "features/crm/segments/membership.hpp"
#include "features/crm/segments/segment_api.hpp"
#include "features/crm/segments/segment_members.sql.hpp"
#include "platform/http/cursor.hpp"

namespace crm {

enum class MemberFilter { member, manual, excluded };
BOOST_DESCRIBE_ENUM(MemberFilter, member, manual, excluded)

struct ListMembers {
    std::int32_t limit = 50;
    std::optional<std::string> after;
    MemberFilter show = MemberFilter::member;
};
BOOST_DESCRIBE_STRUCT(ListMembers, (), (limit, after, show))

struct MemberRow {
    Uuid contact_id;
    bool by_rule = false;
    std::optional<ByHand> by_hand;
    Timestamp since;
};
BOOST_DESCRIBE_STRUCT(MemberRow, (), (contact_id, by_rule, by_hand, since))

struct SegmentMember {
    Contact contact;
    bool by_rule = false;
    std::optional<ByHand> by_hand;
    Timestamp since;
};
BOOST_DESCRIBE_STRUCT(SegmentMember, (), (contact, by_rule, by_hand, since))

struct ContactSegment {
    Uuid id;
    std::string name;
    bool by_rule = false;
    std::optional<ByHand> by_hand;
    Timestamp since;
};
BOOST_DESCRIBE_STRUCT(ContactSegment, (), (id, name, by_rule, by_hand, since))

struct ContactIds {
    std::vector<Uuid> contact_ids;
};
BOOST_DESCRIBE_STRUCT(ContactIds, (), (contact_ids))

struct ChangedByHand {
    std::int64_t changed = 0; // contacts that exist
};
BOOST_DESCRIBE_STRUCT(ChangedByHand, (), (changed))

} // namespace crm

template <>
inline constexpr auto meta::rules<crm::ListMembers> = std::to_array<meta::Rule>({
    {.field = "limit", .min = 1, .max = 200, .optional = true},
    {.field = "show", .optional = true, .text = "member: all of them; manual: those by hand"},
});
template <>
inline constexpr auto meta::rules<crm::ContactIds> =
    std::to_array<meta::Rule>({{.field = "contact_ids", .min = 1, .max = crm::most_by_hand}});

namespace crm {
namespace {

// GET /api/crm/segments/{id}/members
http::Page<SegmentMember> list_segment_members(http::Call& call, const Uuid& id,
                                               const http::Query<ListMembers>& query) {
    const auto segment = find_segment(call.tx, id);
    std::optional<Uuid> last;
    if (query->after) {
        const auto keys = http::read_cursor(*query->after, 1);
        if (keys[0]) last = Uuid::parse(*keys[0]);
        if (!last) throw Refusal::field("after", "bad_format", "must be the `next` of a page");
    }
    auto rows = call.tx.all<MemberRow>(segments::sql::list_segment_members, id, query->show, last,
                                       query->limit + 1);
    http::Page<SegmentMember> page;
    if (query->show == MemberFilter::member) page.total = segment.contact_count;
    if (rows.size() > static_cast<std::size_t>(query->limit)) {
        rows.pop_back();
        page.next = http::make_cursor(
            std::vector<std::optional<std::string>>{rows.back().contact_id.text()});
    }
    std::vector<Uuid> ids;
    for (const auto& row : rows) ids.push_back(row.contact_id);
    auto contacts = call.tx.all<Contact>(sql::contacts_by_ids, call.project_id(), ids);
    for (const auto& row : rows) {
        const auto at = std::ranges::find(contacts, row.contact_id, &Contact::id);
        if (at != contacts.end())
            page.items.push_back({std::move(*at), row.by_rule, row.by_hand, row.since});
    }
    return page;
}

// GET /api/crm/contacts/{id}/segments
http::Items<ContactSegment> list_segments_of_contact(http::Call& call, const Uuid& id) {
    find_contact(call.tx, id, true);
    return {call.tx.all<ContactSegment>(segments::sql::segments_of_contact, id)};
}

ChangedByHand set_all(http::Call& call, const Uuid& id, const std::vector<Uuid>& contacts,
                      std::optional<ByHand> by_hand) {
    find_segment(call.tx, id);
    return {set_by_hand(call.tx, id, contacts, by_hand, call.now)};
}

// POST /api/crm/segments/{id}/members: in, whatever the rule says
ChangedByHand add_segment_members(http::Call& call, const Uuid& id, const ContactIds& input) {
    return set_all(call, id, input.contact_ids, ByHand::manual);
}

// POST /api/crm/segments/{id}/exclusions: out, whatever the rule says
ChangedByHand exclude_from_segment(http::Call& call, const Uuid& id, const ContactIds& input) {
    return set_all(call, id, input.contact_ids, ByHand::excluded);
}

// DELETE /api/crm/segments/{id}/members/{contact_id}: whom the rule fits is excluded from now on
http::NoContent remove_segment_member(http::Call& call, const Uuid& id, const Uuid& contact_id) {
    find_segment(call.tx, id);
    const auto stored = find_member(call.tx, id, contact_id);
    if (!stored) throw Refusal("not_found");
    set_by_hand(call.tx, id, {contact_id},
                stored->by_rule ? std::optional(ByHand::excluded) : std::nullopt, call.now);
    return {};
}

// DELETE /api/crm/segments/{id}/exclusions/{contact_id}: as the rule says again
http::NoContent end_segment_exclusion(http::Call& call, const Uuid& id, const Uuid& contact_id) {
    set_all(call, id, {contact_id}, std::nullopt);
    return {};
}

} // namespace

void add_segment_member_routes(http::Router& on) {
    using namespace http;
    on.get<list_segment_members>("/api/crm/segments/{id}/members", viewer("segments:read"),
                                 Rate::read);
    on.post<add_segment_members>("/api/crm/segments/{id}/members", member("segments:write"),
                                 Rate::write);
    on.post<exclude_from_segment>("/api/crm/segments/{id}/exclusions", member("segments:write"),
                                  Rate::write);
    on.del<remove_segment_member>("/api/crm/segments/{id}/members/{contact_id}",
                                  member("segments:write"), Rate::write);
    on.del<end_segment_exclusion>("/api/crm/segments/{id}/exclusions/{contact_id}",
                                  member("segments:write"), Rate::write);
    on.get<list_segments_of_contact>("/api/crm/contacts/{id}/segments", viewer("segments:read"),
                                     Rate::read);
}

} // namespace crm
