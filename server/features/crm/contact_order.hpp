// What contacts are sorted by, and how a keyset page goes on.
#pragma once
#include <string>
#include <string_view>

#include "platform/db/params.hpp"

namespace crm {

struct ContactOrder {
    std::string_view expression; // over `contacts c` and `contact_stats s`
    std::string_view type;       // of its value
    std::string_view id;         // of the table that has the value, and an index in this order
    bool descending = false;

    bool newest_first() const { return descending && expression == "c.created_at"; }
};

// "name", "-created_at". Refusal names the field "sort".
ContactOrder contact_order(std::string_view text);

// " ORDER BY …": no two contacts stand at the same place.
std::string order_by(const ContactOrder& order);

// " AND …": who stands behind this key. Appends to `params`.
std::string after_key(const ContactOrder& order, std::string_view key, const Uuid& id,
                      db::Params& params);

} // namespace crm
