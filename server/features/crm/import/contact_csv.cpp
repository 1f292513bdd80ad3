#include "features/crm/import/contact_csv.hpp"

#include <algorithm>

#include "features/crm/import/custom_value.hpp"

namespace crm {
namespace {

constexpr ImportField exported[] = {
    ImportField::first_name,
    ImportField::last_name,
    ImportField::email,
    ImportField::phone,
    ImportField::company,
    ImportField::job_title,
    ImportField::lifecycle_stage,
    ImportField::source,
    ImportField::language,
    ImportField::time_zone,
    ImportField::tags,
    ImportField::notes,
    ImportField::owner_email,
    ImportField::first_contact_date,
    ImportField::marketing_consent,
    ImportField::email_subscribed,
    ImportField::sms_subscribed,
    ImportField::do_not_contact,
};

std::string labelled(const std::string& label, const std::string& address) {
    return label == "other" ? address : label + ": " + address;
}

std::string cell_of(const std::vector<ImportedEmail>& emails) {
    std::vector<std::string> items;
    for (const auto& email : emails) items.push_back(labelled(email.label, email.address));
    return join_list(items);
}

std::string cell_of(const std::vector<ImportedPhone>& phones) {
    std::vector<std::string> items;
    for (const auto& phone : phones) items.push_back(labelled(phone.label, phone.number));
    return join_list(items);
}

std::string cell_of(std::optional<bool> boolean) {
    if (!boolean) return {};
    return *boolean ? "yes" : "no";
}

std::string cell_of(const ImportedContact& contact, ImportField field) {
    switch (field) {
        case ImportField::first_name:
            return contact.first_name;
        case ImportField::last_name:
            return contact.last_name;
        case ImportField::email:
            return cell_of(contact.emails);
        case ImportField::phone:
            return cell_of(contact.phones);
        case ImportField::company:
            return contact.company;
        case ImportField::job_title:
            return contact.job_title;
        case ImportField::lifecycle_stage:
            return contact.lifecycle_stage;
        case ImportField::source:
            return contact.source;
        case ImportField::language:
            return contact.language;
        case ImportField::time_zone:
            return contact.time_zone;
        case ImportField::tags:
            return join_list(contact.tags);
        case ImportField::notes:
            return contact.notes;
        case ImportField::owner_email:
            return contact.owner_email;
        case ImportField::first_contact_date:
            return contact.first_contact_date ? to_text(*contact.first_contact_date)
                                              : std::string();
        case ImportField::marketing_consent:
            return cell_of(contact.marketing_consent);
        case ImportField::email_subscribed:
            return cell_of(contact.email_subscribed);
        case ImportField::sms_subscribed:
            return cell_of(contact.sms_subscribed);
        case ImportField::do_not_contact:
            return cell_of(contact.do_not_contact);
        default:
            return {};
    }
}

} // namespace

std::vector<std::string> contact_csv_headers(std::span<const CustomField> custom_fields) {
    std::vector<std::string> headers;
    for (const auto field : exported) headers.emplace_back(info(field).name);
    for (const auto& rule : custom_fields)
        headers.push_back(to_text(ImportTarget{ImportField::custom, rule.key}));
    return headers;
}

void write_contact(text::CsvWriter& writer, const ImportedContact& contact,
                   std::span<const CustomField> custom_fields) {
    for (const auto field : exported) writer.field(cell_of(contact, field));
    for (const auto& rule : custom_fields) {
        const auto value =
            std::ranges::find(contact.custom_fields, rule.key, &ImportedCustomField::key);
        writer.field(value == contact.custom_fields.end() ? std::string() : to_cell(value->value));
    }
    writer.end_record();
}

} // namespace crm
