// Fields that a project adds to its contacts.
#pragma once
#include "features/crm/contacts.hpp"

namespace crm {

enum class FieldType { text, number, date, boolean, select, multi_select, url };
BOOST_DESCRIBE_ENUM(FieldType, text, number, date, boolean, select, multi_select, url)

inline constexpr std::size_t most_custom_fields = 200;
inline constexpr std::size_t most_field_options = 200;
inline constexpr std::size_t longest_field_value = 2000; // code points
inline constexpr meta::Rule field_option_limits{.min = 1, .max = 100, .format = "not-blank"};

struct CustomField {
    Uuid id;
    std::string key; // "shoe_size": the name in the API, never changes
    std::string label;
    FieldType type = FieldType::text;
    std::vector<std::string> options; // of select and multi_select
    bool required = false; // on creation by hand and through the API; an import may leave it out
    std::int32_t position = 0;
    Timestamp created_at;
    std::int64_t version = 0;
};
BOOST_DESCRIBE_STRUCT(CustomField, (),
                      (id, key, label, type, options, required, position, created_at, version))

struct CreateCustomField {
    std::string key, label;
    FieldType type = FieldType::text;
    std::vector<std::string> options;
    bool required = false;
};
BOOST_DESCRIBE_STRUCT(CreateCustomField, (), (key, label, type, options, required))

struct UpdateCustomField {
    std::string label;
    std::vector<std::string> options;
    bool required = false;
};
BOOST_DESCRIBE_STRUCT(UpdateCustomField, (), (label, options, required))

// The fields named come first, in this order; the others follow as they were.
struct FieldOrder {
    std::vector<Uuid> ids;
};
BOOST_DESCRIBE_STRUCT(FieldOrder, (), (ids))

std::vector<CustomField> list_fields(db::Transaction& tx);

// One value as it is indexed: exactly one of the four is set.
struct IndexedValue {
    Uuid field_id;
    std::int32_t item = 0;                 // counts the values of a multi_select
    std::optional<std::string> text_value; // folded
    std::optional<double> number_value;
    std::optional<Date> date_value;
    std::optional<bool> boolean_value;
};

// Pure: checks the values of `custom_fields` (a JSON object by key) against the definitions and
// gives what is indexed. Problems name "custom_fields.<key>". A null or empty value is no value.
std::vector<IndexedValue> indexed_values(const std::vector<CustomField>& fields,
                                         const Json& custom_fields, meta::Problems& problems);

// What a caller gave for a new contact, which needs all required fields, or for the fields of one
// that he changes: none of them may lose a required value. Fields that he leaves alone are not
// looked at: they may have become required, or lost an option, since they were filled in.
enum class GivenFields { of_new_contact, changed };
void check_custom_fields(db::Transaction& tx, const Json& custom_fields, GivenFields given,
                         meta::Problems& problems);
// The display copy without empty values, and the index rows of a contact.
void write_field_values(db::Transaction& tx, const Uuid& contact_id, const Json& custom_fields);
// `change` over `before`, key by key; null removes.
Json merged_custom_fields(const Json& before, const Json& change);

void add_custom_field_routes(http::Router& router);

} // namespace crm

template <>
inline constexpr auto meta::rules<crm::CreateCustomField> = std::to_array<meta::Rule>({
    {.field = "key",
     .min = 1,
     .max = 60,
     .text = "Lower-case letters, digits and _; starts with a letter"},
    {.field = "label", .min = 1, .max = 100, .format = "not-blank"},
    {.field = "options", .max = crm::most_field_options, .item = &crm::field_option_limits},
    {.field = "required", .optional = true},
});
template <>
inline constexpr auto meta::rules<crm::UpdateCustomField> = std::to_array<meta::Rule>({
    {.field = "label", .min = 1, .max = 100, .format = "not-blank"},
    {.field = "options", .max = crm::most_field_options, .item = &crm::field_option_limits},
});
template <>
inline constexpr auto meta::rules<crm::FieldOrder> =
    std::to_array<meta::Rule>({{.field = "ids", .min = 1, .max = crm::most_custom_fields}});
