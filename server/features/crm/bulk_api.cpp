// Bulk actions over HTTP. Cancelling one is cancelling its job.
#include "features/crm/bulk.hpp"
#include "features/crm/bulk.sql.hpp"
#include "features/crm/bulk_actions.hpp"
#include "features/crm/contact_parts.hpp"
#include "features/crm/crm.hpp"

namespace crm {
namespace {

// GET /api/crm/bulk
http::Page<BulkRun> list_bulk_runs(http::Call& call, const http::Query<ListByTime>& query) {
    const auto cursor = http::read_time_cursor(query->after);
    http::Page<BulkRun> page;
    page.items =
        call.tx.all<BulkRun>(sql::list_bulk_runs, cursor ? std::optional(cursor->at) : std::nullopt,
                             cursor ? std::optional(cursor->id) : std::nullopt, query->limit + 1);
    end_page(page, query->limit);
    return page;
}

// GET /api/crm/bulk/{id}
BulkRun get_bulk_run(http::Call& call, const Uuid& id) {
    return find_bulk(call.tx, id);
}

// POST /api/crm/bulk/preview: how many it would be; nothing is changed
BulkPreview preview_bulk_run(http::Call& call, const BulkInput& input) {
    return preview_bulk(call, input);
}

// POST /api/crm/bulk
http::Accepted<BulkRun> create_bulk_run(http::Call& call, const BulkInput& input) {
    return {start_bulk(call, input)};
}

// POST /api/crm/bulk/{id}/undo
http::Accepted<BulkRun> undo_bulk_run(http::Call& call, const Uuid& id) {
    return {undo_bulk(call, id)};
}

constexpr http::ProblemType problem_types[] = {
    {"bulk_running", 409, "This bulk action is still under way"},
    {"bulk_undone", 409, "This bulk action was undone already"},
    {"bulk_too_old", 409, "A bulk action can be undone for 24 hours"},
};

} // namespace

void add_bulk_routes(http::Router& on) {
    using namespace http;
    static std::once_flag added;
    std::call_once(added, &add_contact_bulk_actions);
    on.problems().add(problem_types);
    on.get<list_bulk_runs>("/api/crm/bulk", manager("contacts:read"), Rate::read);
    on.get<get_bulk_run>("/api/crm/bulk/{id}", manager("contacts:read"), Rate::read);
    on.post<preview_bulk_run>("/api/crm/bulk/preview", manager("contacts:write"), Rate::read);
    on.post<create_bulk_run>("/api/crm/bulk", manager("contacts:write"), Rate::write);
    on.post<undo_bulk_run>("/api/crm/bulk/{id}/undo", manager("contacts:write"), Rate::write);
}

} // namespace crm
