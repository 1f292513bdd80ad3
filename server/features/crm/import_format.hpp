// How an uploaded file is written, and what its columns are: found out before anything is imported.
#pragma once
#include "features/crm/import/columns.hpp"
#include "platform/files/store.hpp"
#include "platform/http/handler.hpp"
#include "platform/text/csv.hpp"

namespace crm {

BOOST_DESCRIBE_ENUM(DateOrder, unknown, day_first, month_first)
BOOST_DESCRIBE_ENUM(DecimalSign, unknown, point, comma)

// What becomes of a column. Targets by name: GET /api/crm/import-fields.
struct MappedColumn {
    std::optional<std::string> target; // "email:work", "custom:shoe_size"; null: left out
    DateOrder date_order = DateOrder::unknown;
    DecimalSign decimal_sign = DecimalSign::unknown;
};
BOOST_DESCRIBE_STRUCT(MappedColumn, (), (target, date_order, decimal_sign))

struct FileColumn {
    std::string header;
    std::vector<std::string> samples; // the first filled cells
    MappedColumn proposal;
    double confidence = 0; // in the proposal: 0 to 1
    // The proposed target is a custom field that the project does not have yet.
    bool needs_new_field = false;
    bool date_is_ambiguous = false; // somebody has to say whether the day comes first
};
BOOST_DESCRIBE_STRUCT(FileColumn, (),
                      (header, samples, proposal, confidence, needs_new_field, date_is_ambiguous))

struct ImportFormat {
    std::string encoding;  // "UTF-8", "UTF-16LE", "UTF-16BE", "windows-1252"
    std::string delimiter; // one character
    bool has_header = true;
    std::optional<std::string> product; // "hubspot", …: whose export this is
    std::vector<FileColumn> columns;
};
BOOST_DESCRIBE_STRUCT(ImportFormat, (), (encoding, delimiter, has_header, product, columns))

// What a person knows better than the guess.
struct FormatChoice {
    std::optional<std::string> encoding, delimiter;
    std::optional<bool> has_header;
};
BOOST_DESCRIBE_STRUCT(FormatChoice, (), (encoding, delimiter, has_header))

struct FileAnalysis {
    ImportFormat format;
    std::int64_t estimated_rows = 0; // by the bytes of the first rows
};

// Reads the whole content, since one accent in its last row tells the encoding.
// Refusal::field("file") for what is no table of text: empty, a spreadsheet, more than
// text::max_csv_columns columns.
text::CsvFormat find_csv_format(const files::Content& content, const FormatChoice& choice = {});

// Reads the beginning of the content.
FileAnalysis analyse_file(const files::Content& content, const text::CsvFormat& format,
                          const std::vector<CustomField>& custom_fields);

text::CsvFormat csv_format_of(const ImportFormat& format);
std::vector<std::string> headers_of(const ImportFormat& format);

// std::nullopt targets stay out. Problems (code unknown_target) name `mapping[3].target`.
ImportMapping import_mapping_of(const std::vector<MappedColumn>& columns,
                                std::vector<Problem>& problems);

// The content of a stored file as a stream. `content` must outlive it.
std::unique_ptr<text::ByteSource> source_of(const files::Content& content,
                                            std::uint64_t offset_bytes = 0);

} // namespace crm

template <>
inline constexpr auto meta::rules<crm::MappedColumn> = std::to_array<meta::Rule>({
    {.field = "target", .max = 100},
    {.field = "date_order", .optional = true},
    {.field = "decimal_sign", .optional = true},
});
template <>
inline constexpr auto meta::rules<crm::FormatChoice> = std::to_array<meta::Rule>(
    {{.field = "encoding", .max = 20}, {.field = "delimiter", .min = 1, .max = 1}});
