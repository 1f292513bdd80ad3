// Work done later, outside the request: enqueued in the transaction of the change, so it exists if
// and only if the change does; run by any node; tried again when it fails.
//
//     struct SendConfirmation {
//         static constexpr std::string_view kind = "send_confirmation";
//         Uuid appointment_id;
//     };
//     BOOST_DESCRIBE_STRUCT(SendConfirmation, (), (appointment_id))
//
//     jobs::enqueue(call.tx, SendConfirmation{booked.id});
//     registry.add<SendConfirmation>([](jobs::Context& job, const SendConfirmation& work) { … });
#pragma once
#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <string>

#include "platform/db/database.hpp"
#include "platform/jobs/lane.hpp"
#include "platform/meta/describe.hpp"
#include "platform/services.hpp"

namespace jobs {

struct Options {
    std::string title;               // for the jobs screen: "Import of customers.csv"
    std::optional<Timestamp> run_at; // default: now
    std::optional<std::string>
        unique_key;            // a waiting job of this kind with the same key swallows the new one
    std::int32_t priority = 0; // higher first
    std::int32_t max_attempts = 10; // then it is dead, and waits on the jobs screen
};

// The id of the job, or of the one that waits already under the unique key.
Uuid enqueue_text(db::Transaction& tx, std::string_view kind, std::string payload,
                  const Options& options);

template <class Work>
Uuid enqueue(db::Transaction& tx, const Work& work, const Options& options = {}) {
    return enqueue_text(tx, Work::kind, meta::write(work), options);
}

// Thrown by a handler when somebody asked the job to stop; ends as `cancelled`.
struct Cancelled {};
// Thrown by a handler for what another try cannot mend: dead at once.
struct Hopeless : std::runtime_error {
    using std::runtime_error::runtime_error;
};

// What a handler is given. Handlers open their own transactions: a long one would hold locks and
// dead rows.
class Context {
  public:
    // Stores how far a job is; false: it shall stop.
    using Report = std::function<bool(std::int64_t done, std::optional<std::int64_t> total)>;

    Context(Services& all_services, Uuid id, std::optional<Uuid> project,
            std::int32_t attempt_number, std::function<bool()> still_wanted, Report report);
    Services& services;
    const Uuid job_id;
    const std::optional<Uuid> project_id;
    const std::int32_t attempt; // from 1

    // Role app in the job's project.
    db::Scope project_scope() const;
    template <class F>
    auto in_project(F&& body);
    template <class F>
    auto in_system(F&& body);

    // Shown on the jobs screen and in real time; written at most twice a second. Throws Cancelled
    // when asked to stop.
    void progress(std::int64_t done, std::optional<std::int64_t> total);
    // Throws Cancelled when asked to stop or when the lease was lost to another node.
    void check();
    // JSON shown with the finished job.
    void set_result(std::string json) { result_ = std::move(json); }
    const std::string& result() const { return result_; }

  private:
    std::function<bool()> still_wanted_;
    Report report_;
    std::chrono::steady_clock::time_point last_written_{};
    std::string result_ = "null";
};

template <class F>
auto Context::in_project(F&& body) {
    return services.database.in_transaction(project_scope(), std::forward<F>(body));
}

template <class F>
auto Context::in_system(F&& body) {
    return services.database.in_transaction(db::Scope{.role = db::Role::system},
                                            std::forward<F>(body));
}

// Which handler does which kind, and what recurs.
class Registry {
  public:
    using Handler = std::function<void(Context&, std::string_view payload)>;

    template <class Work, class F>
    void add(F handler) {
        add_text(Work::kind, lane_of<Work>(), [handler](Context& job, std::string_view payload) {
            handler(job, meta::parse<Work>(payload));
        });
    }
    // A job of this kind, with an empty payload, at the times of a five-field cron expression in
    // UTC.
    template <class Work, class F>
    void every(std::string_view cron_expression, F handler) {
        add_text(Work::kind, lane_of<Work>(),
                 [handler](Context& job, std::string_view) { handler(job); });
        schedules_.emplace(Work::kind, cron_expression);
    }

    const Handler* find(std::string_view kind) const;
    const std::vector<std::string>& prompt_kinds() const { return prompt_kinds_; }
    const std::map<std::string, std::string, std::less<>>& schedules() const { return schedules_; }

  private:
    // Twice the same kind is a programming error.
    void add_text(std::string_view kind, Lane lane, Handler handler);
    std::map<std::string, Handler, std::less<>> handlers_;
    std::vector<std::string> prompt_kinds_;
    std::map<std::string, std::string, std::less<>> schedules_;
};

struct RunnerSettings {
    std::size_t threads = 2;              // for jobs of every kind
    std::size_t prompt_threads = 1;       // for prompt ones only
    std::chrono::seconds lease{60};       // renewed at a third of it while a job runs
    std::chrono::milliseconds poll{1000}; // when no NOTIFY came (a lost one, a job due later)
    std::string node = "node";            // unique a process
};

// Threads that claim and run jobs. A job whose node died is claimed again when its lease has run
// out; a handler must therefore be able to start twice.
class Runner {
  public:
    Runner(Services& services, const Registry& registry, RunnerSettings settings);
    ~Runner();
    void start();
    // Lets running jobs finish for `patience`, then asks them to stop (they are queued again).
    void stop(std::chrono::milliseconds patience = std::chrono::seconds(10));
    void wake(); // NOTIFY jobs

    // Runs due jobs on the calling thread until none is left; for tests. Returns how many ran.
    int run_due();

  private:
    struct State;
    std::unique_ptr<State> state_;
};

// When a failed job is tried again: 2 s, 4 s, 8 s … at most 1 h, with up to a quarter added by
// chance.
std::chrono::milliseconds delay_before_attempt(std::int32_t next_attempt, double chance);

} // namespace jobs
