// What notes, tasks, attachments and the timeline of a contact share.
#pragma once
#include "platform/http/cursor.hpp"
#include "platform/http/handler.hpp"

namespace crm {

struct ListByTime {
    std::int32_t limit = 50;
    std::optional<std::string> after;
};
BOOST_DESCRIBE_STRUCT(ListByTime, (), (limit, after))

// Cuts the one row too many that says there is a next page. Items have created_at and id.
template <class Item>
void end_page(http::Page<Item>& page, std::int32_t limit) {
    if (page.items.size() <= static_cast<std::size_t>(limit)) return;
    page.items.pop_back();
    page.next =
        http::make_cursor(http::TimeCursor{page.items.back().created_at, page.items.back().id});
}

// To everybody who looks at the contact: {"id": …, "contact_id": …}.
void tell_part(db::Transaction& tx, std::string_view what, const Uuid& contact_id,
               const Uuid& part_id);
void tell_part(http::Call& call, std::string_view what, const Uuid& contact_id,
               const Uuid& part_id);
// The same of many: the part at each place belongs to the contact at that place.
void tell_parts(db::Transaction& tx, std::string_view what, std::span<const Uuid> contact_ids,
                std::span<const Uuid> part_ids);
// To everybody in the project: what all contacts are shown with has changed, such as a tag, a
// custom field or a shared view. {"id": …}
void publish_to_all(db::Transaction& tx, std::string_view what, const Uuid& id);

} // namespace crm

template <>
inline constexpr auto meta::rules<crm::ListByTime> =
    std::to_array<meta::Rule>({{.field = "limit", .min = 1, .max = 200, .optional = true}});
