// Imports over HTTP.
#include "features/accounts/accounts.hpp"
#include "features/crm/crm.hpp"
#include "features/crm/import_jobs.hpp"
#include "features/crm/imports.hpp"
#include "features/crm/imports.sql.hpp"
#include "platform/files/file_name.hpp"
#include "platform/http/cursor.hpp"
#include "platform/http/if_match.hpp"
#include "platform/text/url.hpp"

namespace crm {

struct ListImports {
    std::int32_t limit = 50;
    std::optional<std::string> after;
};
BOOST_DESCRIBE_STRUCT(ListImports, (), (limit, after))

struct ImportTargetInfo {
    std::string target;               // "email", "custom:shoe_size"
    std::optional<std::string> label; // of a custom field
    std::optional<FieldType> type;    // of a custom field
    std::vector<std::string> details; // "email" may also be "email:work"
    bool many_columns = false;        // more than one column may fill it
    std::optional<std::int64_t> max_characters;
};
BOOST_DESCRIBE_STRUCT(ImportTargetInfo, (),
                      (target, label, type, details, many_columns, max_characters))

} // namespace crm

template <>
inline constexpr auto meta::rules<crm::ListImports> =
    std::to_array<meta::Rule>({{.field = "limit", .min = 1, .max = 200, .optional = true}});

namespace crm {
namespace {

// The name travels percent-encoded in X-File-Name: header fields are ASCII.
std::string file_name_of(const http::Request& request) {
    const auto decoded = text::percent_decode(request.headers.get("X-File-Name"));
    if (!decoded) throw Refusal::field("X-File-Name", "bad_format", "must be percent-encoded");
    return decoded->empty() ? "contacts.csv" : files::safe_file_name(*decoded);
}

files::Content content_of(http::Call& call, const std::string& hash) {
    auto content = call.services.files.open(hash);
    if (!content) throw Refusal("not_found");
    return std::move(*content);
}

Import shown(http::Call& call, const Uuid& id) {
    const auto run = find_import_run(call.tx, id);
    tell_import(call.tx, run, call.now);
    return import_of(run, call.now);
}

void log_action(http::Call& call, std::string_view action, const ImportRun& run) {
    accounts::record(call, action, "import", run.id, run.file_name);
}

// POST /api/crm/imports: the bytes of the file as the body
http::Created<Import> upload_import(http::Call& call) {
    if (!call.request.spooled || call.request.spooled->size() == 0)
        throw Refusal::field("file", "empty", "has no rows");
    const auto name = file_name_of(call.request);
    const auto stored =
        call.services.files.put_file(call.request.spooled->path(), text::max_csv_file_bytes);
    const auto content = content_of(call, stored.hash);
    const auto format = find_csv_format(content); // long, and before the transaction begins
    const auto id =
        insert_import_run(call.tx,
                          {name, stored.hash, static_cast<std::int64_t>(stored.size_bytes),
                           analyse_file(content, format, list_fields(call.tx))},
                          call.identity.user_id, call.now);
    return {shown(call, id), "/api/crm/imports/" + id.text()};
}

// GET /api/crm/imports
http::Page<Import> list_imports(http::Call& call, const http::Query<ListImports>& query) {
    const auto cursor = http::read_time_cursor(query->after);
    http::Page<Import> page;
    for (const auto& run : call.tx.all<ImportRun>(
             sql::list_import_runs, cursor ? std::optional(cursor->at) : std::nullopt,
             cursor ? std::optional(cursor->id) : std::nullopt, query->limit + 1))
        page.items.push_back(import_of(run, call.now));
    if (page.items.size() <= static_cast<std::size_t>(query->limit)) return page;
    page.items.pop_back();
    page.next =
        http::make_cursor(http::TimeCursor{page.items.back().created_at, page.items.back().id});
    return page;
}

// GET /api/crm/imports/{id}
Import get_import(http::Call& call, const Uuid& id) {
    return import_of(find_import_run(call.tx, id), call.now);
}

// PATCH /api/crm/imports/{id}: how the file is to be read; the proposals are made again
Import update_import(http::Call& call, const Uuid& id, const meta::Patch<FormatChoice>& patch) {
    const auto run = find_import_run(call.tx, id);
    http::expect_version(call, run.version);
    if (run.status != ImportStatus::uploaded)
        throw Refusal("import_wrong_status", "this import runs or ran already");
    const auto content = content_of(call, run.content_hash);
    FormatChoice choice{run.format.encoding, run.format.delimiter, run.format.has_header};
    meta::apply(patch, choice);
    const auto format = find_csv_format(content, choice);
    choose_import_format(call.tx, run, analyse_file(content, format, list_fields(call.tx)));
    return shown(call, id);
}

// DELETE /api/crm/imports/{id}. The contacts stay; an undo is not possible any more.
http::NoContent delete_import(http::Call& call, const Uuid& id) {
    const auto run = find_import_run(call.tx, id);
    if (run.status == ImportStatus::running || run.status == ImportStatus::undoing)
        throw Refusal("import_wrong_status", "stop it first");
    call.tx.later(sql::forget_import_changes, id);
    http::name_of_deleted(call, call.tx.maybe<http::DeletedRecord>(sql::delete_import_run, id));
    log_action(call, "import.deleted", run);
    return {};
}

// `checks_only`: it reads everything and changes nothing.
Uuid enqueue_import(http::Call& call, const ImportRun& run, bool checks_only) {
    return jobs::enqueue(call.tx, ImportContacts{run.id},
                         {.title = (checks_only ? "Check of " : "Import of ") + run.file_name,
                          .max_attempts = most_import_attempts});
}

// POST /api/crm/imports/{id}/start
http::Accepted<Import> start_import(http::Call& call, const Uuid& id, const StartImport& input) {
    const auto run = find_import_run(call.tx, id);
    const bool checks_only = input.settings.dry_run;
    start_import_run(call.tx, run, input, enqueue_import(call, run, checks_only), call.now);
    log_action(call, checks_only ? "import.dry_run" : "import.started", run);
    return {shown(call, id)};
}

// POST /api/crm/imports/{id}/pause. At once: the batch under way is taken up again by resume.
Import pause_import(http::Call& call, const Uuid& id) {
    find_import_run(call.tx, id);
    if (!call.tx.maybe<Uuid>(sql::pause_running_import, id))
        throw Refusal("import_wrong_status", "it does not run");
    return shown(call, id);
}

// POST /api/crm/imports/{id}/resume
http::Accepted<Import> resume_import(http::Call& call, const Uuid& id) {
    const auto run = find_import_run(call.tx, id);
    resume_import_run(call.tx, run, enqueue_import(call, run, run.settings.dry_run), call.now);
    return {shown(call, id)};
}

// POST /api/crm/imports/{id}/cancel. What was imported stays, and can be undone; a check goes back
// to the choices.
Import cancel_import(http::Call& call, const Uuid& id) {
    const auto run = find_import_run(call.tx, id);
    if (!call.tx.maybe<Uuid>(sql::cancel_import_check, id)
        && !call.tx.maybe<Uuid>(sql::cancel_import_run, id, call.now))
        throw Refusal("import_wrong_status", "it has ended already");
    log_action(call, "import.cancelled", run);
    return shown(call, id);
}

// POST /api/crm/imports/{id}/undo
http::Accepted<Import> undo_import(http::Call& call, const Uuid& id) {
    const auto run = find_import_run(call.tx, id);
    const auto job_id =
        jobs::enqueue(call.tx, UndoImport{run.id},
                      {.title = "Undo of " + run.file_name, .max_attempts = most_import_attempts});
    const bool undone_by_other = run.status == ImportStatus::undoing && run.job_id
                                 && call.tx.one<bool>(sql::import_job_is_alive, *run.job_id);
    if (undone_by_other || !call.tx.maybe<Uuid>(sql::start_undo, id, job_id))
        throw Refusal("import_wrong_status", "there is nothing to undo, or it is being done");
    log_action(call, "import.undone", run);
    return {shown(call, id)};
}

std::vector<std::string> details_of(ImportField field) {
    if (field == ImportField::email) return {"work", "home", "other"};
    if (field == ImportField::phone) return {"mobile", "work", "home", "other"};
    return {};
}

// GET /api/crm/import-fields: what a column can become
http::Items<ImportTargetInfo> list_import_fields(http::Call& call) {
    http::Items<ImportTargetInfo> list;
    for (const auto& field : import_fields()) {
        if (field.field == ImportField::custom) continue;
        const auto longest = static_cast<std::int64_t>(field.max_characters);
        list.items.push_back({std::string(field.name),
                              {},
                              {},
                              details_of(field.field),
                              field.many_columns,
                              longest > 0 ? std::optional(longest) : std::nullopt});
    }
    for (const auto& field : list_fields(call.tx))
        list.items.push_back({to_text(ImportTarget{ImportField::custom, field.key}),
                              field.label,
                              field.type,
                              {},
                              false,
                              {}});
    return list;
}

} // namespace

void add_import_routes(http::Router& on) {
    using namespace http;
    on.post<upload_import>(
        "/api/crm/imports", manager("contacts:write"), Rate::write,
        {.body_limit = text::max_csv_file_bytes, .raw_body = true, .spool = true});
    on.get<list_imports>("/api/crm/imports", manager("contacts:read"), Rate::read);
    on.get<get_import>("/api/crm/imports/{id}", manager("contacts:read"), Rate::read);
    on.patch<update_import>("/api/crm/imports/{id}", manager("contacts:write"), Rate::write);
    on.del<delete_import>("/api/crm/imports/{id}", manager("contacts:write"), Rate::write);
    on.post<start_import>("/api/crm/imports/{id}/start", manager("contacts:write"), Rate::write);
    on.post<pause_import>("/api/crm/imports/{id}/pause", manager("contacts:write"), Rate::write);
    on.post<resume_import>("/api/crm/imports/{id}/resume", manager("contacts:write"), Rate::write);
    on.post<cancel_import>("/api/crm/imports/{id}/cancel", manager("contacts:write"), Rate::write);
    on.post<undo_import>("/api/crm/imports/{id}/undo", manager("contacts:write"), Rate::write);
    on.get<list_import_fields>("/api/crm/import-fields", manager("contacts:read"), Rate::read);
    add_import_row_routes(on);
    add_import_mapping_routes(on);
}

} // namespace crm
