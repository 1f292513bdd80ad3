// What the facets of a contact (docs/decisions/0007-facets.md) can say of a rule. They only narrow
// down: whoever fits the rule has these codes, and some who have them do not fit.
#pragma once
#include "features/crm/rules/compiler.hpp"

namespace crm {

// SQL of our own in which ? stands for each of the parameters.
struct FacetSql {
    std::string sql;
    db::Params params;
};

// Their texts with `by` between them, and all their parameters.
FacetSql joined(const std::vector<FacetSql>& parts, std::string_view by);
// With $1 and so on for its ?. Appends to `params`.
std::string numbered(const FacetSql& part, db::Params& params);

struct RuleFacets {
    std::vector<FacetSql> points; // single codes, of type integer: everybody has each of them
    std::vector<FacetSql> all;    // integer[]: everybody has all of each list
    std::vector<FacetSql> values; // integer[]: everybody has one of each list
    std::vector<FacetSql> ranges; // the same of numbers and days: long lists, often of most

    bool empty() const { return points.empty() && all.empty() && values.empty() && ranges.empty(); }
};
// Of a rule that compiles. Conditions on what has no facets, denials, and groups of which one
// alternative says nothing are left out.
RuleFacets facets_of(const RuleGroup& rule, const RuleContext& context);

// How many of a rule's facets: those of which PostgreSQL's statistics tell how many people have
// them (parts of a text come together, ranges are many codes), those quick to read, or all.
enum class FacetExtent { counted, quick, all };
// " AND f.codes …" over `contact_facets f`. Appends to `params`, of which $1 is the project.
std::string facet_condition(const RuleFacets& facets, FacetExtent extent, db::Params& params);

} // namespace crm
