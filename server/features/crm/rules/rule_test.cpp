// The tree of a rule as it is written, before anybody looks at its fields.
#include "features/crm/rules/rule.hpp"

#include <gtest/gtest.h>

#include <boost/json.hpp>

namespace {

// "filter.match:required, …" of what is wrong with a rule.
std::string problems_of(const std::string& rule) {
    meta::Problems problems;
    crm::parse_rule(boost::json::parse(rule), "filter", problems);
    std::string all;
    for (const auto& problem : problems.list)
        all += (all.empty() ? "" : ", ") + problem.field + ':' + problem.code;
    return all;
}

const std::string condition = R"({"field":"city","operator":"is","value":"Graz"})";

std::string rule_of(const std::string& conditions) {
    return R"({"match":"all","conditions":[)" + conditions + "]}";
}

// `depth` groups in each other, a condition in the last.
std::string deep(int depth) {
    return rule_of(depth == 1 ? condition : deep(depth - 1));
}

std::string wide(int conditions) {
    std::string all = condition;
    for (int i = 1; i < conditions; ++i) all += ',' + condition;
    return rule_of(all);
}

TEST(RuleTree, may_be_as_wide_and_as_deep_as_the_bounds_say) {
    meta::Problems problems;
    const auto rule = crm::parse_rule(boost::json::parse(wide(250)), "filter", problems);
    EXPECT_TRUE(problems.empty());
    EXPECT_EQ(250u, crm::conditions_of(rule).size()) << "also the last one counts";
    EXPECT_EQ("filter.conditions[249]", crm::conditions_of(rule).back()->path);
    EXPECT_EQ("filter.conditions[250]:too_many", problems_of(wide(300)));
    EXPECT_EQ("", problems_of(deep(8)));
    const std::string first_seven =
        ".conditions[0].conditions[0].conditions[0].conditions[0]"
        ".conditions[0].conditions[0].conditions[0]";
    EXPECT_EQ("filter" + first_seven + ".conditions[0]:too_deep", problems_of(deep(9)));
}

TEST(RuleTree, is_refused_with_the_path_of_whatever_is_wrong) {
    const std::pair<std::string, std::string> cases[] = {
        {"7", "filter:wrong_type"},
        {"{}", "filter.match:required, filter.conditions:required"},
        {R"({"match":"any","conditions":[]})", ""},
        {R"({"match":"none","conditions":[]})", ""},
        {R"({"match":"most","conditions":[]})", "filter.match:not_allowed"},
        {R"({"match":1,"conditions":{}})", "filter.match:wrong_type, filter.conditions:required"},
        {R"({"match":"all","conditions":[],"colour":1})", "filter.colour:unknown_field"},
        {R"({"match":"all","conditions":[],"version":1})", ""},
        {R"({"match":"all","conditions":[],"version":2})", "filter.version:not_allowed"},
        {R"({"match":"all","conditions":[],"version":"1"})", "filter.version:not_allowed"},
        {rule_of(R"({"match":"all","conditions":[],"version":1})"),
         "filter.conditions[0].version:not_allowed"},
        {rule_of("null"), "filter.conditions[0]:wrong_type"},
        {rule_of(condition + R"(,{"field":"city","value":1,"not":true})"),
         "filter.conditions[1].not:unknown_field, filter.conditions[1].operator:required"},
        {rule_of(R"({"field":")" + std::string(100, 'x') + R"(","operator":"is"})"), ""},
        {rule_of(R"({"field":")" + std::string(101, 'x') + R"(","operator":"is"})"),
         "filter.conditions[0].field:wrong_type"},
    };
    for (const auto& [rule, problems] : cases) EXPECT_EQ(problems, problems_of(rule)) << rule;
}

} // namespace
