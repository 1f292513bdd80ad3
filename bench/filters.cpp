#include "filters.hpp"

#include <boost/json.hpp>

#include "features/crm/contact_generator.hpp"
#include "features/crm/seeded_numbers.hpp"
#include "platform/text/utf8.hpp"
#include "server.hpp"

namespace bench {
namespace {

namespace json = boost::json;
using testing_data::Numbers;
using testing_data::Person;

json::object condition(std::string_view field, std::string_view op, json::value value) {
    return {{"field", field}, {"operator", op}, {"value", std::move(value)}};
}

json::string year_day(int year, Numbers& numbers) {
    return json::string(to_text(Date{std::chrono::sys_days(std::chrono::year(year) / 1 / 1)
                                     + std::chrono::days(numbers.below(365))}));
}

json::object stage(const Person& person, Numbers& numbers) {
    if (numbers.chance(30))
        return condition("lifecycle_stage", "is_any_of", {"customer", person.lifecycle_stage});
    return condition("lifecycle_stage", "is", json::string(person.lifecycle_stage));
}

json::object tags(const Person& person, Numbers& numbers) {
    const auto tag = person.tags.empty() ? std::string("vip") : person.tags.front();
    switch (numbers.below(4)) {
        case 0:
            return condition("tags", "has_none_of", json::array{tag});
        case 1:
            return condition("tags", "has_all_of", json::array{tag, "newsletter"});
        default:
            return condition("tags", "has_any_of", json::array{tag});
    }
}

json::object score(const Person&, Numbers& numbers) {
    if (numbers.chance(50)) return condition("engagement_score", "at_least", numbers.below(80));
    return condition("engagement_score", "between", {numbers.below(30), 30 + numbers.below(60)});
}

json::object interactions(const Person&, Numbers& numbers) {
    return condition("total_interactions", "at_least", 1 + numbers.below(40));
}

json::object last_interaction(const Person&, Numbers& numbers) {
    return condition("last_interaction_date",
                     numbers.chance(50) ? "within_last_days" : "more_than_days_ago",
                     10 + numbers.below(200));
}

json::object created(const Person&, Numbers& numbers) {
    if (numbers.chance(50))
        return condition("created_at", "within_last_days", 7 + numbers.below(400));
    return condition("created_at", "before", year_day(2025, numbers));
}

json::object name(const Person& person, Numbers& numbers) {
    const auto part = std::string(text::first_code_points(person.last_name, 4));
    if (numbers.chance(50)) return condition("display_name", "contains", json::string(part));
    return condition("first_name", "is", json::string(person.first_name));
}

json::object company(const Person& person, Numbers& numbers) {
    if (person.company.empty()) return {{"field", "company"}, {"operator", "is_empty"}};
    if (numbers.chance(50)) return condition("company", "is", json::string(person.company));
    return condition("company", "contains",
                     json::string(text::first_code_points(person.company, 5)));
}

json::object email(const Person& person, Numbers& numbers) {
    const auto& address = person.email;
    if (numbers.chance(50))
        return condition("email", "contains", json::string(address.substr(address.find('@'))));
    return condition("email", "starts_with", json::string(address.substr(0, 4)));
}

json::object phone(const Person&, Numbers& numbers) {
    if (numbers.chance(50)) return {{"field", "phone"}, {"operator", "is_not_empty"}};
    return condition("phone", "starts_with", "+44");
}

json::object source(const Person& person, Numbers&) {
    return condition("source", "is",
                     json::string(person.source.empty() ? "website" : person.source));
}

json::object language(const Person& person, Numbers&) {
    return condition("language", "is", json::string(person.language));
}

json::object job_title(const Person&, Numbers& numbers) {
    return condition("job_title", numbers.chance(50) ? "contains" : "not_contains", "manager");
}

json::object consent(const Person&, Numbers& numbers) {
    return condition(numbers.chance(50) ? "marketing_consent" : "email_subscribed", "is",
                     numbers.chance(70));
}

json::object owner(const Person&, Numbers& numbers) {
    return {{"field", "assigned_to"},
            {"operator", numbers.chance(50) ? "is_empty" : "is_not_empty"}};
}

json::object city(const Person& person, Numbers& numbers) {
    if (numbers.chance(50)) return condition("custom.city", "is", json::string(person.city));
    return condition("custom.city", "contains", json::string("on"));
}

json::object plan(const Person&, Numbers& numbers) {
    constexpr std::string_view plans[] = {"basic", "plus", "pro", "family"};
    return condition("custom.plan", "is_any_of", json::array{json::string(numbers.any(plans))});
}

json::object shoe_size(const Person&, Numbers& numbers) {
    return condition("custom.shoe_size", "at_least", 36 + numbers.below(11));
}

json::object birthday(const Person&, Numbers& numbers) {
    const auto year = 1940 + static_cast<int>(numbers.below(60));
    return condition("custom.birthday", "between",
                     {year_day(year, numbers), year_day(year + 3, numbers)});
}

constexpr json::object (*pool[])(const Person&, Numbers&) = {
    stage,   tags,  score, interactions, last_interaction, created,   name,
    company, email, phone, source,       language,         job_title, consent,
    owner,   city,  plan,  shoe_size,    birthday};

constexpr std::string_view sorts[] = {
    "-created_at",     "created_at", "-updated_at",       "name",
    "-name",           "company",    "-engagement_score", "-last_interaction_date",
    "engagement_score"};

} // namespace

std::vector<std::string> filtered_lists(std::uint64_t seed, std::uint64_t contacts,
                                        std::size_t count) {
    const testing_data::ContactGenerator people(1);
    std::vector<std::string> targets;
    for (std::uint64_t number = 0; targets.size() < count; ++number) {
        Numbers numbers(seed, number);
        const auto person = people.person(numbers.below(contacts));
        const auto first = numbers.below(std::size(pool));
        // Three different ones: steps of 1 to 6 in a circle of 19.
        const auto second = first + 1 + numbers.below(6);
        const auto third = second + 1 + numbers.below(6);
        json::array conditions;
        for (const auto at : {first, second, third})
            conditions.push_back(pool[at % std::size(pool)](person, numbers));
        const json::object rule{{"match", "all"}, {"conditions", std::move(conditions)}};
        // Most people leave the order as it comes, newest first.
        const auto sort = numbers.chance(40) ? sorts[0] : numbers.any(sorts);
        targets.push_back("/api/crm/contacts?limit=50&sort=" + std::string(sort)
                          + "&filter=" + percent_encoded(json::serialize(rule)));
    }
    return targets;
}

} // namespace bench
