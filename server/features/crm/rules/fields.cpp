#include "features/crm/rules/fields.hpp"

#include <array>
#include <mutex>

#include "features/crm/rules/contact_fields.hpp"

namespace crm {
namespace {

using namespace std::string_view_literals;

constexpr std::array text_operators{"is"sv,           "is_not"sv,      "contains"sv,
                                    "not_contains"sv, "starts_with"sv, "is_any_of"sv,
                                    "is_none_of"sv,   "is_empty"sv,    "is_not_empty"sv};
constexpr std::array number_operators{"is"sv,      "is_not"sv,   "at_least"sv,    "at_most"sv,
                                      "between"sv, "is_empty"sv, "is_not_empty"sv};
constexpr std::array date_operators{"on"sv,
                                    "before"sv,
                                    "after"sv,
                                    "between"sv,
                                    "within_last_days"sv,
                                    "more_than_days_ago"sv,
                                    "within_next_days"sv,
                                    "anniversary_within_days"sv,
                                    "is_empty"sv,
                                    "is_not_empty"sv};
constexpr std::array boolean_operators{"is"sv};
constexpr std::array choice_operators{"is"sv,         "is_not"sv,   "is_any_of"sv,
                                      "is_none_of"sv, "is_empty"sv, "is_not_empty"sv};
constexpr std::array tags_operators{"has_any_of"sv, "has_all_of"sv, "has_none_of"sv, "is_empty"sv,
                                    "is_not_empty"sv};
constexpr std::array segments_operators{"is_any_of"sv, "is_all_of"sv, "is_none_of"sv};
constexpr std::array count_operators{"at_least"sv, "at_most"sv, "is"sv, "between"sv};

// Fields of later modules. They are few and come at the start; requests read a copy.
struct Registered {
    std::mutex mutex;
    std::vector<RuleField> fields;
};
Registered& registered() {
    static Registered all;
    return all;
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
        case RuleType::segments:
            return segments_operators;
        case RuleType::count:
            return count_operators;
    }
    return {};
}

bool depends_on_day(std::string_view op) {
    return op == "within_last_days" || op == "more_than_days_ago" || op == "within_next_days"
           || op == "anniversary_within_days";
}

void register_rule_field(RuleField field) {
    auto& all = registered();
    const std::lock_guard lock(all.mutex);
    std::erase_if(all.fields, [&](const auto& each) { return each.key == field.key; });
    all.fields.push_back(std::move(field));
}

std::vector<RuleField> rule_fields(const std::vector<CustomField>& custom_fields) {
    auto fields = contact_rule_fields();
    {
        auto& more = registered();
        const std::lock_guard lock(more.mutex);
        fields.insert(fields.end(), more.fields.begin(), more.fields.end());
    }
    for (const auto& custom : custom_fields) fields.push_back(custom_rule_field(custom));
    return fields;
}

const RuleField* find_rule_field(const std::vector<RuleField>& fields, std::string_view key) {
    for (const auto& each : fields)
        if (each.key == key) return &each;
    return nullptr;
}

} // namespace crm
