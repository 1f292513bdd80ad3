// The export over HTTP: a download that is made while it is sent.
#include "features/accounts/accounts.hpp"
#include "features/crm/contact_export.hpp"
#include "features/crm/crm.hpp"
#include "platform/files/file_name.hpp"

namespace crm {

// The same in a query string, for links and programs. A long list of ids needs the POST.
struct ExportQuery {
    ExportFormat format = ExportFormat::csv;
    std::string sort = "created_at";
    std::optional<std::string> q;
    std::optional<std::string> filter;
};
BOOST_DESCRIBE_STRUCT(ExportQuery, (), (format, sort, q, filter))

// For the audit log: what was taken along, not whom it was about.
struct ExportDetails {
    ExportFormat format = ExportFormat::csv;
    bool searched = false;
    std::optional<Json> filter;
    std::int64_t contacts = 0;
    bool contacts_is_estimate = false;
};
BOOST_DESCRIBE_STRUCT(ExportDetails, (), (format, searched, filter, contacts, contacts_is_estimate))

} // namespace crm

template <>
inline constexpr auto meta::rules<crm::ExportQuery> = std::to_array<meta::Rule>({
    {.field = "format", .optional = true},
    {.field = "sort", .max = 50, .optional = true, .text = "As in the list of contacts"},
    {.field = "q", .min = 1, .max = 200},
    {.field = "filter", .max = crm::longest_rule_in_address, .text = "A rule as JSON"},
});

namespace crm {
namespace {

http::Reply export_reply(http::Call& call, const ExportInput& input) {
    auto what = prepare_export(call.tx, call.now, input);
    const auto count = count_selection(
        call, {.q = input.q,
               .filter = input.filter ? std::optional(input.filter->text) : std::nullopt,
               .ids = input.ids,
               .complete = true});
    accounts::audit::record(
        call, "contacts.exported", {"contacts", std::nullopt, ""},
        {meta::write(ExportDetails{input.format, input.q.has_value(), input.filter, count.total,
                                   count.total_is_estimate})});

    http::Reply reply;
    reply.headers.set("Content-Type", std::string(export_media_type(input.format)));
    reply.headers.set("Content-Disposition",
                      files::content_disposition(files::Disposition::attachment,
                                                 export_file_name(call.now, input.format)));
    reply.headers.set("Cache-Control", "no-store");
    reply.body = http::Stream(
        [what = std::move(what), &database = call.services.database](http::Sink& sink) {
            write_export(
                database, what, [&](std::string_view bytes) { sink.write(bytes); },
                [](std::int64_t) {});
        });
    return reply;
}

// GET /api/crm/exports
http::Reply export_contacts(http::Call& call, const http::Query<ExportQuery>& query) {
    ExportInput input{query->format, query->sort, std::nullopt, query->q, std::nullopt};
    if (query->filter) input.filter = Json{*query->filter};
    return export_reply(call, input);
}

// POST /api/crm/exports: the same, for a selection too long for an address
http::Reply export_selected_contacts(http::Call& call, const ExportInput& input) {
    return export_reply(call, input);
}

} // namespace

void add_export_routes(http::Router& on) {
    using namespace http;
    on.get<export_contacts>("/api/crm/exports", manager("contacts:read"), Rate::write,
                            {.writes = true, .produces = "text/csv, application/jsonl"});
    on.post<export_selected_contacts>(
        "/api/crm/exports", manager("contacts:read"), Rate::write,
        {.idempotent_by_key = false, .produces = "text/csv, application/jsonl"});
}

} // namespace crm
