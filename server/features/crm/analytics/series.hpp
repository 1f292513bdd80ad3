// From counted rows to what a chart draws. Knows no database.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "platform/base/timestamp.hpp"

namespace crm {

enum class Period { day, week, month };

struct SeriesCount {
    Date period; // its first day
    std::string series;
    std::int64_t added = 0;
};

// `values` has one entry for each of `periods`.
struct Series {
    std::string name; // "other" for what was put together
    std::vector<std::int64_t> values;
    std::int64_t total = 0;
};

struct SeriesTable {
    std::vector<Date> periods;
    std::vector<Series> series; // the largest first, "other" last
};

// The first day of the period that a day lies in; weeks begin on Monday.
Date period_of(Date day, Period period);
Date next_period(Date first_day, Period period);

// Every period from `from` to `last` is there, with zeros where nothing was counted. At most `most`
// series stand alone; the rest are "other".
SeriesTable table_of(const std::vector<SeriesCount>& counts, Date from, Date last, Period period,
                     std::size_t most);

} // namespace crm
