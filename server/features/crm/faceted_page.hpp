// A page of a filtered list, found by facets.
#pragma once
#include <optional>
#include <vector>

#include "features/crm/contact_list.hpp"
#include "features/crm/contact_page.hpp"
#include "platform/db/transaction.hpp"

namespace crm {

struct SortedId {
    Uuid id;
    std::string sort_key;
};
BOOST_DESCRIBE_STRUCT(SortedId, (), (id, sort_key))

// Rows of a statement of contact_page.hpp.
std::vector<SortedId> ask_page(db::Transaction& tx, const std::string& sql,
                               const db::Params& params);

// A list asks those one by one whose facets may be behind; when they are more, facets are no help.
inline constexpr std::int64_t most_behind = 200;

class FacetedPage {
  public:
    // Refers to all of them.
    FacetedPage(db::Transaction& tx, const PageSql& page, const SelectionSql& selection);

    // Whether the filter has facets, and those of nearly everybody are up to date.
    bool possible() const { return possible_; }
    // The page, complete. nullopt: not possible, or other indexes will be quicker.
    std::optional<std::vector<SortedId>> ask() const;
    // The same in the way that is asked for: by the buckets of the order, which must have some, and
    // by the facets of numbers and days.
    std::vector<SortedId> rows(bool by_buckets, bool ranges) const;

  private:
    bool few_are_behind() const;
    // How many have the codes, by PostgreSQL's statistics of them.
    double estimate() const;

    db::Transaction& tx_;
    const PageSql& page_;
    const SelectionSql& selection_;
    bool possible_;
};

} // namespace crm
