// Contacts out of a file: from the upload to the undo.
//
//     uploaded ─ start ─▶ running ─▶ finished ─ undo ─▶ undoing ─▶ undone
//                          │   ▲                ▲
//              pause, fault ▼   │ resume         │ undo
//                     paused, failed ─ cancel ─▶ cancelled
//
// A dry run goes from running back to uploaded. What each does to contacts: import_plan.hpp.
#pragma once
#include "features/crm/contacts.hpp"
#include "features/crm/import/columns.hpp"
#include "features/crm/import_format.hpp"
#include "platform/text/language.hpp"

namespace crm {

enum class ImportStatus { uploaded, running, paused, finished, cancelled, failed, undoing, undone };
BOOST_DESCRIBE_ENUM(ImportStatus, uploaded, running, paused, finished, cancelled, failed, undoing,
                    undone)

// What happens to a row whose person is there already, in the project or earlier in the file.
//   skip    nothing
//   update  the row's filled cells replace what is stored; addresses, phones and tags are added
//   create  another contact; refused where an address is taken, since two contacts cannot share one
enum class DuplicatePolicy { skip, update, create };
BOOST_DESCRIBE_ENUM(DuplicatePolicy, skip, update, create)

inline constexpr std::size_t most_default_tags = 20;

struct ImportSettings {
    DuplicatePolicy duplicates = DuplicatePolicy::skip;
    std::vector<std::string> tags;                 // for every contact of the file
    std::optional<Uuid> assigned_to;               // the rest: for new contacts, where the row
    std::optional<std::string> source;             // says nothing
    std::optional<LifecycleStage> lifecycle_stage; //
    std::optional<std::string> consent_basis;      // in which words people agreed to marketing
    // Everybody in the file agreed to it: new contacts of whom the row does not say otherwise.
    // Those who are there already are left as they are, since they may have withdrawn.
    bool marketing_consent = false;
    bool dry_run = false; // counts and refuses, and changes no contact
};
BOOST_DESCRIBE_STRUCT(ImportSettings, (),
                      (duplicates, tags, assigned_to, source, lifecycle_stage, consent_basis,
                       marketing_consent, dry_run))

// POST /api/crm/imports/{id}/start. Without a mapping the proposed one is taken.
struct StartImport {
    std::vector<MappedColumn> mapping;
    ImportSettings settings;
};
BOOST_DESCRIBE_STRUCT(StartImport, (), (mapping, settings))

struct Import {
    Uuid id;
    ImportStatus status = ImportStatus::uploaded;
    std::string file_name;
    std::int64_t file_size = 0; // bytes
    ImportFormat format;
    std::vector<MappedColumn> mapping; // one entry a column of the file
    ImportSettings settings;
    std::int64_t estimated_rows = 0;
    std::int64_t rows_read =
        0; // each is created, updated, skipped or refused; blank ones not counted
    std::int64_t rows_created = 0;
    std::int64_t rows_updated = 0;
    std::int64_t rows_skipped = 0;
    std::int64_t rows_refused = 0;
    std::int64_t rows_warned = 0;  // imported, but for a value
    std::int64_t rows_undone = 0;  // contacts that an undo took back
    std::int64_t rows_left = 0;    // contacts that an undo left, as somebody has worked on them
    bool dry_run_finished = false; // the counters are those of a dry run
    double percent = 0;            // of the file
    std::optional<double> rows_per_second;
    std::optional<double> seconds_left;
    std::optional<Uuid> job_id;
    std::optional<std::string> error; // why it failed, in plain words
    std::optional<Uuid> created_by;
    Timestamp created_at;
    std::optional<Timestamp> started_at;
    std::optional<Timestamp> finished_at;
    std::int64_t version = 0;
};
BOOST_DESCRIBE_STRUCT(Import, (),
                      (id, status, file_name, file_size, format, mapping, settings, estimated_rows,
                       rows_read, rows_created, rows_updated, rows_skipped, rows_refused,
                       rows_warned, rows_undone, rows_left, dry_run_finished, percent,
                       rows_per_second, seconds_left, job_id, error, created_by, created_at,
                       started_at, finished_at, version))

// An import as its row has it, for those who run it.
struct ImportRun {
    Uuid id;
    ImportStatus status = ImportStatus::uploaded;
    std::string file_name;
    std::int64_t file_size = 0;
    std::string content_hash;
    ImportFormat format;
    std::vector<MappedColumn> mapping;
    ImportSettings settings;
    std::int64_t estimated_rows = 0;
    std::int64_t resume_offset = 0; // bytes; where the next batch starts
    std::int64_t resume_line = 1;
    std::int64_t rows_read = 0, rows_created = 0, rows_updated = 0, rows_skipped = 0,
                 rows_refused = 0, rows_warned = 0, rows_undone = 0, rows_left = 0;
    bool dry_run_finished = false;
    std::optional<Timestamp> resumed_at;
    std::int64_t resumed_rows = 0;
    std::optional<Uuid> job_id;
    std::optional<std::string> error;
    std::optional<Uuid> created_by;
    Timestamp created_at;
    std::optional<Timestamp> started_at, finished_at;
    std::int64_t version = 0;
};
BOOST_DESCRIBE_STRUCT(ImportRun, (),
                      (id, status, file_name, file_size, content_hash, format, mapping, settings,
                       estimated_rows, resume_offset, resume_line, rows_read, rows_created,
                       rows_updated, rows_skipped, rows_refused, rows_warned, rows_undone,
                       rows_left, dry_run_finished, resumed_at, resumed_rows, job_id, error,
                       created_by, created_at, started_at, finished_at, version))

// Speed and time left of an import that runs; what events of topic "imports" hold.
struct ImportProgress {
    Uuid id;
    ImportStatus status = ImportStatus::uploaded;
    std::int64_t rows_read = 0, rows_created = 0, rows_updated = 0, rows_skipped = 0,
                 rows_refused = 0, rows_warned = 0, rows_undone = 0, rows_left = 0;
    double percent = 0;
    std::optional<double> rows_per_second;
    std::optional<double> seconds_left;
    std::int64_t version = 0;
};
BOOST_DESCRIBE_STRUCT(ImportProgress, (),
                      (id, status, rows_read, rows_created, rows_updated, rows_skipped,
                       rows_refused, rows_warned, rows_undone, rows_left, percent, rows_per_second,
                       seconds_left, version))

ImportProgress progress_of(const ImportRun& run, Timestamp now);

// With what is worked out: percent, speed, time left.
Import import_of(const ImportRun& run, Timestamp now);

// Tells everybody who looks: event "import.changed" of topic "imports".
void tell_import(db::Transaction& tx, const ImportRun& run, Timestamp now);

// Refusal("not_found") for another project's.
ImportRun find_import_run(db::Transaction& tx, const Uuid& id);

// The row of a new import, for a content that is in the file store and was looked at.
struct NewImport {
    std::string file_name, content_hash;
    std::int64_t file_size = 0;
    FileAnalysis analysis;
};
Uuid insert_import_run(db::Transaction& tx, const NewImport& file,
                       const std::optional<Uuid>& created_by, Timestamp now);
// The file read in another way, before it has run.
void choose_import_format(db::Transaction& tx, const ImportRun& run, const FileAnalysis& analysis);

// Stores the choices and makes the import ready to run under `job_id`: refuses (every bad field in
// one answer) a mapping with problems, an owner who is no member, and marketing consent without its
// basis; Refusal("import_wrong_status") where it runs or ran already.
void start_import_run(db::Transaction& tx, const ImportRun& run, StartImport choices,
                      const Uuid& job_id, Timestamp now);
// Of a paused or failed import, or one whose job died.
void resume_import_run(db::Transaction& tx, const ImportRun& run, const Uuid& job_id,
                       Timestamp now);

// The refused rows of a run as CSV, in pieces, with the reasons in a language.
void write_refused_rows(Services& services, const db::Scope& scope, const Uuid& run_id,
                        const std::vector<std::string>& headers, text::Language language,
                        const std::function<void(std::string_view)>& write);

void add_import_routes(http::Router& router);
void add_import_row_routes(http::Router& router);
void add_import_mapping_routes(http::Router& router);

} // namespace crm

template <>
inline constexpr auto meta::rules<crm::ImportSettings> = std::to_array<meta::Rule>({
    {.field = "duplicates", .optional = true},
    {.field = "tags", .max = crm::most_default_tags},
    {.field = "source", .min = 1, .max = 100},
    {.field = "consent_basis", .min = 1, .max = 2000},
    {.field = "marketing_consent", .optional = true},
    {.field = "dry_run", .optional = true},
});
template <>
inline constexpr auto meta::rules<crm::StartImport> = std::to_array<meta::Rule>(
    {{.field = "mapping", .max = 512}, {.field = "settings", .optional = true}});
