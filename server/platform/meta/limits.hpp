// The checks and messages that the readers of several types share.
#pragma once
#include <boost/json/value.hpp>
#include <string_view>

#include "platform/meta/describe.hpp"

namespace meta::detail {

inline bool has_min(const Rule* rule) {
    return rule && rule->min != unlimited;
}
inline bool has_max(const Rule* rule) {
    return rule && rule->max != unlimited;
}

// Left out of a body, an optional is nothing and a vector is empty, which a rule may refuse.
inline bool may_be_absent(const Field& field) {
    if (field.rule && field.rule->optional) return true;
    const bool holds_some = has_min(field.rule) && field.rule->min > 0;
    return field.operations->absent_allowed && (field.operations->nullable || !holds_some);
}

// "must be text, not a number"
void add_wrong_type(std::string_view expected, const boost::json::value& got, Problems& problems);

// Length of a text in characters, size of a vector in items: false when a problem was added.
bool check_length(std::size_t characters, Problems& problems, const Rule* rule);
bool check_count(std::size_t items, Problems& problems, const Rule* rule);

} // namespace meta::detail
