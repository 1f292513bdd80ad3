#include "features/crm/import_format.hpp"

#include <fmt/format.h>

#include <cmath>
#include <cstring>

#include "features/crm/import/guess.hpp"
#include "features/crm/import/refused.hpp"
#include "platform/text/csv_format.hpp"
#include "platform/text/utf8.hpp"

namespace crm {
namespace {

constexpr std::size_t piece_bytes = 1 << 20;
constexpr std::size_t longest_sample = 200; // code points of a cell, as shown

// From where the reader stands, without holding more than one piece of the file.
class ContentSource final : public text::ByteSource {
  public:
    ContentSource(const files::Content& content, std::uint64_t offset_bytes)
        : content_(content), offset_(offset_bytes) {}

    std::size_t read(std::span<char> into) override {
        const auto bytes = content_.read(offset_, into.size());
        std::memcpy(into.data(), bytes.data(), bytes.size());
        offset_ += bytes.size();
        return bytes.size();
    }

  private:
    const files::Content& content_;
    std::uint64_t offset_;
};

[[noreturn]] void refuse_file(std::string code, std::string message) {
    throw Refusal::field("file", std::move(code), std::move(message));
}

// From the whole file: one accent in the last row counts.
text::Encoding encoding_of(const files::Content& content) {
    text::EncodingDetector detector;
    for (std::uint64_t offset = 0; offset < content.size_bytes();) {
        const auto piece = content.read(offset, piece_bytes);
        if (piece.empty()) break;
        detector.feed(piece);
        offset += piece.size();
    }
    if (const auto foreign = detector.foreign_format(); !foreign.empty())
        refuse_file("not_csv", fmt::format("is {}: save it as CSV first", foreign));
    return detector.encoding();
}

text::CsvFormat format_of(const files::Content& content, const FormatChoice& choice) {
    auto encoding = encoding_of(content);
    if (choice.encoding) {
        const auto chosen = text::parse_encoding(*choice.encoding);
        if (!chosen)
            throw Refusal::field("encoding", "not_allowed",
                                 "must be one of: UTF-8, UTF-16LE, UTF-16BE, windows-1252");
        encoding = *chosen;
    }
    auto format = text::detect_csv_format(content.read(0, text::csv_sample_bytes), encoding);
    if (choice.delimiter) {
        if (text::csv_delimiters.find(*choice.delimiter) == std::string_view::npos)
            throw Refusal::field("delimiter", "not_allowed",
                                 "must be a comma, a semicolon, a tab or a vertical bar");
        format.delimiter = choice.delimiter->front();
    }
    if (choice.has_header) format.has_header = *choice.has_header;
    return format;
}

// The first record tells whether this is a table at all.
void check_columns(const files::Content& content, const text::CsvFormat& format) {
    text::CsvReader reader(source_of(content), format);
    const auto first = reader.next();
    if (!first) refuse_file("empty", "has no rows");
    if (first->fault == text::CsvFault::too_many_columns)
        refuse_file("too_many_columns",
                    fmt::format("has more than {} columns", text::max_csv_columns));
    if (first->fault != text::CsvFault::none)
        refuse_file("not_csv",
                    fmt::format("cannot be read: its first row {}", text::describe(first->fault)));
}

// What can be read of the beginning; the import names the line where reading ends.
FileSample sample_of(const files::Content& content, const text::CsvFormat& format) {
    text::CsvReader reader(source_of(content), format);
    try {
        return read_sample(reader, format.has_header);
    } catch (const text::CsvError& error) {
        refuse_file(error.code,
                    fmt::format("cannot be read from line {} on: {}", error.line, error.detail));
    }
}

// By the bytes that the first rows took.
std::int64_t estimate_rows(const files::Content& content, const text::CsvFormat& format) {
    text::CsvReader reader(source_of(content), format);
    std::int64_t rows = 0;
    if (format.has_header) reader.next();
    const auto begin = reader.position().offset_bytes;
    while (rows < static_cast<std::int64_t>(max_sample_rows) && reader.next()) ++rows;
    const auto end = reader.position().offset_bytes;
    if (end <= begin || end >= content.size_bytes()) return rows;
    return std::llround(static_cast<double>(rows)
                        * static_cast<double>(content.size_bytes() - begin)
                        / static_cast<double>(end - begin));
}

FileColumn column_of(const ColumnGuess& guess) {
    FileColumn column{.header = text::repaired(guess.header),
                      .samples = {},
                      .proposal = {{}, guess.column.date_order, guess.column.decimal_sign},
                      .confidence = guess.confidence,
                      .needs_new_field = guess.needs_new_field,
                      .date_is_ambiguous = guess.date_is_ambiguous};
    if (guess.column.target) column.proposal.target = to_text(*guess.column.target);
    for (const auto& sample : guess.samples)
        column.samples.emplace_back(
            text::first_code_points(text::repaired(sample), longest_sample));
    return column;
}

} // namespace

text::CsvFormat find_csv_format(const files::Content& content, const FormatChoice& choice) {
    if (content.size_bytes() == 0) refuse_file("empty", "has no rows");
    const auto format = format_of(content, choice);
    try {
        check_columns(content, format);
    } catch (const text::CsvError& error) {
        refuse_file(error.code, "cannot be read: " + error.detail);
    }
    return format;
}

FileAnalysis analyse_file(const files::Content& content, const text::CsvFormat& format,
                          const std::vector<CustomField>& custom_fields) {
    const auto sample = sample_of(content, format);
    auto guess = guess_columns(sample, custom_fields);
    FileAnalysis analysis{.format = {.encoding = std::string(text::to_text(format.encoding)),
                                     .delimiter = std::string(1, format.delimiter),
                                     .has_header = format.has_header},
                          .estimated_rows = estimate_rows(content, format)};
    if (guess.product) analysis.format.product = to_text(*guess.product);
    for (std::size_t i = 0; i < guess.columns.size(); ++i) {
        if (is_refused_column(sample.headers, i)) guess.columns[i].column.target.reset();
        analysis.format.columns.push_back(column_of(guess.columns[i]));
    }
    return analysis;
}

text::CsvFormat csv_format_of(const ImportFormat& format) {
    const auto encoding = text::parse_encoding(format.encoding);
    if (!encoding || format.delimiter.size() != 1)
        throw std::logic_error("a stored import format that cannot be");
    return {*encoding, format.delimiter.front(), format.has_header};
}

std::vector<std::string> headers_of(const ImportFormat& format) {
    std::vector<std::string> headers;
    for (const auto& column : format.columns) headers.push_back(column.header);
    return headers;
}

ImportMapping import_mapping_of(const std::vector<MappedColumn>& columns,
                                std::vector<Problem>& problems) {
    ImportMapping mapping;
    for (std::size_t i = 0; i < columns.size(); ++i) {
        const auto& column = columns[i];
        ImportColumn read{{}, column.date_order, column.decimal_sign};
        if (column.target) {
            read.target = parse_import_target(*column.target);
            if (!read.target)
                problems.push_back({fmt::format("mapping[{}].target", i), "unknown_target",
                                    "is no field of a contact"});
        }
        mapping.columns.push_back(std::move(read));
    }
    return mapping;
}

std::unique_ptr<text::ByteSource> source_of(const files::Content& content,
                                            std::uint64_t offset_bytes) {
    return std::make_unique<ContentSource>(content, offset_bytes);
}

} // namespace crm
