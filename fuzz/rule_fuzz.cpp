// Segment rules: any JSON becomes problems or one condition, whose text is all ours, and which the
// evaluator understands as well.
#include <algorithm>
#include <boost/json.hpp>

#include "features/crm/rules/compiler.hpp"
#include "features/crm/rules/evaluator.hpp"
#include "fuzz.hpp"

namespace {

const std::vector<crm::RuleField>& fields() {
    static const auto all =
        crm::rule_fields({{.key = "size", .label = "Size", .type = crm::FieldType::number},
                          {.key = "born", .label = "Born", .type = crm::FieldType::date},
                          {.key = "likes",
                           .label = "Likes",
                           .type = crm::FieldType::multi_select,
                           .options = {"Tea", "Coffee"}}});
    return all;
}

const crm::RuleContext& context() {
    static const crm::RuleContext now{fields(), *zones::Zone::find("Europe/Berlin"),
                                      *parse_timestamp("2030-01-07T09:00:00Z"), "GB"};
    return now;
}

const crm::Person& ana() {
    static const crm::Person person{
        .texts = {{"first_name", {"Ana"}}, {"email", {"ana@example.com"}}},
        .numbers = {{"engagement_score", 5}, {"custom.size", 42}},
        .instants = {{"created_at", {*parse_timestamp("2029-12-31T23:30:00Z")}}},
        .days = {{"custom.born", *parse_date("1996-02-29")}},
        .booleans = {{"marketing_consent", true}},
        .tags = {"vip"},
        .events = {{{{"types", "email_click"}}, *parse_timestamp("2030-01-01T00:00:00Z")}}};
    return person;
}

// What a caller typed could not hide here: quotes and brackets come in pairs, every character is
// one that we write, and parameters are those that were given.
void check_statement(std::string_view sql, std::size_t parameters) {
    int open = 0;
    bool quoted = false;
    for (std::size_t i = 0; i < sql.size(); ++i) {
        fuzz::require(sql[i] == '\n' || (sql[i] >= ' ' && sql[i] <= '~'));
        if (sql[i] == '\'') quoted = !quoted;
        if (quoted) continue;
        open += sql[i] == '(' ? 1 : sql[i] == ')' ? -1 : 0;
        fuzz::require(open >= 0 && sql[i] != ';' && sql[i] != '\\');
        if (sql[i] == '$')
            fuzz::require(std::stoul(std::string(sql.substr(i + 1, 5))) <= parameters);
    }
    fuzz::require(open == 0 && !quoted);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    try {
        const auto json = meta::parse_json(fuzz::text_of(data, size));
        meta::Problems problems;
        const auto rule = crm::parse_rule(json, "filter", problems);
        fuzz::require(crm::conditions_of(rule).size() <= crm::most_conditions);
        db::Params parameters{db::param(Uuid{})};
        const auto sql = crm::compile_rule(rule, context(), parameters, problems);
        fuzz::require(problems.list.size() <= meta::most_problems);
        for (const auto& problem : problems.list)
            fuzz::require(problem.field.starts_with("filter") && !problem.message.empty());
        if (!problems.empty()) return 0;
        check_statement(sql, parameters.size());
        crm::fits(rule, context(), ana());
    } catch (const Refusal& refusal) {
        fuzz::require(refusal.code == "invalid_json");
    }
    return 0;
}
