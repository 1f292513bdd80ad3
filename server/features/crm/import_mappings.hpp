// Mappings of columns to fields, saved under a name.
#pragma once
#include "features/crm/import_format.hpp"

namespace crm {

struct SavedColumn {
    std::string header; // as in the file
    std::optional<std::string> target;
    DateOrder date_order = DateOrder::unknown;
    DecimalSign decimal_sign = DecimalSign::unknown;
};
BOOST_DESCRIBE_STRUCT(SavedColumn, (), (header, target, date_order, decimal_sign))

struct SavedMapping {
    Uuid id;
    std::string name;
    std::vector<SavedColumn> columns;
    Timestamp created_at;
};
BOOST_DESCRIBE_STRUCT(SavedMapping, (), (id, name, columns, created_at))

struct SavedMappingInput {
    std::string name;
    std::vector<SavedColumn> columns;
};
BOOST_DESCRIBE_STRUCT(SavedMappingInput, (), (name, columns))

// The columns of a file with these headers; those that the mapping does not know are left out.
std::vector<MappedColumn> apply_saved_mapping(const SavedMapping& saved,
                                              const std::vector<std::string>& headers);

std::optional<SavedMapping> saved_mapping_named(db::Transaction& tx, std::string_view name);

} // namespace crm

template <>
inline constexpr auto meta::rules<crm::SavedColumn> = std::to_array<meta::Rule>({
    {.field = "header", .max = 65536},
    {.field = "target", .max = 100},
    {.field = "date_order", .optional = true},
    {.field = "decimal_sign", .optional = true},
});
template <>
inline constexpr auto meta::rules<crm::SavedMappingInput> = std::to_array<meta::Rule>(
    {{.field = "name", .min = 1, .max = 100}, {.field = "columns", .min = 1, .max = 512}});
