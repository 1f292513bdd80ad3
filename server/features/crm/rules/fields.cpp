#include "features/crm/rules/fields.hpp"

#include <array>

namespace crm {
namespace {

using namespace std::string_view_literals;

constexpr std::array text_operators{"is"sv,          "is_not"sv,    "contains"sv, "not_contains"sv,
                                    "starts_with"sv, "is_any_of"sv, "is_empty"sv, "is_not_empty"sv};
constexpr std::array number_operators{"is"sv,      "is_not"sv,   "at_least"sv,    "at_most"sv,
                                      "between"sv, "is_empty"sv, "is_not_empty"sv};
constexpr std::array date_operators{
    "before"sv,   "after"sv,       "between"sv, "within_last_days"sv, "more_than_days_ago"sv,
    "is_empty"sv, "is_not_empty"sv};
constexpr std::array boolean_operators{"is"sv};
constexpr std::array choice_operators{"is"sv,         "is_not"sv,   "is_any_of"sv,
                                      "is_none_of"sv, "is_empty"sv, "is_not_empty"sv};
constexpr std::array tags_operators{"has_any_of"sv, "has_all_of"sv, "has_none_of"sv, "is_empty"sv,
                                    "is_not_empty"sv};

RuleField field(std::string key, std::string label, RuleType type, FieldSource source,
                std::string expression, bool sortable = false) {
    return {.key = std::move(key),
            .label = std::move(label),
            .type = type,
            .source = source,
            .expression = std::move(expression),
            .sortable = sortable};
}

std::vector<RuleField> built_in() {
    using FieldSource::column, FieldSource::emails, FieldSource::folded, FieldSource::phones;
    using RuleType::boolean, RuleType::choice, RuleType::date, RuleType::number, RuleType::text,
        RuleType::user;
    std::vector<RuleField> all{
        field("display_name", "Name", text, folded, "c.name_folded", true),
        field("first_name", "First name", text, column, "c.first_name"),
        field("last_name", "Last name", text, column, "c.last_name"),
        field("email", "E-mail", text, emails, "e.normalised"),
        field("phone", "Phone", text, phones, "p.e164"),
        field("company", "Company", text, folded, "c.company_folded", true),
        field("job_title", "Job title", text, column, "c.job_title"),
        field("source", "Source", text, column, "c.source"),
        field("language", "Language", text, column, "c.language"),
        field("time_zone", "Time zone", text, column, "c.time_zone"),
        field("lifecycle_stage", "Lifecycle stage", choice, column, "c.lifecycle_stage"),
        field("tags", "Tags", RuleType::tags, FieldSource::tags, ""),
        field("assigned_to", "Owner", user, column, "c.assigned_to"),
        field("engagement_score", "Engagement score", number, column, "s.engagement_score", true),
        field("total_interactions", "Interactions", number, column, "s.total_interactions"),
        field("last_interaction_date", "Last interaction", date, column, "s.last_interaction_date",
              true),
        field("first_contact_date", "First contact", date, column, "c.first_contact_date"),
        field("created_at", "Created", date, column, "c.created_at", true),
        field("updated_at", "Changed", date, column, "c.updated_at", true),
        field("email_subscribed", "Subscribed to e-mail", boolean, column, "c.email_subscribed"),
        field("sms_subscribed", "Subscribed to SMS", boolean, column, "c.sms_subscribed"),
        field("marketing_consent", "Marketing consent", boolean, column, "c.marketing_consent"),
        field("do_not_contact", "Do not contact", boolean, column, "c.do_not_contact"),
    };
    for (auto& each : all)
        if (each.key == "lifecycle_stage")
            each.options = {"lead", "prospect", "customer", "evangelist"};
    return all;
}

RuleType rule_type(FieldType type) {
    switch (type) {
        case FieldType::number:
            return RuleType::number;
        case FieldType::date:
            return RuleType::date;
        case FieldType::boolean:
            return RuleType::boolean;
        case FieldType::select:
        case FieldType::multi_select:
            return RuleType::choice;
        case FieldType::text:
        case FieldType::url:
            return RuleType::text;
    }
    return RuleType::text;
}

std::string value_column(FieldType type) {
    switch (type) {
        case FieldType::number:
            return "v.number_value";
        case FieldType::date:
            return "v.date_value";
        case FieldType::boolean:
            return "v.boolean_value";
        default:
            return "v.text_value";
    }
}

} // namespace

std::span<const std::string_view> operators_of(RuleType type) {
    switch (type) {
        case RuleType::text:
            return text_operators;
        case RuleType::number:
            return number_operators;
        case RuleType::date:
            return date_operators;
        case RuleType::boolean:
            return boolean_operators;
        case RuleType::choice:
        case RuleType::user:
            return choice_operators;
        case RuleType::tags:
            return tags_operators;
    }
    return {};
}

std::vector<RuleField> rule_fields(const std::vector<CustomField>& custom_fields) {
    auto all = built_in();
    for (const auto& custom : custom_fields)
        all.push_back({.key = "custom." + custom.key,
                       .label = custom.label,
                       .type = rule_type(custom.type),
                       .source = FieldSource::own_field,
                       .expression = value_column(custom.type),
                       .options = custom.options,
                       .field_id = custom.id,
                       .custom_type = custom.type});
    return all;
}

const RuleField* find_rule_field(const std::vector<RuleField>& fields, std::string_view key) {
    for (const auto& each : fields)
        if (each.key == key) return &each;
    return nullptr;
}

} // namespace crm
