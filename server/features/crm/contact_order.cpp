#include "features/crm/contact_order.hpp"

namespace crm {
namespace {

struct Sort {
    std::string_view name, expression, type, id;
};

constexpr Sort sorts[] = {
    {"created_at", "c.created_at", "timestamptz", "c.id"},
    {"updated_at", "c.updated_at", "timestamptz", "c.id"},
    {"name", "c.name_folded", "text", "c.id"},
    {"company", "c.company_folded", "text", "c.id"},
    {"engagement_score", "s.engagement_score", "bigint", "s.contact_id"},
    {"last_interaction_date", "s.last_interaction_sort", "timestamptz", "s.contact_id"},
};

} // namespace

ContactOrder contact_order(std::string_view text) {
    const bool descending = text.starts_with('-');
    if (descending) text.remove_prefix(1);
    for (const auto& sort : sorts)
        if (sort.name == text) return {sort.expression, sort.type, sort.id, descending};
    throw Refusal::field("sort", "not_allowed",
                         "must be one of: name, created_at, updated_at, company, engagement_score, "
                         "last_interaction_date, with or without - in front");
}

std::string order_by(const ContactOrder& order) {
    const std::string direction = order.descending ? " DESC" : "";
    return " ORDER BY " + std::string(order.expression) + direction + ", " + std::string(order.id)
           + direction;
}

std::string after_key(const ContactOrder& order, std::string_view key, const Uuid& id,
                      db::Params& params) {
    params.push_back(db::param(key));
    params.push_back(db::param(id));
    const auto last = params.size();
    return " AND (" + std::string(order.expression) + ", " + std::string(order.id) + ") "
           + (order.descending ? "<" : ">") + " ($" + std::to_string(last - 1)
           + "::" + std::string(order.type) + ", $" + std::to_string(last) + "::uuid)";
}

} // namespace crm
