// Every table that says something of a contact, and what becomes of its rows when two contacts
// become one. A test compares this list with the columns and foreign keys of the database: a table
// that is missing here fails it.
#pragma once
#include <span>
#include <string_view>

#include "platform/db/transaction.hpp"

namespace crm {

enum class LinkRule {
    rewritten, // put together by the merge itself: the contact, its addresses, tags, values,
               // counters
    moved,     // goes over to the winner
    moved_unless_held, // goes over, unless the winner has the same already (`same`): then dropped
    dropped,           // worked out anew; kept in the log, so that an undone merge has it again
    kept               // stays with the old id, which leads to the winner
};

struct ContactLink {
    std::string_view table;
    std::string_view column; // that holds the contact's id
    LinkRule rule = LinkRule::moved;
    std::string_view key = "id"; // columns that find a moved row again: "id, occurred_at"
    std::string_view same = {};  // for moved_unless_held: column of which a contact has one row;
                                 // "project_id": he has one at all
    std::string_view among_open = {}; // and only rows count in which this column is NULL
    // For people who look at what a merge moves: "notes". Empty: not shown.
    std::string_view shown_as = {};
};

// In an order in which rows can be put back: what others refer to comes first.
std::span<const ContactLink> contact_links();

// Rows of one table as JSON objects are put back as they were. References to what is gone
// meanwhile become empty; a row that cannot be without stays out. `select_records` is a query for
// one column of jsonb with $1; both texts come from code.
void put_back_rows(db::Transaction& tx, std::string_view table, std::string_view select_records,
                   const db::Params& params);

// The columns of a table that can be written, "a, b, c", each behind `prefix`.
std::string writable_columns(db::Transaction& tx, std::string_view table,
                             std::string_view prefix = {},
                             std::span<const std::string_view> without = {});

} // namespace crm
