// A cell into the value of a custom field.
#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "features/crm/import/columns.hpp"
#include "features/crm/import/imported_contact.hpp"

namespace crm {

// Why a cell refuses its row; the codes are those of row.hpp.
struct CellProblem {
    std::string code;
    std::string message;
};

// A value or a problem, or neither for a cell that says there is none.
struct CustomReading {
    std::optional<CustomValue> value;
    std::optional<CellProblem> problem;
};

// `cell` is trimmed and not empty. Options are compared without case: a file's "gold" is the
// field's "Gold".
CustomReading read_custom_value(std::string_view cell, const CustomField& rule,
                                const ImportColumn& column);

// The value as a cell that read_custom_value reads back.
std::string to_cell(const CustomValue& value);

// The problem of a cell that is no date, or a date to be had.
struct DateOrProblem {
    std::optional<Date> date;
    std::optional<CellProblem> problem;
};
DateOrProblem read_date_cell(std::string_view cell, DateOrder order);

// Whether a text has at most so many characters; the problem says it in words.
std::optional<CellProblem> too_long(std::string_view utf8, std::size_t max_characters);

} // namespace crm
