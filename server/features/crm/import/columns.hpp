// What a column of a file can become: the fields of a contact that an import fills.
#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "features/crm/custom_fields.hpp"
#include "features/crm/import/dates.hpp"
#include "features/crm/import/values.hpp"
#include "platform/base/refusal.hpp"

namespace crm {

enum class ImportField {
    first_name,
    middle_name, // joined to the first name
    last_name,
    full_name, // fills first and last name where no column of their own does
    email,
    email_label, // the label of the addresses in the next e-mail column to its right
    phone,
    phone_label,
    company,
    job_title,
    lifecycle_stage,
    source,
    language,
    time_zone,
    tags,
    notes,
    owner_email,
    first_contact_date,
    marketing_consent,
    email_subscribed,
    email_unsubscribed, // the opposite, as other products export it; a date means yes
    sms_subscribed,
    sms_unsubscribed,
    do_not_contact,
    custom // a custom field of the project
};

struct ImportFieldInfo {
    ImportField field;
    std::string_view name;      // in the API and in the header of an export
    std::size_t max_characters; // of one value; 0 where its type bounds it
    bool many_columns;          // more than one column may fill it
};

// In the order of the enumeration.
std::span<const ImportFieldInfo> import_fields();
const ImportFieldInfo& info(ImportField field);

// A field, and which one: the key of a custom field, or the label of an e-mail address ("work",
// "home", "other") or phone (also "mobile"); empty where the file does not say.
struct ImportTarget {
    ImportField field = ImportField::first_name;
    std::string detail;
    bool operator==(const ImportTarget&) const = default;
};

// "email", "phone:mobile", "custom:shoe_size".
std::string to_text(const ImportTarget& target);
std::optional<ImportTarget> parse_import_target(std::string_view text);

// The syntax of a custom field's key: a small letter, then up to 59 small letters, digits and
// underscores.
bool is_custom_key(std::string_view key);

struct ImportColumn {
    std::optional<ImportTarget> target; // nothing: the column is left out
    DateOrder date_order = DateOrder::unknown;
    DecimalSign decimal_sign = DecimalSign::unknown;
};

// One entry for each column of the file, in its order.
struct ImportMapping {
    std::vector<ImportColumn> columns;
};

// What is wrong with a mapping; empty if nothing is. Fields are `mapping[3].field`; codes:
//   duplicate_field       two columns fill a field that takes one
//   unknown_custom_field  the project has no field of the key
//   no_identity           nothing tells who a row is: no name, e-mail, phone or company
std::vector<Problem> problems_of(const ImportMapping& mapping,
                                 std::span<const CustomField> custom_fields);

} // namespace crm
