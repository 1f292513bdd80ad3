#include "features/crm/contact_export.hpp"

#include <fmt/format.h>

#include <future>

#include "features/crm/contact_export.sql.hpp"
#include "features/crm/contact_list.sql.hpp"
#include "features/crm/exported_contact.hpp"
#include "features/crm/import/contact_csv.hpp"
#include "platform/db/database.hpp"
#include "platform/text/utf8.hpp"

namespace crm {

struct ExportedEmail {
    Uuid contact_id;
    std::string address;
    EmailLabel label = EmailLabel::work;
    bool is_primary = false;
};
BOOST_DESCRIBE_STRUCT(ExportedEmail, (), (contact_id, address, label, is_primary))

struct ExportedPhone {
    Uuid contact_id;
    std::string number;
    std::optional<std::string> e164;
    PhoneLabel label = PhoneLabel::mobile;
    bool is_primary = false;
};
BOOST_DESCRIBE_STRUCT(ExportedPhone, (), (contact_id, number, e164, label, is_primary))

struct ExportedTag {
    Uuid contact_id, tag_id;
};
BOOST_DESCRIBE_STRUCT(ExportedTag, (), (contact_id, tag_id))

struct ExportedNote {
    Uuid contact_id;
    std::string body;
};
BOOST_DESCRIBE_STRUCT(ExportedNote, (), (contact_id, body))

struct IdAndText {
    Uuid id;
    std::string text;
};
BOOST_DESCRIBE_STRUCT(IdAndText, (), (id, text))

namespace {

constexpr std::size_t longest_notes = 20'000; // code points, what an import takes

// A Contact, whose lists are filled in afterwards.
constexpr std::string_view columns =
    "c.id, c.first_name, c.last_name, c.display_name, c.email, '[]'::jsonb AS emails, c.phone, "
    "'[]'::jsonb AS phones, c.company_id, c.company, c.job_title, c.avatar_url, c.avatar_file_id, "
    "c.time_zone, c.language, c.source, c.source_details, c.utm_data, c.first_contact_date, "
    "s.total_interactions, s.last_interaction_date, s.engagement_score, c.lifecycle_stage, "
    "c.email_subscribed, c.sms_subscribed, c.marketing_consent, c.do_not_contact, "
    "c.custom_fields, '{}'::text[] AS tags, c.assigned_to, c.created_by, c.created_at, "
    "c.updated_at, c.deleted_at, c.version";

// Where the next batch begins.
struct Position {
    std::string sort_key;
    Uuid id;
};

struct Batch {
    std::vector<Contact> contacts;
    std::vector<std::string> notes; // of each contact; empty unless the format has them
    std::optional<Position> last;   // nothing: this was the end
};

// The contacts of a batch by their id.
class ById {
  public:
    explicit ById(const std::vector<Contact>& contacts) {
        for (std::size_t i = 0; i < contacts.size(); ++i) places_.emplace_back(contacts[i].id, i);
        std::ranges::sort(places_);
    }
    std::size_t place(const Uuid& id) const {
        return std::ranges::lower_bound(places_, id, {}, &std::pair<Uuid, std::size_t>::first)
            ->second;
    }
    std::vector<Uuid> ids() const {
        std::vector<Uuid> all;
        for (const auto& [id, place] : places_) all.push_back(id);
        return all;
    }

  private:
    std::vector<std::pair<Uuid, std::size_t>> places_;
};

void add_addresses(db::Transaction& tx, const ById& by_id, Batch& batch) {
    const auto ids = by_id.ids();
    for (auto& email : tx.all<ExportedEmail>(sql::exported_emails, tx.project_id(), ids))
        batch.contacts[by_id.place(email.contact_id)].emails.push_back(
            {std::move(email.address), email.label, email.is_primary});
    for (auto& phone : tx.all<ExportedPhone>(sql::exported_phones, tx.project_id(), ids))
        batch.contacts[by_id.place(phone.contact_id)].phones.push_back(
            {std::move(phone.number), std::move(phone.e164), phone.label, phone.is_primary});
}

// A project has at most 2,000 tags: their names are cheaper read once a batch than with every use.
void add_tags(db::Transaction& tx, const ById& by_id, Batch& batch) {
    const auto names = tx.all<IdAndText>(sql::tag_names, tx.project_id());
    std::map<Uuid, std::size_t> order;
    for (std::size_t i = 0; i < names.size(); ++i) order.emplace(names[i].id, i);
    std::vector<std::pair<std::size_t, std::size_t>> uses; // of a contact, which tag
    for (const auto& use : tx.all<ExportedTag>(sql::exported_tags, tx.project_id(), by_id.ids()))
        if (const auto tag = order.find(use.tag_id); tag != order.end())
            uses.emplace_back(by_id.place(use.contact_id), tag->second);
    std::ranges::sort(uses);
    for (const auto& [place, tag] : uses) batch.contacts[place].tags.push_back(names[tag].text);
}

void add_notes(db::Transaction& tx, const ById& by_id, Batch& batch) {
    batch.notes.resize(batch.contacts.size());
    for (const auto& note :
         tx.all<ExportedNote>(sql::exported_notes, tx.project_id(), by_id.ids())) {
        auto& notes = batch.notes[by_id.place(note.contact_id)];
        notes += (notes.empty() ? "" : "\n\n") + note.body;
    }
    for (auto& notes : batch.notes)
        if (notes.size() > longest_notes)
            notes = std::string(text::first_code_points(notes, longest_notes));
}

std::string batch_sql(const ContactExport& what, const std::string& condition) {
    return "SELECT " + std::string(columns) + ", " + std::string(what.order.expression)
           + "::text AS sort_key FROM " + std::string(selection_tables) + " WHERE " + condition
           + order_by(what.order) + " LIMIT " + std::to_string(export_batch);
}

Batch read_batch(db::Transaction& tx, const ContactExport& what,
                 const std::optional<Position>& after) {
    auto condition = what.selection.condition;
    auto params = what.selection.params;
    if (after) condition += after_key(what.order, after->sort_key, after->id, params);
    tx.later(sql::plan_for_these_values);
    const auto rows =
        tx.query_text("crm.export_batch", batch_sql(what, condition), params, db::Role::finder);
    Batch batch;
    for (int row = 0; row < rows.rows(); ++row) batch.contacts.push_back(rows.as<Contact>(row));
    if (batch.contacts.empty()) return batch;
    if (rows.rows() == export_batch)
        batch.last = Position{std::string(*rows.value(rows.rows() - 1, rows.column("sort_key"))),
                              batch.contacts.back().id};
    const ById by_id(batch.contacts);
    add_addresses(tx, by_id, batch);
    add_tags(tx, by_id, batch);
    if (what.format == ExportFormat::csv) add_notes(tx, by_id, batch);
    return batch;
}

void write_header(const ContactExport& what, std::string& out) {
    if (what.format != ExportFormat::csv) return;
    text::CsvWriter csv(out);
    for (const auto& header : contact_csv_headers(what.custom_fields)) csv.field(header);
    csv.end_record();
}

void write_batch(const ContactExport& what, Batch& batch, std::string& out) {
    if (what.format == ExportFormat::jsonl) {
        for (const auto& contact : batch.contacts) {
            meta::operations<Contact>().write(&contact, out);
            out += '\n';
        }
        return;
    }
    text::CsvWriter csv(out);
    for (std::size_t i = 0; i < batch.contacts.size(); ++i)
        write_contact(csv,
                      exported_contact(batch.contacts[i], std::move(batch.notes[i]),
                                       what.custom_fields, what.owners),
                      what.custom_fields);
}

} // namespace

ContactExport prepare_export(db::Transaction& tx, Timestamp now, const ExportInput& input) {
    ContactExport what;
    what.project_id = tx.project_id();
    what.format = input.format;
    what.order = contact_order(input.sort);
    what.selection = compile_selection(
        tx, now,
        {.q = input.q,
         .filter = input.filter ? std::optional(input.filter->text) : std::nullopt,
         .ids = input.ids,
         .complete = true});
    what.custom_fields = list_fields(tx);
    for (auto& member : tx.all<IdAndText>(sql::member_addresses))
        what.owners.emplace(member.id, std::move(member.text));
    return what;
}

void write_export(db::Pool& database, const ContactExport& what,
                  const std::function<void(std::string_view)>& write,
                  const std::function<void(std::int64_t)>& progress) {
    const db::Scope scope{.role = db::Role::app, .project_id = what.project_id, .read_only = true};
    const auto read = [&](const std::optional<Position>& after) {
        return database.in_transaction(
            scope, [&](db::Transaction& tx) { return read_batch(tx, what, after); });
    };
    std::string out;
    write_header(what, out);
    std::int64_t done = 0;
    auto batch = read({});
    for (;;) {
        // The database reads the next batch while this one is written.
        std::future<Batch> next;
        if (batch.last) next = std::async(std::launch::async, read, batch.last);
        write_batch(what, batch, out);
        write(out);
        out.clear();
        done += static_cast<std::int64_t>(batch.contacts.size());
        progress(done);
        if (!next.valid()) return;
        batch = next.get();
    }
}

std::string export_file_name(Timestamp now, ExportFormat format) {
    const Date today{std::chrono::floor<std::chrono::days>(now)};
    return fmt::format("contacts-{}.{}", to_text(today), meta::enum_name(format));
}

std::string_view export_media_type(ExportFormat format) {
    return format == ExportFormat::csv ? "text/csv; charset=utf-8" : "application/jsonl";
}

} // namespace crm
