// One record of a file into one contact, or the reasons why it cannot be.
#pragma once
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "features/crm/contacts.hpp"
#include "features/crm/import/columns.hpp"
#include "features/crm/import/imported_contact.hpp"
#include "platform/text/csv.hpp"

namespace crm {

static_assert(max_list_items >= most_tags, "a list is read far enough to see that it is too long");

// The rules of the platform that a row is read by, so that tests can set others. Each may be called
// from several threads at once.
struct RowTools {
    // The address as stored, or nullopt for what is none.
    std::function<std::optional<std::string>(std::string_view)> normalise_email;
    // E.164, by the project's region for national spellings, or nullopt for what is no phone
    // number.
    std::function<std::optional<std::string>(std::string_view)> phone_e164;
    std::function<bool(std::string_view)> is_time_zone;
    // The spelling that searches compare.
    std::function<std::string(std::string_view)> fold;
};

// Those of the platform, with phones read in the project's default region ("GB").
RowTools row_tools(std::string region);

struct RowRules {
    std::vector<CustomField> custom_fields; // of the project
    RowTools tools;
};

// A refusal keeps the whole row out of the import, so that nothing is half imported; a warning
// leaves out one value.
//
// clang-format off
// code              | severity | when
// ------------------|----------|-----
// not_text          | refusal  | malformed in the file's encoding, or NUL in a mapped cell
// field_too_long    | refusal  | a field beyond text::max_csv_field_bytes
// too_many_columns  | refusal  | more than text::max_csv_columns
// too_many_cells    | refusal  | filled cells beyond the mapped columns
// invalid_email     | refusal  | not an e-mail address
// invalid_phone     | refusal  | not a phone number
// damaged_phone     | refusal  | a phone number that a spreadsheet has made 4.42E+11
// invalid_date      | refusal  | no such date
// ambiguous_date    | refusal  | the column's order of day and month is not known and matters
// date_out_of_range | refusal  | before 1900 or after 2199
// invalid_number    | refusal  | not a number
// invalid_boolean   | refusal  | neither yes nor no; consent is never guessed
// invalid_stage     | refusal  | no lifecycle stage or synonym of one
// invalid_option    | refusal  | not an option of the select field
// invalid_url       | refusal  | neither http:// nor https:// nor a host name
// too_long          | refusal  | longer than the field holds (ImportFieldInfo::max_characters)
// too_many_values   | refusal  | more addresses, phones or tags than a contact may hold
// no_identity       | refusal  | neither name nor e-mail nor phone nor company
// unknown_language  | warning  | no language tag or name of a language
// unknown_time_zone | warning  | no IANA time zone
// invalid_owner     | warning  | not the e-mail address of anyone: the contact stays without owner
// clang-format on
enum class Severity { refusal, warning };

struct RowProblem {
    static constexpr std::size_t whole_row = static_cast<std::size_t>(-1);
    std::size_t column = whole_row; // from 0
    std::string code;
    std::string
        message; // "is not an e-mail address", to stand behind the column's name and the value
    std::string value; // of the cell, at most 200 bytes, well-formed
    Severity severity = Severity::refusal;
};

struct ParsedRow {
    std::uint64_t line = 0;
    ImportedContact contact; // meaningless where refused
    // What searches compare.
    std::string folded_name;
    std::string folded_company;
    std::vector<RowProblem> problems;
    bool is_blank = false; // no mapped cell is filled: neither imported nor refused

    bool is_refused() const;
};

// Knows no state: rows may be read on several threads. Columns behind the end of a short record are
// empty.
ParsedRow parse_row(const text::CsvRecord& record, const ImportMapping& mapping,
                    const RowRules& rules);

} // namespace crm
