// What the columns in the exports of other products are called, and what they become.
#pragma once
#include <span>
#include <string_view>

#include "features/crm/import/products.hpp"

namespace crm {

// Headers are compared by words(), so that "E-mail 1 - Value" is "e mail 1 value". An empty target:
// known, of no use here.
struct KnownColumn {
    std::string_view header;
    std::string_view target;
};

// In the languages of the product that were met; empty for SocialFlow's own, which are targets.
std::span<const KnownColumn> columns_of(Product product);

} // namespace crm
