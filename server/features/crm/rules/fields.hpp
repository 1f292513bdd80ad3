// Which fields rules may speak of, and how each is asked in SQL. A later module adds its own here
// at the start of the program; the compiler stays as it is.
#pragma once
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "features/crm/custom_fields.hpp"

namespace crm {

enum class RuleType { text, number, date, boolean, choice, tags, user };
BOOST_DESCRIBE_ENUM(RuleType, text, number, date, boolean, choice, tags, user)

// How the value is reached. `c` is the contact's row, `s` its counters.
enum class FieldSource {
    column,    // an expression over c or s
    folded,    // an expression whose text is folded: the value is folded as well
    emails,    // any of the contact's addresses
    phones,    // any of its numbers
    tags,      // contact_tags
    own_field, // contact_field_values of a custom field
};

struct RuleField {
    std::string key; // "lifecycle_stage", "custom.shoe_size"
    std::string label;
    RuleType type = RuleType::text;
    FieldSource source = FieldSource::column;
    std::string expression; // SQL of our own, never a caller's
    std::vector<std::string> options;
    bool sortable = false;
    Uuid field_id; // of a custom field
    FieldType custom_type = FieldType::text;
};

std::span<const std::string_view> operators_of(RuleType type);

// The built-in fields and the project's own.
std::vector<RuleField> rule_fields(const std::vector<CustomField>& custom_fields);
const RuleField* find_rule_field(const std::vector<RuleField>& fields, std::string_view key);

} // namespace crm
