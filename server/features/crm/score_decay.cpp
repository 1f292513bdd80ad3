// Engagement fades (0019_engagement_weights.sql has the formula). An interaction brings its
// contact up to date; this does it every night for who had none.
#include "features/crm/crm.hpp"
#include "features/crm/score_decay.sql.hpp"
#include "platform/jobs/jobs.hpp"
#include "platform/time/clock.hpp"

namespace crm {

struct DecayScores {
    static constexpr std::string_view kind = "decay_scores";
};
BOOST_DESCRIBE_STRUCT(DecayScores, (), ())

struct DecayedBatch {
    std::int64_t read = 0, changed = 0;
    std::optional<Uuid> last_project, last_contact;
};
BOOST_DESCRIBE_STRUCT(DecayedBatch, (), (read, changed, last_project, last_contact))

namespace {

void decay_scores(jobs::Context& job) {
    const auto now = job.services.clock.now();
    std::int64_t changed = 0;
    for (DecayedBatch batch{.read = 1}; batch.read > 0; job.check()) {
        batch = job.in_system([&](db::Transaction& tx) {
            return tx.one<DecayedBatch>(sql::decay_scores, now, batch.last_project,
                                        batch.last_contact);
        });
        changed += batch.changed;
    }
    job.set_result(R"({"changed":)" + std::to_string(changed) + "}");
}

} // namespace

void add_score_decay_jobs(jobs::Registry& registry) {
    registry.every<DecayScores>("31 1 * * *", &decay_scores);
}

} // namespace crm
