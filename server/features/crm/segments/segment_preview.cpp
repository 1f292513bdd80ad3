#include "features/crm/segments/segment_preview.hpp"

#include <boost/json.hpp>

#include "features/crm/contact_list.hpp"
#include "features/crm/contact_list.sql.hpp"
#include "features/crm/segments/rule_outline.hpp"

namespace crm {
namespace {

constexpr const char* time_for_all = "250ms";
// Sample sizes, and how long each may take; the last one may take as long as any statement.
struct Try {
    std::int64_t wanted;
    const char* time;
};
constexpr Try tries[] = {{10'000, "150ms"}, {2'000, "1s"}, {300, "15s"}};

constexpr const char* time_of_statements = "15s";

// Runs `ask` and gives its answer; nullopt when it takes longer.
template <class F>
auto within_time(db::Transaction& tx, const char* time, F&& ask) -> std::optional<decltype(ask())> {
    try {
        return tx.savepoint([&] {
            tx.query(sql::limit_time, std::string(time));
            auto answer = ask();
            tx.query(sql::limit_time, std::string(time_of_statements));
            return answer;
        });
    } catch (const db::Error& error) {
        if (!error.timed_out()) throw;
        return std::nullopt;
    }
}

void plan_well(db::Transaction& tx) {
    tx.query(sql::plan_for_these_values);
    tx.query(sql::set_work_memory, std::string("64MB"));
}

std::int64_t count_fitting(http::Call& call, const ProjectRules& rules, const RuleGroup& rule,
                           const std::vector<Uuid>* among) {
    db::Params params{db::param(call.project_id())};
    auto context = rules.at(call.now);
    std::string where = "c.project_id = $1 AND c.deleted_at IS NULL";
    if (among) {
        params.push_back(db::param(*among));
        context.candidates = 2;
        where += " AND c.id = ANY($2::uuid[])";
    }
    meta::Problems none;
    where += " AND " + compile_rule(rule, context, params, none);
    return call.tx
        .query_text("crm.preview",
                    "SELECT count(*) FROM " + std::string(selection_tables) + " WHERE " + where,
                    params, db::Role::finder)
        .as<std::int64_t>(0);
}

SegmentPreview preview_by_sample(http::Call& call, const ProjectRules& rules, const RuleGroup& rule,
                                 std::int64_t population) {
    for (const auto& [wanted, time] : tries) {
        const auto sample = sample_of_contacts(call.tx, population, wanted);
        const auto hits =
            within_time(call.tx, time, [&] { return count_fitting(call, rules, rule, &sample); });
        if (!hits) continue;
        const auto [count, margin] =
            estimate(*hits, static_cast<std::int64_t>(sample.size()), population);
        return {count, true, margin, population};
    }
    throw Refusal("took_too_long");
}

// Each condition is asked once a person; groups are then put together from the answers.
std::string xray_sql(const RuleOutline& outline, RuleCompiler& compiler, bool sampled) {
    std::string counts = "count(*)", answers = "1";
    for (std::size_t i = 0; i < outline.conditions.size(); ++i)
        answers += ", " + compiler.condition(*outline.conditions[i]) + " AS " + outline.name_of(i);
    for (const auto& branch : outline.branches)
        counts += ", count(*) FILTER (WHERE " + branch.formula + ')';
    return "SELECT " + counts + " FROM (SELECT " + answers + " FROM "
           + std::string(selection_tables) + " WHERE c.project_id = $1 AND c.deleted_at IS NULL"
           + (sampled ? " AND c.id = ANY($2::uuid[])" : "") + " OFFSET 0) people";
}

std::vector<std::int64_t> count_branches(http::Call& call, const ProjectRules& rules,
                                         const RuleOutline& outline,
                                         const std::vector<Uuid>* among) {
    db::Params params{db::param(call.project_id())};
    auto context = rules.at(call.now);
    if (among) {
        params.push_back(db::param(*among));
        context.candidates = 2;
    }
    meta::Problems none;
    RuleCompiler compiler(context, params, none);
    const auto statement = xray_sql(outline, compiler, among != nullptr);
    const auto row = call.tx.query_text("crm.xray", statement, params, db::Role::finder);
    std::vector<std::int64_t> counts;
    for (int column = 0; column < static_cast<int>(outline.branches.size()) + 1; ++column)
        counts.push_back(std::stoll(std::string(row.value(0, column).value_or("0"))));
    return counts;
}

// `counts`: how many were asked, then how many each branch fits.
SegmentXray xray_of(const RuleOutline& outline, const std::vector<std::int64_t>& counts,
                    std::int64_t population) {
    SegmentXray xray;
    xray.out_of = population;
    xray.approximate = counts[0] < population;
    for (std::size_t i = 0; i < outline.branches.size(); ++i) {
        const auto [count, margin] = estimate(counts[i + 1], counts[0], population);
        xray.branches.push_back({outline.branches[i].path, count, margin});
    }
    return xray;
}

} // namespace

SegmentPreview preview_criteria(http::Call& call, const PreviewInput& input) {
    const auto checked = check_criteria(call.tx, call.now, input.criteria, input.segment_id);
    const auto rules = project_rules(call.tx);
    plan_well(call.tx);
    const auto population = about_how_many(call.tx);
    if (population <= small_project)
        return {count_fitting(call, rules, checked.rule, nullptr), false, 0, population};
    const auto exact = within_time(
        call.tx, time_for_all, [&] { return count_fitting(call, rules, checked.rule, nullptr); });
    if (exact) return {*exact, false, 0, std::max(population, *exact)};
    return preview_by_sample(call, rules, checked.rule, population);
}

SegmentXray xray_criteria(http::Call& call, const PreviewInput& input) {
    const auto checked = check_criteria(call.tx, call.now, input.criteria, input.segment_id);
    const auto rules = project_rules(call.tx);
    const auto outline = outline_of(checked.rule);
    plan_well(call.tx);
    const auto population = about_how_many(call.tx);
    if (population <= small_project) {
        const auto counts = count_branches(call, rules, outline, nullptr);
        return xray_of(outline, counts, counts[0]);
    }
    for (const auto& [wanted, time] : tries) {
        const auto sample = sample_of_contacts(call.tx, population, wanted);
        const auto counts = within_time(
            call.tx, time, [&] { return count_branches(call, rules, outline, &sample); });
        if (counts) return xray_of(outline, *counts, population);
    }
    throw Refusal("took_too_long");
}

} // namespace crm
