#include "platform/text/csv_format.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "platform/text/ascii.hpp"

namespace text {
namespace {

constexpr std::size_t max_records = 200;

// The columns of each whole record of the sample. An error near the end only means that the sample
// is cut there.
std::vector<std::size_t> columns_of_records(std::string_view sample, CsvFormat format) {
    std::vector<std::size_t> columns;
    CsvReader reader(std::make_unique<MemorySource>(sample), format);
    try {
        while (columns.size() < max_records) {
            const auto record = reader.next();
            if (!record) break;
            columns.push_back(record->fields.size());
        }
    } catch (const CsvError&) {
        return columns;
    }
    // The last record may be half a one.
    if (columns.size() > 1 && columns.size() < max_records && !sample.ends_with('\n'))
        columns.pop_back();
    return columns;
}

// 0 for a single column; grows with how many records agree, and slowly with the number of columns
// they agree on.
double agreement(const std::vector<std::size_t>& columns) {
    std::map<std::size_t, std::size_t> records_by_columns;
    for (const auto count : columns) ++records_by_columns[count];
    double best = 0;
    for (const auto& [count, records] : records_by_columns) {
        const auto share = static_cast<double>(records) / static_cast<double>(columns.size());
        best = std::max(best, share * share * std::log2(static_cast<double>(count)));
    }
    return best;
}

std::string start_as_utf8(std::string_view sample, Encoding encoding) {
    std::string start(16, '\0');
    Utf8Source source(std::make_unique<MemorySource>(sample.substr(0, 32)), encoding);
    start.resize(source.read(start));
    if (start.starts_with("\xEF\xBB\xBF")) start.erase(0, 3);
    return start;
}

// Digits and what stands between them in numbers, dates, times and phones.
bool is_numeric(std::string_view cell) {
    return std::ranges::any_of(cell, is_digit) && std::ranges::all_of(cell, [](char c) {
               return is_digit(c)
                      || std::string_view("+-./:, ()'").find(c) != std::string_view::npos;
           });
}

} // namespace

CsvFormat detect_csv_format(std::string_view sample, Encoding encoding) {
    CsvFormat format{.encoding = encoding};
    const auto start = start_as_utf8(sample, encoding);
    const bool is_hinted = start.size() > 4 && start.starts_with("sep=")
                           && csv_delimiters.find(start[4]) != csv_delimiters.npos;
    if (is_hinted) {
        format.delimiter = start[4];
    } else {
        double best = 0;
        for (const char delimiter : csv_delimiters) {
            const auto score = agreement(
                columns_of_records(sample, {.encoding = encoding, .delimiter = delimiter}));
            if (score <= best) continue;
            best = score;
            format.delimiter = delimiter;
        }
    }
    try {
        CsvReader reader(std::make_unique<MemorySource>(sample), format);
        const auto first = reader.next();
        format.has_header = !first || looks_like_header(first->fields);
    } catch (const CsvError&) {
        format.has_header = true; // whoever reads the file itself tells the error
    }
    return format;
}

bool looks_like_header(std::span<const std::string_view> first_record) {
    std::set<std::string_view> seen;
    for (const auto cell : first_record) {
        if (cell.empty()) continue;
        if (is_numeric(cell) || cell.find('@') != cell.npos || !seen.insert(cell).second)
            return false;
    }
    return !seen.empty();
}

} // namespace text
