// Filter, sort and columns of the contacts dashboard under a name.
#include "features/crm/contact_list.hpp"
#include "features/crm/contact_order.hpp"
#include "features/crm/contact_parts.hpp"
#include "features/crm/crm.hpp"
#include "features/crm/views.sql.hpp"
#include "platform/http/if_match.hpp"

namespace crm {

struct SavedView {
    Uuid id;
    std::string name;
    std::optional<Json> filter;
    std::string sort;
    std::vector<std::string> columns;
    bool shared = false; // with everybody in the project
    std::optional<Uuid> created_by;
    Timestamp created_at;
    std::int64_t version = 0;
};
BOOST_DESCRIBE_STRUCT(SavedView, (),
                      (id, name, filter, sort, columns, shared, created_by, created_at, version))

struct ViewInput {
    std::string name;
    std::optional<Json> filter;
    std::string sort = "-created_at";
    std::vector<std::string> columns;
    bool shared = false;
};
BOOST_DESCRIBE_STRUCT(ViewInput, (), (name, filter, sort, columns, shared))

inline constexpr meta::Rule view_column_limits{.min = 1, .max = 100};

} // namespace crm

template <>
inline constexpr auto meta::rules<crm::ViewInput> = std::to_array<meta::Rule>({
    {.field = "name", .min = 1, .max = 100, .format = "not-blank"},
    {.field = "filter", .max = crm::longest_rule, .format = "object"},
    {.field = "sort", .max = 50, .optional = true},
    {.field = "columns", .max = 100, .item = &crm::view_column_limits},
    {.field = "shared", .optional = true},
});

namespace crm {
namespace {

constexpr std::int64_t most_views = 100; // of one person

SavedView find_view(http::Call& call, const Uuid& id) {
    auto view = call.tx.maybe<SavedView>(sql::find_view, id, call.user_id());
    if (!view) throw Refusal("not_found");
    return std::move(*view);
}

// A view that could not be shown is not stored.
void check(http::Call& call, const ViewInput& input) {
    contact_order(input.sort);
    if (input.filter) compile_selection(call.tx, call.now, {.filter = input.filter->text});
}

// Somebody else's shared view is there to be used, not to be changed.
SavedView find_own_view(http::Call& call, const Uuid& id) {
    auto view = find_view(call, id);
    const bool may =
        view.created_by == call.user_id() || call.identity.role >= http::MemberRole::admin;
    if (!may) throw Refusal("not_allowed");
    return view;
}

// GET /api/crm/views
http::Items<SavedView> list_views(http::Call& call) {
    return {call.tx.all<SavedView>(sql::list_views, call.user_id())};
}

// POST /api/crm/views
http::Created<SavedView> create_view(http::Call& call, const ViewInput& input) {
    check(call, input);
    if (call.tx.one<std::int64_t>(sql::count_views, call.user_id()) >= most_views)
        throw Refusal("limit_reached", "at most 100 saved views");
    const auto id = Uuid::make();
    call.tx.query(sql::insert_view, id, input.name, input.filter, input.sort, input.columns,
                  input.shared, call.user_id(), call.now);
    if (input.shared) publish_to_all(call.tx, "view.created", id);
    return {find_view(call, id), "/api/crm/views/" + id.text()};
}

// PATCH /api/crm/views/{id}
SavedView update_view(http::Call& call, const Uuid& id, const meta::Patch<ViewInput>& patch) {
    call.tx.query(sql::lock_view, id);
    const auto before = find_own_view(call, id);
    http::expect_version(call, before.version);
    ViewInput after{before.name, before.filter, before.sort, before.columns, before.shared};
    meta::apply(patch, after);
    check(call, after);
    if (before.shared || after.shared) publish_to_all(call.tx, "view.updated", id);
    // An administrator who unshares what somebody else made sees it this last time.
    return call.tx.one<SavedView>(sql::update_view, id, after.name, after.filter, after.sort,
                                  after.columns, after.shared);
}

// DELETE /api/crm/views/{id}
http::NoContent delete_view(http::Call& call, const Uuid& id) {
    call.tx.query(sql::lock_view, id);
    const auto view = find_own_view(call, id);
    http::expect_version(call, view.version);
    call.tx.query(sql::delete_view, id);
    if (view.shared) publish_to_all(call.tx, "view.deleted", id);
    return {};
}

} // namespace

void add_view_routes(http::Router& on) {
    using namespace http;
    on.get<list_views>("/api/crm/views", viewer(), Rate::read);
    on.post<create_view>("/api/crm/views", member(), Rate::write);
    on.patch<update_view>("/api/crm/views/{id}", member(), Rate::write);
    on.del<delete_view>("/api/crm/views/{id}", member(), Rate::write);
}

} // namespace crm
