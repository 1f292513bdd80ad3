// Contacts as a file: a selection in its order, written while it is read. Memory is that of two
// batches, however many contacts there are.
#pragma once
#include <functional>

#include "features/crm/contact_list.hpp"
#include "features/crm/contact_order.hpp"
#include "features/crm/custom_fields.hpp"

namespace crm {

// csv: what the import reads back. jsonl: one contact of the API a line, with everything in it.
enum class ExportFormat { csv, jsonl };
BOOST_DESCRIBE_ENUM(ExportFormat, csv, jsonl)

inline constexpr std::size_t most_export_ids = 10'000;
inline constexpr std::int32_t export_batch = 2'000; // contacts of one transaction

struct ExportInput {
    ExportFormat format = ExportFormat::csv;
    std::string sort = "created_at";
    std::optional<std::vector<Uuid>> ids;
    std::optional<std::string> q;
    std::optional<Json> filter;
};
BOOST_DESCRIBE_STRUCT(ExportInput, (), (format, sort, ids, q, filter))

// Everything that is settled before the first byte: wrong input is refused here.
struct ContactExport {
    Uuid project_id;
    ExportFormat format = ExportFormat::csv;
    ContactOrder order;
    SelectionSql selection;
    std::vector<CustomField> custom_fields;
    std::map<Uuid, std::string> owners; // the e-mail address of each member
};
ContactExport prepare_export(db::Transaction& tx, Timestamp now, const ExportInput& input);

// Each batch is read in a short transaction of its own, so a slow reader holds neither a connection
// nor old rows. Who is changed meanwhile comes as he is when his batch is read. Both call-backs may
// throw, which ends it.
void write_export(db::Pool& database, const ContactExport& what,
                  const std::function<void(std::string_view bytes)>& write,
                  const std::function<void(std::int64_t contacts)>& progress);

// "contacts-2026-01-31.csv"
std::string export_file_name(Timestamp now, ExportFormat format);
std::string_view export_media_type(ExportFormat format);

} // namespace crm

template <>
inline constexpr auto meta::rules<crm::ExportInput> = std::to_array<meta::Rule>({
    {.field = "format", .optional = true},
    {.field = "sort", .max = 50, .optional = true, .text = "As in the list of contacts"},
    {.field = "ids", .min = 1, .max = crm::most_export_ids, .text = "Only these"},
    {.field = "q", .min = 1, .max = 200},
    {.field = "filter", .max = crm::longest_rule, .format = "object"},
});
