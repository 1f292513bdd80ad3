#include "features/crm/analytics/series.hpp"

#include <algorithm>
#include <map>

namespace crm {
namespace {

using std::chrono::sys_days;

constexpr std::string_view rest_name = "other";

} // namespace

Date period_of(Date day, Period period) {
    if (period == Period::month) return {day.day.year() / day.day.month() / 1};
    if (period == Period::day) return day;
    const std::chrono::weekday weekday{sys_days(day.day)};
    return {sys_days(day.day) - (weekday - std::chrono::Monday)};
}

Date next_period(Date first_day, Period period) {
    if (period == Period::month) return {first_day.day + std::chrono::months(1)};
    return {sys_days(first_day.day) + std::chrono::days(period == Period::week ? 7 : 1)};
}

SeriesTable table_of(const std::vector<SeriesCount>& counts, Date from, Date last, Period period,
                     std::size_t most) {
    SeriesTable table;
    std::map<Date, std::size_t> place;
    for (auto day = period_of(from, period); day <= last; day = next_period(day, period)) {
        place.emplace(day, table.periods.size());
        table.periods.push_back(day);
    }
    std::map<std::string, Series> by_name;
    for (const auto& count : counts) {
        const auto at = place.find(count.period);
        if (at == place.end()) continue; // the edge of a zone: not within what was asked
        auto& series = by_name[count.series];
        series.values.resize(table.periods.size());
        series.values[at->second] += count.added;
        series.total += count.added;
    }
    for (auto& [name, series] : by_name) {
        series.name = name;
        table.series.push_back(std::move(series));
    }
    std::ranges::stable_sort(table.series, std::greater(), &Series::total);
    if (table.series.size() <= most) return table;
    Series rest{.name = std::string(rest_name),
                .values = std::vector<std::int64_t>(table.periods.size())};
    for (auto i = most; i < table.series.size(); ++i) {
        for (std::size_t p = 0; p < rest.values.size(); ++p)
            rest.values[p] += table.series[i].values[p];
        rest.total += table.series[i].total;
    }
    table.series.resize(most);
    table.series.push_back(std::move(rest));
    return table;
}

} // namespace crm
