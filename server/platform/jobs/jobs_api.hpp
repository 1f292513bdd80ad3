// The jobs screen over HTTP.
#pragma once
#include "platform/http/router.hpp"

namespace jobs {

struct Job {
    Uuid id;
    std::string kind;
    std::string title;
    std::string status; // queued, running, succeeded, dead, cancelled
    std::int64_t progress_done = 0;
    std::optional<std::int64_t> progress_total;
    std::optional<double> rate_per_second;
    std::optional<double> seconds_left;
    std::int32_t attempts = 0;
    std::int32_t max_attempts = 0;
    std::optional<std::string> error;
    std::optional<Json> result;
    std::optional<Uuid> created_by; // who caused it; absent for the server's own
    Timestamp run_at;
    Timestamp created_at;
    std::optional<Timestamp> started_at;
    std::optional<Timestamp> finished_at;
};
BOOST_DESCRIBE_STRUCT(Job, (),
                      (id, kind, title, status, progress_done, progress_total, rate_per_second,
                       seconds_left, attempts, max_attempts, error, result, created_by, run_at,
                       created_at, started_at, finished_at))

// Refusal("not_found") for another project's.
Job find_job(http::Call& call, const Uuid& id);

void add_routes(http::Router& router);

} // namespace jobs
