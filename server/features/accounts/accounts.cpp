#include "features/accounts/accounts.hpp"

#include "features/accounts/members.sql.hpp"
#include "features/accounts/projects.sql.hpp"

namespace accounts {

ProjectSettings project_settings(db::Transaction& tx) {
    return tx.one<ProjectSettings>(sql::project_settings);
}

std::optional<std::string> member_name(db::Transaction& tx, const Uuid& user_id) {
    return tx.maybe<std::string>(sql::find_member_name, user_id);
}

} // namespace accounts
