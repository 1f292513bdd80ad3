#include "book_writer.hpp"

#include <fmt/format.h>

#include <boost/json.hpp>

#include "contact_book.hpp"
#include "features/crm/contact_values.hpp"
#include "features/crm/seeded_numbers.hpp"
#include "platform/text/fold.hpp"

namespace bench {
namespace {

namespace json = boost::json;
using testing_data::Numbers;

// Each kind of row draws from a stream of its own.
enum Stream : std::uint64_t { ids = 101, owners, custom_values, notes, tasks };

constexpr std::uint64_t contacts_per_note = 5;
constexpr std::uint64_t contacts_per_task = 10;
constexpr std::string_view plans[] = {"basic", "plus", "pro", "family"};

// Version 7 as Uuid::make() gives, so that rows lie in the indexes as they do in real life.
Uuid uuid_at(Timestamp instant, std::uint64_t number) {
    Uuid id;
    const auto ms = static_cast<std::uint64_t>(
        std::chrono::floor<std::chrono::milliseconds>(instant).time_since_epoch().count());
    for (std::size_t i = 0; i < 6; ++i)
        id.bytes[i] = static_cast<unsigned char>(ms >> (40 - 8 * i));
    Numbers numbers(ids, number);
    for (std::size_t i = 6; i < 16; ++i) id.bytes[i] = static_cast<unsigned char>(numbers.next());
    id.bytes[6] = static_cast<unsigned char>(0x70 | (id.bytes[6] & 0x0f));
    id.bytes[8] = static_cast<unsigned char>(0x80 | (id.bytes[8] & 0x3f));
    return id;
}

std::optional<std::string> text_or_null(const std::string& text) {
    return text.empty() ? std::nullopt : std::optional(text);
}

std::vector<crm::StoredEmail> emails_of(const testing_data::Person& person) {
    meta::Problems none;
    return crm::stored_emails(person.email, {}, none);
}

std::vector<crm::StoredPhone> phones_of(const testing_data::Person& person) {
    if (person.phone.empty()) return {};
    meta::Problems none;
    return crm::stored_phones(person.phone, {}, "GB", none);
}

} // namespace

Uuid contact_id(std::uint64_t number, Timestamp created_at) {
    return uuid_at(created_at, number);
}

BookWriter::BookWriter(db::Connection& connection, Uuid project, std::vector<Uuid> members,
                       testing_data::HistoryGenerator history)
    : connection_(connection),
      project_(project),
      members_(std::move(members)),
      people_(1),
      history_(history) {}

void BookWriter::write(const std::function<void(std::string_view table)>& begin) {
    const auto copy = [&](std::string_view table, std::string_view columns, std::uint64_t count,
                          void (BookWriter::*rows)(CopyText&, std::uint64_t)) {
        begin(table);
        copy_rows(connection_, fmt::format("{} (project_id, {})", table, columns), count,
                  [&](CopyText& row, std::uint64_t number) { (this->*rows)(row, number); });
    };
    const auto count = history_.people();
    begin("companies, tags, custom_field_definitions");
    write_companies();
    write_tags();
    write_fields();
    copy("contacts",
         "id, first_name, last_name, display_name, email, email_normalised, phone, phone_e164, "
         "company_id, company, job_title, time_zone, language, source, first_contact_date, "
         "lifecycle_stage, email_subscribed, marketing_consent, custom_fields, assigned_to, "
         "created_at, updated_at, name_folded, company_folded",
         count, &BookWriter::contact);
    copy("contact_emails", "contact_id, address, normalised, local_part, domain, label, is_primary",
         count, &BookWriter::email);
    copy("contact_phones", "contact_id, position, number, e164, label, is_primary, reversed", count,
         &BookWriter::phone);
    copy("contact_tags", "tag_id, contact_id", count, &BookWriter::tags);
    copy("contact_field_values",
         "contact_id, field_id, item, text_value, number_value, date_value, boolean_value", count,
         &BookWriter::field_values);
    copy("contact_interactions",
         "id, contact_id, interaction_type, platform, title, metadata, occurred_at, "
         "created_at",
         history_.events(), &BookWriter::interaction);
    begin("contact_stats");
    write_stats();
    copy("contact_notes", "id, contact_id, body, author_id, created_at, updated_at",
         count / contacts_per_note, &BookWriter::note);
    copy("contact_tasks",
         "id, title, kind, contact_id, due_at, assigned_to, done_at, created_at, updated_at",
         count / contacts_per_task, &BookWriter::task);
}

void BookWriter::write_companies() {
    for (std::uint64_t number = 0; number < history_.people(); ++number)
        if (auto name = people_.person(number).company; !name.empty())
            companies_.try_emplace(std::move(name), Uuid::make());
    auto next = companies_.begin();
    copy_rows(connection_, "companies (project_id, id, name, name_folded)", companies_.size(),
              [&](CopyText& row, std::uint64_t) {
                  row << project_ << next->second << next->first << text::fold(next->first);
                  row.end_row();
                  ++next;
              });
}

void BookWriter::write_tags() {
    for (std::uint64_t number = 0; number < std::min<std::uint64_t>(5'000, history_.people());
         ++number)
        for (auto& tag : people_.person(number).tags)
            tags_.try_emplace(std::move(tag), Uuid::make());
    auto next = tags_.begin();
    copy_rows(connection_, "tags (project_id, id, name, name_folded)", tags_.size(),
              [&](CopyText& row, std::uint64_t) {
                  row << project_ << next->second << next->first << text::fold(next->first);
                  row.end_row();
                  ++next;
              });
}

void BookWriter::write_fields() {
    const auto add = [&](std::string key, std::string label, crm::FieldType type,
                         std::vector<std::string> options = {}) {
        crm::CustomField field;
        field.id = Uuid::make();
        field.key = std::move(key);
        field.label = std::move(label);
        field.type = type;
        field.options = std::move(options);
        fields_.push_back(std::move(field));
    };
    add("city", "City", crm::FieldType::text);
    add("plan", "Plan", crm::FieldType::select, {std::begin(plans), std::end(plans)});
    add("shoe_size", "Shoe size", crm::FieldType::number);
    add("birthday", "Birthday", crm::FieldType::date);
    copy_rows(connection_,
              "custom_field_definitions (project_id, id, key, label, type, options, position)",
              fields_.size(), [&](CopyText& row, std::uint64_t number) {
                  const auto& field = fields_[number];
                  row << project_ << field.id << field.key << field.label << field.type
                      << field.options << static_cast<std::int32_t>(number);
                  row.end_row();
              });
}

void BookWriter::contact(CopyText& row, std::uint64_t number) {
    const auto person = people_.person(number);
    const auto emails = emails_of(person);
    const auto phones = phones_of(person);
    const auto* phone = crm::primary_of(phones);
    const auto created_at = history_.created_at(number);
    const auto display_name =
        crm::display_name_of(person.first_name, person.last_name, person.email, "", "");
    const auto company = companies_.find(person.company);
    const bool assigned = Numbers(owners, number).chance(60);
    row << project_ << id_of(number) << person.first_name << person.last_name << display_name
        << person.email << crm::primary_of(emails)->normalised << text_or_null(person.phone)
        << (phone ? phone->e164 : std::nullopt)
        << (company == companies_.end() ? std::nullopt : std::optional(company->second))
        << text_or_null(person.company) << text_or_null(person.job_title) << person.time_zone
        << person.language << person.source
        << Timestamp(std::chrono::sys_days(person.first_contact_date.day)) << person.lifecycle_stage
        << person.email_subscribed << person.marketing_consent << custom_fields_of(person, number)
        << (assigned ? std::optional(somebody(number)) : std::nullopt) << created_at << created_at
        << crm::folded_name_of(person.first_name, person.last_name, display_name)
        << text::fold(person.company);
    row.end_row();
}

void BookWriter::email(CopyText& row, std::uint64_t number) {
    for (const auto& email : emails_of(people_.person(number))) {
        row << project_ << id_of(number) << email.address << email.normalised << email.local_part
            << email.domain << email.label << email.is_primary;
        row.end_row();
    }
}

void BookWriter::phone(CopyText& row, std::uint64_t number) {
    for (const auto& phone : phones_of(people_.person(number))) {
        row << project_ << id_of(number) << std::int32_t{1} << phone.number << phone.e164
            << phone.label << phone.is_primary << phone.reversed;
        row.end_row();
    }
}

void BookWriter::tags(CopyText& row, std::uint64_t number) {
    for (const auto& tag : people_.person(number).tags) {
        row << project_ << tags_.at(tag) << id_of(number);
        row.end_row();
    }
}

void BookWriter::field_values(CopyText& row, std::uint64_t number) {
    meta::Problems none;
    const auto custom = custom_fields_of(people_.person(number), number);
    for (const auto& value : crm::indexed_values(fields_, custom, none)) {
        row << project_ << id_of(number) << value.field_id << value.item << value.text_value
            << value.number_value << value.date_value << value.boolean_value;
        row.end_row();
    }
}

void BookWriter::interaction(CopyText& row, std::uint64_t number) {
    const auto each = history_.happening(number);
    row << project_ << uuid_at(each.occurred_at, number) << id_of(each.person) << each.type
        << each.platform << each.title << each.metadata << each.occurred_at << each.occurred_at;
    row.end_row();
}

// By the formula of the schema; everybody in one statement, since the indexes are yet to come.
void BookWriter::write_stats() {
    const auto params = db::params(project_, history_.end());
    const db::Command commands[] = {
        {"stats",
         "INSERT INTO contact_stats (project_id, contact_id, total_interactions, "
         "    last_interaction_date, points, half_lives, points_at, engagement_score) "
         "SELECT c.project_id, c.id, COALESCE(sum(k.total), 0), max(k.last_at), "
         "       COALESCE(array_agg(k.points) FILTER (WHERE k.total > 0), '{}'), "
         "       COALESCE(array_agg(k.half_life_days) FILTER (WHERE k.total > 0), '{}'), "
         "       $2::timestamptz, engagement_score(COALESCE(sum(k.points), 0)) "
         "FROM contacts c LEFT JOIN ("
         "    SELECT i.contact_id, w.half_life_days, count(*) AS total, max(i.occurred_at) AS "
         "last_at, "
         "           sum(faded_points(w.points::float8, w.half_life_days, i.occurred_at, $2)) AS "
         "points "
         "    FROM contact_interactions i JOIN default_engagement_weights() w USING "
         "(interaction_type) "
         "    GROUP BY 1, 2) k ON k.contact_id = c.id "
         "WHERE c.project_id = $1 GROUP BY c.project_id, c.id",
         params}};
    connection_.run(commands);
}

void BookWriter::note(CopyText& row, std::uint64_t number) {
    Numbers numbers(notes, number);
    const auto contact = numbers.below(history_.people());
    const auto at = history_.created_at(contact);
    row << project_ << uuid_at(at, number) << id_of(contact)
        << "Prefers appointments in the morning." << somebody(number) << at << at;
    row.end_row();
}

void BookWriter::task(CopyText& row, std::uint64_t number) {
    Numbers numbers(tasks, number);
    const auto contact = numbers.below(history_.people());
    const auto at = history_.created_at(contact);
    const auto due = at + std::chrono::days(7);
    row << project_ << uuid_at(at, number) << "Call back" << "call" << id_of(contact) << due
        << somebody(number) << (numbers.chance(90) ? std::optional(due) : std::nullopt) << at << at;
    row.end_row();
}

Uuid BookWriter::id_of(std::uint64_t number) const {
    return contact_id(number, history_.created_at(number));
}

const Uuid& BookWriter::somebody(std::uint64_t number) const {
    return members_[Numbers(owners, number).below(5)]; // five of them have customers of their own
}

Json BookWriter::custom_fields_of(const testing_data::Person& person, std::uint64_t number) const {
    Numbers numbers(custom_values, number);
    json::object values{{"city", person.city}};
    if (numbers.chance(40)) values["plan"] = numbers.common(plans);
    if (numbers.chance(30)) values["shoe_size"] = 34 + numbers.below(14);
    if (numbers.chance(50)) {
        const auto day = std::chrono::sys_days(std::chrono::year(1940) / 1 / 1)
                         + std::chrono::days(numbers.below(65 * 365));
        values["birthday"] = to_text(Date{day});
    }
    return {json::serialize(values)};
}

} // namespace bench
