// Scores over HTTP, each with its reasons.
#include <cmath>

#include "features/accounts/accounts.hpp"
#include "features/crm/crm.hpp"
#include "features/crm/scoring/engagement.hpp"
#include "features/crm/scoring/engagement.sql.hpp"
#include "features/crm/scoring/qualification.hpp"
#include "features/crm/scoring/qualification.sql.hpp"
#include "features/crm/scoring/qualification_features.hpp"
#include "features/crm/scoring/qualification_jobs.hpp"
#include "platform/jobs/jobs.hpp"

namespace crm {

struct EngagementPart {
    std::string interaction_type;
    std::int64_t interactions = 0;
    Timestamp last_at;
    std::int64_t points_each = 0, half_life_days = 30; // as the project has set them
    double points = 0;                                 // faded, as of now
};
BOOST_DESCRIBE_STRUCT(EngagementPart, (),
                      (interaction_type, interactions, last_at, points_each, half_life_days,
                       points))

struct EngagementScore {
    std::int64_t score = 0; // 0 to 100
    std::vector<EngagementPart> parts;
};
BOOST_DESCRIBE_STRUCT(EngagementScore, (), (score, parts))

enum class QualificationMethod {
    model,      // the chance of becoming a customer within 90 days
    engagement, // too little is known for that: the engagement score stands in
    customer,   // won already
};
BOOST_DESCRIBE_ENUM(QualificationMethod, model, engagement, customer)

struct QualificationReason {
    std::string key, label;
    double effect = 0; // on the log-odds, against an average person; above zero speaks for him
};
BOOST_DESCRIBE_STRUCT(QualificationReason, (), (key, label, effect))

struct Qualification {
    QualificationMethod method = QualificationMethod::engagement;
    std::optional<std::int64_t> score;        // 0 to 100; none for customers
    std::vector<QualificationReason> reasons; // the strongest five
};
BOOST_DESCRIBE_STRUCT(Qualification, (), (method, score, reasons))

struct ContactScores {
    EngagementScore engagement;
    Qualification qualification;
};
BOOST_DESCRIBE_STRUCT(ContactScores, (), (engagement, qualification))

struct StoredScores {
    std::int64_t engagement_score = 0;
    LifecycleStage lifecycle_stage = LifecycleStage::lead;
};
BOOST_DESCRIBE_STRUCT(StoredScores, (), (engagement_score, lifecycle_stage))

struct LearntWeight {
    std::string key, label;
    double weight = 0; // on the log-odds, for one standard deviation
};
BOOST_DESCRIBE_STRUCT(LearntWeight, (), (key, label, weight))

struct QualificationInfo {
    QualificationStatus status = QualificationStatus::too_little_data;
    std::optional<Timestamp> trained_at;
    std::optional<double> auc; // on people that it did not learn from: 0.5 a coin, 1 never errs
    std::int64_t won = 0, lost = 0;
    std::int64_t fewest_of_a_kind = fewest_examples_of_a_kind;
    std::vector<LearntWeight> weights; // the heaviest first
};
BOOST_DESCRIBE_STRUCT(QualificationInfo, (),
                      (status, trained_at, auc, won, lost, fewest_of_a_kind, weights))

struct LearningStarted {
    Uuid job_id;
};
BOOST_DESCRIBE_STRUCT(LearningStarted, (), (job_id))

namespace {

constexpr std::size_t most_reasons = 5;

template <class T>
void keep_heaviest(std::vector<T>& all, double T::* value, std::size_t count) {
    std::ranges::stable_sort(all, std::greater(),
                             [&](const T& each) { return std::abs(each.*value); });
    std::erase_if(all, [&](const T& each) { return std::abs(each.*value) < 0.01; });
    if (all.size() > count) all.resize(count);
}

Qualification qualification_of(http::Call& call, const Uuid& id, const StoredScores& stored) {
    if (stored.lifecycle_stage == LifecycleStage::customer
        || stored.lifecycle_stage == LifecycleStage::evangelist)
        return {.method = QualificationMethod::customer};
    const auto learnt = find_qualification_model(call.tx);
    if (!learnt || !learnt->model) return {.score = stored.engagement_score};
    const auto values = qualification_values(call.tx, id, call.now);
    Qualification made{.method = QualificationMethod::model,
                       .score = qualification_score(*learnt->model, values)};
    const auto effects = learnt->model->contributions(values);
    for (std::size_t i = 0; i < effects.size(); ++i)
        made.reasons.push_back({std::string(qualification_features[i].key),
                                std::string(qualification_features[i].label), effects[i]});
    keep_heaviest(made.reasons, &QualificationReason::effect, most_reasons);
    return made;
}

// GET /api/crm/contacts/{id}/score
ContactScores get_scores(http::Call& call, const Uuid& id) {
    const auto stored = call.tx.maybe<StoredScores>(scoring::sql::find_scores, id);
    if (!stored) throw Refusal("not_found");
    return {
        .engagement = {stored->engagement_score,
                       call.tx.all<EngagementPart>(scoring::sql::engagement_by_type, id, call.now)},
        .qualification = qualification_of(call, id, *stored)};
}

// GET /api/crm/scoring/qualification
QualificationInfo get_qualification(http::Call& call) {
    const auto learnt = find_qualification_model(call.tx);
    if (!learnt) return {};
    QualificationInfo info{.status = learnt->status,
                           .trained_at = learnt->trained_at,
                           .auc = learnt->auc,
                           .won = learnt->won,
                           .lost = learnt->lost};
    if (!learnt->model) return info;
    for (std::size_t i = 0; i < qualification_features.size(); ++i)
        info.weights.push_back({std::string(qualification_features[i].key),
                                std::string(qualification_features[i].label),
                                learnt->model->weights.at(i)});
    keep_heaviest(info.weights, &LearntWeight::weight, info.weights.size());
    return info;
}

// POST /api/crm/scoring/qualification/learn: now instead of tonight
http::Accepted<LearningStarted> learn_now(http::Call& call) {
    return {{jobs::enqueue(call.tx, QualifyContacts{},
                           {.title = "Learning who becomes a customer",
                            .unique_key = std::string(QualifyContacts::kind)})}};
}

} // namespace

void add_score_routes(http::Router& on) {
    using namespace http;
    on.get<get_scores>("/api/crm/contacts/{id}/score", viewer("contacts:read"), Rate::read);
    on.get<get_qualification>("/api/crm/scoring/qualification", viewer("contacts:read"),
                              Rate::read);
    add_engagement_routes(on);
    on.post<learn_now>("/api/crm/scoring/qualification/learn", manager("contacts:write"),
                       Rate::write);
}

} // namespace crm
