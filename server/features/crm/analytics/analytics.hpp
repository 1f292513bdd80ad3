// What a project's numbers say: where people come from, what becomes of them, who stays.
#pragma once
#include "features/crm/contacts.hpp"

namespace crm {

enum class AnalyticsPeriod { day, week, month };
BOOST_DESCRIBE_ENUM(AnalyticsPeriod, day, week, month)

enum class GrowthSeries { source, lifecycle_stage };
BOOST_DESCRIBE_ENUM(GrowthSeries, source, lifecycle_stage)

// Days of the project's zone, both included; default: the last 90.
struct DateRange {
    std::optional<Date> from, until;
};
BOOST_DESCRIBE_STRUCT(DateRange, (), (from, until))

struct GrowthQuery {
    std::optional<Date> from, until;
    AnalyticsPeriod period = AnalyticsPeriod::week;
    GrowthSeries by = GrowthSeries::source;
};
BOOST_DESCRIBE_STRUCT(GrowthQuery, (), (from, until, period, by))

struct GrowthLine {
    std::string name;                 // "other": the smaller ones together
    std::vector<std::int64_t> values; // one for each period
    std::int64_t total = 0;
};
BOOST_DESCRIBE_STRUCT(GrowthLine, (), (name, values, total))

struct Growth {
    std::vector<Date> periods; // first days
    std::vector<GrowthLine> series;
};
BOOST_DESCRIBE_STRUCT(Growth, (), (periods, series))

struct StageCount {
    LifecycleStage lifecycle_stage = LifecycleStage::lead;
    std::int64_t contacts = 0;
};
BOOST_DESCRIBE_STRUCT(StageCount, (), (lifecycle_stage, contacts))

struct LifecycleReport {
    std::vector<StageCount> now;          // every stage, in its order
    std::int64_t added = 0;               // within the time
    std::int64_t added_and_customers = 0; // of those, customers by now
    std::optional<double> conversion;     // the share, 0 to 1
    std::int64_t won = 0;                 // became customers within the time, whenever they came
    std::optional<double> median_days_to_win;
};
BOOST_DESCRIBE_STRUCT(LifecycleReport, (),
                      (now, added, added_and_customers, conversion, won, median_days_to_win))

struct ScoreBucket {
    std::int64_t from = 0, to = 0; // both included
    std::int64_t contacts = 0;
};
BOOST_DESCRIBE_STRUCT(ScoreBucket, (), (from, to, contacts))

struct ScoreDistribution {
    std::vector<ScoreBucket> buckets; // ten
};
BOOST_DESCRIBE_STRUCT(ScoreDistribution, (), (buckets))

struct SourceResult {
    std::string source;
    std::int64_t added = 0, customers = 0;
    double conversion = 0; // customers ⁄ added
    std::string value;     // "1200.00"
};
BOOST_DESCRIBE_STRUCT(SourceResult, (), (source, added, customers, conversion, value))

struct SourceReport {
    std::string currency;
    std::vector<SourceResult> sources; // the most valuable first, at most 50
};
BOOST_DESCRIBE_STRUCT(SourceReport, (), (currency, sources))

struct Cohort {
    Date month; // of the first contact
    std::int64_t people = 0;
    std::vector<std::int64_t> active; // in the month itself, the one after, …
};
BOOST_DESCRIBE_STRUCT(Cohort, (), (month, people, active))

struct CohortReport {
    std::vector<Cohort> cohorts; // twelve months, oldest first
    std::int64_t one_in = 1;     // above 1: people were sampled, the counts are of the sample
};
BOOST_DESCRIBE_STRUCT(CohortReport, (), (cohorts, one_in))

Growth growth(http::Call& call, const GrowthQuery& query);
LifecycleReport lifecycle_report(http::Call& call, const DateRange& range);
ScoreDistribution score_distribution(http::Call& call);
SourceReport source_report(http::Call& call, const DateRange& range);
CohortReport cohort_report(http::Call& call);

} // namespace crm

template <>
inline constexpr auto meta::rules<crm::GrowthQuery> = std::to_array<meta::Rule>(
    {{.field = "period", .optional = true}, {.field = "by", .optional = true}});
