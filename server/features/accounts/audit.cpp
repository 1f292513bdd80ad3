#include "features/accounts/audit.hpp"

#include "features/accounts/audit.sql.hpp"

namespace accounts::audit {
namespace {

struct UserLog {
    Uuid project_id;
    std::string name;
};
BOOST_DESCRIBE_STRUCT(UserLog, (), (project_id, name))

Actor actor_of(const http::Identity& identity) {
    if (identity.key_id) return {ActorKind::key, identity.key_id, identity.name};
    if (identity.user_id) return {ActorKind::user, identity.user_id, identity.name};
    return {ActorKind::system, std::nullopt, "SocialFlow"};
}

} // namespace

void record(http::Call& call, std::string_view action, const Target& target, const Json& details) {
    const auto actor = actor_of(call.identity);
    call.tx.later(sql::record, Uuid::make(), call.project_id(), call.now, actor.kind, actor.id,
                  actor.name, action, target.kind, target.id, target.name, details,
                  call.request.remote_address);
}

void record_in_project(http::Call& call, const Uuid& project_id, const Actor& actor,
                       std::string_view action, const Target& target) {
    call.tx.later(sql::record_in_any_project, Uuid::make(), project_id, call.now, actor.kind,
                  actor.id, actor.name, action, target.kind, target.id, target.name,
                  call.request.remote_address);
}

void record_for_user(http::Call& call, const Uuid& user_id, std::string_view action) {
    for (const auto& log : call.tx.all<UserLog>(sql::find_logs_of_user, user_id))
        call.tx.later(sql::record_in_any_project, Uuid::make(), log.project_id, call.now,
                      ActorKind::user, user_id, log.name, action, "user", user_id, log.name,
                      call.request.remote_address);
}

void record_by_system(db::Transaction& tx, const Uuid& project_id, std::string_view action,
                      const Target& target, Timestamp now) {
    tx.later(sql::record_in_any_project, Uuid::make(), project_id, now, ActorKind::system, nullptr,
             "SocialFlow", action, target.kind, target.id, target.name, nullptr);
}

} // namespace accounts::audit
