#include "features/crm/exported_contact.hpp"

#include <boost/json.hpp>

namespace crm {
namespace {

// The primary one first, which is how an import knows it.
template <class Address>
std::vector<const Address*> primary_first(const std::vector<Address>& all) {
    std::vector<const Address*> ordered;
    for (const bool primary : {true, false})
        for (const auto& each : all)
            if (each.primary == primary) ordered.push_back(&each);
    return ordered;
}

std::optional<CustomValue> custom_value(const CustomField& field, const boost::json::value& value) {
    switch (field.type) {
        case FieldType::text:
        case FieldType::url:
        case FieldType::select:
            if (value.is_string()) return std::string(value.get_string());
            break;
        case FieldType::number:
            if (value.is_number()) return value.to_number<double>();
            break;
        case FieldType::boolean:
            if (value.is_bool()) return value.get_bool();
            break;
        case FieldType::date:
            if (value.is_string())
                if (const auto date = parse_date(std::string_view(value.get_string())))
                    return *date;
            break;
        case FieldType::multi_select:
            if (value.is_array()) {
                std::vector<std::string> items;
                for (const auto& item : value.get_array())
                    if (item.is_string()) items.emplace_back(item.get_string());
                return items;
            }
            break;
    }
    return std::nullopt;
}

std::vector<ImportedCustomField> custom_values(const Json& stored,
                                               std::span<const CustomField> custom_fields) {
    std::vector<ImportedCustomField> values;
    if (custom_fields.empty() || stored.text == "{}") return values;
    const auto parsed = boost::json::parse(stored.text);
    for (const auto& field : custom_fields) {
        const auto* value = parsed.as_object().if_contains(field.key);
        if (!value) continue;
        if (auto read = custom_value(field, *value))
            values.push_back({field.key, std::move(*read)});
    }
    return values;
}

} // namespace

ImportedContact exported_contact(const Contact& contact, std::string notes,
                                 std::span<const CustomField> custom_fields,
                                 const std::map<Uuid, std::string>& owners) {
    ImportedContact made;
    made.first_name = contact.first_name;
    made.last_name = contact.last_name;
    for (const auto* email : primary_first(contact.emails))
        made.emails.push_back({email->address, {}, std::string(meta::enum_name(email->label))});
    for (const auto* phone : primary_first(contact.phones))
        made.phones.push_back(
            {phone->number, phone->e164.value_or(""), std::string(meta::enum_name(phone->label))});
    made.company = contact.company.value_or("");
    made.job_title = contact.job_title.value_or("");
    made.lifecycle_stage = meta::enum_name(contact.lifecycle_stage);
    made.source = contact.source;
    made.language = contact.language;
    made.time_zone = contact.time_zone.value_or("");
    made.tags = contact.tags;
    made.notes = std::move(notes);
    if (contact.assigned_to)
        if (const auto owner = owners.find(*contact.assigned_to); owner != owners.end())
            made.owner_email = owner->second;
    made.first_contact_date =
        Date{std::chrono::floor<std::chrono::days>(contact.first_contact_date)};
    made.marketing_consent = contact.marketing_consent;
    made.email_subscribed = contact.email_subscribed;
    made.sms_subscribed = contact.sms_subscribed;
    made.do_not_contact = contact.do_not_contact;
    made.custom_fields = custom_values(contact.custom_fields, custom_fields);
    return made;
}

} // namespace crm
