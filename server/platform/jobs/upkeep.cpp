#include "platform/jobs/upkeep.hpp"

#include "platform/files/store.hpp"
#include "platform/http/idempotency.hpp"
#include "platform/jobs/jobs.hpp"
#include "platform/jobs/upkeep.sql.hpp"
#include "platform/time/clock.hpp"

namespace jobs {

struct ForgetOldRows {
    static constexpr std::string_view kind = "forget_old_rows";
};
BOOST_DESCRIBE_STRUCT(ForgetOldRows, (), ())

struct SweepFiles {
    static constexpr std::string_view kind = "sweep_files";
};
BOOST_DESCRIBE_STRUCT(SweepFiles, (), ())

namespace {

template <class... Args>
void forget(Context& job, const db::Statement& statement, const Args&... args) {
    while (job.in_system([&](db::Transaction& tx) { return tx.query(statement, args...).rows(); })
           > 0)
        job.check();
}

double seconds_of(std::chrono::duration<double> age) {
    return age.count();
}

void forget_old_rows(Context& job) {
    const auto now = job.services.clock.now();
    forget(job, sql::forget_idempotency_keys, now - http::idempotency_keys_live);
    forget(job, sql::forget_events, seconds_of(events_live));
    forget(job, sql::forget_jobs, now - finished_jobs_live, now - dead_jobs_live);
    forget(job, sql::forget_notifications, seconds_of(notifications_live));
}

void sweep_files(Context& job, const std::vector<ContentReference>& more_references) {
    const auto is_referenced = [&](const std::string& hash) {
        job.check();
        return job.in_system([&](db::Transaction& tx) {
            if (tx.one<bool>(sql::file_has_content, hash)) return true;
            return std::ranges::any_of(more_references,
                                       [&](const auto& refers) { return refers(tx, hash); });
        });
    };
    const auto older_than = job.services.clock.now() - unreferenced_files_live;
    const auto removed = job.services.files.sweep(older_than, is_referenced);
    job.set_result(R"({"removed":)" + std::to_string(removed) + "}");
}

} // namespace

void add_upkeep_jobs(Registry& registry, std::vector<ContentReference> more_references) {
    registry.every<ForgetOldRows>("29 * * * *", &forget_old_rows);
    registry.every<SweepFiles>("11 4 * * *", [references = std::move(more_references)](
                                                 Context& job) { sweep_files(job, references); });
}

} // namespace jobs
