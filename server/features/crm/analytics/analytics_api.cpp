// The reports over HTTP, each as JSON for a chart and as CSV for a spreadsheet.
#include "features/crm/analytics/analytics.hpp"
#include "features/crm/crm.hpp"
#include "platform/text/csv_writer.hpp"

namespace crm {

struct AnalyticsOverview {
    Growth growth;
    LifecycleReport lifecycle;
    ScoreDistribution scores;
    SourceReport sources;
};
BOOST_DESCRIBE_STRUCT(AnalyticsOverview, (), (growth, lifecycle, scores, sources))

namespace {

std::string share(double value) {
    return fmt::format("{:.4f}", value);
}

class Sheet {
  public:
    Sheet& row(const std::vector<std::string>& cells) {
        for (const auto& cell : cells) writer_.field(cell);
        writer_.end_record();
        return *this;
    }
    http::Reply reply(std::string_view name) && {
        auto made = http::Reply::text(200, std::move(text_), "text/csv; charset=utf-8");
        made.headers.set("Content-Disposition",
                         "attachment; filename=\"" + std::string(name) + ".csv\"");
        return made;
    }

  private:
    std::string text_;
    text::CsvWriter writer_{text_};
};

// GET /api/crm/analytics: everything that is quick, for the first view
AnalyticsOverview get_overview(http::Call& call, const http::Query<GrowthQuery>& query) {
    const DateRange range{query->from, query->until};
    return {growth(call, *query), lifecycle_report(call, range), score_distribution(call),
            source_report(call, range)};
}

// GET /api/crm/analytics/growth
Growth get_growth(http::Call& call, const http::Query<GrowthQuery>& query) {
    return growth(call, *query);
}

// GET /api/crm/analytics/lifecycle
LifecycleReport get_lifecycle(http::Call& call, const http::Query<DateRange>& range) {
    return lifecycle_report(call, *range);
}

// GET /api/crm/analytics/scores
ScoreDistribution get_score_distribution(http::Call& call) {
    return score_distribution(call);
}

// GET /api/crm/analytics/sources
SourceReport get_sources(http::Call& call, const http::Query<DateRange>& range) {
    return source_report(call, *range);
}

// GET /api/crm/analytics/cohorts
CohortReport get_cohorts(http::Call& call) {
    return cohort_report(call);
}

// GET /api/crm/analytics/growth.csv
http::Reply download_growth(http::Call& call, const http::Query<GrowthQuery>& query) {
    const auto made = growth(call, *query);
    Sheet sheet;
    std::vector<std::string> head{"period"};
    for (const auto& series : made.series) head.push_back(series.name);
    sheet.row(head);
    for (std::size_t i = 0; i < made.periods.size(); ++i) {
        std::vector<std::string> cells{to_text(made.periods[i])};
        for (const auto& series : made.series) cells.push_back(std::to_string(series.values[i]));
        sheet.row(cells);
    }
    return std::move(sheet).reply("growth");
}

// GET /api/crm/analytics/lifecycle.csv: how many are in each stage, and how many came at least so
// far
http::Reply download_lifecycle(http::Call& call, const http::Query<DateRange>& range) {
    const auto report = lifecycle_report(call, *range);
    Sheet sheet;
    sheet.row({"lifecycle_stage", "contacts", "came_so_far"});
    std::int64_t so_far = 0;
    for (const auto& each : report.now) so_far += each.contacts;
    for (const auto& each : report.now) {
        sheet.row({std::string(meta::enum_name(each.lifecycle_stage)),
                   std::to_string(each.contacts), std::to_string(so_far)});
        so_far -= each.contacts;
    }
    return std::move(sheet).reply("lifecycle");
}

// GET /api/crm/analytics/scores.csv
http::Reply download_scores(http::Call& call) {
    Sheet sheet;
    sheet.row({"from", "to", "contacts"});
    for (const auto& each : score_distribution(call).buckets)
        sheet.row(
            {std::to_string(each.from), std::to_string(each.to), std::to_string(each.contacts)});
    return std::move(sheet).reply("scores");
}

// GET /api/crm/analytics/sources.csv
http::Reply download_sources(http::Call& call, const http::Query<DateRange>& range) {
    const auto report = source_report(call, *range);
    Sheet sheet;
    sheet.row({"source", "added", "customers", "conversion", "value_" + report.currency});
    for (const auto& each : report.sources)
        sheet.row({each.source, std::to_string(each.added), std::to_string(each.customers),
                   share(each.conversion), each.value});
    return std::move(sheet).reply("sources");
}

// GET /api/crm/analytics/cohorts.csv
http::Reply download_cohorts(http::Call& call) {
    const auto report = cohort_report(call);
    Sheet sheet;
    std::vector<std::string> head{"month", "people"};
    for (std::size_t i = 0; i < report.cohorts.size(); ++i)
        head.push_back("month_" + std::to_string(i));
    sheet.row(head);
    for (const auto& cohort : report.cohorts) {
        std::vector<std::string> cells{to_text(cohort.month), std::to_string(cohort.people)};
        for (const auto count : cohort.active) cells.push_back(std::to_string(count));
        sheet.row(cells);
    }
    return std::move(sheet).reply("cohorts");
}

} // namespace

void add_analytics_routes(http::Router& on) {
    using namespace http;
    const auto reads = viewer("contacts:read");
    const auto takes_away = member("contacts:read");
    const RouteOptions csv{.produces = "text/csv"};
    on.get<get_overview>("/api/crm/analytics", reads, Rate::read);
    on.get<get_growth>("/api/crm/analytics/growth", reads, Rate::read);
    on.get<get_lifecycle>("/api/crm/analytics/lifecycle", reads, Rate::read);
    on.get<get_score_distribution>("/api/crm/analytics/scores", reads, Rate::read);
    on.get<get_sources>("/api/crm/analytics/sources", reads, Rate::read);
    on.get<get_cohorts>("/api/crm/analytics/cohorts", reads, Rate::read);
    on.get<download_growth>("/api/crm/analytics/growth.csv", takes_away, Rate::read, csv);
    on.get<download_lifecycle>("/api/crm/analytics/lifecycle.csv", takes_away, Rate::read, csv);
    on.get<download_scores>("/api/crm/analytics/scores.csv", takes_away, Rate::read, csv);
    on.get<download_sources>("/api/crm/analytics/sources.csv", takes_away, Rate::read, csv);
    on.get<download_cohorts>("/api/crm/analytics/cohorts.csv", takes_away, Rate::read, csv);
}

} // namespace crm
