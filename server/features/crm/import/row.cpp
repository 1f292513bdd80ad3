#include "features/crm/import/row.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "features/crm/import/addresses.hpp"
#include "features/crm/import/custom_value.hpp"
#include "platform/text/csv_writer.hpp"
#include "platform/text/names.hpp"
#include "platform/text/utf8.hpp"

namespace crm {
namespace {

constexpr std::size_t max_shown_bytes = 200;

// Well-formed and short enough for a message.
std::string shown(std::string_view value) {
    if (value.size() > max_shown_bytes) value = value.substr(0, max_shown_bytes);
    return text::repaired(value);
}

// Reads the cells of one record from left to right.
class RowReader {
  public:
    RowReader(const RowRules& rules, ParsedRow& row)
        : rules_(rules), row_(row), contact_(row.contact) {}

    void read(std::size_t index, const ImportColumn& column, std::string_view cell);
    void finish();

  private:
    void refuse(std::string_view code, std::string_view message) {
        add(code, message, Severity::refusal);
    }
    void warn(std::string_view code, std::string_view message) {
        add(code, message, Severity::warning);
    }
    void add(std::string_view code, std::string_view message, Severity severity) {
        row_.problems.push_back(
            {index_, std::string(code), std::string(message), shown(cell_), severity});
    }

    bool fits(ImportField field, std::string_view value);
    void text_into(std::string& field);
    void boolean_into(std::optional<bool>& field, bool meaning_of_yes);
    void first_contact_date();
    void emails();
    void phones();
    void stage();
    void language();
    void time_zone();
    void tags();
    void notes();
    void owner();
    void custom();

    const RowRules& rules_;
    ParsedRow& row_;
    ImportedContact& contact_;
    std::size_t index_ = 0;
    const ImportColumn* column_ = nullptr;
    std::string_view cell_;
    std::string middle_name_;
    std::string full_name_;
    std::string email_label_; // of the next column to the right
    std::string phone_label_;
};

void RowReader::read(std::size_t index, const ImportColumn& column, std::string_view cell) {
    index_ = index;
    column_ = &column;
    cell_ = cell;
    if (cell.find('\0') != cell.npos) return refuse("not_text", "holds a NUL character");
    switch (column.target->field) {
        case ImportField::first_name:
            return text_into(contact_.first_name);
        case ImportField::middle_name:
            return text_into(middle_name_);
        case ImportField::last_name:
            return text_into(contact_.last_name);
        case ImportField::full_name:
            return text_into(full_name_);
        case ImportField::email:
            return emails();
        case ImportField::email_label:
            email_label_ = read_label(cell);
            return;
        case ImportField::phone:
            return phones();
        case ImportField::phone_label:
            phone_label_ = read_label(cell);
            return;
        case ImportField::company:
            return text_into(contact_.company);
        case ImportField::job_title:
            return text_into(contact_.job_title);
        case ImportField::lifecycle_stage:
            return stage();
        case ImportField::source:
            return text_into(contact_.source);
        case ImportField::language:
            return language();
        case ImportField::time_zone:
            return time_zone();
        case ImportField::tags:
            return tags();
        case ImportField::notes:
            return notes();
        case ImportField::owner_email:
            return owner();
        case ImportField::first_contact_date:
            return first_contact_date();
        case ImportField::marketing_consent:
            return boolean_into(contact_.marketing_consent, true);
        case ImportField::email_subscribed:
            return boolean_into(contact_.email_subscribed, true);
        case ImportField::email_unsubscribed:
            return boolean_into(contact_.email_subscribed, false);
        case ImportField::sms_subscribed:
            return boolean_into(contact_.sms_subscribed, true);
        case ImportField::sms_unsubscribed:
            return boolean_into(contact_.sms_subscribed, false);
        case ImportField::do_not_contact:
            return boolean_into(contact_.do_not_contact, true);
        case ImportField::custom:
            return custom();
    }
}

void RowReader::finish() {
    if (contact_.first_name.empty() && contact_.last_name.empty()) {
        auto name = text::split_full_name(full_name_);
        contact_.first_name = std::move(name.first);
        contact_.last_name = std::move(name.last);
    }
    if (!middle_name_.empty())
        contact_.first_name += (contact_.first_name.empty() ? "" : " ") + middle_name_;
    index_ = RowProblem::whole_row;
    cell_ = {};
    // A full name may hold more than one of its halves can.
    for (const auto* name : {&contact_.first_name, &contact_.last_name})
        fits(ImportField::first_name, *name);
    const bool has_identity = !contact_.first_name.empty() || !contact_.last_name.empty()
                              || !contact_.company.empty() || !contact_.emails.empty()
                              || !contact_.phones.empty();
    if (!has_identity && !row_.is_refused())
        refuse("no_identity", "needs a name, an e-mail address, a phone or a company");
    if (!rules_.tools.fold || row_.is_refused()) return;
    row_.folded_name = rules_.tools.fold(contact_.first_name + " " + contact_.last_name);
    row_.folded_company = rules_.tools.fold(contact_.company);
}

bool RowReader::fits(ImportField field, std::string_view value) {
    const auto problem = too_long(value, info(field).max_characters);
    if (problem) refuse(problem->code, problem->message);
    return !problem;
}

void RowReader::text_into(std::string& field) {
    if (fits(column_->target->field, cell_)) field = cell_;
}

void RowReader::boolean_into(std::optional<bool>& field, bool meaning_of_yes) {
    if (is_placeholder(cell_)) return;
    auto value = read_boolean(cell_);
    // Mailchimp's UNSUB_TIME and its like: since when.
    if (!value && !meaning_of_yes
        && read_date(cell_, DateOrder::day_first).reading == DateReading::read)
        value = true;
    if (!value) return refuse("invalid_boolean", "is neither yes nor no");
    field = *value == meaning_of_yes;
}

void RowReader::first_contact_date() {
    if (is_placeholder(cell_)) return;
    const auto [date, problem] = read_date_cell(cell_, column_->date_order);
    if (problem) return refuse(problem->code, problem->message);
    contact_.first_contact_date = date;
}

void RowReader::emails() {
    const auto label_of_cell = std::exchange(email_label_, {});
    if (is_placeholder(cell_)) return;
    for (const auto& item : split_addresses(cell_)) {
        std::string_view rest = item;
        auto label = take_label(rest);
        if (label.empty()) label = column_->target->detail;
        if (label.empty()) label = label_of_cell;
        if (label.empty() || label == "mobile") label = "other";
        const auto address = bare_address(rest);
        auto normalised = rules_.tools.normalise_email(address);
        if (!normalised) return refuse("invalid_email", "is not an e-mail address");
        if (std::ranges::count(contact_.emails, *normalised, &ImportedEmail::normalised)) continue;
        if (contact_.emails.size() == most_emails)
            return refuse("too_many_values", "makes more than 20 e-mail addresses");
        contact_.emails.push_back({std::string(address), std::move(*normalised), std::move(label)});
    }
}

void RowReader::phones() {
    const auto label_of_cell = std::exchange(phone_label_, {});
    if (is_placeholder(cell_)) return;
    for (const auto& item : split_addresses(cell_)) {
        std::string_view rest = item;
        auto label = take_label(rest);
        if (label.empty()) label = column_->target->detail;
        if (label.empty()) label = label_of_cell;
        if (label.empty()) label = "other";
        const auto number = bare_number(text::without_apostrophe(rest));
        if (is_rounded_number(number))
            return refuse("damaged_phone",
                          "was rounded by a spreadsheet: its last digits are lost");
        if (!fits(ImportField::phone, number)) return;
        auto e164 = rules_.tools.phone_e164(number);
        if (!e164) return refuse("invalid_phone", "is not a phone number");
        if (std::ranges::count(contact_.phones, *e164, &ImportedPhone::e164)) continue;
        if (contact_.phones.size() == most_phones)
            return refuse("too_many_values", "makes more than 20 phones");
        contact_.phones.push_back({std::string(number), std::move(*e164), std::move(label)});
    }
}

void RowReader::stage() {
    if (is_placeholder(cell_)) return;
    const auto stage = read_lifecycle_stage(cell_);
    if (!stage) return refuse("invalid_stage", "is none of lead, prospect, customer, evangelist");
    contact_.lifecycle_stage = *stage;
}

void RowReader::language() {
    if (is_placeholder(cell_)) return;
    auto language = read_language(cell_);
    if (!language) return warn("unknown_language", "is no language: left empty");
    contact_.language = std::move(*language);
}

void RowReader::time_zone() {
    if (is_placeholder(cell_)) return;
    const bool is_known = cell_.size() <= info(ImportField::time_zone).max_characters
                          && rules_.tools.is_time_zone(cell_);
    if (!is_known) return warn("unknown_time_zone", "is no time zone: left empty");
    contact_.time_zone = cell_;
}

void RowReader::tags() {
    for (auto& tag : split_list(cell_)) {
        // Google's own groups: "* myContacts" says nothing, "* friends" is a group like another.
        if (tag.starts_with("* ")) tag.erase(0, 2);
        if (tag == "myContacts" || tag == "My Contacts") continue;
        if (!fits(ImportField::tags, tag)) return;
        if (std::ranges::count(contact_.tags, tag)) continue;
        if (contact_.tags.size() == most_tags)
            return refuse("too_many_values", "makes more than 100 tags");
        contact_.tags.push_back(std::move(tag));
    }
}

void RowReader::notes() {
    auto notes = contact_.notes;
    if (!notes.empty()) notes += "\n";
    notes += cell_;
    if (fits(ImportField::notes, notes)) contact_.notes = std::move(notes);
}

// HubSpot exports "Ada Lovelace (ada@example.com)", or a name alone, by which no member can be
// found.
void RowReader::owner() {
    if (is_placeholder(cell_)) return;
    auto normalised = rules_.tools.normalise_email(bare_address(cell_));
    if (!normalised) return warn("invalid_owner", "is no e-mail address: left without owner");
    contact_.owner_email = std::move(*normalised);
}

void RowReader::custom() {
    const auto rule =
        std::ranges::find(rules_.custom_fields, column_->target->detail, &CustomField::key);
    if (rule == rules_.custom_fields.end())
        throw std::logic_error("a mapping with an unknown custom field: see problems_of");
    auto [value, problem] = read_custom_value(cell_, *rule, *column_);
    if (problem) return refuse(problem->code, problem->message);
    if (value) contact_.custom_fields.push_back({rule->key, std::move(*value)});
}

// The faults that the reader has found, and cells that no column of the mapping is for.
void check_shape(const text::CsvRecord& record, std::size_t columns, ParsedRow& row) {
    const auto refuse = [&](std::string_view code, std::string_view message) {
        row.problems.push_back({RowProblem::whole_row,
                                std::string(code),
                                std::string(message),
                                {},
                                Severity::refusal});
    };
    switch (record.fault) {
        case text::CsvFault::none:
            break;
        case text::CsvFault::not_text:
            return refuse("not_text", describe(record.fault));
        case text::CsvFault::field_too_long:
            return refuse("field_too_long", describe(record.fault));
        case text::CsvFault::too_many_columns:
            return refuse("too_many_columns", describe(record.fault));
    }
    if (record.fields.size() <= columns) return;
    const auto is_filled = [](std::string_view cell) { return !text::trim(cell).empty(); };
    if (std::ranges::any_of(record.fields.subspan(columns), is_filled))
        refuse("too_many_cells",
               fmt::format("has {} cells for {} columns", record.fields.size(), columns));
}

} // namespace

bool ParsedRow::is_refused() const {
    return std::ranges::any_of(problems,
                               [](const auto& each) { return each.severity == Severity::refusal; });
}

ParsedRow parse_row(const text::CsvRecord& record, const ImportMapping& mapping,
                    const RowRules& rules) {
    ParsedRow row;
    row.line = record.line;
    check_shape(record, mapping.columns.size(), row);
    if (row.is_refused()) return row;
    RowReader reader(rules, row);
    bool is_blank = true;
    const auto columns = std::min(mapping.columns.size(), record.fields.size());
    for (std::size_t i = 0; i < columns; ++i) {
        if (!mapping.columns[i].target) continue;
        const auto cell = text::trim(text::without_apostrophe(text::trim(record.fields[i])));
        if (cell.empty()) continue;
        is_blank = false;
        reader.read(i, mapping.columns[i], cell);
    }
    row.is_blank = is_blank;
    if (!is_blank) reader.finish();
    return row;
}

} // namespace crm
