#include "features/accounts/projects.hpp"

#include "features/accounts/country.hpp"
#include "features/accounts/projects.sql.hpp"
#include "features/accounts/users.sql.hpp"

namespace accounts {

void require_room_for_project(db::Transaction& tx, const Uuid& user_id) {
    tx.query(sql::lock_user, user_id);
    if (tx.one<std::int64_t>(sql::count_projects, user_id) >= most_projects)
        throw Refusal("limit_reached", "at most 50 projects");
}

Uuid add_project(db::Transaction& tx, const CreateProject& project, const Uuid& owner_id,
                 Timestamp now) {
    require_room_for_project(tx, owner_id);
    const auto region =
        project.default_region ? project.default_region : country_of_zone(project.time_zone);
    const auto currency = project.currency ? project.currency
                          : region         ? currency_of_country(*region)
                                           : std::nullopt;
    const auto id = Uuid::make();
    tx.query(sql::add_project, id, clean_name("name", project.name), project.time_zone,
             currency.value_or("EUR"), region.value_or("DE"), now, project.language, owner_id);
    tx.query(sql::add_member, id, owner_id, http::MemberRole::owner, now);
    return id;
}

void lock_project(db::Transaction& tx) {
    tx.query(sql::lock_project);
}

bool purge_one_project(db::Transaction& tx, Timestamp now) {
    tx.query(sql::prepare_purge);
    return tx.maybe<Uuid>(sql::purge_one_project, now - deleted_projects_live).has_value();
}

} // namespace accounts
