// Contacts as CSV that an import reads back to the same contacts.
#pragma once
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "features/crm/import/columns.hpp"
#include "features/crm/import/imported_contact.hpp"
#include "platform/text/csv_writer.hpp"

namespace crm {

// The header of an export: import targets by name ("first_name", "email", "custom:shoe_size"),
// which Product::socialflow is known by.
std::vector<std::string> contact_csv_headers(std::span<const CustomField> custom_fields);

// One record under that header. Several addresses stand in one cell, the primary one first, each
// with its label where that is not "other": "work: ada@example.com; ada@example.net". Dates are
// ISO, numbers have a point, booleans are yes and no. What parse_row reads from it is `contact`,
// provided its texts are trimmed, as every text here is when stored.
void write_contact(text::CsvWriter& writer, const ImportedContact& contact,
                   std::span<const CustomField> custom_fields);

} // namespace crm
