#include "platform/jobs/jobs_api.hpp"

#include "platform/http/cursor.hpp"
#include "platform/jobs/jobs.sql.hpp"
#include "platform/jobs/jobs_api.sql.hpp"

namespace jobs {

// As the table has it; rate and time left are worked out.
struct JobRow {
    Uuid id;
    std::string kind, title, status;
    std::int64_t progress_done = 0;
    std::optional<std::int64_t> progress_total;
    std::int32_t attempts = 0, max_attempts = 0;
    std::optional<std::string> error;
    std::optional<Json> result;
    std::optional<Uuid> created_by;
    Timestamp run_at, created_at;
    std::optional<Timestamp> started_at, finished_at;
};
BOOST_DESCRIBE_STRUCT(JobRow, (),
                      (id, kind, title, status, progress_done, progress_total, attempts,
                       max_attempts, error, result, created_by, run_at, created_at, started_at,
                       finished_at))

struct ListJobs {
    std::int32_t limit = 50;
    std::optional<std::string> after;
    std::optional<std::string> status;
};
BOOST_DESCRIBE_STRUCT(ListJobs, (), (limit, after, status))

struct Schedule {
    std::string name, expression, time_zone;
    Timestamp next_run_at;
    std::optional<Timestamp> last_run_at;
    std::optional<std::string> last_status;
};
BOOST_DESCRIBE_STRUCT(Schedule, (),
                      (name, expression, time_zone, next_run_at, last_run_at, last_status))

} // namespace jobs

template <>
inline constexpr auto meta::rules<jobs::ListJobs> =
    std::to_array<meta::Rule>({{.field = "limit", .min = 1, .max = 200, .optional = true}});

namespace jobs {
namespace {

Job job_of(const JobRow& row, Timestamp now) {
    Job job{.id = row.id,
            .kind = row.kind,
            .title = row.title,
            .status = row.status,
            .progress_done = row.progress_done,
            .progress_total = row.progress_total,
            .attempts = row.attempts,
            .max_attempts = row.max_attempts,
            .error = row.error,
            .result = row.result,
            .created_by = row.created_by,
            .run_at = row.run_at,
            .created_at = row.created_at,
            .started_at = row.started_at,
            .finished_at = row.finished_at};
    if (!row.started_at || row.progress_done == 0) return job;
    const double seconds =
        std::chrono::duration<double>(row.finished_at.value_or(now) - *row.started_at).count();
    if (seconds <= 0) return job;
    job.rate_per_second = static_cast<double>(row.progress_done) / seconds;
    if (row.status == "running" && row.progress_total)
        job.seconds_left =
            static_cast<double>(*row.progress_total - row.progress_done) / *job.rate_per_second;
    return job;
}

// GET /api/jobs
http::Page<Job> list_jobs(http::Call& call, const http::Query<ListJobs>& query) {
    const auto cursor = http::read_time_cursor(query->after);
    const auto rows = call.tx.all<JobRow>(
        sql::list_jobs, query->status, cursor ? std::optional(cursor->at) : std::nullopt,
        cursor ? std::optional(cursor->id) : std::nullopt, query->limit + 1);
    http::Page<Job> page;
    for (const auto& row : rows) {
        if (page.items.size() == static_cast<std::size_t>(query->limit)) {
            page.next = http::make_cursor(
                http::TimeCursor{page.items.back().created_at, page.items.back().id});
            break;
        }
        page.items.push_back(job_of(row, call.now));
    }
    return page;
}

// GET /api/jobs/{id}
Job get_job(http::Call& call, const Uuid& id) {
    return find_job(call, id);
}

// POST /api/jobs/{id}/cancel. A running job stops at its next step.
Job cancel_job(http::Call& call, const Uuid& id) {
    find_job(call, id);
    if (!call.tx.maybe<Uuid>(sql::cancel_job, id, call.now)) throw Refusal("job_ended");
    return find_job(call, id);
}

// POST /api/jobs/{id}/retry. For what ended dead or cancelled.
Job retry_job(http::Call& call, const Uuid& id) {
    find_job(call, id);
    if (const auto twin = call.tx.maybe<Uuid>(sql::waiting_twin, id))
        throw Refusal("job_waits_already").with("job_id", twin->text());
    if (!call.tx.maybe<Uuid>(sql::retry_job, id, call.now)) throw Refusal("job_not_ended");
    call.tx.later(sql::notify_jobs);
    return find_job(call, id);
}

// GET /api/schedules
http::Items<Schedule> list_schedules(http::Call& call) {
    return {call.tx.all<Schedule>(sql::list_schedules)};
}

constexpr http::ProblemType problem_types[] = {
    {"job_ended", 409, "This job has ended already"},
    {"job_not_ended", 409, "Only a job that failed or was cancelled can be tried again"},
    {"job_waits_already", 409, "A job that does the same waits already"},
};

// Two who try again at once.
constexpr http::ConstraintMeaning constraints[] = {
    {"jobs_unique_waiting", "job_waits_already", ""},
};

} // namespace

Job find_job(http::Call& call, const Uuid& id) {
    const auto row = call.tx.maybe<JobRow>(sql::find_job, id);
    if (!row) throw Refusal("not_found");
    return job_of(*row, call.now);
}

void add_routes(http::Router& on) {
    using namespace http;
    on.problems().add(problem_types);
    on.problems().add(constraints);
    on.get<list_jobs>("/api/jobs", viewer("contacts:read"), Rate::read);
    on.get<get_job>("/api/jobs/{id}", viewer("contacts:read"), Rate::read);
    on.post<cancel_job>("/api/jobs/{id}/cancel", manager("contacts:write"), Rate::write);
    on.post<retry_job>("/api/jobs/{id}/retry", manager("contacts:write"), Rate::write);
    on.get<list_schedules>("/api/schedules", admin("admin"), Rate::read);
}

} // namespace jobs
