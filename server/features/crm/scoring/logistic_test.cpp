#include "features/crm/scoring/logistic.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

using crm::area_under_curve;
using crm::Example;
using crm::train_logistic;

namespace {

// Odds that double with the first value; the second says nothing.
std::vector<Example> people(std::size_t count, double bias = 0) {
    std::mt19937 random(7);
    std::normal_distribution<double> value;
    std::uniform_real_distribution<double> chance;
    std::vector<Example> examples;
    for (std::size_t i = 0; i < count; ++i) {
        const double first = value(random), second = value(random);
        const double odds = std::exp(bias + 2 * first);
        examples.push_back({{10 + 3 * first, second}, chance(random) < odds / (1 + odds), i});
    }
    return examples;
}

} // namespace

TEST(AreaUnderCurve, is_the_chance_that_a_won_one_stands_higher) {
    struct Case {
        std::vector<double> scores;
        std::vector<bool> won;
        double area;
    };
    const Case cases[] = {
        {{0.1, 0.2, 0.8, 0.9}, {false, false, true, true}, 1},
        {{0.9, 0.8, 0.2, 0.1}, {false, false, true, true}, 0},
        {{0.5, 0.5, 0.5, 0.5}, {false, true, false, true}, 0.5},
        {{0.1, 0.4, 0.35, 0.8}, {false, false, true, true}, 0.75},
        {{0.1, 0.2}, {true, true}, 0.5},
        {{}, {}, 0.5},
    };
    for (const auto& c : cases) EXPECT_DOUBLE_EQ(c.area, area_under_curve(c.scores, c.won));
}

TEST(Logistic, finds_what_matters_and_what_does_not) {
    const auto trained = train_logistic(people(10'000));
    EXPECT_NEAR(2, trained.model.weights[0], 0.15);
    EXPECT_NEAR(0, trained.model.weights[1], 0.1);
    EXPECT_GT(trained.auc, 0.85);
    EXPECT_LT(trained.auc, 0.93);
    EXPECT_GT(trained.model.probability(std::vector{16.0, 0.0}), 0.9);
    EXPECT_LT(trained.model.probability(std::vector{4.0, 0.0}), 0.1);
}

TEST(Logistic, of_noise_is_no_better_than_a_coin) {
    auto examples = people(4'000);
    std::mt19937 random(9);
    for (auto& example : examples) example.won = random() % 2 == 0;
    EXPECT_NEAR(0.5, train_logistic(examples).auc, 0.06);
}

TEST(Logistic, that_saw_one_lost_one_in_ten_still_knows_the_true_odds) {
    const auto all = people(40'000, -4);
    std::vector<Example> sampled;
    std::size_t won = 0, lost = 0;
    for (const auto& example : all) {
        if (example.won) ++won;
        if (example.won || lost++ % 10 == 0) sampled.push_back(example);
    }
    const auto trained = train_logistic(sampled, 10);
    double expected_won = 0;
    for (const auto& example : all) expected_won += trained.model.probability(example.values);
    EXPECT_NEAR(1, expected_won / static_cast<double>(won), 0.1);
}

TEST(Logistic, lives_with_a_value_that_never_varies) {
    auto examples = people(1'000);
    for (auto& example : examples) example.values.push_back(1);
    const auto trained = train_logistic(examples);
    EXPECT_DOUBLE_EQ(0, trained.model.contributions(std::vector{10.0, 0.0, 1.0})[2]);
}

TEST(Logistic, does_not_learn_from_one_kind_alone) {
    auto examples = people(100);
    for (auto& example : examples) example.won = true;
    EXPECT_THROW(train_logistic(examples), std::invalid_argument);
    examples[0].won = false; // in the fifth that is held out only
    EXPECT_THROW(train_logistic(examples), std::invalid_argument);
}

TEST(LogisticModel, refuses_another_number_of_values) {
    EXPECT_THROW(train_logistic(people(1'000)).model.probability(std::vector{1.0}),
                 std::logic_error);
}
