// Random people, the same in memory and in the database, and random rules about them: for tests
// that hold two answers to one question against each other.
#pragma once
#include <fmt/format.h>

#include <boost/json.hpp>
#include <random>

#include "features/crm/rules/evaluator.hpp"
#include "platform/text/fold.hpp"
#include "testing/test_app.hpp"

namespace random_rules {

namespace json = boost::json;
using namespace std::chrono_literals;

inline constexpr int people_count = 60;
inline constexpr std::uint64_t seed = 20300107;

// Few values, so that random rules hit random people.
inline const std::vector<std::string> names{"Ana", "anna", "José", "O'Brien", "50% off", "a_b"};
inline const std::vector<std::string> stages{"lead", "prospect", "customer", "evangelist"};
inline const std::vector<std::string> tag_names{"vip", "old", "Neu"};
inline const std::vector<std::string> event_types{"email_open", "email_click", "call"};
inline const std::vector<std::string> platforms{"email", "website"};

class RandomWorld {
  public:
    explicit RandomWorld(TestApp& app) : app_(app) {}

    // The same people in memory and in the database.
    std::map<Uuid, crm::Person> make_people() {
        const auto owner = app_.project_id().text();
        app_.execute("UPDATE projects SET time_zone = 'America/New_York', default_region = 'GB'");
        app_.execute("SELECT make_interaction_partitions('2030-01-07')");
        field_id_ = Uuid::make();
        app_.execute(
            fmt::format("INSERT INTO custom_field_definitions (project_id, id, key, "
                        "label, type) VALUES ('{}', '{}', 'renewal', 'Renewal', 'date')",
                        owner, field_id_.text()));
        for (const auto& tag : tag_names)
            app_.execute(fmt::format(
                "INSERT INTO tags (project_id, id, name, name_folded) VALUES ('{}', '{}', '{}', "
                "'{}')",
                owner, Uuid::make().text(), tag, text::fold(tag)));
        for (int i = 0; i < 2; ++i) {
            segments_.push_back(Uuid::make());
            app_.execute(fmt::format(
                "INSERT INTO customer_segments (project_id, id, name, name_folded, criteria) "
                "VALUES ('{}', '{}', 'S{}', 's{}', '{{}}')",
                owner, segments_.back().text(), i, i));
        }
        std::map<Uuid, crm::Person> people;
        for (int i = 0; i < people_count; ++i) make_person(people, owner);
        return people;
    }

    json::object rule(int depth) {
        json::array conditions;
        for (int i = number(0, depth == 1 ? 4 : 3); i > 0; --i) {
            if (depth < 4 && chance(30))
                conditions.push_back(rule(depth + 1));
            else
                conditions.push_back(condition());
        }
        return {{"match", pick<std::string>({"all", "any", "none"})},
                {"conditions", std::move(conditions)}};
    }

  private:
    void make_person(std::map<Uuid, crm::Person>& people, const std::string& owner) {
        const auto id = Uuid::make();
        auto& person = people[id];
        const auto name = chance(80) ? pick(names) : std::string();
        const auto company = chance(50) ? pick(names) : std::string();
        const auto stage = pick(stages);
        const auto created = instant();
        const auto score = number(0, 10);
        const bool consent = chance(50);
        person.texts = {{"first_name", {name}},
                        {"company", {text::fold(company)}},
                        {"lifecycle_stage", {stage}}};
        person.numbers = {{"engagement_score", score}};
        person.instants = {{"created_at", {created}}};
        person.booleans = {{"marketing_consent", consent}};
        std::string script = fmt::format(
            "INSERT INTO contacts (project_id, id, display_name, first_name, company_folded, "
            "lifecycle_stage, created_at, marketing_consent) VALUES ('{0}', '{1}', 'x', '{2}', "
            "'{3}', '{4}', '{5}', {6});"
            "INSERT INTO contact_stats (project_id, contact_id, engagement_score) VALUES ('{0}', "
            "'{1}', {7});",
            owner, id.text(), quoted(name), quoted(text::fold(company)), stage, to_text(created),
            consent, score);
        add_parts(person, id, owner, script);
        app_.execute(script);
    }

    void add_parts(crm::Person& person, const Uuid& id, const std::string& owner,
                   std::string& script) {
        const auto row = [&](std::string_view table, std::string_view columns,
                             const std::string& values) {
            script += fmt::format(
                "INSERT INTO {} (project_id, contact_id, {}) VALUES ('{}', '{}', "
                "{});",
                table, columns, owner, id.text(), values);
        };
        for (const auto& tag : tag_names)
            if (chance(30)) {
                person.tags.insert(text::fold(tag));
                row("contact_tags", "tag_id",
                    "(SELECT id FROM tags WHERE name_folded = '" + text::fold(tag) + "')");
            }
        for (const auto& segment : segments_)
            if (chance(40)) {
                person.segments.insert(segment);
                row("segment_members", "segment_id, by_rule, since",
                    '\'' + segment.text() + "', true, now()");
            }
        for (int i = number(0, 2); i > 0; --i) {
            const auto address = fmt::format("{}{}@example.{}", pick<std::string>({"ana", "ben"}),
                                             ++addresses_, chance(50) ? "com" : "org");
            person.texts["email"].push_back(address);
            row("contact_emails", "address, normalised, local_part, domain",
                fmt::format("'{0}', '{0}', 'x', 'x'", address));
        }
        if (chance(60)) {
            const Date day{std::chrono::floor<std::chrono::days>(instant())};
            person.days.emplace("custom.renewal", day);
            row("contact_field_values", "field_id, date_value",
                fmt::format("'{}', '{}'", field_id_.text(), to_text(day)));
        }
        for (int i = number(0, 5); i > 0; --i) {
            const crm::PastEvent event{
                {{"types", pick(event_types)}, {"platforms", pick(platforms)}}, instant()};
            person.events.push_back(event);
            row("contact_interactions", "id, interaction_type, platform, occurred_at",
                fmt::format("'{}', '{}', '{}', '{}'", Uuid::make().text(), event.parts.at("types"),
                            event.parts.at("platforms"), to_text(event.happened_at)));
        }
    }

    json::object condition() {
        switch (number(0, 10)) {
            case 0:
                return text_condition("first_name", names);
            case 1:
                return text_condition("company", names);
            case 2:
                return text_condition("email", {"ana", "example.org", "ana1@example.com"});
            case 3:
                return list_condition("lifecycle_stage", stages,
                                      {"is_any_of", "is_none_of", "is", "is_not", "is_empty"});
            case 4:
                return list_condition("tags", tag_names,
                                      {"has_any_of", "has_all_of", "has_none_of", "is_empty"});
            case 5:
                return list_condition("segment", {segments_[0].text(), segments_[1].text()},
                                      {"is_any_of", "is_all_of", "is_none_of"});
            case 6:
                return number_condition();
            case 7:
                return {{"field", "marketing_consent"}, {"operator", "is"}, {"value", chance(50)}};
            case 8:
                return date_condition(chance(50) ? "created_at" : "custom.renewal", true);
            case 9:
                return with_events(
                    date_condition(chance(50) ? "first_interaction" : "last_interaction", false));
            default:
                return with_events(count_condition());
        }
    }

    json::object text_condition(const char* field, const std::vector<std::string>& values) {
        const auto op =
            pick<std::string>({"is", "is_not", "contains", "not_contains", "starts_with",
                               "is_any_of", "is_none_of", "is_empty", "is_not_empty"});
        json::value value = json::string(part_of(pick(values)));
        if (op == "is_any_of" || op == "is_none_of")
            value = json::array{json::string(pick(values)), json::string(pick(values))};
        return {{"field", field}, {"operator", op}, {"value", value}};
    }

    json::object list_condition(const char* field, const std::vector<std::string>& values,
                                const std::vector<std::string>& operators) {
        const auto op = pick(operators);
        if (op == "is" || op == "is_not")
            return {{"field", field}, {"operator", op}, {"value", pick(values)}};
        return {{"field", field},
                {"operator", op},
                {"value", json::array{json::string(pick(values)), json::string(pick(values))}}};
    }

    json::object number_condition() {
        const auto op =
            pick<std::string>({"is", "is_not", "at_least", "at_most", "between", "is_empty"});
        json::value value = number(0, 10);
        if (op == "between") value = json::array{number(0, 6), number(4, 10)};
        return {{"field", "engagement_score"}, {"operator", op}, {"value", value}};
    }

    json::object date_condition(const char* field, bool anniversaries) {
        std::vector<std::string> operators{"on",
                                           "before",
                                           "after",
                                           "between",
                                           "within_last_days",
                                           "more_than_days_ago",
                                           "within_next_days",
                                           "is_empty",
                                           "is_not_empty"};
        if (anniversaries) operators.emplace_back("anniversary_within_days");
        const auto op = pick(operators);
        const auto day = [&] {
            return json::string(to_text(Date{std::chrono::floor<std::chrono::days>(instant())}));
        };
        json::value value = day();
        if (op == "between") value = json::array{day(), day()};
        if (op.find("days") != op.npos) value = number(0, 40);
        return {{"field", field}, {"operator", op}, {"value", value}};
    }

    json::object count_condition() {
        const auto op = pick<std::string>({"is", "at_least", "at_most", "between"});
        json::value value = number(0, 4);
        if (op == "between") value = json::array{number(0, 2), number(0, 4)};
        return {{"field", "interactions"}, {"operator", op}, {"value", value}};
    }

    json::object with_events(json::object condition) {
        json::object of;
        if (chance(50)) of["types"] = json::array{json::string(pick(event_types))};
        if (chance(30)) of["platforms"] = json::array{json::string(pick(platforms))};
        if (!of.empty()) condition["of"] = of;
        if (chance(40)) condition["during"] = json::object{{"last_days", number(0, 30)}};
        return condition;
    }

    // Within 30 days before and 10 after the clock of the test, at hours where the zone matters.
    Timestamp instant() {
        return app_.clock().now() + std::chrono::hours(number(-30 * 24, 10 * 24));
    }
    std::string part_of(const std::string& text) { return chance(50) ? text : text.substr(0, 1); }
    static std::string quoted(std::string text) {
        for (auto at = text.find('\''); at != text.npos; at = text.find('\'', at + 2))
            text.insert(at, "'");
        return text;
    }
    int number(int low, int high) {
        return low + static_cast<int>(random_() % static_cast<std::uint64_t>(high - low + 1));
    }
    bool chance(int percent) { return number(1, 100) <= percent; }
    template <class T>
    T pick(const std::vector<T>& values) {
        return values[static_cast<std::size_t>(number(0, static_cast<int>(values.size()) - 1))];
    }

    TestApp& app_;
    std::mt19937_64 random_{seed};
    Uuid field_id_;
    std::vector<Uuid> segments_;
    int addresses_ = 0;
};

} // namespace random_rules
