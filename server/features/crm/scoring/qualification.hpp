// How likely a lead becomes a customer, learnt from how it went with others.
#pragma once
#include "features/crm/contacts.hpp"
#include "features/crm/scoring/logistic.hpp"

namespace crm {

enum class QualificationStatus { active, too_little_data, too_weak };
BOOST_DESCRIBE_ENUM(QualificationStatus, active, too_little_data, too_weak)

// What was learnt last; a model only where `status` is active.
struct QualificationModel {
    QualificationStatus status = QualificationStatus::too_little_data;
    Timestamp trained_at;
    std::optional<double> auc;      // held out
    std::int64_t won = 0, lost = 0; // examples that it learnt from
    std::optional<LogisticModel> model;
};
BOOST_DESCRIBE_STRUCT(QualificationModel, (), (status, trained_at, auc, won, lost, model))

// The question that is learnt: won within this time?
inline constexpr std::chrono::days qualification_horizon{90};
// Below, chance speaks louder than the data.
inline constexpr std::int64_t fewest_examples_of_a_kind = 50;
// Below, the score would mislead more than it helps.
inline constexpr double weakest_auc = 0.6;

std::optional<QualificationModel> find_qualification_model(db::Transaction& tx);

// Of one contact, as of now.
std::vector<double> qualification_values(db::Transaction& tx, const Uuid& contact_id,
                                         Timestamp now);

// Learns from the transaction's project and stores what came of it, whatever that is.
QualificationModel learn_qualification(db::Transaction& tx, Timestamp now);

// 0 to 100.
std::int64_t qualification_score(const LogisticModel& model, std::span<const double> values);

} // namespace crm
