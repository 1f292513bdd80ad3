// The rows that an import refused, as a file to be mended and sent again.
#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "features/crm/import/row.hpp"
#include "platform/text/csv_writer.hpp"
#include "platform/text/language.hpp"

namespace crm {

// The problems of a severity in one line: "Email “a@b..com” is not an e-mail address; Phone “12” is
// not a phone number".
std::string reasons_of(std::span<const RowProblem> problems, std::span<const std::string> headers,
                       Severity severity = Severity::refusal,
                       text::Language language = text::Language::english);

// Whether a column is one of the two that RefusedRows adds: the last two of a file, named `line`
// and `reason` in one of the languages. An import leaves them out, so that the mended file can be
// sent as it is.
bool is_refused_column(std::span<const std::string> headers, std::size_t column);

// Appends to a text, which the caller sends on: UTF-8 with a byte order mark (spreadsheets need it
// to see UTF-8), the original columns as they came, then `line` and `reason`. The two columns of a
// file that was mended once already are replaced.
class RefusedRows {
  public:
    // Writes the header. A file without one gets the names that the mapping gives its columns.
    RefusedRows(std::string& out, std::span<const std::string> headers, text::Language language);

    void add(std::span<const std::string_view> fields, std::uint64_t line,
             std::string_view reasons);

  private:
    text::CsvWriter writer_;
    std::size_t columns_;     // without `line` and `reason`
    std::size_t all_columns_; // with them, if the file had them
};

} // namespace crm
