// A whole file: its columns are guessed, its rows read; a row that is taken is exported and
// imported to the same contact.
#include "features/crm/import/contact_csv.hpp"
#include "features/crm/import/guess.hpp"
#include "features/crm/import/row.hpp"
#include "fuzz.hpp"
#include "platform/text/csv_format.hpp"
#include "platform/text/utf8.hpp"

namespace {

using namespace crm;

const RowRules& rules() {
    static const RowRules all{{{.key = "memo", .label = "Memo", .type = FieldType::text},
                               {.key = "size", .label = "Size", .type = FieldType::number},
                               {.key = "likes",
                                .label = "Likes",
                                .type = FieldType::multi_select,
                                .options = {"Tea", "Coffee, black", "x;y"}},
                               {.key = "born", .label = "Born", .type = FieldType::date},
                               {.key = "vegan", .label = "Vegan", .type = FieldType::boolean},
                               {.key = "site", .label = "Site", .type = FieldType::url}},
                              row_tools("GB")};
    return all;
}

text::CsvReader reader_of(std::string_view file, const text::CsvFormat& format) {
    return {std::make_unique<text::MemorySource>(file), format, {}, 4096};
}

ImportMapping mapping_for(std::string_view file, const text::CsvFormat& format) {
    auto reader = reader_of(file, format);
    const auto guess = guess_columns(read_sample(reader, format.has_header), rules().custom_fields);
    const auto mapping = mapping_of(guess);
    fuzz::require(mapping.columns.size() == guess.columns.size());
    return mapping;
}

void check_problems(const ParsedRow& row) {
    for (const auto& problem : row.problems) {
        fuzz::require(!problem.code.empty() && !problem.message.empty());
        fuzz::require(text::is_storable(problem.value) && problem.value.size() <= 600);
    }
}

void reads_back(const ImportedContact& contact) {
    std::string file;
    text::CsvWriter writer(file);
    for (const auto& header : contact_csv_headers(rules().custom_fields)) writer.field(header);
    writer.end_record();
    write_contact(writer, contact, rules().custom_fields);
    static const auto mapping = mapping_for(file, {});
    auto reader = reader_of(file, {});
    reader.next(); // the header
    const auto record = reader.next();
    const auto row = parse_row(*record, mapping, rules());
    fuzz::require(row.problems.empty() && row.contact == contact);
}

void read_rows(std::string_view file, const text::CsvFormat& format) {
    const auto mapping = mapping_for(file, format);
    if (!problems_of(mapping, rules().custom_fields).empty()) return;
    auto reader = reader_of(file, format);
    for (int rows = 0; rows < 20; ++rows) {
        const auto record = reader.next();
        if (!record) break;
        const auto row = parse_row(*record, mapping, rules());
        check_problems(row);
        if (!row.is_refused() && !row.is_blank) reads_back(row.contact);
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto file = fuzz::text_of(data, size);
    try {
        auto format = text::detect_csv_format(file, text::detect_encoding(file));
        read_rows(file, format);
    } catch (const text::CsvError&) {
        return 0;
    }
    return 0;
}
