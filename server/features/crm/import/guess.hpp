// Proposes what each column of a file is: by the product that made the file, by its headers, by
// what the cells look like.
#pragma once
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "features/crm/import/columns.hpp"
#include "features/crm/import/products.hpp"
#include "platform/text/csv.hpp"

namespace crm {

inline constexpr std::size_t max_sample_rows = 200;
inline constexpr std::size_t shown_samples = 3;

// The header and the first rows of a file, as text without apostrophes against formulas.
struct FileSample {
    std::vector<std::string> headers; // "column_1", … where the file has none
    std::vector<std::vector<std::string>> rows;
};

// Reads at most max_sample_rows from the start of a file. Records with a fault are left out.
FileSample read_sample(text::CsvReader& reader, bool has_header);

struct ColumnGuess {
    std::string header;
    std::vector<std::string> samples; // up to shown_samples filled cells
    // `target` is the proposal; nothing where the column is best left out. `confidence` is 0 to 1,
    // and tells how sure that is: 1 a product's own column, 0.9 a known header, 0.6 by the look of
    // the cells, 0.3 a header that the cells deny.
    ImportColumn column;
    double confidence = 0;
    bool needs_new_field = false; // the target is a custom field that the project does not have yet
    bool date_is_ambiguous = false; // the person has to choose the order of day and month
};

struct FileGuess {
    std::optional<Product> product;
    std::vector<ColumnGuess> columns;
};

FileGuess guess_columns(const FileSample& sample, std::span<const CustomField> custom_fields);

// The mapping of the guess, where everything the project has no field for yet is left out.
ImportMapping mapping_of(const FileGuess& guess);

} // namespace crm
