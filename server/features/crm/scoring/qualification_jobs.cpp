#include "features/crm/scoring/qualification_jobs.hpp"

#include "features/crm/crm.hpp"
#include "features/crm/scoring/engagement.hpp"
#include "features/crm/scoring/qualification.hpp"
#include "features/crm/scoring/qualification.sql.hpp"
#include "platform/jobs/jobs.hpp"
#include "platform/time/clock.hpp"

namespace crm {

struct FindProjectsToQualify {
    static constexpr std::string_view kind = "find_projects_to_qualify";
};
BOOST_DESCRIBE_STRUCT(FindProjectsToQualify, (), ())

// A described struct of its own: two of one name would be one type to the linker.
struct ValuesToScore {
    Uuid id;
    std::vector<double> values;
};
BOOST_DESCRIBE_STRUCT(ValuesToScore, (), (id, values))

struct QualificationDone {
    QualificationStatus status = QualificationStatus::too_little_data;
    std::int64_t scored = 0;
};
BOOST_DESCRIBE_STRUCT(QualificationDone, (), (status, scored))

namespace {

constexpr std::int32_t contacts_at_once = 2'000;

// What a project without new outcomes knows does not change.
constexpr std::chrono::days outcomes_look_back{400};

// Scores some, in the order of their ids; the last id, or nothing at the end.
std::optional<Uuid> score_some(db::Transaction& tx, const LogisticModel& model, const Uuid& after,
                               Timestamp now, std::int64_t& scored) {
    const auto ids = tx.all<Uuid>(scoring::sql::contacts_to_qualify, after, contacts_at_once);
    if (ids.empty()) return std::nullopt;
    std::vector<Uuid> rated;
    std::vector<std::int64_t> scores;
    for (const auto& row : tx.all<ValuesToScore>(scoring::sql::feature_values, ids, now)) {
        rated.push_back(row.id);
        scores.push_back(qualification_score(model, row.values));
    }
    tx.query(scoring::sql::set_qualification_scores, rated, scores);
    scored += static_cast<std::int64_t>(ids.size());
    return ids.back();
}

void clear(jobs::Context& job, bool of_all) {
    while (job.in_project([&](db::Transaction& tx) {
        return tx.query(scoring::sql::clear_qualification_scores, of_all).rows();
    }) > 0)
        job.check();
}

// May start twice: learning again gives the same, and so does scoring.
void qualify(jobs::Context& job, const QualifyContacts&) {
    const auto now = job.services.clock.now();
    const auto learnt =
        job.in_project([&](db::Transaction& tx) { return learn_qualification(tx, now); });
    std::int64_t scored = 0;
    clear(job, !learnt.model);
    for (std::optional<Uuid> after = learnt.model ? std::optional(Uuid{}) : std::nullopt; after;) {
        after = job.in_project([&](db::Transaction& tx) {
            return score_some(tx, *learnt.model, *after, now, scored);
        });
        job.progress(scored, std::nullopt);
    }
    job.set_result(meta::write(QualificationDone{learnt.status, scored}));
}

void find_projects(jobs::Context& job) {
    const auto since = job.services.clock.now() - outcomes_look_back;
    for (const auto& project : job.in_system([&](db::Transaction& tx) {
             return tx.all<Uuid>(scoring::sql::projects_to_qualify, since);
         }))
        job.services.database.in_transaction(
            {.role = db::Role::app, .project_id = project}, [](db::Transaction& tx) {
                jobs::enqueue(tx, QualifyContacts{},
                              {.unique_key = std::string(QualifyContacts::kind)});
            });
}

} // namespace

void add_score_jobs(jobs::Registry& registry) {
    registry.add<QualifyContacts>(qualify);
    add_engagement_jobs(registry);
    registry.every<FindProjectsToQualify>("7 2 * * *", find_projects);
}

} // namespace crm
