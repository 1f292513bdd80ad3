// Finds out how a CSV file is written from its first rows.
#pragma once
#include <span>
#include <string_view>

#include "platform/text/csv.hpp"

namespace text {

// Enough of a file's start for the functions below, whatever its columns.
inline constexpr std::size_t csv_sample_bytes = 256 * 1024;

// The delimiter (comma, semicolon, tab or vertical bar) that cuts most of the first 200 records
// into the same number of columns, more columns being better; a comma if none does. Excel's line
// `sep=;` decides by itself. The encoding is the caller's to find (EncodingDetector), from the
// whole file where possible.
CsvFormat detect_csv_format(std::string_view sample, Encoding encoding);

// Whether a first record names the columns: no cell of it is a number, a date or an e-mail address,
// and no two filled cells are the same.
bool looks_like_header(std::span<const std::string_view> first_record);

} // namespace text
