// Words that people put on contacts.
#pragma once
#include "platform/http/handler.hpp"

namespace crm {

inline constexpr std::size_t longest_tag = 60; // code points
inline constexpr std::int64_t most_project_tags = 2000;

struct Tag {
    Uuid id;
    std::string name;
    std::optional<std::string> colour; // "#rrggbb"
    std::int64_t contacts_count = 0;
};
BOOST_DESCRIBE_STRUCT(Tag, (), (id, name, colour, contacts_count))

struct TagInput {
    std::string name;
    std::optional<std::string> colour;
};
BOOST_DESCRIBE_STRUCT(TagInput, (), (name, colour))

struct ListTags {
    std::optional<std::string> q;
};
BOOST_DESCRIBE_STRUCT(ListTags, (), (q))

// 1 to 60 characters once trimmed.
bool is_tag_name(std::string_view name);
// Refusal("limit_reached") when the project would have more tags than it may have. Those that are
// there already can always be used.
void check_tag_room(db::Transaction& tx, const std::vector<std::string>& names);
// The ids of the tags of these names, made where they are missing. "VIP" and "vip" are one tag.
// The same refusal.
std::vector<Uuid> put_tags(db::Transaction& tx, const std::vector<std::string>& names);
// Exactly these tags on the contact.
void set_tags(http::Call& call, const Uuid& contact_id, const std::vector<std::string>& names);

void add_tag_routes(http::Router& router);

} // namespace crm

template <>
inline constexpr auto meta::rules<crm::TagInput> = std::to_array<meta::Rule>(
    {{.field = "name", .min = 1, .max = crm::longest_tag, .format = "not-blank"},
     {.field = "colour", .format = "color"}});
template <>
inline constexpr auto meta::rules<crm::ListTags> =
    std::to_array<meta::Rule>({{.field = "q", .max = 60}});
