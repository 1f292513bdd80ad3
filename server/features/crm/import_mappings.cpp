// Mappings under a name, for files that come again and again. Columns are known by their headers,
// so that a mapping fits a file whose columns moved.
#include "features/crm/import_mappings.hpp"

#include "features/crm/imports.hpp"
#include "features/crm/imports.sql.hpp"
#include "platform/realtime/outbox.hpp"

namespace crm {

struct MappingEvent {
    Uuid id;
};
BOOST_DESCRIBE_STRUCT(MappingEvent, (), (id))

namespace {

constexpr std::int64_t most_mappings = 100; // of a project

// GET /api/crm/import-mappings
http::Items<SavedMapping> list_import_mappings(http::Call& call) {
    return {call.tx.all<SavedMapping>(sql::list_import_mappings)};
}

// POST /api/crm/import-mappings
http::Created<SavedMapping> create_import_mapping(http::Call& call,
                                                  const SavedMappingInput& input) {
    std::vector<Problem> problems;
    for (std::size_t i = 0; i < input.columns.size(); ++i)
        if (const auto& target = input.columns[i].target; target && !parse_import_target(*target))
            problems.push_back({"columns[" + std::to_string(i) + "].target", "unknown_target",
                                "is no field of a contact"});
    if (!problems.empty()) throw Refusal::fields(std::move(problems));
    if (call.tx.one<std::int64_t>(sql::count_import_mappings) >= most_mappings)
        throw Refusal("limit_reached", "at most 100 saved mappings");
    const auto id = Uuid::make();
    call.tx.query(sql::insert_import_mapping, id, input.name, input.columns, call.now);
    realtime::publish(call.tx, "imports", "import_mapping.created", MappingEvent{id});
    return {call.tx.one<SavedMapping>(sql::find_import_mapping, id),
            "/api/crm/import-mappings/" + id.text()};
}

// DELETE /api/crm/import-mappings/{id}
http::NoContent delete_import_mapping(http::Call& call, const Uuid& id) {
    if (!call.tx.maybe<Uuid>(sql::delete_import_mapping, id)) throw Refusal("not_found");
    realtime::publish(call.tx, "imports", "import_mapping.deleted", MappingEvent{id});
    return {};
}

} // namespace

std::vector<MappedColumn> apply_saved_mapping(const SavedMapping& saved,
                                              const std::vector<std::string>& headers) {
    std::vector<MappedColumn> columns;
    for (const auto& header : headers) {
        const auto found = std::ranges::find(saved.columns, header, &SavedColumn::header);
        columns.push_back(
            found == saved.columns.end()
                ? MappedColumn{}
                : MappedColumn{found->target, found->date_order, found->decimal_sign});
    }
    return columns;
}

std::optional<SavedMapping> saved_mapping_named(db::Transaction& tx, std::string_view name) {
    return tx.maybe<SavedMapping>(sql::import_mapping_by_name, name);
}

void add_import_mapping_routes(http::Router& on) {
    using namespace http;
    on.get<list_import_mappings>("/api/crm/import-mappings", manager("contacts:read"), Rate::read);
    on.post<create_import_mapping>("/api/crm/import-mappings", manager("contacts:write"),
                                   Rate::write);
    on.del<delete_import_mapping>("/api/crm/import-mappings/{id}", manager("contacts:write"),
                                  Rate::write);
}

} // namespace crm
