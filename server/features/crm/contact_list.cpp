#include "features/crm/contact_list.hpp"

#include <boost/json.hpp>

#include "features/crm/contact_list.sql.hpp"
#include "features/crm/contact_order.hpp"
#include "features/crm/rules/project_rules.hpp"
#include "features/crm/search.hpp"
#include "platform/http/cursor.hpp"

namespace crm {

struct SortedId {
    Uuid id;
    std::string sort_key;
};
BOOST_DESCRIBE_STRUCT(SortedId, (), (id, sort_key))

namespace {

// Appends the keyset condition of a cursor.
void add_cursor(const ContactOrder& order, const std::optional<std::string>& after,
                SelectionSql& selection) {
    if (!after) return;
    const auto keys = http::read_cursor(*after, 2);
    const auto id = keys[1] ? Uuid::parse(*keys[1]) : std::nullopt;
    if (!keys[0] || !id)
        throw Refusal::field("after", "bad_format", "must be the `next` of an earlier page");
    selection.condition += after_key(order, *keys[0], *id, selection.params);
}

std::string page_sql(const ContactOrder& order, const SelectionSql& selection, std::int32_t limit) {
    return "SELECT c.id, " + std::string(order.expression) + "::text AS sort_key FROM "
           + std::string(selection_tables) + " WHERE " + selection.condition + order_by(order)
           + " LIMIT " + std::to_string(limit + 1);
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
    made.condition = selection.trash ? "c.project_id = $1 AND c.deleted_at IS NOT NULL"
                                     : "c.project_id = $1 AND c.deleted_at IS NULL";
    if (selection.ids) {
        made.params.push_back(db::param(*selection.ids));
        made.condition += " AND c.id = ANY($" + std::to_string(made.params.size()) + "::uuid[])";
    }
    if (selection.q && selection.complete) {
        made.condition += " AND " + search_condition(tx, *selection.q, made.params);
    } else if (selection.q) {
        const auto found = search_contacts(tx, *selection.q, most_search_results);
        std::vector<Uuid> ids;
        for (const auto& hit : found.hits) ids.push_back(hit.id);
        made.params.push_back(db::param(ids));
        made.condition += " AND c.id = ANY($" + std::to_string(made.params.size()) + "::uuid[])";
    }
    if (!selection.filter) return made;

    meta::Problems problems;
    const auto rules = project_rules(tx);
    const auto rule = read_rule(tx, rules, now, *selection.filter, "filter", problems);
    http::refuse_if_any(problems);
    made.condition += " AND " + compile_rule(rule, rules.at(now), made.params, problems);
    http::refuse_if_any(problems);
    return made;
}

http::Page<Contact> list_contacts_page(http::Call& call, const ListContacts& query) {
    const auto order = contact_order(query.sort);
    auto selection = compile_selection(call.tx, call.now, {query.q, query.filter, query.trash});
    add_cursor(order, query.after, selection);
    // With the values at hand the planner chooses by them: a rare tag and a common stage want
    // different plans.
    call.tx.query(sql::plan_for_these_values);
    const auto result =
        call.tx.query_text("crm.list_contacts", page_sql(order, selection, query.limit),
                           selection.params, db::Role::finder);
    std::vector<SortedId> sorted;
    for (int row = 0; row < result.rows(); ++row) sorted.push_back(result.as<SortedId>(row));
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
