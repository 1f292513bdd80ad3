#include "features/crm/scoring/qualification.hpp"

#include <cmath>

#include "features/crm/scoring/qualification.sql.hpp"
#include "features/crm/scoring/qualification_features.hpp"

namespace crm {

struct FeatureValues {
    Uuid id;
    std::vector<double> values;
};
BOOST_DESCRIBE_STRUCT(FeatureValues, (), (id, values))

namespace {

constexpr std::int32_t most_won = 5'000;   // of one quarter
constexpr std::int32_t most_lost = 10'000; // the same: more change the weights little
constexpr int quarters = 4;                // back in time, each with what was known then

// A quarter's examples: what was known at its beginning, and how it had ended at its end.
struct Quarter {
    std::vector<Example> examples;
    std::int64_t lost_there_were = 0, lost_taken = 0;
};

void add_examples(db::Transaction& tx, const std::vector<Uuid>& ids, Timestamp at, bool won,
                  std::vector<Example>& examples) {
    for (auto& row : tx.all<FeatureValues>(scoring::sql::feature_values, ids, at))
        examples.push_back({std::move(row.values), won, std::hash<std::string>()(row.id.text())});
}

Quarter examples_of(db::Transaction& tx, Timestamp begin, Timestamp end) {
    Quarter quarter;
    const auto won = tx.all<Uuid>(scoring::sql::won_examples, begin, end, most_won);
    const auto lost = tx.all<Uuid>(scoring::sql::lost_examples, begin, end, most_lost);
    add_examples(tx, won, begin, true, quarter.examples);
    add_examples(tx, lost, begin, false, quarter.examples);
    quarter.lost_taken = static_cast<std::int64_t>(lost.size());
    quarter.lost_there_were = tx.one<std::int64_t>(scoring::sql::count_lost, begin, end);
    return quarter;
}

void store(db::Transaction& tx, const QualificationModel& learnt) {
    tx.query(scoring::sql::put_model, learnt.status, learnt.trained_at, learnt.auc, learnt.won,
             learnt.lost, learnt.model);
}

} // namespace

std::optional<QualificationModel> find_qualification_model(db::Transaction& tx) {
    return tx.maybe<QualificationModel>(scoring::sql::find_model);
}

std::vector<double> qualification_values(db::Transaction& tx, const Uuid& contact_id,
                                         Timestamp now) {
    return tx.one<FeatureValues>(scoring::sql::feature_values, std::vector{contact_id}, now).values;
}

QualificationModel learn_qualification(db::Transaction& tx, Timestamp now) {
    std::vector<Example> examples;
    std::int64_t lost_there_were = 0, lost_taken = 0;
    for (int back = 1; back <= quarters; ++back) {
        const auto begin = now - back * qualification_horizon;
        auto quarter = examples_of(tx, begin, begin + qualification_horizon);
        std::ranges::move(quarter.examples, std::back_inserter(examples));
        lost_there_were += quarter.lost_there_were;
        lost_taken += quarter.lost_taken;
    }
    QualificationModel learnt{.trained_at = now,
                              .won = std::ranges::count(examples, true, &Example::won)};
    learnt.lost = static_cast<std::int64_t>(examples.size()) - learnt.won;
    if (learnt.won >= fewest_examples_of_a_kind && learnt.lost >= fewest_examples_of_a_kind) {
        auto trained = train_logistic(
            examples, static_cast<double>(lost_there_were) / static_cast<double>(lost_taken));
        learnt.auc = trained.auc;
        learnt.status =
            trained.auc < weakest_auc ? QualificationStatus::too_weak : QualificationStatus::active;
        if (learnt.status == QualificationStatus::active) learnt.model = std::move(trained.model);
    }
    store(tx, learnt);
    return learnt;
}

std::int64_t qualification_score(const LogisticModel& model, std::span<const double> values) {
    return std::lround(100 * model.probability(values));
}

} // namespace crm
