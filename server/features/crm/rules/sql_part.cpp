#include "features/crm/rules/sql_part.hpp"

namespace crm {

SqlPart joined(const std::vector<SqlPart>& parts, std::string_view by) {
    SqlPart all;
    for (const auto& part : parts) {
        all.sql += (all.sql.empty() ? "" : std::string(by)) + part.sql;
        all.params.insert(all.params.end(), part.params.begin(), part.params.end());
    }
    return all;
}

std::string numbered(const SqlPart& part, db::Params& params) {
    auto next = params.size();
    params.insert(params.end(), part.params.begin(), part.params.end());
    std::string all;
    for (const char c : part.sql) {
        if (c == '?')
            all += '$' + std::to_string(++next);
        else
            all += c;
    }
    return all;
}

} // namespace crm
