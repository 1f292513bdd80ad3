// When the search for duplicates looks at whom: at what changed within two minutes, and at
// everybody once a night. Neither holds a thread of the jobs for long: who has a million contacts
// to look at goes on a little later, and a segment that somebody waits for is built meanwhile.
#include "features/crm/crm.hpp"
#include "features/crm/duplicates.hpp"
#include "features/crm/duplicates.sql.hpp"
#include "platform/jobs/jobs.hpp"
#include "platform/realtime/outbox.hpp"
#include "platform/time/clock.hpp"

namespace crm {

struct FindDuplicates {
    static constexpr std::string_view kind = "find_duplicates";
};
BOOST_DESCRIBE_STRUCT(FindDuplicates, (), ())

struct SweepDuplicates {
    static constexpr std::string_view kind = "sweep_duplicates";
};
BOOST_DESCRIBE_STRUCT(SweepDuplicates, (), ())

struct DuplicateProgress {
    Timestamp changed_at;
    Uuid changed_id;
    std::optional<Uuid> swept_id;
    std::optional<Date> sweep_day;
};
BOOST_DESCRIBE_STRUCT(DuplicateProgress, (), (changed_at, changed_id, swept_id, sweep_day))

struct ChangedContact {
    Uuid id;
    Timestamp updated_at;
};
BOOST_DESCRIBE_STRUCT(ChangedContact, (), (id, updated_at))

struct DuplicatesFound {
    std::int64_t pairs = 0;
};
BOOST_DESCRIBE_STRUCT(DuplicatesFound, (), (pairs))

namespace {

// A change carries the time at which its transaction began, so one that commits late would stand
// behind the reader's back: the reader stays this far behind. What takes longer still is found by
// the sweep.
constexpr std::chrono::seconds settling{30};

// A search stops after this time; what is left is looked at by the next one.
constexpr std::chrono::seconds longest_search{15};
constexpr std::chrono::seconds pause_of_sweep{15};

class Deadline {
  public:
    bool passed() const { return std::chrono::steady_clock::now() - start_ > longest_search; }

  private:
    const std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
};

db::Scope scope_of(const Uuid& project_id) {
    return {.role = db::Role::app, .project_id = project_id};
}

// False: nothing was left to look at, or another job looks.
bool look_at_changes(db::Transaction& tx, Timestamp now) {
    if (!tx.one<bool>(sql::take_search)) return false;
    const auto progress = tx.one<DuplicateProgress>(sql::find_progress);
    const auto changed =
        tx.all<ChangedContact>(sql::changed_contacts, progress.changed_at, progress.changed_id,
                               now - settling, duplicate_batch);
    if (changed.empty()) return false;
    std::vector<Uuid> ids;
    for (const auto& contact : changed) ids.push_back(contact.id);
    const auto pairs = find_duplicates(tx, ids, now);
    tx.later(sql::store_changed, changed.back().updated_at, changed.back().id);
    if (pairs > 0) realtime::publish(tx, "contacts", "duplicates.found", DuplicatesFound{pairs});
    return true;
}

// The projects take turns, so that an import into one does not keep the others waiting.
void find_among_changed(jobs::Context& job) {
    const auto now = job.services.clock.now();
    auto projects = job.in_system(
        [&](db::Transaction& tx) { return tx.all<Uuid>(sql::projects_to_search, now - settling); });
    const Deadline deadline;
    while (!projects.empty() && !deadline.passed())
        std::erase_if(projects, [&](const Uuid& project) {
            job.check();
            return !job.services.database.in_transaction(
                scope_of(project), [&](db::Transaction& tx) { return look_at_changes(tx, now); });
        });
}

// False: the project is through for today, or another job looks.
bool sweep_on(db::Transaction& tx, Date today, Timestamp now) {
    if (!tx.one<bool>(sql::take_search)) return false;
    const auto progress = tx.one<DuplicateProgress>(sql::find_progress);
    if (progress.sweep_day == today && !progress.swept_id) return false;
    const auto ids = tx.all<Uuid>(sql::contacts_to_sweep, progress.swept_id, duplicate_batch);
    if (!ids.empty()) find_duplicates(tx, ids, now);
    const bool more = ids.size() == static_cast<std::size_t>(duplicate_batch);
    tx.later(sql::store_sweep, more ? std::optional(ids.back()) : std::nullopt, today);
    if (!more) tx.later(sql::forget_old_skips, now - std::chrono::hours(36));
    return more;
}

// A server that is killed goes on after the last batch. As long as a project is not through, or
// another job looked into it just now, the sweep comes again.
void sweep_everybody(jobs::Context& job) {
    const auto now = job.services.clock.now();
    const Date today{std::chrono::floor<std::chrono::days>(now)};
    const auto waiting = [&] {
        return job.in_system(
            [&](db::Transaction& tx) { return tx.all<Uuid>(sql::projects_to_sweep, today); });
    };
    const Deadline deadline;
    for (const auto& project : waiting())
        while (!deadline.passed()
               && job.services.database.in_transaction(scope_of(project), [&](db::Transaction& tx) {
                      return sweep_on(tx, today, now);
                  }))
            job.check();
    if (!waiting().empty())
        job.in_system([&](db::Transaction& tx) {
            jobs::enqueue(tx, SweepDuplicates{},
                          {.title = "sweep_duplicates",
                           .run_at = now + pause_of_sweep,
                           .unique_key = "sweep"});
        });
}

} // namespace

void add_duplicate_jobs(jobs::Registry& registry) {
    registry.every<FindDuplicates>("* * * * *", &find_among_changed);
    registry.every<SweepDuplicates>("23 3 * * *", &sweep_everybody);
}

} // namespace crm
