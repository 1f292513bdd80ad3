#include "features/crm/analytics/analytics.hpp"

#include <map>

#include "features/accounts/accounts.hpp"
#include "features/crm/analytics/analytics.sql.hpp"
#include "features/crm/analytics/series.hpp"
#include "platform/text/money.hpp"
#include "platform/time/zones.hpp"

namespace crm {

struct GrowthRow {
    Date period;
    std::string series;
    std::int64_t added = 0;
};
BOOST_DESCRIBE_STRUCT(GrowthRow, (), (period, series, added))

struct ConversionRow {
    std::int64_t added = 0, added_and_customers = 0, won = 0;
    std::optional<double> median_days_to_win;
};
BOOST_DESCRIBE_STRUCT(ConversionRow, (), (added, added_and_customers, won, median_days_to_win))

struct BucketRow {
    std::int64_t bucket = 0, contacts = 0;
};
BOOST_DESCRIBE_STRUCT(BucketRow, (), (bucket, contacts))

struct SourceRow {
    std::string source;
    std::int64_t added = 0, customers = 0, value = 0;
};
BOOST_DESCRIBE_STRUCT(SourceRow, (), (source, added, customers, value))

struct CohortRow {
    Date month;
    std::optional<std::int32_t> month_number; // none: the size of the cohort
    std::int64_t people = 0;
};
BOOST_DESCRIBE_STRUCT(CohortRow, (), (month, month_number, people))

namespace {

constexpr int default_days = 90;
constexpr int most_days = 366 * 10;
constexpr std::size_t most_periods = 400;
constexpr std::size_t most_series = 8;
constexpr int cohort_months = 12;
constexpr std::int64_t most_cohort_people = 50'000; // more are sampled

// A range of days as the instants between which it lies.
struct Span {
    zones::Zone zone;
    Date first, last;
    Timestamp begin, end;
};

Date days_before(Date day, int days) {
    return {std::chrono::sys_days(day.day) - std::chrono::days(days)};
}

Span span_of(http::Call& call, const std::optional<Date>& from, const std::optional<Date>& until) {
    Span span{accounts::project_zone(call.tx), {}, {}, {}, {}};
    span.last = until.value_or(span.zone.date_at(call.now));
    span.first = from.value_or(days_before(span.last, default_days - 1));
    if (span.first > span.last)
        throw Refusal::field("from", "out_of_range", "must not lie after `until`");
    if (days_before(span.last, most_days) > span.first)
        throw Refusal::field("from", "out_of_range", "at most ten years at once");
    span.begin = span.zone.day(span.first).begin;
    span.end = span.zone.day(span.last).end;
    return span;
}

Period period_of(AnalyticsPeriod period) {
    switch (period) {
        case AnalyticsPeriod::day:
            return Period::day;
        case AnalyticsPeriod::week:
            return Period::week;
        case AnalyticsPeriod::month:
            return Period::month;
    }
    throw std::logic_error("no such period");
}

void refuse_too_many_periods(const Span& span, Period period) {
    const auto days =
        (std::chrono::sys_days(span.last.day) - std::chrono::sys_days(span.first.day)).count();
    const int shortest_days = period == Period::day ? 1 : period == Period::week ? 7 : 28;
    if (static_cast<std::size_t>(days / shortest_days) > most_periods)
        throw Refusal::field("period", "out_of_range",
                             "too short for so long a time: at most 400 periods");
}

} // namespace

Growth growth(http::Call& call, const GrowthQuery& query) {
    const auto span = span_of(call, query.from, query.until);
    const auto period = period_of(query.period);
    refuse_too_many_periods(span, period);
    const auto& statement = query.by == GrowthSeries::source ? analytics::sql::growth_by_source
                                                             : analytics::sql::growth_by_stage;
    std::vector<SeriesCount> counts;
    for (auto& row :
         call.tx.all<GrowthRow>(statement, query.period, span.zone.name(), span.begin, span.end))
        counts.push_back({row.period, std::move(row.series), row.added});
    auto table = table_of(counts, span.first, span.last, period, most_series);
    Growth made{.periods = std::move(table.periods)};
    for (auto& series : table.series)
        made.series.push_back({std::move(series.name), std::move(series.values), series.total});
    return made;
}

LifecycleReport lifecycle_report(http::Call& call, const DateRange& range) {
    const auto span = span_of(call, range.from, range.until);
    LifecycleReport report;
    const auto now = call.tx.all<StageCount>(analytics::sql::lifecycle_now);
    for (const auto stage : {LifecycleStage::lead, LifecycleStage::prospect,
                             LifecycleStage::customer, LifecycleStage::evangelist}) {
        const auto at = std::ranges::find(now, stage, &StageCount::lifecycle_stage);
        report.now.push_back({stage, at == now.end() ? 0 : at->contacts});
    }
    const auto row =
        call.tx.one<ConversionRow>(analytics::sql::lifecycle_conversion, span.begin, span.end);
    report.added = row.added;
    report.added_and_customers = row.added_and_customers;
    if (row.added > 0)
        report.conversion =
            static_cast<double>(row.added_and_customers) / static_cast<double>(row.added);
    report.won = row.won;
    report.median_days_to_win = row.median_days_to_win;
    return report;
}

ScoreDistribution score_distribution(http::Call& call) {
    ScoreDistribution made;
    for (std::int64_t i = 0; i < 10; ++i)
        made.buckets.push_back({.from = i * 10, .to = i == 9 ? 100 : i * 10 + 9});
    for (const auto& row : call.tx.all<BucketRow>(analytics::sql::score_distribution))
        made.buckets.at(static_cast<std::size_t>(row.bucket)).contacts = row.contacts;
    return made;
}

SourceReport source_report(http::Call& call, const DateRange& range) {
    const auto span = span_of(call, range.from, range.until);
    const auto& currency = accounts::project_currency(call.tx);
    SourceReport report{.currency = std::string(currency.code)};
    for (auto& row :
         call.tx.all<SourceRow>(analytics::sql::source_performance, span.begin, span.end))
        report.sources.push_back(
            {.source = std::move(row.source),
             .added = row.added,
             .customers = row.customers,
             .conversion = static_cast<double>(row.customers) / static_cast<double>(row.added),
             .value = text::format_money(row.value, currency)});
    return report;
}

CohortReport cohort_report(http::Call& call) {
    const auto zone = accounts::project_zone(call.tx);
    const auto this_month = period_of(zone.date_at(call.now), Period::month);
    const Date first{this_month.day - std::chrono::months(cohort_months - 1)};
    const auto begin = zone.day(first).begin;
    const auto end = zone.day(next_period(this_month, Period::month)).begin;
    const auto people =
        call.tx.one<std::int64_t>(analytics::sql::count_cohort_contacts, begin, end);
    CohortReport report{.one_in = people / most_cohort_people + 1};
    std::map<Date, std::size_t> place;
    for (auto month = first; month <= this_month; month = next_period(month, Period::month)) {
        place.emplace(month, report.cohorts.size());
        const auto months_since = cohort_months - static_cast<int>(report.cohorts.size());
        report.cohorts.push_back(
            {.month = month,
             .active = std::vector<std::int64_t>(static_cast<std::size_t>(months_since))});
    }
    for (const auto& row :
         call.tx.all<CohortRow>(analytics::sql::cohorts, zone.name(), begin, end, report.one_in)) {
        auto& cohort = report.cohorts.at(place.at(row.month));
        if (!row.month_number)
            cohort.people = row.people;
        else
            cohort.active.at(static_cast<std::size_t>(*row.month_number)) = row.people;
    }
    return report;
}

} // namespace crm
