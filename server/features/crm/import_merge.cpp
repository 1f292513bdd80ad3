#include "features/crm/import_merge.hpp"

#include <fmt/format.h>

#include "features/crm/import/refused.hpp"
#include "features/crm/import_known.hpp"
#include "features/crm/import_merge.sql.hpp"
#include "features/crm/import_staging.hpp"
#include "platform/db/database.hpp"
#include "platform/log/log.hpp"
#include "platform/text/utf8.hpp"
#include "platform/time/clock.hpp"

namespace crm {

struct StoredProblem {
    std::optional<std::int64_t> column;
    std::string code, message, value;
};
BOOST_DESCRIBE_STRUCT(StoredProblem, (), (column, code, message, value))

namespace {

constexpr int most_batch_attempts = 5;
constexpr std::int64_t most_kept_warnings = 10'000; // of a run; the others are only counted

// Somebody made the same contact, company or tag in the same moment, or deleted one: what is known
// has to be asked for again.
bool is_race(const db::Error& error) {
    return error.unique_violation() || error.foreign_key_violation();
}

// The rows are to blame and not the database: data exceptions, constraints, index entries too long.
bool is_about_data(const db::Error& error) {
    return error.state.starts_with("22") || error.state.starts_with("23") || error.state == "54000";
}

// Problem rows as columns for unnest.
struct ProblemRows {
    std::vector<std::int64_t> lines;
    std::vector<std::string> severities, reasons, fields, problems;

    void add(const FileRow& row, std::span<const RowProblem> found, Severity severity,
             std::span<const std::string> headers) {
        std::vector<std::string> cells;
        for (const auto cell : row.raw.cells()) cells.push_back(text::repaired(cell));
        std::vector<StoredProblem> stored;
        for (const auto& problem : found)
            stored.push_back({problem.column == RowProblem::whole_row
                                  ? std::nullopt
                                  : std::optional(static_cast<std::int64_t>(problem.column)),
                              problem.code, problem.message, text::repaired(problem.value)});
        lines.push_back(static_cast<std::int64_t>(row.parsed.line));
        severities.push_back(severity == Severity::refusal ? "refused" : "warning");
        reasons.push_back(text::repaired(reasons_of(found, headers, severity)));
        fields.push_back(db::param(cells).value_or("{}"));
        problems.push_back(meta::write(stored));
    }

    void store(db::Transaction& tx, const Uuid& run_id) const {
        if (!lines.empty())
            tx.later(sql::insert_import_rows, run_id, lines, severities, reasons, fields, problems);
    }
};

template <class Item, class Member>
auto column(const std::vector<Item>& items, Member Item::* member) {
    std::vector<Member> values;
    for (const auto& item : items) values.push_back(item.*member);
    return values;
}

} // namespace

BatchMerger::BatchMerger(Services& services, const Uuid& project_id, ImportRun run,
                         accounts::ProjectSettings project, std::vector<CustomField> custom_fields)
    : services_(services),
      project_id_(project_id),
      run_(std::move(run)),
      project_(std::move(project)),
      custom_fields_(std::move(custom_fields)),
      headers_(headers_of(run_.format)) {}

void BatchMerger::merge(std::span<const FileRow> rows) {
    for (int attempt = 1;; ++attempt) {
        try {
            BatchPlan plan;
            run_ = services_.database.in_transaction(
                scope(), [&](db::Transaction& tx) { return merge_in(tx, rows, plan); });
            for (const auto& key : plan.keys) earlier_.add(key);
            return;
        } catch (const db::Lost&) {
            throw;
        } catch (const db::Retry&) {
            throw;
        } catch (const db::Error& error) {
            if (!is_about_data(error)) throw;
            if (is_race(error) && attempt < most_batch_attempts) continue;
            log::warn("import_batch_refused", {{"run_id", run_.id.text()},
                                               {"rows", std::to_string(rows.size())},
                                               {"state", error.state},
                                               {"statement", error.statement}});
            return merge_in_halves(rows, error.state);
        }
    }
}

void BatchMerger::merge_in_halves(std::span<const FileRow> rows, const std::string& why) {
    if (rows.size() == 1) return refuse(rows.front(), why);
    const auto half = rows.size() / 2;
    merge(rows.first(half));
    merge(rows.subspan(half));
}

ImportRun BatchMerger::merge_in(db::Transaction& tx, std::span<const FileRow> rows,
                                BatchPlan& plan) const {
    tx.later(sql::begin_import_batch, project_id_.text());
    auto known = find_known_people(tx, rows, run_.settings);
    plan = plan_batch(rows, run_.settings, known, run_.settings.dry_run ? &earlier_ : nullptr);
    if (!run_.settings.dry_run && !plan.contacts.empty()) store(tx, plan, rows, known);
    ProblemRows problems;
    std::int64_t warned = 0;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (plan.problems[i].empty()) continue;
        if (plan.outcomes[i] == RowOutcome::refused)
            problems.add(rows[i], plan.problems[i], Severity::refusal, headers_);
        else if (run_.rows_warned + warned++ < most_kept_warnings)
            problems.add(rows[i], plan.problems[i], Severity::warning, headers_);
    }
    problems.store(tx, run_.id);
    const auto& end = rows.back().end;
    const auto blank = plan.count(RowOutcome::blank);
    auto next = tx.maybe<ImportRun>(
        sql::advance_import_run, run_.id, run_.job_id, run_.resume_offset,
        static_cast<std::int64_t>(end.offset_bytes), static_cast<std::int64_t>(end.line),
        static_cast<std::int64_t>(rows.size()) - blank, plan.count(RowOutcome::created),
        plan.count(RowOutcome::updated), plan.count(RowOutcome::skipped),
        plan.count(RowOutcome::refused), warned);
    if (!next) throw ImportEnded{};
    tell_import(tx, *next, services_.clock.now());
    return std::move(*next);
}

// Set by set: what a batch of ten thousand costs is a dozen statements.
void BatchMerger::store(db::Transaction& tx, const BatchPlan& plan, std::span<const FileRow> rows,
                        const KnownPeople& known) const {
    const auto now = services_.clock.now();
    const auto batch_id = Uuid::make();
    const auto staged =
        stage_batch(plan, rows, known, run_.settings, custom_fields_, project_id_, batch_id);
    bool is_sent = false;
    tx.copy_in(
        copy_into_staging,
        [&] { return std::exchange(is_sent, true) ? std::string_view{} : staged.text; },
        db::Role::owner);
    if (!plan.new_companies.empty())
        tx.later(sql::insert_imported_companies, column(plan.new_companies, &KnownCompany::id),
                 column(plan.new_companies, &KnownCompany::name),
                 column(plan.new_companies, &KnownCompany::name_folded), run_.created_by, now);
    if (!plan.new_tags.empty())
        tx.later(sql::insert_imported_tags, column(plan.new_tags, &NewTag::id),
                 column(plan.new_tags, &NewTag::name), column(plan.new_tags, &NewTag::name_folded));
    const auto& parts = staged.parts;
    if (parts.updated) {
        tx.later(sql::record_updated_contacts, batch_id, run_.id);
        tx.later(sql::update_imported_contacts, batch_id, now, project_.time_zone);
        tx.later(sql::delete_replaced_values, batch_id);
    }
    if (parts.created) {
        tx.later(sql::insert_imported_contacts, batch_id, run_.created_by, now, project_.time_zone);
        tx.later(sql::insert_imported_stats, batch_id);
        tx.later(sql::record_created_contacts, batch_id, run_.id);
    }
    if (parts.emails) tx.later(sql::insert_imported_emails, batch_id);
    if (parts.phones) tx.later(sql::insert_imported_phones, batch_id);
    if (parts.tags) tx.later(sql::insert_imported_contact_tags, batch_id);
    if (parts.values) tx.later(sql::insert_imported_values, batch_id);
    if (parts.notes) tx.later(sql::insert_imported_notes, batch_id, run_.id, run_.created_by, now);
    if (parts.consents)
        tx.later(sql::insert_imported_consents, batch_id, run_.id,
                 run_.settings.consent_basis.value_or(""), now);
    tx.later(sql::clear_staging, batch_id);
}

// What every check has let pass and the database has not.
void BatchMerger::refuse(const FileRow& row, const std::string& why) {
    const RowProblem problem{RowProblem::whole_row,
                             "not_storable",
                             fmt::format("cannot be stored (PostgreSQL says {})", why),
                             {},
                             Severity::refusal};
    run_ = services_.database.in_transaction(scope(), [&](db::Transaction& tx) {
        ProblemRows problems;
        problems.add(row, {&problem, 1}, Severity::refusal, headers_);
        problems.store(tx, run_.id);
        auto next =
            tx.maybe<ImportRun>(sql::advance_import_run, run_.id, run_.job_id, run_.resume_offset,
                                static_cast<std::int64_t>(row.end.offset_bytes),
                                static_cast<std::int64_t>(row.end.line), 1, 0, 0, 0, 1, 0);
        if (!next) throw ImportEnded{};
        return std::move(*next);
    });
}

db::Scope BatchMerger::scope() const {
    return {.role = db::Role::app, .project_id = project_id_, .user_id = run_.created_by};
}

} // namespace crm
