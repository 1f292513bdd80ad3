#include "features/accounts/accounts.hpp"

#include "features/accounts/members.sql.hpp"
#include "features/accounts/projects.sql.hpp"
#include "platform/text/money.hpp"
#include "platform/time/zones.hpp"

namespace accounts {

ProjectSettings project_settings(db::Transaction& tx) {
    return tx.one<ProjectSettings>(sql::project_settings);
}

zones::Zone zone_of(const ProjectSettings& settings) {
    return zones::Zone::find(settings.time_zone).value_or(zones::Zone::utc());
}

zones::Zone project_zone(db::Transaction& tx) {
    return zone_of(project_settings(tx));
}

const text::Currency& project_currency(db::Transaction& tx) {
    const auto* currency = text::find_currency(project_settings(tx).currency);
    if (!currency) throw std::logic_error("a project of an unknown currency");
    return *currency;
}

text::Language project_language(db::Transaction& tx) {
    return text::spoken_language(
        tx.one<std::string>(sql::find_language_of_reader, std::optional<Uuid>()));
}

text::Language reader_language(const http::Call& call) {
    const auto reader = call.identity.key_id ? std::nullopt : call.identity.user_id;
    return text::spoken_language(call.tx.one<std::string>(sql::find_language_of_reader, reader));
}

std::optional<std::string> member_name(db::Transaction& tx, const Uuid& user_id) {
    return tx.maybe<std::string>(sql::find_member_name, user_id);
}

} // namespace accounts
