#include "features/crm/contact_links.hpp"

#include "features/crm/contact_links.sql.hpp"

namespace crm {

struct TableReference {
    std::string column_name, target, target_column;
    bool required = false;
};
BOOST_DESCRIBE_STRUCT(TableReference, (), (column_name, target, target_column, required))

namespace {

using enum LinkRule;

constexpr ContactLink links[] = {
    {"contacts", "id", rewritten},
    {"contact_emails", "contact_id", rewritten},
    {"contact_phones", "contact_id", rewritten},
    {"contact_tags", "contact_id", rewritten},
    {"contact_field_values", "contact_id", rewritten},
    {"contact_stats", "contact_id", rewritten},
    {"contact_interactions", "contact_id", moved, "id, occurred_at", "", "", "interactions"},
    {"contact_notes", "contact_id", moved, "id", "", "", "notes"},
    {"contact_tasks", "contact_id", moved, "id", "", "", "tasks"},
    {"contact_attachments", "contact_id", moved, "id", "", "", "attachments"},
    {"consents", "contact_id", moved, "id", "", "", "consents"},
    // Both histories join; of two stages that are open the winner's stays.
    {"customer_journeys", "contact_id", moved_unless_held, "id", "project_id", "stage_left_at",
     "journey stages"},
    {"journey_queue", "contact_id", dropped},
    {"contact_outcomes", "contact_id", moved, "id"},
    {"contact_mails", "contact_id", moved, "id", "", "", "mails"},
    // Who was put into a segment by hand, or kept out of it, stays so; what the rule says of the
    // winner is asked anew, since his row changes.
    {"segment_members", "contact_id", moved_unless_held, "segment_id", "segment_id"},
    {"segment_changes", "contact_id", kept},          // a queue: nobody is found, and it goes on
    {"segment_build_exceptions", "contact_id", kept}, // of a build under way
    {"contact_bitmap_changes", "contact_id", kept},   // a queue as well
    {"contact_positions", "contact_id", kept},
    {"campaign_executions", "contact_id", moved, "id", "", "", "campaign messages"},
    {"duplicate_pairs", "first_id", dropped},
    {"duplicate_pairs", "second_id", dropped},
    {"contact_changes", "contact_id", kept}, // the undo of an import finds nobody and passes by
    {"import_staging", "contact_id", kept},  // the batch of an import under way
    {"merge_log", "contact_id", kept},
};

std::string joined(const std::vector<std::string>& parts) {
    std::string all;
    for (const auto& part : parts) {
        if (!all.empty()) all += ", ";
        all += part;
    }
    return all;
}

// "EXISTS (SELECT …)": whether what a restored row refers to is still there.
std::string exists(const TableReference& reference) {
    return "EXISTS (SELECT FROM " + reference.target
           + " target WHERE target.project_id = " + "r.project_id AND target."
           + reference.target_column + " = r." + reference.column_name + ")";
}

} // namespace

std::span<const ContactLink> contact_links() {
    return links;
}

std::string writable_columns(db::Transaction& tx, std::string_view table, std::string_view prefix,
                             std::span<const std::string_view> without) {
    std::vector<std::string> columns;
    for (const auto& column : tx.all<std::string>(sql::columns_of_table, table))
        if (std::ranges::find(without, column) == without.end())
            columns.push_back(std::string(prefix) + column);
    if (columns.empty()) throw std::logic_error("no such table: " + std::string(table));
    return joined(columns);
}

void put_back_rows(db::Transaction& tx, std::string_view table, std::string_view select_records,
                   const db::Params& params) {
    const auto columns = tx.all<std::string>(sql::columns_of_table, table);
    const auto references = tx.all<TableReference>(sql::references_of_table, table);
    std::vector<std::string> values;
    std::string complete = "true";
    for (const auto& column : columns) {
        const auto reference = std::ranges::find(references, column, &TableReference::column_name);
        if (reference == references.end() || reference->required)
            values.push_back("r." + column);
        else
            values.push_back("CASE WHEN " + exists(*reference) + " THEN r." + column + " END");
    }
    for (const auto& reference : references)
        if (reference.required) complete += " AND " + exists(reference);
    const std::string name(table);
    tx.query_text("put_back_rows",
                  "INSERT INTO " + name + " (" + joined(columns) + ") SELECT " + joined(values)
                      + " FROM (" + std::string(select_records)
                      + ") logged (record) CROSS JOIN LATERAL jsonb_populate_record(NULL::" + name
                      + ", logged.record) r WHERE " + complete + " ON CONFLICT DO NOTHING",
                  params);
}

} // namespace crm
