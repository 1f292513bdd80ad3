// A page of a filtered list, found by bitmaps: the conditions meet in memory, whoever is left is
// asked in the order of the list until the page is full.
#pragma once
#include "features/crm/contact_list.hpp"
#include "features/crm/contact_page.hpp"
#include "features/crm/order_walk.hpp"
#include "features/crm/position_set.hpp"

namespace crm {

struct SortedId {
    Uuid id;
    std::string sort_key;
};
BOOST_DESCRIBE_STRUCT(SortedId, (), (id, sort_key))

// Rows of a statement of contact_page.hpp.
std::vector<SortedId> ask_page(db::Transaction& tx, const std::string& sql,
                               const db::Params& params);

// A list asks those one by one whose bitmaps may be behind; when they are more, bitmaps are no
// help.
inline constexpr std::int64_t most_behind = 200;

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
