// Logistic regression, learnt by liblinear. Knows no database.
#pragma once
#include <boost/describe.hpp>
#include <span>
#include <vector>

namespace crm {

struct Example {
    std::vector<double> values; // the same number in each
    bool won = false;
    std::size_t group = 0; // examples of one person share it: held out together
};

// Values are standardised first: (value − mean) ⁄ deviation, at most three deviations from the
// mean, so that what was rare among the examples is not taken for more than it is. A value that
// never varied has the deviation 0 and counts for nothing.
struct LogisticModel {
    std::vector<double> means, deviations, weights;
    double bias = 0;

    // Between 0 and 1. std::logic_error for another number of values.
    double probability(std::span<const double> values) const;
    // What each value adds to the log-odds, against an average person.
    std::vector<double> contributions(std::span<const double> values) const;
    double standardised(std::span<const double> values, std::size_t i) const;
};
BOOST_DESCRIBE_STRUCT(LogisticModel, (), (means, deviations, weights, bias))

struct Trained {
    LogisticModel model; // learnt from all examples
    double auc = 0.5;    // of one learnt without every fifth group, on those
};

// The area under the ROC curve: the chance that a won one has a higher score than a lost one, ties
// counting half. 0.5 when one of the two is missing.
double area_under_curve(std::span<const double> scores, const std::vector<bool>& won);

// `lost_weight`: how many lost ones each lost example stands for, where they were sampled; the
// probabilities are those of the whole. At least one of each kind in the fifth that is held out and
// in the rest, else std::invalid_argument.
Trained train_logistic(const std::vector<Example>& examples, double lost_weight = 1);

} // namespace crm
