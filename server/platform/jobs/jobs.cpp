#include "platform/jobs/jobs.hpp"

#include <cmath>

#include "platform/jobs/jobs.sql.hpp"

namespace jobs {

Uuid enqueue_text(db::Transaction& tx, std::string_view kind, std::string payload,
                  const Options& options) {
    const auto id = Uuid::make();
    const Json body{std::move(payload)};
    // A waiting job with the same key may be claimed between the two statements: then there is room
    // for a new one.
    for (int tries = 0; tries < 3; ++tries) {
        if (tx.maybe<Uuid>(sql::enqueue, id, kind, options.title, body, options.unique_key,
                           options.priority, options.run_at, options.max_attempts)) {
            tx.later(sql::notify_jobs);
            return id;
        }
        if (const auto waiting = tx.maybe<Uuid>(sql::find_waiting, kind, options.unique_key))
            return *waiting;
    }
    throw db::Retry("jobs come and go under one key", "40001");
}

Context::Context(Services& all_services, Uuid id, std::optional<Uuid> project,
                 std::int32_t attempt_number, std::function<bool()> still_wanted, Report report)
    : services(all_services),
      job_id(id),
      project_id(project),
      attempt(attempt_number),
      still_wanted_(std::move(still_wanted)),
      report_(std::move(report)) {}

db::Scope Context::project_scope() const {
    if (!project_id) throw std::logic_error("this job has no project");
    return {.role = db::Role::app, .project_id = project_id};
}

void Context::progress(std::int64_t done, std::optional<std::int64_t> total) {
    const auto now = std::chrono::steady_clock::now();
    const bool last = total && done >= *total;
    if (now - last_written_ < std::chrono::milliseconds(500) && !last) return check();
    last_written_ = now;
    if (!report_(done, total)) throw Cancelled{};
}

void Context::check() {
    if (!still_wanted_()) throw Cancelled{};
}

const Registry::Handler* Registry::find(std::string_view kind) const {
    const auto found = handlers_.find(kind);
    return found == handlers_.end() ? nullptr : &found->second;
}

void Registry::add_text(std::string_view kind, Lane lane, Handler handler) {
    if (!handlers_.emplace(kind, std::move(handler)).second)
        throw std::logic_error("job kind twice: " + std::string(kind));
    if (lane == Lane::prompt) prompt_kinds_.emplace_back(kind);
}

std::chrono::milliseconds delay_before_attempt(std::int32_t next_attempt, double chance) {
    constexpr double longest_s = 3600;
    const double seconds = std::min(longest_s, std::pow(2.0, std::max(1, next_attempt - 1)));
    return std::chrono::milliseconds(static_cast<std::int64_t>(seconds * 1000 * (1 + chance / 4)));
}

} // namespace jobs
