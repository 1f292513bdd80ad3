// SQL with parameters of its own, to be put together before anybody numbers them.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "platform/db/params.hpp"

namespace crm {

// SQL of our own in which ? stands for each of the parameters.
struct SqlPart {
    std::string sql;
    db::Params params;
};

// Their texts with `by` between them, and all their parameters.
SqlPart joined(const std::vector<SqlPart>& parts, std::string_view by);
// With $1 and so on for its ?. Appends to `params`.
std::string numbered(const SqlPart& part, db::Params& params);

} // namespace crm
