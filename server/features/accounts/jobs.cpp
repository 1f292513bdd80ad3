#include "platform/jobs/jobs.hpp"

#include "features/accounts/accounts.hpp"
#include "features/accounts/attempts.hpp"
#include "features/accounts/passkeys.sql.hpp"
#include "features/accounts/passwords.sql.hpp"
#include "features/accounts/projects.hpp"
#include "features/accounts/sessions.sql.hpp"
#include "platform/time/clock.hpp"

namespace accounts {
namespace {

struct ForgetEndedAccess {
    static constexpr std::string_view kind = "forget_ended_access";
};
BOOST_DESCRIBE_STRUCT(ForgetEndedAccess, (), ())

struct PurgeDeletedProjects {
    static constexpr std::string_view kind = "purge_deleted_projects";
};
BOOST_DESCRIBE_STRUCT(PurgeDeletedProjects, (), ())

void forget_ended_access(jobs::Context& job) {
    const auto now = job.services.clock.now();
    job.in_system([&](db::Transaction& tx) {
        tx.query(sql::forget_ended_sessions, now);
        tx.query(sql::forget_ended_challenges, now);
        tx.query(sql::forget_ended_links, now);
        tx.query(sql::forget_ended_webauthn_challenges, now);
        forget_old_attempts(tx, now);
    });
}

void purge_deleted_projects(jobs::Context& job) {
    const auto now = job.services.clock.now();
    const auto purge = [&](db::Transaction& tx) { return purge_one_project(tx, now); };
    while (job.services.database.in_transaction(db::Scope{.role = db::Role::owner}, purge))
        job.check();
}

} // namespace

void add_jobs(jobs::Registry& registry) {
    registry.every<ForgetEndedAccess>("17 * * * *", &forget_ended_access);
    registry.every<PurgeDeletedProjects>("41 2 * * *", &purge_deleted_projects);
}

} // namespace accounts
