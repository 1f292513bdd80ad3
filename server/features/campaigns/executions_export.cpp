// The recipients of a campaign as CSV: who got it, who did not, and why. Made while it is sent.
#include <fmt/format.h>

#include "features/accounts/accounts.hpp"
#include "features/campaigns/campaigns.hpp"
#include "features/campaigns/engine/ledger.hpp"
#include "features/campaigns/runs.sql.hpp"
#include "platform/db/database.hpp"
#include "platform/files/file_name.hpp"
#include "platform/text/csv_writer.hpp"

namespace campaigns {

struct ExportedExecution {
    std::optional<std::string> address;
    std::optional<std::string> first_name, last_name; // absent: the person was erased
    std::string message_name;
    DeliveryStatus delivery_status = DeliveryStatus::pending;
    std::optional<std::string> skip_reason, error_message;
    std::optional<std::int32_t> reply_code;
    std::int32_t delivery_attempt = 0;
    Timestamp scheduled_for;
    std::optional<Timestamp> sent_at, opened_at, clicked_at, unsubscribed_at;
    std::optional<Uuid> contact_id;
    std::int32_t chunk = 0, position = 0;
};
BOOST_DESCRIBE_STRUCT(ExportedExecution, (),
                      (address, first_name, last_name, message_name, delivery_status, skip_reason,
                       error_message, reply_code, delivery_attempt, scheduled_for, sent_at,
                       opened_at, clicked_at, unsubscribed_at, contact_id, chunk, position))

struct ExportExecutions {
    std::optional<DeliveryStatus> delivery_status;
    std::optional<std::string> skip_reason;
};
BOOST_DESCRIBE_STRUCT(ExportExecutions, (), (delivery_status, skip_reason))

} // namespace campaigns

template <>
inline constexpr auto meta::rules<campaigns::ExportExecutions> =
    std::to_array<meta::Rule>({{.field = "skip_reason", .max = 30}});

namespace campaigns {
namespace {

constexpr std::int32_t rows_at_once = 1000;

std::string text_of(const std::optional<Timestamp>& instant) {
    return instant ? to_text(*instant) : "";
}

// The one column that says why: what our side decided, else what the other side said.
std::string reason_of(const ExportedExecution& row) {
    if (row.skip_reason) return *row.skip_reason;
    const auto said = row.error_message.value_or("");
    return row.reply_code ? fmt::format("{} {}", *row.reply_code, said) : said;
}

void write_header(text::CsvWriter& csv) {
    for (const auto* name :
         {"address", "first_name", "last_name", "message", "delivery_status", "reason", "attempts",
          "scheduled_for", "sent_at", "opened_at", "clicked_at", "unsubscribed_at", "contact_id"})
        csv.field(name);
    csv.end_record();
}

void write_row(text::CsvWriter& csv, const ExportedExecution& row) {
    csv.field(row.address.value_or(""));
    csv.field(row.first_name.value_or(""));
    csv.field(row.last_name.value_or(""));
    csv.field(row.message_name);
    csv.field(meta::enum_name(row.delivery_status));
    csv.field(reason_of(row));
    csv.field(std::to_string(row.delivery_attempt));
    csv.field(to_text(row.scheduled_for));
    for (const auto* instant :
         {&row.sent_at, &row.opened_at, &row.clicked_at, &row.unsubscribed_at})
        csv.field(text_of(*instant));
    csv.field(row.contact_id ? row.contact_id->text() : "");
    csv.end_record();
}

// One batch a transaction, in the order of the ledger: rows keep their places while it is sent.
void write_rows(db::Pool& database, const Uuid& project_id, const Uuid& campaign_id,
                const ExportExecutions& which, http::Sink& sink) {
    std::string out;
    text::CsvWriter csv(out);
    write_header(csv);
    std::optional<std::int32_t> chunk, position;
    for (bool is_last = false; !is_last;) {
        const auto rows = database.in_transaction(
            {.role = db::Role::app, .project_id = project_id, .read_only = true},
            [&](db::Transaction& tx) {
                plan_anew(tx);
                return tx.all<ExportedExecution>(sql::export_executions, campaign_id,
                                                 which.delivery_status, which.skip_reason, chunk,
                                                 position, rows_at_once);
            });
        for (const auto& row : rows) write_row(csv, row);
        sink.write(out);
        out.clear();
        is_last = rows.size() < static_cast<std::size_t>(rows_at_once);
        if (is_last) return;
        chunk = rows.back().chunk;
        position = rows.back().position;
    }
}

// GET /api/campaigns/{id}/executions/export
http::Reply export_executions(http::Call& call, const Uuid& id,
                              const http::Query<ExportExecutions>& query) {
    const auto campaign = find_campaign(call.tx, id);
    accounts::audit::record(call, "campaign.exported", {"campaign", id, campaign.name});
    http::Reply reply;
    reply.headers.set("Content-Type", "text/csv; charset=utf-8");
    reply.headers.set("Content-Disposition",
                      files::content_disposition(files::Disposition::attachment,
                                                 campaign.name + ", recipients.csv"));
    reply.headers.set("Cache-Control", "no-store");
    reply.body = http::Stream(
        [&database = call.services.database, project = call.project_id(), id,
         which = *query](http::Sink& sink) { write_rows(database, project, id, which, sink); });
    return reply;
}

} // namespace

void add_export_routes(http::Router& on) {
    using namespace http;
    on.get<export_executions>("/api/campaigns/{id}/executions/export", manager("campaigns:read"),
                              Rate::write, {.writes = true, .produces = "text/csv"});
}

} // namespace campaigns
