#include "features/crm/segments/segment_preview.hpp"

#include <boost/json.hpp>

#include "features/crm/contact_list.hpp"
#include "features/crm/contact_list.sql.hpp"
#include "features/crm/segments/rule_outline.hpp"

namespace crm {
namespace {

using SteadyTime = std::chrono::steady_clock::time_point;

// The whole answer shall come within 300 ms, exact or from a sample; 200 ms are aimed at, so that a
// bad guess is still in time.
constexpr std::chrono::milliseconds time_of_answer{200};
constexpr const char* time_for_all = "100ms";
// Above this nobody is asked one and all: the planner's cost of the statement, in its units, for
// one processor. On the machine of docs/FIGURES.md 10,000 of them took 50 to 100 ms, 21,000 350 ms.
constexpr double highest_cost_of_all = 20'000;

// A small sample first, which may take as long as any statement; what it took says how large the
// next one may be in the time that is left. In steps: larger ones are planned in other ways.
constexpr std::int64_t first_sample = 300;
constexpr std::int64_t largest_sample = 20'000;
constexpr std::int64_t largest_step = 5;

constexpr const char* time_of_statements = "15s";

// Runs `ask` and gives its answer; nullopt when it takes longer.
template <class F>
auto within_time(db::Transaction& tx, const std::string& time, F&& ask)
    -> std::optional<decltype(ask())> {
    try {
        return tx.savepoint([&] {
            tx.query(sql::limit_time, time);
            auto answer = ask();
            tx.query(sql::limit_time, std::string(time_of_statements));
            return answer;
        });
    } catch (const db::Error& error) {
        if (!error.timed_out()) throw;
        return std::nullopt;
    }
}

// A preview is asked for with every stroke of the pen: it leaves the other processors to others,
// and what it costs is then what it takes.
void plan_well(db::Transaction& tx) {
    tx.later(sql::plan_for_these_values);
    tx.later(sql::without_parallel_workers);
    tx.later(sql::set_work_memory, std::string("64MB"));
}

struct CountStatement {
    std::string sql;
    db::Params params;
};

CountStatement count_statement(http::Call& call, const ProjectRules& rules, const RuleGroup& rule,
                               const std::vector<Uuid>* among) {
    CountStatement made{.sql = {}, .params = {db::param(call.project_id())}};
    auto context = rules.at(call.now);
    std::string where = "c.project_id = $1 AND c.deleted_at IS NULL";
    if (among) {
        made.params.push_back(db::param(*among));
        context.candidates = 2;
        where += " AND c.id = ANY($2::uuid[])";
    }
    meta::Problems none;
    where += " AND " + compile_rule(rule, context, made.params, none);
    made.sql = "SELECT count(*) FROM " + std::string(selection_tables) + " WHERE " + where;
    return made;
}

std::int64_t count_fitting(http::Call& call, const ProjectRules& rules, const RuleGroup& rule,
                           const std::vector<Uuid>* among) {
    const auto [sql, params] = count_statement(call, rules, rule, among);
    return call.tx.query_text("crm.preview", sql, params, db::Role::finder).as<std::int64_t>(0);
}

// What the planner thinks it costs to ask everybody.
double cost_of_all(http::Call& call, const ProjectRules& rules, const RuleGroup& rule) {
    const auto [sql, params] = count_statement(call, rules, rule, nullptr);
    const auto plan = call.tx.query_text("crm.preview_cost", "EXPLAIN (FORMAT JSON) " + sql, params,
                                         db::Role::finder);
    const auto told = boost::json::parse(std::string(plan.value(0, 0).value()));
    return told.at_pointer("/0/Plan/Total Cost").to_number<double>();
}

// What `ask` finds among the largest sample that answers in time, and how many it held.
template <class Ask>
auto ask_sample(http::Call& call, std::int64_t population, SteadyTime asked_at, const Ask& ask) {
    using std::chrono::milliseconds;
    auto start = std::chrono::steady_clock::now();
    const auto of_size = [&](std::int64_t wanted, const std::string& time) {
        start = std::chrono::steady_clock::now();
        const auto sample = sample_of_contacts(call.tx, population, wanted);
        return within_time(call.tx, time, [&] { return ask(sample); });
    };
    auto size = first_sample;
    auto answer = of_size(size, time_of_statements);
    if (!answer) throw Refusal("took_too_long");
    for (;;) {
        const auto now = std::chrono::steady_clock::now();
        const std::chrono::duration<double> took = now - start;
        const auto left = std::chrono::floor<milliseconds>(asked_at + time_of_answer - now);
        const auto affordable =
            static_cast<std::int64_t>(static_cast<double>(size) * (left / took));
        const auto next = std::min({affordable, largest_sample, size * largest_step});
        if (next < size * 2) return *std::move(answer);
        auto better = of_size(next, std::to_string(left.count()) + "ms");
        if (!better) return *std::move(answer);
        answer = std::move(better);
        size = next;
    }
}

SegmentPreview preview_by_sample(http::Call& call, const ProjectRules& rules, const RuleGroup& rule,
                                 std::int64_t population, SteadyTime asked_at) {
    const auto [hits, asked] =
        ask_sample(call, population, asked_at, [&](const std::vector<Uuid>& sample) {
            return std::pair(count_fitting(call, rules, rule, &sample),
                             static_cast<std::int64_t>(sample.size()));
        });
    const auto [count, margin] = estimate(hits, asked, population);
    return {count, true, margin, population};
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
    const auto asked_at = std::chrono::steady_clock::now();
    const auto checked = check_criteria(call.tx, call.now, input.criteria, input.segment_id);
    const auto rules = project_rules(call.tx);
    plan_well(call.tx);
    const auto population = about_how_many(call.tx);
    if (population <= small_project)
        return {count_fitting(call, rules, checked.rule, nullptr), false, 0, population};
    if (cost_of_all(call, rules, checked.rule) <= highest_cost_of_all) {
        const auto exact = within_time(call.tx, time_for_all, [&] {
            return count_fitting(call, rules, checked.rule, nullptr);
        });
        if (exact) return {*exact, false, 0, std::max(population, *exact)};
    }
    return preview_by_sample(call, rules, checked.rule, population, asked_at);
}

SegmentXray xray_criteria(http::Call& call, const PreviewInput& input) {
    const auto asked_at = std::chrono::steady_clock::now();
    const auto checked = check_criteria(call.tx, call.now, input.criteria, input.segment_id);
    const auto rules = project_rules(call.tx);
    const auto outline = outline_of(checked.rule);
    plan_well(call.tx);
    const auto population = about_how_many(call.tx);
    if (population <= small_project) {
        const auto counts = count_branches(call, rules, outline, nullptr);
        return xray_of(outline, counts, counts[0]);
    }
    const auto counts =
        ask_sample(call, population, asked_at, [&](const std::vector<Uuid>& sample) {
            return count_branches(call, rules, outline, &sample);
        });
    return xray_of(outline, counts, population);
}

} // namespace crm
