#include "features/crm/import/columns.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "platform/text/ascii.hpp"

namespace crm {
namespace {

// Lengths: the columns of the plan (sprint-2-plan.md, task 1.1); RFC 5321 for addresses; notes as
// in their own route.
constexpr ImportFieldInfo fields[] = {
    {ImportField::first_name, "first_name", 100, false},
    {ImportField::middle_name, "middle_name", 100, false},
    {ImportField::last_name, "last_name", 100, false},
    {ImportField::full_name, "full_name", 200, false},
    {ImportField::email, "email", 254, true},
    {ImportField::email_label, "email_label", 0, true},
    {ImportField::phone, "phone", 50, true},
    {ImportField::phone_label, "phone_label", 0, true},
    {ImportField::company, "company", 255, false},
    {ImportField::job_title, "job_title", 100, false},
    {ImportField::lifecycle_stage, "lifecycle_stage", 0, false},
    {ImportField::source, "source", 100, false},
    {ImportField::language, "language", 10, false},
    {ImportField::time_zone, "time_zone", 50, false},
    {ImportField::tags, "tags", 100, true},
    {ImportField::notes, "notes", 20'000, true},
    {ImportField::owner_email, "owner_email", 254, false},
    {ImportField::first_contact_date, "first_contact_date", 0, false},
    {ImportField::marketing_consent, "marketing_consent", 0, false},
    {ImportField::email_subscribed, "email_subscribed", 0, false},
    {ImportField::email_unsubscribed, "email_unsubscribed", 0, false},
    {ImportField::sms_subscribed, "sms_subscribed", 0, false},
    {ImportField::sms_unsubscribed, "sms_unsubscribed", 0, false},
    {ImportField::do_not_contact, "do_not_contact", 0, false},
    {ImportField::custom, "custom", longest_field_value, true},
};

bool is_label(ImportField field, std::string_view label) {
    if (label == "work" || label == "home" || label == "other") return true;
    return field == ImportField::phone && label == "mobile";
}

bool tells_who(ImportField field) {
    switch (field) {
        case ImportField::first_name:
        case ImportField::last_name:
        case ImportField::full_name:
        case ImportField::email:
        case ImportField::phone:
        case ImportField::company:
            return true;
        default:
            return false;
    }
}

} // namespace

std::span<const ImportFieldInfo> import_fields() {
    return fields;
}

const ImportFieldInfo& info(ImportField field) {
    return fields[static_cast<std::size_t>(field)];
}

std::string to_text(const ImportTarget& target) {
    std::string text(info(target.field).name);
    if (!target.detail.empty()) text += ":" + target.detail;
    return text;
}

std::optional<ImportTarget> parse_import_target(std::string_view text) {
    const auto colon = text.find(':');
    const auto name = text.substr(0, colon);
    const auto detail = colon == text.npos ? std::string_view{} : text.substr(colon + 1);
    const auto found = std::ranges::find(fields, name, &ImportFieldInfo::name);
    if (found == std::end(fields)) return std::nullopt;
    const bool fits = found->field == ImportField::custom ? is_custom_key(detail)
                      : colon == text.npos                ? true
                      : found->field == ImportField::email || found->field == ImportField::phone
                          ? is_label(found->field, detail)
                          : false;
    if (!fits) return std::nullopt;
    return ImportTarget{found->field, std::string(detail)};
}

bool is_custom_key(std::string_view key) {
    return !key.empty() && key.size() <= 60 && text::is_lower(key.front())
           && std::ranges::all_of(
               key, [](char c) { return text::is_lower(c) || text::is_digit(c) || c == '_'; });
}

std::vector<Problem> problems_of(const ImportMapping& mapping,
                                 std::span<const CustomField> custom_fields) {
    std::vector<Problem> problems;
    std::set<std::string> seen;
    bool has_identity = false;
    for (std::size_t i = 0; i < mapping.columns.size(); ++i) {
        const auto& target = mapping.columns[i].target;
        if (!target) continue;
        const auto path = fmt::format("mapping[{}].field", i);
        const bool is_custom = target->field == ImportField::custom;
        has_identity = has_identity || tells_who(target->field);
        if (is_custom && !std::ranges::count(custom_fields, target->detail, &CustomField::key))
            problems.push_back({path, "unknown_custom_field",
                                fmt::format("there is no custom field {}", target->detail)});
        const bool takes_one = is_custom || !info(target->field).many_columns;
        if (takes_one && !seen.insert(to_text(*target)).second)
            problems.push_back({path, "duplicate_field",
                                fmt::format("another column fills {} already", to_text(*target))});
    }
    if (!has_identity)
        problems.push_back(
            {"mapping", "no_identity", "map at least one of name, e-mail, phone and company"});
    return problems;
}

} // namespace crm
