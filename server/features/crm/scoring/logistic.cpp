#include "features/crm/scoring/logistic.hpp"

#include <linear.h>

#include <algorithm>
#include <cmath>
#include <memory>
#include <numeric>
#include <stdexcept>

namespace crm {
namespace {

constexpr std::size_t held_out_one_in = 5;
constexpr double regularisation = 1; // liblinear's C
constexpr double precision = 0.001;
constexpr double farthest_deviations = 3;

struct FreeModel {
    void operator()(::model* given) const { free_and_destroy_model(&given); }
};

void standardise(const std::vector<Example>& examples, LogisticModel& made) {
    const auto width = examples.front().values.size();
    const auto count = static_cast<double>(examples.size());
    made.means.assign(width, 0);
    made.deviations.assign(width, 0);
    for (const auto& example : examples)
        for (std::size_t i = 0; i < width; ++i) made.means[i] += example.values[i] / count;
    for (const auto& example : examples)
        for (std::size_t i = 0; i < width; ++i)
            made.deviations[i] += std::pow(example.values[i] - made.means[i], 2) / count;
    for (auto& deviation : made.deviations) {
        deviation = std::sqrt(deviation);
        if (deviation < 1e-9) deviation = 0;
    }
}

// The examples as liblinear reads them: rows of (index from 1, value), ended by −1.
class Problem {
  public:
    Problem(const std::vector<Example>& examples, const LogisticModel& standard) {
        const auto width = standard.means.size();
        nodes_.reserve(examples.size() * (width + 2));
        for (const auto& example : examples) {
            starts_.push_back(nodes_.size());
            for (std::size_t i = 0; i < width; ++i)
                nodes_.push_back(
                    {static_cast<int>(i + 1), standard.standardised(example.values, i)});
            nodes_.push_back({static_cast<int>(width + 1), 1}); // the bias
            nodes_.push_back({-1, 0});
            labels_.push_back(example.won ? 1 : 0);
        }
        for (const auto start : starts_) rows_.push_back(&nodes_[start]);
        problem_ = {static_cast<int>(examples.size()), static_cast<int>(width + 1), labels_.data(),
                    rows_.data(), 1};
    }
    const ::problem& get() const { return problem_; }

  private:
    std::vector<feature_node> nodes_;
    std::vector<std::size_t> starts_;
    std::vector<feature_node*> rows_;
    std::vector<double> labels_;
    ::problem problem_{};
};

LogisticModel learn(const std::vector<Example>& examples) {
    LogisticModel made;
    standardise(examples, made);
    const Problem problem(examples, made);
    ::parameter how{};
    how.solver_type = L2R_LR;
    how.C = regularisation;
    how.eps = precision;
    set_print_string_function([](const char*) {});
    const std::unique_ptr<::model, FreeModel> learnt(train(&problem.get(), &how));
    // liblinear's first label is whichever came first.
    const double sign = learnt->label[0] == 1 ? 1 : -1;
    for (std::size_t i = 0; i < made.means.size(); ++i) made.weights.push_back(sign * learnt->w[i]);
    made.bias = sign * learnt->w[made.means.size()];
    return made;
}

bool has_both(const std::vector<Example>& examples) {
    return std::ranges::any_of(examples, &Example::won)
           && !std::ranges::all_of(examples, &Example::won);
}

double held_out_auc(const std::vector<Example>& examples) {
    std::vector<Example> learnt_from, held_out;
    for (const auto& example : examples)
        (example.group % held_out_one_in == 0 ? held_out : learnt_from).push_back(example);
    if (!has_both(learnt_from) || !has_both(held_out))
        throw std::invalid_argument("too few examples of one kind");
    const auto model = learn(learnt_from);
    std::vector<double> scores;
    std::vector<bool> won;
    for (const auto& example : held_out) {
        scores.push_back(model.probability(example.values));
        won.push_back(example.won);
    }
    return area_under_curve(scores, won);
}

} // namespace

double LogisticModel::standardised(std::span<const double> values, std::size_t i) const {
    if (deviations[i] == 0) return 0;
    return std::clamp((values[i] - means[i]) / deviations[i], -farthest_deviations,
                      farthest_deviations);
}

std::vector<double> LogisticModel::contributions(std::span<const double> values) const {
    if (values.size() != weights.size())
        throw std::logic_error("a model of another number of values");
    std::vector<double> added(values.size());
    for (std::size_t i = 0; i < values.size(); ++i) added[i] = weights[i] * standardised(values, i);
    return added;
}

double LogisticModel::probability(std::span<const double> values) const {
    const auto added = contributions(values);
    return 1 / (1 + std::exp(-std::accumulate(added.begin(), added.end(), bias)));
}

double area_under_curve(std::span<const double> scores, const std::vector<bool>& won) {
    std::vector<std::size_t> order(scores.size());
    std::iota(order.begin(), order.end(), 0);
    std::ranges::sort(order, {}, [&](std::size_t i) { return scores[i]; });
    double won_count = 0, rank_sum = 0;
    for (std::size_t begin = 0; begin < order.size();) {
        auto end = begin;
        double won_here = 0;
        for (; end < order.size() && scores[order[end]] == scores[order[begin]]; ++end)
            won_here += won[order[end]] ? 1 : 0;
        const double middle_rank = (static_cast<double>(begin + end) + 1) / 2; // ranks from 1
        rank_sum += won_here * middle_rank;
        won_count += won_here;
        begin = end;
    }
    const double lost_count = static_cast<double>(scores.size()) - won_count;
    if (won_count == 0 || lost_count == 0) return 0.5;
    return (rank_sum - won_count * (won_count + 1) / 2) / (won_count * lost_count);
}

Trained train_logistic(const std::vector<Example>& examples, double lost_weight) {
    if (!has_both(examples)) throw std::invalid_argument("examples of one kind only");
    Trained trained{.auc = held_out_auc(examples)};
    trained.model = learn(examples);
    // Sampling the lost ones changes the odds by a factor, and nothing else (King and Zeng 2001,
    // "Logistic Regression in Rare Events Data", prior correction).
    trained.model.bias -= std::log(lost_weight);
    return trained;
}

} // namespace crm
