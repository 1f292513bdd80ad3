// Random rules over random people: the compiled statement and the evaluator name the same ones.
#include <gtest/gtest.h>

#include "features/crm/contact_list.hpp"
#include "features/crm/rules/project_rules.hpp"
#include "testing/random_rules.hpp"

namespace {

using random_rules::people_count;

constexpr int rules_count = 1500;

std::set<Uuid> whom_sql_finds(db::Transaction& tx, const crm::RuleGroup& rule,
                              crm::RuleContext context, const std::vector<Uuid>* among) {
    db::Params params{db::param(tx.project_id())};
    std::string where = "c.project_id = $1";
    if (among) {
        params.push_back(db::param(*among));
        context.candidates = 2;
        where += " AND c.id = ANY($2::uuid[])";
    }
    meta::Problems problems;
    where += " AND " + crm::compile_rule(rule, context, params, problems);
    if (!problems.empty()) throw std::logic_error(problems.list.front().field);
    const auto found =
        tx.query_text("test.fitting",
                      "SELECT c.id FROM " + std::string(crm::selection_tables) + " WHERE " + where,
                      params, db::Role::finder);
    std::set<Uuid> ids;
    for (int row = 0; row < found.rows(); ++row) ids.insert(found.as<Uuid>(row));
    return ids;
}

// Behind so many conditions that fit everybody, the rule is asked row by row.
crm::RuleGroup among_many(const random_rules::json::object& rule) {
    random_rules::json::array conditions;
    for (int i = 0; i < 6; ++i)
        conditions.push_back(
            {{"field", "created_at"}, {"operator", "after"}, {"value", "1990-01-01"}});
    conditions.push_back(rule);
    meta::Problems problems;
    return crm::parse_rule(
        random_rules::json::object{{"match", "all"}, {"conditions", std::move(conditions)}}, "rule",
        problems);
}

} // namespace

TEST(Rules, mean_the_same_in_sql_and_in_plain_code) {
    TestApp app;
    random_rules::RandomWorld world(app);
    const auto people = world.make_people();
    std::vector<Uuid> everybody;
    for (const auto& [id, person] : people) everybody.push_back(id);
    int hits = 0;
    app.database().in_transaction(
        {.role = db::Role::app, .project_id = app.project_id()}, [&](db::Transaction& tx) {
            const auto rules = crm::project_rules(tx);
            const auto context = rules.at(app.clock().now());
            for (int i = 0; i < rules_count; ++i) {
                const auto written = world.rule(1);
                meta::Problems problems;
                const auto rule = crm::parse_rule(written, "rule", problems);
                ASSERT_TRUE(problems.empty()) << written;
                std::set<Uuid> expected;
                for (const auto& [id, person] : people)
                    if (crm::fits(rule, context, person)) expected.insert(id);
                ASSERT_EQ(expected, whom_sql_finds(tx, rule, context, nullptr)) << written;
                if (i % 3 == 0) {
                    ASSERT_EQ(expected, whom_sql_finds(tx, rule, context, &everybody)) << written;
                    ASSERT_EQ(expected,
                              whom_sql_finds(tx, among_many(written), context, &everybody))
                        << written;
                }
                hits += static_cast<int>(expected.size());
            }
        });
    // Neither nobody nor everybody all the time: the test could fail.
    EXPECT_GT(hits, rules_count * people_count / 10);
    EXPECT_LT(hits, rules_count * people_count * 9 / 10);
}
