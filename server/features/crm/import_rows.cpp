// The rows that an import refused or warned of, and the contacts that an undo left.
#include <algorithm>
#include <charconv>

#include "features/accounts/accounts.hpp"
#include "features/crm/import/problem_words.hpp"
#include "features/crm/import/refused.hpp"
#include "features/crm/imports.hpp"
#include "features/crm/imports.sql.hpp"
#include "platform/db/database.hpp"
#include "platform/files/file_name.hpp"
#include "platform/http/cursor.hpp"

namespace crm {

enum class RowSeverity { refused, warning };
BOOST_DESCRIBE_ENUM(RowSeverity, refused, warning)

struct ImportRowProblem {
    std::optional<std::int64_t> column; // from 0; null: the row as a whole
    std::string code;
    std::string message; // to stand behind the column's name and the value
    std::string value;
};
BOOST_DESCRIBE_STRUCT(ImportRowProblem, (), (column, code, message, value))

struct ImportRow {
    std::int64_t line = 0;
    RowSeverity severity = RowSeverity::refused;
    std::string reason; // all problems in one line
    std::vector<ImportRowProblem> problems;
};
BOOST_DESCRIBE_STRUCT(ImportRow, (), (line, severity, reason, problems))

struct ListImportRows {
    std::int32_t limit = 50;
    std::optional<std::string> after;
    std::optional<RowSeverity> severity;
};
BOOST_DESCRIBE_STRUCT(ListImportRows, (), (limit, after, severity))

struct RefusedRow {
    std::int64_t line = 0;
    std::vector<ImportRowProblem> problems;
    std::vector<std::string> fields;
};
BOOST_DESCRIBE_STRUCT(RefusedRow, (), (line, problems, fields))

// Edited since; created by the import and used since (notes, tasks, files, a timeline); deleted.
enum class LeftBecause { edited, used, in_trash };
BOOST_DESCRIBE_ENUM(LeftBecause, edited, used, in_trash)

struct LeftContact {
    Uuid contact_id;
    std::string display_name;
    LeftBecause left_because = LeftBecause::edited;
};
BOOST_DESCRIBE_STRUCT(LeftContact, (), (contact_id, display_name, left_because))

struct ListLeftContacts {
    std::int32_t limit = 50;
    std::optional<std::string> after;
};
BOOST_DESCRIBE_STRUCT(ListLeftContacts, (), (limit, after))

} // namespace crm

template <>
inline constexpr auto meta::rules<crm::ListImportRows> =
    std::to_array<meta::Rule>({{.field = "limit", .min = 1, .max = 200, .optional = true}});
template <>
inline constexpr auto meta::rules<crm::ListLeftContacts> =
    std::to_array<meta::Rule>({{.field = "limit", .min = 1, .max = 200, .optional = true}});

namespace crm {
namespace {

constexpr std::int32_t refused_page = 1000;

std::int64_t line_after(const std::optional<std::string>& cursor) {
    if (!cursor) return 0;
    const auto key = http::read_cursor(*cursor, 1)[0].value_or("");
    std::int64_t line = 0;
    const auto read = std::from_chars(key.data(), key.data() + key.size(), line);
    if (read.ec != std::errc() || read.ptr != key.data() + key.size())
        throw Refusal::field("after", "bad_format", "must be the `next` of an earlier page");
    return line;
}

std::optional<Uuid> contact_after(const std::optional<std::string>& cursor) {
    if (!cursor) return std::nullopt;
    const auto id = Uuid::parse(http::read_cursor(*cursor, 1)[0].value_or(""));
    if (!id) throw Refusal::field("after", "bad_format", "must be the `next` of an earlier page");
    return id;
}

// Problems are stored without their severity, which the code says.
std::vector<RowProblem> problems_of(const RefusedRow& row) {
    std::vector<RowProblem> problems;
    for (const auto& [column, code, message, value] : row.problems) {
        const auto known = std::ranges::find(problem_words(), code, &ProblemWords::code);
        problems.push_back({column ? static_cast<std::size_t>(*column) : RowProblem::whole_row,
                            code, message, value,
                            known == problem_words().end() ? Severity::refusal : known->severity});
    }
    return problems;
}

// GET /api/crm/imports/{id}/rows
http::Page<ImportRow> list_import_rows(http::Call& call, const Uuid& id,
                                       const http::Query<ListImportRows>& query) {
    find_import_run(call.tx, id);
    http::Page<ImportRow> page;
    page.items = call.tx.all<ImportRow>(sql::list_import_rows, id, line_after(query->after),
                                        query->severity, query->limit + 1);
    if (page.items.size() > static_cast<std::size_t>(query->limit)) {
        page.items.pop_back();
        page.next = http::make_cursor({std::to_string(page.items.back().line)});
    }
    return page;
}

// GET /api/crm/imports/{id}/refused.csv: to be mended and sent again, in the reader's language
http::Reply download_refused_rows(http::Call& call, const Uuid& id) {
    const auto run = find_import_run(call.tx, id);
    http::Reply reply;
    reply.headers.set("Content-Type", "text/csv; charset=utf-8");
    reply.headers.set(
        "Content-Disposition",
        files::content_disposition(files::Disposition::attachment, "refused-" + run.file_name));
    reply.body = http::Stream([&services = call.services, scope = call.tx.scope(), id,
                               headers = headers_of(run.format),
                               language = accounts::reader_language(call)](http::Sink& sink) {
        write_refused_rows(services, scope, id, headers, language,
                           [&](std::string_view piece) { sink.write(piece); });
    });
    return reply;
}

// GET /api/crm/imports/{id}/left
http::Page<LeftContact> list_left_contacts(http::Call& call, const Uuid& id,
                                           const http::Query<ListLeftContacts>& query) {
    find_import_run(call.tx, id);
    http::Page<LeftContact> page;
    page.items = call.tx.all<LeftContact>(sql::list_left_contacts, id, contact_after(query->after),
                                          query->limit + 1);
    if (page.items.size() > static_cast<std::size_t>(query->limit)) {
        page.items.pop_back();
        page.next = http::make_cursor({page.items.back().contact_id.text()});
    }
    return page;
}

} // namespace

void write_refused_rows(Services& services, const db::Scope& scope, const Uuid& run_id,
                        const std::vector<std::string>& headers, text::Language language,
                        const std::function<void(std::string_view)>& write) {
    std::string out;
    RefusedRows refused(out, headers, language);
    for (std::int64_t last_line = 0;;) {
        const auto rows = services.database.in_transaction(scope, [&](db::Transaction& tx) {
            return tx.all<RefusedRow>(sql::list_refused_rows, run_id, last_line, refused_page);
        });
        for (const auto& row : rows)
            refused.add(std::vector<std::string_view>(row.fields.begin(), row.fields.end()),
                        static_cast<std::uint64_t>(row.line),
                        reasons_of(problems_of(row), headers, Severity::refusal, language));
        write(out);
        out.clear();
        if (rows.size() < refused_page) return;
        last_line = rows.back().line;
    }
}

void add_import_row_routes(http::Router& on) {
    using namespace http;
    on.get<list_import_rows>("/api/crm/imports/{id}/rows", manager("contacts:read"), Rate::read);
    on.get<download_refused_rows>("/api/crm/imports/{id}/refused.csv", manager("contacts:read"),
                                  Rate::read, {.produces = "text/csv"});
    on.get<list_left_contacts>("/api/crm/imports/{id}/left", manager("contacts:read"), Rate::read);
}

} // namespace crm
