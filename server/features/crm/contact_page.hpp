// How one page of the contacts list is asked in SQL.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "features/crm/contact_order.hpp"
#include "platform/base/uuid.hpp"

namespace crm {

// What a page is made of: conditions over `contacts c` and `contact_stats s`, $1 is the project.
struct PageSql {
    ContactOrder order;
    std::string_view scope; // of the project and of the trash, or without it
    std::string condition;  // scope and filters
    std::vector<std::string> filters;
    std::string after; // " AND …" beyond the last row of the page before, or empty
    std::int32_t rows = 0;
    // That row itself: its sort key and its id.
    std::optional<std::pair<std::string, Uuid>> after_row = {};
};

// Columns id and sort_key. The plan is the planner's: for pages without a filter.
std::string plain_page_sql(const PageSql& page);

// Row by row in the order of the list until the page is full, over at most `rows_walked` rows. What
// fits one of a hundred is found in milliseconds, whatever the planner thinks of the filter.
std::string walked_page_sql(const PageSql& page, int rows_walked);
inline constexpr int rows_walked_first = 3000, most_rows_walked = 60'000;
// The same where bitmaps know the filter.
inline constexpr int rows_walked_with_bitmaps = 500, most_rows_walked_with_bitmaps = 8000;

// How far to walk for a page of `rows_wanted` when among the first `rows_walked` so many fit;
// 0: more than `most`, gathering is quicker.
int rows_to_walk(int rows_wanted, int rows_walked, int rows_found, int most);

// Of the people of `few`, a query of contact_id, those who fit: the first rows of the order.
std::string page_of_few_sql(const PageSql& page, const std::string& few);

// All that fits, by the indexes of the filter, and of that the first rows. For what is rare:
// walking would pass nearly everybody.
std::string gathered_page_sql(const PageSql& page);

} // namespace crm
