#include "features/crm/contact_list.hpp"

#include <boost/json.hpp>

#include "features/crm/bitmap_page.hpp"
#include "features/crm/contact_list.sql.hpp"
#include "features/crm/contact_page.hpp"
#include "features/crm/rules/project_rules.hpp"
#include "features/crm/search.hpp"
#include "platform/http/cursor.hpp"

namespace crm {

namespace {

// Sort key and id of the last row of the page before.
using LastRow = std::optional<std::pair<std::string, Uuid>>;

LastRow read_after(const std::optional<std::string>& after) {
    if (!after) return {};
    const auto keys = http::read_cursor(*after, 2);
    const auto id = keys[1] ? Uuid::parse(*keys[1]) : std::nullopt;
    if (!keys[0] || !id)
        throw Refusal::field("after", "bad_format", "must be the `next` of an earlier page");
    return std::pair(*keys[0], *id);
}

std::string_view scope_of(bool trash) {
    return trash ? "c.project_id = $1 AND c.deleted_at IS NOT NULL"
                 : "c.project_id = $1 AND c.deleted_at IS NULL";
}

// A few conditions that all have to hold are compiled one by one: a page starts where one of them
// allows. The compiler bounds the joins of many only when it has them together.
std::vector<RuleGroup> parts_of(RuleGroup rule) {
    constexpr std::size_t few = 6;
    std::vector<RuleGroup> parts;
    if (rule.match != Match::all || rule.items.size() > few) {
        parts.push_back(std::move(rule));
        return parts;
    }
    for (auto& item : rule.items) {
        parts.emplace_back();
        parts.back().items.push_back(std::move(item));
    }
    return parts;
}

// The first page of the newest needs no more of them than it shows, the exact address, and one to
// know whether there are more.
std::int32_t matches_needed(const ListContacts& query, const ContactOrder& order) {
    const bool first_page = !query.after && !query.filter && !query.trash;
    const bool enough = query.q && order.newest_first() && first_page && finds_the_newest(*query.q);
    return enough ? query.limit + 2 : most_search_results;
}

// A short walk finds what is common. What is not is found by bitmaps; and where those tell too few
// apart, by a longer walk, or gathered.
std::vector<SortedId> ask_filtered_page(db::Transaction& tx, const PageSql& page,
                                        const SelectionSql& selection) {
    const auto& params = selection.params;
    const BitmapPage by_bitmaps(tx, page, selection);
    const auto walked = by_bitmaps.possible() ? rows_walked_with_bitmaps : rows_walked_first;
    auto sorted = ask_page(tx, walked_page_sql(page, walked), params);
    const auto full = [&] { return std::ssize(sorted) >= page.rows; };
    if (full()) return sorted;
    if (auto rows = by_bitmaps.ask()) return std::move(*rows);
    const auto found = static_cast<int>(sorted.size());
    const auto most = by_bitmaps.possible() ? most_rows_walked_with_bitmaps : most_rows_walked;
    if (const int further = rows_to_walk(page.rows, walked, found, most); further > 0)
        sorted = ask_page(tx, walked_page_sql(page, further), params);
    if (full()) return sorted;
    return ask_page(tx, gathered_page_sql(page), params);
}

// The contacts of these ids, in their order.
std::vector<Contact> contacts_in_order(db::Transaction& tx, const std::vector<SortedId>& sorted) {
    std::vector<Uuid> ids;
    for (const auto& each : sorted) ids.push_back(each.id);
    auto found = tx.all<Contact>(sql::contacts_by_ids, tx.project_id(), ids);
    std::vector<Contact> ordered;
    for (const auto& id : ids) {
        const auto at = std::ranges::find(found, id, &Contact::id);
        if (at != found.end()) ordered.push_back(std::move(*at));
    }
    return ordered;
}

} // namespace

SelectionSql compile_selection(db::Transaction& tx, Timestamp now, const Selection& selection) {
    SelectionSql made;
    made.params.push_back(db::param(tx.project_id()));
    made.condition = scope_of(selection.trash);
    if (selection.ids) {
        made.params.push_back(db::param(*selection.ids));
        made.condition += " AND c.id = ANY($" + std::to_string(made.params.size()) + "::uuid[])";
    }
    if (selection.q && selection.complete) {
        made.condition += " AND " + search_condition(tx, *selection.q, made.params);
    } else if (selection.q) {
        const auto found = search_contacts(tx, *selection.q, selection.most_found);
        std::vector<Uuid> ids;
        for (const auto& hit : found.hits) ids.push_back(hit.id);
        made.params.push_back(db::param(ids));
        made.condition += " AND c.id = ANY($" + std::to_string(made.params.size()) + "::uuid[])";
    }
    if (!selection.filter) return made;

    meta::Problems problems;
    const auto rules = project_rules(tx);
    auto rule = read_rule(tx, rules, now, *selection.filter, "filter", problems);
    http::refuse_if_any(problems);
    if (problems.empty() && !selection.trash) made.bitmaps = bitmaps_of(rule, rules.at(now));
    for (const auto& part : parts_of(std::move(rule)))
        made.filters.push_back(compile_rule(part, rules.at(now), made.params, problems));
    for (const auto& filter : made.filters) made.condition += " AND " + filter;
    http::refuse_if_any(problems);
    return made;
}

http::Page<Contact> list_contacts_page(http::Call& call, const ListContacts& query) {
    const auto order = contact_order(query.sort);
    auto selection = compile_selection(call.tx, call.now,
                                       {.q = query.q,
                                        .filter = query.filter,
                                        .trash = query.trash,
                                        .most_found = matches_needed(query, order)});
    const auto last = read_after(query.after);
    const auto after =
        last ? after_key(order, last->first, last->second, selection.params) : std::string();
    const PageSql page_sql{order,
                           scope_of(query.trash),
                           selection.condition,
                           selection.filters,
                           after,
                           query.limit + 1,
                           last};
    // With the values at hand the planner chooses by them: a rare tag and a common stage want
    // different plans.
    call.tx.later(sql::plan_for_these_values);
    auto sorted = query.filter && !query.q
                      ? ask_filtered_page(call.tx, page_sql, selection)
                      : ask_page(call.tx, plain_page_sql(page_sql), selection.params);
    http::Page<Contact> page;
    if (sorted.size() > static_cast<std::size_t>(query.limit)) {
        sorted.pop_back();
        page.next = http::make_cursor(std::vector<std::optional<std::string>>{
            sorted.back().sort_key, sorted.back().id.text()});
    }
    page.items = contacts_in_order(call.tx, sorted);
    return page;
}

ContactCount count_selection(http::Call& call, const Selection& selection) {
    const auto made = compile_selection(call.tx, call.now, selection);
    const std::string from = " FROM " + std::string(selection_tables) + " WHERE " + made.condition;
    call.tx.query(sql::plan_for_these_values);
    const auto some = call.tx.query_text(
        "crm.count_some", "SELECT count(*) FROM (SELECT 1" + from + " LIMIT 10001) few",
        made.params, db::Role::finder);
    const auto counted = some.as<std::int64_t>(0);
    if (counted <= 10'000) return {counted, false};
    try {
        return call.tx.savepoint([&] {
            call.tx.query(sql::limit_time, std::string("150ms"));
            const auto all = call.tx.query_text("crm.count_all", "SELECT count(*)" + from,
                                                made.params, db::Role::finder);
            call.tx.query(sql::limit_time, std::string("15s"));
            return ContactCount{all.as<std::int64_t>(0), false};
        });
    } catch (const db::Error& error) {
        if (!error.timed_out()) throw;
    }
    const auto plan =
        call.tx.query_text("crm.count_estimate", "EXPLAIN (FORMAT JSON) SELECT 1" + from,
                           made.params, db::Role::finder);
    const auto tree = boost::json::parse(plan.as<std::string>(0));
    const auto rows = tree.at(0).at("Plan").at("Plan Rows").to_number<double>();
    return {std::max(counted, static_cast<std::int64_t>(rows)), true};
}

} // namespace crm
