#include "features/crm/faceted_page.hpp"

#include <algorithm>
#include <boost/json.hpp>

#include "features/crm/contact_facets.sql.hpp"

namespace crm {
namespace {

// Fewer are asked one by one sooner than long lists of codes are read.
constexpr double few_candidates = 300;
// More take longer than an index of the text that the filter looks for.
constexpr double many_candidates = 30'000;

// Whether the filter looks for a text by an index of its own (trigrams).
bool has_index_of_text(const std::string& condition) {
    constexpr std::string_view searched[] = {"c.name_folded LIKE", "c.company_folded LIKE",
                                             "e.local_part LIKE"};
    return std::ranges::any_of(searched,
                               [&](auto text) { return condition.find(text) != condition.npos; });
}

} // namespace

std::vector<SortedId> ask_page(db::Transaction& tx, const std::string& sql,
                               const db::Params& params) {
    const auto result = tx.query_text("crm.list_contacts", sql, params, db::Role::finder);
    std::vector<SortedId> rows;
    for (int row = 0; row < result.rows(); ++row) rows.push_back(result.as<SortedId>(row));
    return rows;
}

FacetedPage::FacetedPage(db::Transaction& tx, const PageSql& page, const SelectionSql& selection)
    : tx_(tx),
      page_(page),
      selection_(selection),
      possible_(!selection.facets.empty() && few_are_behind()) {}

bool FacetedPage::few_are_behind() const {
    return tx_.one<std::int64_t>(sql::count_behind, most_behind + 1) <= most_behind;
}

std::optional<std::vector<SortedId>> FacetedPage::ask() const {
    if (!possible_) return std::nullopt;
    const auto candidates = estimate();
    if (candidates > many_candidates && has_index_of_text(page_.condition)) return std::nullopt;
    const bool some = candidates > few_candidates;
    return rows(some && !buckets_of(page_.order).empty(), some);
}

double FacetedPage::estimate() const {
    db::Params params{db::param(tx_.project_id())};
    const auto plan = tx_.query_text(
        "crm.estimate_facets",
        "EXPLAIN (FORMAT JSON) SELECT 1 FROM contact_facets f WHERE f.project_id = $1"
            + facet_condition(selection_.facets, FacetExtent::counted, params),
        params, db::Role::finder);
    const auto tree = boost::json::parse(plan.as<std::string>(0));
    return tree.at(0).at("Plan").at("Plan Rows").to_number<double>();
}

std::vector<SortedId> FacetedPage::rows(bool by_buckets, bool ranges) const {
    auto params = selection_.params;
    const auto condition =
        facet_condition(selection_.facets, ranges ? FacetExtent::all : FacetExtent::quick, params);
    std::optional<std::string> buckets;
    if (by_buckets) {
        params.push_back(db::param(buckets_of(page_.order)));
        buckets = '$' + std::to_string(params.size()) + "::text";
    }
    return ask_page(tx_, facet_page_sql(page_, condition, buckets), params);
}

} // namespace crm
