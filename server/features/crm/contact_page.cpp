#include "features/crm/contact_page.hpp"

#include "features/crm/contact_list.hpp"

namespace crm {
namespace {

constexpr std::string_view contacts = "contacts c", stats = "contact_stats s";

std::string text(std::string_view part) {
    return std::string(part);
}

std::string columns(const ContactOrder& order) {
    return text(order.id) + " AS id, " + text(order.expression) + "::text AS sort_key";
}

// The counters have an order of their own.
bool by_counters(const ContactOrder& order) {
    return order.expression.starts_with("s.");
}

std::string limited(int rows) {
    return " LIMIT " + std::to_string(rows);
}

bool mentions(std::string_view sql, std::string_view what) {
    return sql.find(what) != sql.npos;
}

// Whether the filter asks for a range of what the list is sorted by, and for nothing else.
bool bounds_the_order(std::string filter, const ContactOrder& sort) {
    if (!mentions(filter, sort.expression) || mentions(filter, "EXISTS")
        || mentions(filter, "LIKE"))
        return false;
    for (auto at = filter.find(sort.expression); at != filter.npos;
         at = filter.find(sort.expression))
        filter.erase(at, sort.expression.size());
    return !mentions(filter, "c.") && !mentions(filter, "s.");
}

// Whether the filter reads nothing but the walked row itself.
bool is_of_the_row(const std::string& filter, const ContactOrder& sort) {
    return !mentions(filter, "SELECT") && !mentions(filter, by_counters(sort) ? "c." : "s.");
}

// The rows that are walked, in order: from where the order and the filters that bound it begin.
std::string walked_rows(const PageSql& page, int rows_walked) {
    const auto& sort = page.order;
    auto sql = "SELECT * FROM " + text(by_counters(sort) ? stats : contacts) + " WHERE "
               + (by_counters(sort) ? "s.project_id = $1" : text(page.scope)) + page.after;
    for (const auto& filter : page.filters)
        if (bounds_the_order(filter, sort)) sql += " AND " + filter;
    return sql + order_by(page.order) + limited(rows_walked);
}

std::string row_name(const ContactOrder& order) {
    return by_counters(order) ? "s" : "c";
}

// Of them, those that what the row itself says does not leave out: the others are asked no further.
std::string promising_rows(const PageSql& page, const std::string& rows) {
    auto sql = "SELECT * FROM (" + rows + ") " + row_name(page.order) + " WHERE true";
    for (const auto& filter : page.filters)
        if (is_of_the_row(filter, page.order)) sql += " AND " + filter;
    return sql + " OFFSET 0";
}

// What is asked of each promising row: the filters that it did not answer by itself. The other
// table is fetched only for one that reads it, and the contact for its scope.
std::string asked_of_row(const PageSql& page) {
    const auto& sort = page.order;
    std::string rest = "true";
    for (const auto& filter : page.filters)
        if (!is_of_the_row(filter, sort)) rest += " AND " + filter;
    if (by_counters(sort))
        return "SELECT 1 FROM contacts c WHERE c.id = s.contact_id AND " + text(page.scope)
               + " AND " + rest;
    if (mentions(rest, "s."))
        return "SELECT 1 FROM contact_stats s WHERE s.project_id = $1 AND s.contact_id = c.id AND "
               + rest;
    return "SELECT 1 WHERE " + rest;
}

std::string sorted_by_key(const ContactOrder& order) {
    const auto direction = text(order.descending ? " DESC" : "");
    return " ORDER BY key" + direction + ", id" + direction;
}

// Of the people of `few`, a query of contact_id, those who fit: the first of the order. They are
// sorted before they are asked, and the others need not be asked.
std::string first_of_few(const PageSql& page, const std::string& few) {
    const auto& sort = page.order;
    const auto name = row_name(sort);
    auto rows = "SELECT " + name + ".* FROM (" + few + ") few CROSS JOIN LATERAL (SELECT * FROM ";
    if (by_counters(sort))
        rows.append(stats).append(" WHERE s.project_id = $1 AND s.contact_id");
    else
        rows.append(contacts).append(" WHERE ").append(page.scope).append(" AND c.id");
    rows += " = few.contact_id" + page.after + " OFFSET 0) " + name;
    return "SELECT " + text(sort.id) + " AS id, " + text(sort.expression)
           + " AS key FROM (SELECT * FROM (" + promising_rows(page, rows) + ") " + name
           + order_by(sort) + " OFFSET 0) " + name + " CROSS JOIN LATERAL (" + asked_of_row(page)
           + " OFFSET 0) fits" + limited(page.rows);
}

// The counters are fetched only for who asks for them.
std::string tables_of(const PageSql& page) {
    const bool counters = by_counters(page.order) || mentions(page.condition, "s.");
    return text(counters ? selection_tables : contacts);
}

} // namespace

std::string plain_page_sql(const PageSql& page) {
    return "SELECT " + columns(page.order) + " FROM " + tables_of(page) + " WHERE " + page.condition
           + page.after + order_by(page.order) + limited(page.rows);
}

// OFFSET 0 keeps the planner from turning the filter into joins of whole tables.
std::string walked_page_sql(const PageSql& page, int rows_walked) {
    const auto& sort = page.order;
    return "SELECT " + columns(sort) + " FROM ("
           + promising_rows(page, walked_rows(page, rows_walked)) + ") " + row_name(sort)
           + " CROSS JOIN LATERAL (" + asked_of_row(page) + " OFFSET 0) fits LIMIT "
           + std::to_string(page.rows);
}

int rows_to_walk(int rows_wanted, int rows_walked, int rows_found, int most) {
    if (rows_found == 0) return 0;
    constexpr double to_be_sure = 1.5; // the rows that fit do not lie evenly
    const double needed = to_be_sure * rows_walked * rows_wanted / rows_found;
    return needed <= most ? static_cast<int>(needed) : 0;
}

std::string page_of_few_sql(const PageSql& page, const std::string& few) {
    return "SELECT id, key::text AS sort_key FROM (" + first_of_few(page, few) + ") page"
           + sorted_by_key(page.order);
}

std::string gathered_page_sql(const PageSql& page) {
    const auto& sort = page.order;
    return "WITH fits AS MATERIALIZED (SELECT " + text(sort.id) + " AS id, " + text(sort.expression)
           + " AS key FROM " + tables_of(page) + " WHERE " + page.condition + page.after
           + ") SELECT id, key::text AS sort_key FROM fits" + sorted_by_key(sort)
           + limited(page.rows);
}

} // namespace crm
