#include <sodium.h>

#include <condition_variable>
#include <mutex>
#include <thread>

#include "platform/jobs/jobs.hpp"
#include "platform/jobs/jobs.sql.hpp"
#include "platform/log/log.hpp"
#include "platform/realtime/outbox.hpp"
#include "platform/time/clock.hpp"
#include "platform/time/cron.hpp"

namespace jobs {
namespace {

const db::Scope system_scope{.role = db::Role::system};

struct Claimed {
    Uuid id;
    std::optional<Uuid> project_id;
    std::optional<Uuid> created_by;
    std::string kind;
    Json payload;
    std::int32_t attempts = 0;
    std::int32_t max_attempts = 0;
};
BOOST_DESCRIBE_STRUCT(Claimed, (),
                      (id, project_id, created_by, kind, payload, attempts, max_attempts))

struct DueSchedule {
    std::string name, kind, expression;
};
BOOST_DESCRIBE_STRUCT(DueSchedule, (), (name, kind, expression))

// What the jobs screen listens to.
struct JobChanged {
    Uuid id;
    std::string kind;
    std::string status;
    std::int64_t progress_done = 0;
    std::optional<std::int64_t> progress_total;
};
BOOST_DESCRIBE_STRUCT(JobChanged, (), (id, kind, status, progress_done, progress_total))

std::string seconds_interval(std::chrono::seconds span) {
    return std::to_string(span.count()) + " seconds";
}

constexpr std::size_t longest_error = 2000;

// Schedules are set in code: one without a next run is a programming error.
Timestamp next_run(std::string_view expression, Timestamp now) {
    const auto next = zones::CronExpression::parse(expression).next_after(now, zones::Zone::utc());
    if (!next) throw std::logic_error("schedule that never runs: " + std::string(expression));
    return *next;
}

} // namespace

// A job being run by one of the threads; the lease keeper, who may outlive it by a moment, renews
// it and learns whether it shall stop.
struct Running {
    Claimed job;
    std::atomic<bool> stop{false};
};

struct Runner::State {
    Services& services;
    const Registry& registry;
    RunnerSettings settings;
    std::mutex mutex;
    std::condition_variable changed;
    bool stopping = false;
    std::uint64_t wakes = 0;
    std::set<std::shared_ptr<Running>> under_way;
    std::vector<std::thread> threads;

    void work(Lane lane);
    bool run_one(Lane lane);
    void run_claimed(const Claimed& job);
    void end(const Claimed& job, std::string_view status, std::optional<std::string> error,
             const std::string& result);
    void try_again(const Claimed& job, const std::string& error);
    bool report(Running& running, std::int64_t done, std::optional<std::int64_t> total);
    void publish(db::Transaction& tx, const Claimed& job, std::string_view status,
                 std::int64_t done = 0, std::optional<std::int64_t> total = {});
    void keep_leases();
    void renew(Running& running);
    void run_schedules();
    void put_schedules();
};

Runner::Runner(Services& services, const Registry& registry, RunnerSettings settings)
    : state_(new State{services, registry, settings, {}, {}, false, 0, {}, {}}) {}

Runner::~Runner() {
    stop(std::chrono::milliseconds(0));
}

void Runner::start() {
    state_->put_schedules();
    const auto start_threads = [this](std::size_t count, Lane lane) {
        for (std::size_t i = 0; i < count; ++i)
            state_->threads.emplace_back([state = state_.get(), lane] { state->work(lane); });
    };
    start_threads(state_->settings.threads, Lane::background);
    start_threads(state_->settings.prompt_threads, Lane::prompt);
    state_->threads.emplace_back([state = state_.get()] { state->keep_leases(); });
}

void Runner::stop(std::chrono::milliseconds patience) {
    auto& state = *state_;
    std::unique_lock lock(state.mutex);
    if (state.threads.empty()) return;
    state.stopping = true;
    state.changed.notify_all();
    state.changed.wait_for(lock, patience, [&] { return state.under_way.empty(); });
    for (const auto& running : state.under_way) running->stop = true;
    lock.unlock();
    for (auto& thread : state.threads) thread.join();
    state.threads.clear();
}

void Runner::wake() {
    {
        const std::lock_guard lock(state_->mutex);
        ++state_->wakes;
    }
    state_->changed.notify_all(); // which of them may take it only the claim knows
}

int Runner::run_due() {
    state_->services.database.in_transaction(system_scope, [&](db::Transaction& tx) {
        tx.query(sql::release_expired, state_->services.clock.now());
    });
    state_->put_schedules();
    state_->run_schedules();
    int count = 0;
    while (state_->run_one(Lane::background)) ++count;
    return count;
}

void Runner::State::work(Lane lane) {
    for (;;) {
        std::uint64_t seen = 0;
        {
            const std::lock_guard lock(mutex);
            if (stopping) return;
            seen = wakes;
        }
        bool ran = false;
        try {
            ran = run_one(lane);
        } catch (const std::exception& error) {
            log::error("job_claim_failed", {{"what", error.what()}});
        }
        if (ran) continue;
        std::unique_lock lock(mutex);
        changed.wait_for(lock, settings.poll, [&] { return stopping || wakes != seen; });
    }
}

// Threads of the background take prompt jobs as well: they are free more often than not.
bool Runner::State::run_one(Lane lane) {
    const auto now = services.clock.now();
    const auto kinds = lane == Lane::prompt ? std::optional(registry.prompt_kinds()) : std::nullopt;
    auto job = services.database.in_transaction(system_scope, [&](db::Transaction& tx) {
        auto claimed = tx.maybe<Claimed>(sql::claim, settings.node, now,
                                         seconds_interval(settings.lease), kinds);
        if (claimed) publish(tx, *claimed, "running");
        return claimed;
    });
    if (!job) return false;
    run_claimed(*job);
    return true;
}

void Runner::State::run_claimed(const Claimed& job) {
    const auto running = std::make_shared<Running>(job);
    {
        const std::lock_guard lock(mutex);
        running->stop = stopping;
        under_way.insert(running);
    }
    // Also when its end cannot be written down: its lease is not to be renewed any more.
    const auto unlist = [this](const std::shared_ptr<Running>* ended) {
        {
            const std::lock_guard lock(mutex);
            under_way.erase(*ended);
        }
        changed.notify_all();
    };
    const std::unique_ptr<const std::shared_ptr<Running>, decltype(unlist)> listed(&running,
                                                                                   unlist);
    Context context(
        services, job.id, job.project_id, job.attempts, [&] { return !running->stop; },
        [&](std::int64_t done, std::optional<std::int64_t> total) {
            return report(*running, done, total);
        });
    try {
        const auto* handler = registry.find(job.kind);
        if (!handler)
            throw Hopeless("this version of the server does not know the job " + job.kind);
        (*handler)(context, job.payload.text);
        end(job, "succeeded", {}, context.result());
    } catch (const Cancelled&) {
        bool going_down = false;
        {
            const std::lock_guard lock(mutex);
            going_down = stopping;
        }
        if (going_down)
            try_again(job, "the server was stopped");
        else
            end(job, "cancelled", {}, context.result());
    } catch (const Hopeless& error) {
        end(job, "dead", error.what(), context.result());
    } catch (const Refusal& error) {
        end(job, "dead", error.detail.empty() ? error.code : error.detail, context.result());
    } catch (const std::exception& error) {
        log::error("job_failed",
                   {{"kind", job.kind}, {"job_id", job.id.text()}, {"what", error.what()}});
        if (job.attempts >= job.max_attempts)
            end(job, "dead", error.what(), context.result());
        else
            try_again(job, error.what());
    }
}

void Runner::State::end(const Claimed& job, std::string_view status,
                        std::optional<std::string> error, const std::string& result) {
    if (error && error->size() > longest_error) error->resize(longest_error);
    services.database.in_transaction(system_scope, [&](db::Transaction& tx) {
        tx.query(sql::finish, job.id, settings.node, status, error, Json{result},
                 services.clock.now());
        publish(tx, job, status);
    });
}

void Runner::State::try_again(const Claimed& job, const std::string& error) {
    const auto delay = delay_before_attempt(job.attempts + 1,
                                            static_cast<double>(randombytes_uniform(1000)) / 1000);
    services.database.in_transaction(system_scope, [&](db::Transaction& tx) {
        const auto now = services.clock.now();
        const auto status = tx.maybe<std::string>(sql::retry_later, job.id, settings.node,
                                                  error.substr(0, longest_error), now + delay, now);
        if (status) publish(tx, job, *status);
    });
}

bool Runner::State::report(Running& running, std::int64_t done, std::optional<std::int64_t> total) {
    if (running.stop) return false;
    const auto cancel = services.database.in_transaction(system_scope, [&](db::Transaction& tx) {
        auto asked =
            tx.maybe<bool>(sql::report_progress, running.job.id, settings.node, done, total);
        publish(tx, running.job, "running", done, total);
        return asked;
    });
    if (!cancel || *cancel) running.stop = true; // cancelled, or another node has it
    return !running.stop;
}

void Runner::State::publish(db::Transaction& tx, const Claimed& job, std::string_view status,
                            std::int64_t done, std::optional<std::int64_t> total) {
    if (!job.project_id) return;
    const JobChanged change{job.id, job.kind, std::string(status), done, total};
    realtime::publish_for(tx, *job.project_id, "jobs", "job.changed", meta::write(change));
}

// Renews the leases of running jobs, frees those of dead nodes, and enqueues what recurs. Never
// with the lock held: a database that takes its time would stop all who take a job, end one or wake
// us.
void Runner::State::keep_leases() {
    const auto interval =
        std::max<std::chrono::milliseconds>(settings.lease / 3, std::chrono::milliseconds(200));
    for (;;) {
        std::vector<std::shared_ptr<Running>> to_renew;
        {
            std::unique_lock lock(mutex);
            if (changed.wait_for(lock, std::min<std::chrono::milliseconds>(interval, settings.poll),
                                 [&] { return stopping && under_way.empty(); }))
                return;
            to_renew.assign(under_way.begin(), under_way.end());
        }
        for (const auto& each : to_renew) renew(*each);
        try {
            services.database.in_transaction(system_scope, [&](db::Transaction& tx) {
                tx.query(sql::release_expired, services.clock.now());
            });
            run_schedules();
        } catch (const std::exception& error) {
            log::warn("job_housekeeping_failed", {{"what", error.what()}});
        }
    }
}

void Runner::State::renew(Running& each) {
    try {
        const auto cancel =
            services.database.in_transaction(system_scope, [&](db::Transaction& tx) {
                return tx.maybe<bool>(sql::renew_lease, each.job.id, settings.node,
                                      services.clock.now(), seconds_interval(settings.lease));
            });
        if (!cancel || *cancel) each.stop = true;
    } catch (const std::exception& error) {
        log::warn("job_lease_not_renewed",
                  {{"job_id", each.job.id.text()}, {"what", error.what()}});
    }
}

void Runner::State::put_schedules() {
    const auto now = services.clock.now();
    services.database.in_transaction(system_scope, [&](db::Transaction& tx) {
        for (const auto& [kind, expression] : registry.schedules())
            tx.query(sql::put_schedule, kind, expression, next_run(expression, now));
    });
}

void Runner::State::run_schedules() {
    const auto now = services.clock.now();
    for (bool more = true; more;) {
        more = services.database.in_transaction(system_scope, [&](db::Transaction& tx) {
            const auto due = tx.maybe<DueSchedule>(sql::claim_due_schedule, now);
            if (!due) return false;
            const auto id =
                enqueue_text(tx, due->kind, "{}", {.title = due->name, .unique_key = due->name});
            const auto next = next_run(due->expression, now);
            tx.query(sql::advance_schedule, due->name, now, next, id);
            return true;
        });
    }
}

} // namespace jobs
