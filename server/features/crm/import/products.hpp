// The exports of other products, by the headers they really have.
#pragma once
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "features/crm/import/columns.hpp"

namespace crm {

enum class Product { socialflow, hubspot, pipedrive, mailchimp, google_contacts, outlook };

// "socialflow", "hubspot", "pipedrive", "mailchimp", "google_contacts", "outlook".
std::string_view to_text(Product product);

// Which product made a file with these headers; nothing when it could be anyone's.
std::optional<Product> detect_product(std::span<const std::string> headers);

// What the product's column is: a target, a known column that is of no use here, or none of its
// standard columns.
struct ProductColumn {
    bool is_known = false;
    std::optional<ImportTarget> target;
};
ProductColumn product_column(Product product, std::string_view header);

} // namespace crm
