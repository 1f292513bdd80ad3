// Merges over HTTP.
#include "features/crm/contact_parts.hpp"
#include "features/crm/crm.hpp"
#include "features/crm/merges.hpp"
#include "features/crm/merges.sql.hpp"
#include "platform/jobs/jobs.hpp"
#include "platform/time/clock.hpp"

namespace crm {

struct ListMerges {
    std::int32_t limit = 50;
    std::optional<std::string> after;
    std::optional<Uuid> contact_id; // merges into this contact
};
BOOST_DESCRIBE_STRUCT(ListMerges, (), (limit, after, contact_id))

struct UndoMerge {
    bool keep_changes = false; // of fields that were changed since; otherwise that is a conflict
};
BOOST_DESCRIBE_STRUCT(UndoMerge, (), (keep_changes))

struct ForgetMergeLogs {
    static constexpr std::string_view kind = "forget_merge_logs";
};
BOOST_DESCRIBE_STRUCT(ForgetMergeLogs, (), ())

} // namespace crm

template <>
inline constexpr auto meta::rules<crm::ListMerges> =
    std::to_array<meta::Rule>({{.field = "limit", .min = 1, .max = 200, .optional = true}});
template <>
inline constexpr auto meta::rules<crm::UndoMerge> =
    std::to_array<meta::Rule>({{.field = "keep_changes", .optional = true}});

namespace crm {
namespace {

// GET /api/crm/merges
http::Page<Merge> list_merges(http::Call& call, const http::Query<ListMerges>& query) {
    const auto cursor = http::read_time_cursor(query->after);
    http::Page<Merge> page;
    page.items = call.tx.all<Merge>(
        sql::list_merges, query->contact_id, cursor ? std::optional(cursor->at) : std::nullopt,
        cursor ? std::optional(cursor->id) : std::nullopt, query->limit + 1);
    if (page.items.size() > static_cast<std::size_t>(query->limit)) {
        page.items.pop_back();
        page.next =
            http::make_cursor(http::TimeCursor{page.items.back().merged_at, page.items.back().id});
    }
    return page;
}

// POST /api/crm/merges/preview: what both would become; nothing changes
MergePreview preview_contact_merge(http::Call& call, const MergeInput& input) {
    return preview_merge(call, input);
}

// POST /api/crm/merges
http::Created<Merge> create_merge(http::Call& call, const MergeInput& input) {
    auto merge = merge_contacts(call, input);
    return {merge, "/api/crm/merges/" + merge.id.text()};
}

// GET /api/crm/merges/{id}
Merge get_merge(http::Call& call, const Uuid& id) {
    return find_merge(call.tx, id);
}

// POST /api/crm/merges/{id}/undo, for 90 days
Merge undo_contact_merge(http::Call& call, const Uuid& id, const http::Query<UndoMerge>& query) {
    return undo_merge(call, id, query->keep_changes);
}

} // namespace

void add_merge_routes(http::Router& on) {
    using namespace http;
    on.get<list_merges>("/api/crm/merges", viewer("contacts:read"), Rate::read);
    on.post<preview_contact_merge>("/api/crm/merges/preview", member("contacts:write"), Rate::read);
    on.post<create_merge>("/api/crm/merges", member("contacts:write"), Rate::write);
    on.get<get_merge>("/api/crm/merges/{id}", viewer("contacts:read"), Rate::read);
    on.post<undo_contact_merge>("/api/crm/merges/{id}/undo", member("contacts:write"), Rate::write);
}

void add_merge_jobs(jobs::Registry& registry) {
    registry.every<ForgetMergeLogs>("51 2 * * *", [](jobs::Context& job) {
        const auto before = job.services.clock.now() - merge_undo_days;
        while (job.in_system([&](db::Transaction& tx) {
            return tx.query(sql::forget_old_merge_logs, before).rows();
        }) > 0)
            job.check();
    });
}

} // namespace crm
