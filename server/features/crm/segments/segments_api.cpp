// Segments over HTTP.
#include <mutex>

#include "features/accounts/accounts.hpp"
#include "features/crm/crm.hpp"
#include "features/crm/segments/segment_api.hpp"
#include "features/crm/segments/segment_build.hpp"
#include "features/crm/segments/segments.sql.hpp"

namespace crm {

struct ViewToCopy {
    std::string name;
    std::optional<Json> filter;
};
BOOST_DESCRIBE_STRUCT(ViewToCopy, (), (name, filter))

namespace {

// GET /api/crm/segments
http::Items<Segment> list_segments(http::Call& call) {
    return {call.tx.all<Segment>(segments::sql::list_segments)};
}

// POST /api/crm/segments
http::Created<Segment> create_segment(http::Call& call, const SegmentInput& input) {
    auto segment = insert_segment(call, input);
    return {segment, "/api/crm/segments/" + segment.id.text()};
}

// GET /api/crm/segments/{id}
Segment get_segment(http::Call& call, const Uuid& id) {
    return find_segment(call.tx, id);
}

// PATCH /api/crm/segments/{id}
Segment update_segment(http::Call& call, const Uuid& id, const meta::Patch<SegmentInput>& patch) {
    return change_segment(call, id, patch, call.if_match());
}

// DELETE /api/crm/segments/{id}: refused while something uses it
http::NoContent delete_one_segment(http::Call& call, const Uuid& id) {
    delete_segment(call, id);
    return {};
}

// GET /api/crm/segments/{id}/uses
http::Items<SegmentUse> list_segment_uses(http::Call& call, const Uuid& id) {
    find_segment(call.tx, id);
    return {uses_of_segment(call.tx, id)};
}

// POST /api/crm/segments/{id}/recalculate: asks everybody again; a static one too
http::Accepted<Segment> recalculate_segment(http::Call& call, const Uuid& id) {
    auto segment = find_segment(call.tx, id);
    build_later(call.tx, id, segment.name, BuildCause::asked);
    return {segment};
}

// POST /api/crm/views/{id}/segment: a dynamic segment of whom the view shows
http::Created<Segment> create_segment_of_view(http::Call& call, const Uuid& view_id) {
    const auto view =
        call.tx.maybe<ViewToCopy>(segments::sql::find_view_to_copy, view_id, call.user_id());
    if (!view) throw Refusal("not_found");
    SegmentInput input;
    input.name = view->name;
    input.criteria = view->filter.value_or(Json{R"({"match":"all","conditions":[]})"});
    return create_segment(call, input);
}

bool has_segments(db::Transaction& tx) {
    return tx.one<bool>(segments::sql::has_segments);
}

} // namespace

void add_segment_routes(http::Router& on) {
    using namespace http;
    accounts::register_setup_step("first_segment", 2, &has_segments);
    static std::once_flag added;
    std::call_once(added, &add_segment_bulk_actions);
    on.get<list_segments>("/api/crm/segments", viewer("segments:read"), Rate::read);
    on.post<create_segment>("/api/crm/segments", member("segments:write"), Rate::write);
    on.get<get_segment>("/api/crm/segments/{id}", viewer("segments:read"), Rate::read);
    on.patch<update_segment>("/api/crm/segments/{id}", member("segments:write"), Rate::write);
    on.del<delete_one_segment>("/api/crm/segments/{id}", manager("segments:write"), Rate::write);
    on.get<list_segment_uses>("/api/crm/segments/{id}/uses", viewer("segments:read"), Rate::read);
    on.post<recalculate_segment>("/api/crm/segments/{id}/recalculate", member("segments:write"),
                                 Rate::write);
    on.post<create_segment_of_view>("/api/crm/views/{id}/segment", member("segments:write"),
                                    Rate::write);
    add_segment_member_routes(on);
    add_segment_insight_routes(on);
}

void add_segment_jobs(jobs::Registry& registry) {
    registry.add<BuildSegment>(build_segment);
    add_segment_performance_jobs(registry);
}

} // namespace crm
