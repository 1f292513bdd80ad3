// The list of contacts: filter, sort, keyset pages. Reads through the second door: most filters
// could not use their index under row level security.
#pragma once
#include "features/crm/contacts.hpp"
#include "features/crm/rules/bitmaps.hpp"

namespace crm {

struct ListContacts {
    std::int32_t limit = 50;
    std::optional<std::string> after;
    std::string sort = "-created_at";
    std::optional<std::string> q;
    std::optional<std::string> filter; // a rule as JSON
    bool trash = false;
};
BOOST_DESCRIBE_STRUCT(ListContacts, (), (limit, after, sort, q, filter, trash))

struct CountContacts {
    std::optional<std::string> q, filter;
    bool trash = false;
};
BOOST_DESCRIBE_STRUCT(CountContacts, (), (q, filter, trash))

struct ContactCount {
    std::int64_t total = 0;
    bool total_is_estimate = false;
};
BOOST_DESCRIBE_STRUCT(ContactCount, (), (total, total_is_estimate))

// Whom a list, an export or a bulk action is about.
struct Selection {
    std::optional<std::string> q;
    std::optional<std::string> filter;
    bool trash = false;
    std::optional<std::vector<Uuid>> ids = std::nullopt; // of these only
    bool complete = false;          // everybody whom the search finds, not the first 1,000 of them
    std::int32_t most_found = 1000; // by `q`
};

// A condition over `contacts c JOIN contact_stats s`, whose first parameter is the project.
struct SelectionSql {
    std::string condition;
    std::vector<std::string> filters; // the parts of it that a filter gave: all have to hold
    std::vector<SqlPart> bitmaps;     // of the filter: bitmaps_of()
    db::Params params;
};
// Problems name "filter…". A search that need not be complete is resolved to the ids it finds, at
// most 1,000 of them.
SelectionSql compile_selection(db::Transaction& tx, Timestamp now, const Selection& selection);

// What `FROM` reads for a SelectionSql.
inline constexpr std::string_view selection_tables =
    "contacts c JOIN contact_stats s ON s.project_id = c.project_id AND s.contact_id = c.id";

http::Page<Contact> list_contacts_page(http::Call& call, const ListContacts& query);
// Exact up to 10,000 or when it takes under 150 ms; else the planner's estimate.
ContactCount count_selection(http::Call& call, const Selection& selection);

} // namespace crm

template <>
inline constexpr auto meta::rules<crm::ListContacts> = std::to_array<meta::Rule>({
    {.field = "limit", .min = 1, .max = 200, .optional = true},
    {.field = "sort",
     .max = 50,
     .optional = true,
     .text = "name, created_at, updated_at, company, engagement_score or last_interaction_date; - "
             "in front: descending"},
    {.field = "q", .max = 200, .text = "Name, e-mail address, phone number or company"},
    {.field = "filter", .max = crm::longest_rule_in_address, .text = "A rule as JSON"},
    {.field = "trash", .optional = true},
});
template <>
inline constexpr auto meta::rules<crm::CountContacts> =
    std::to_array<meta::Rule>({{.field = "q", .max = 200},
                               {.field = "filter", .max = crm::longest_rule_in_address},
                               {.field = "trash", .optional = true}});
