// A page of a filtered list, found by bitmaps: the conditions meet in memory, whoever is left is
// asked in the order of the list until the page is full.
#pragma once
#include "features/crm/faceted_page.hpp"
#include "features/crm/order_walk.hpp"
#include "features/crm/position_set.hpp"

namespace crm {

class BitmapPage {
  public:
    // Refers to all of them.
    BitmapPage(db::Transaction& tx, const PageSql& page, const SelectionSql& selection);

    // Whether the filter has bitmaps, and those of nearly everybody are up to date.
    bool possible() const { return possible_; }
    // The page, complete. nullopt: not possible, or so few of whom the bitmaps leave fit the rest
    // of the filter that another way will be quicker.
    std::optional<std::vector<SortedId>> ask() const;
    // The same, however long it takes.
    std::vector<SortedId> rows() const;

  private:
    std::optional<std::vector<SortedId>> walk(std::size_t most_asked) const;
    PositionSet candidates() const;
    std::vector<SortedId> rest_of_page(const OrderWalk& walk, const OrderGroup& bucket,
                                       std::size_t missing) const;
    std::vector<SortedId> fitting(const std::vector<std::int32_t>& group) const;
    std::vector<SortedId> with_those_behind(std::vector<SortedId> found) const;

    db::Transaction& tx_;
    const PageSql& page_;
    const SelectionSql& selection_;
    std::vector<Uuid> behind_; // their bitmaps may be: they are asked one by one
    bool possible_ = false;
};

} // namespace crm
