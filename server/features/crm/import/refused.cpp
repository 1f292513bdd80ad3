#include "features/crm/import/refused.hpp"

#include <algorithm>

#include "features/crm/import/problem_words.hpp"
#include "platform/text/utf8.hpp"

namespace crm {
namespace {

constexpr text::Sentence line_column = "line";
constexpr text::Sentence reason_column = "reason";

bool was_refused_before(std::span<const std::string> headers) {
    return headers.size() >= 2 && std::ranges::any_of(text::languages, [&](auto language) {
               return headers[headers.size() - 2] == line_column.in(language)
                      && headers.back() == reason_column.in(language);
           });
}

std::string& with_byte_order_mark(std::string& out) {
    return out += "\uFEFF";
}

} // namespace

std::string reasons_of(std::span<const RowProblem> problems, std::span<const std::string> headers,
                       Severity severity, text::Language language) {
    std::string text;
    for (const auto& problem : problems) {
        if (problem.severity != severity) continue;
        if (!text.empty()) text += "; ";
        const bool has_column = problem.column < headers.size();
        const auto sentence = has_column ? text::Sentence("{column} “{value}” {problem}")
                              : problem.value.empty() ? text::Sentence("The row {problem}")
                                                      : text::Sentence("“{value}” {problem}");
        text += text::Phrase{sentence,
                             {{"column", has_column ? headers[problem.column] : std::string()},
                              {"value", problem.value},
                              {"problem", words_of(problem, language)}}}
                    .in(language);
    }
    return text;
}

bool is_refused_column(std::span<const std::string> headers, std::size_t column) {
    return was_refused_before(headers) && column + 2 >= headers.size();
}

RefusedRows::RefusedRows(std::string& out, std::span<const std::string> headers,
                         text::Language language)
    : writer_(with_byte_order_mark(out)),
      columns_(headers.size() - (was_refused_before(headers) ? 2 : 0)),
      all_columns_(headers.size()) {
    for (const auto& header : headers.first(columns_)) writer_.field(header);
    writer_.field(line_column.in(language));
    writer_.field(reason_column.in(language));
    writer_.end_record();
}

void RefusedRows::add(std::span<const std::string_view> fields, std::uint64_t line,
                      std::string_view reasons) {
    // Cells beyond the columns would move `line` and `reason`: they go into the last column, to be
    // sorted out there.
    for (std::size_t i = 0; i < columns_; ++i) {
        std::string cell(i < fields.size() ? text::without_apostrophe(fields[i])
                                           : std::string_view{});
        const bool is_last = i + 1 == columns_;
        for (auto extra = all_columns_; is_last && extra < fields.size(); ++extra)
            if (!fields[extra].empty()) cell.append(" | ").append(fields[extra]);
        writer_.field(text::is_valid_utf8(cell) ? cell : text::repaired(cell));
    }
    writer_.field(std::to_string(line));
    writer_.field(reasons);
    writer_.end_record();
}

} // namespace crm
