#include <gtest/gtest.h>

#include "features/crm/contact_page.hpp"
#include "features/crm/rules/rule.hpp"
#include "platform/text/url.hpp"
#include "testing/test_app.hpp"

using http::MemberRole;

namespace {

struct ContactList : testing::Test {
    TestApp app;
    Client member = app.client_as(MemberRole::member);

    ContactList() {
        app.execute("UPDATE projects SET default_region = 'GB', time_zone = 'Europe/London'");
        add(R"({"first_name":"José","last_name":"García","email":"jose@example.com","lifecycle_stage":"customer","tags":["vip"],"company":"Alpha"})");
        add(R"({"first_name":"Mary","last_name":"O’Brien","email":"mary.obrien@example.org","phone":"020 7946 0958","tags":["vip","old"]})");
        add(R"({"first_name":"Jean–Pierre","last_name":"Dupont","email":"jp@example.net","marketing_consent":true,"company":"Beta"})");
        add(R"({"email":"nameless@example.com","lifecycle_stage":"prospect"})");
    }

    void add(const std::string& body) {
        app.clock().advance(std::chrono::minutes(1));
        EXPECT_EQ(201, member.post("/api/crm/contacts", body).status) << body;
    }

    // First names, else addresses, in the order of the list.
    std::string names(const std::string& query) {
        const auto reply = member.get("/api/crm/contacts?" + query);
        if (reply.status != 200) return summary(reply);
        std::string all;
        const auto listed = reply.at("/items");
        for (const auto& item : listed.as_array()) {
            const auto& name = item.at("first_name").as_string();
            all += (all.empty() ? "" : ",")
                   + std::string(name.empty() ? item.at("email").as_string() : name);
        }
        return all;
    }
    std::string filtered(std::string_view rule) {
        return names("sort=created_at&filter=" + text::percent_encode(rule));
    }
};

} // namespace

TEST_F(ContactList, is_sorted_as_asked) {
    EXPECT_EQ("nameless@example.com,Jean–Pierre,Mary,José", names(""));
    EXPECT_EQ("José,Mary,Jean–Pierre,nameless@example.com", names("sort=created_at"));
    EXPECT_EQ("Jean–Pierre,José,Mary,nameless@example.com", names("sort=name"));
    EXPECT_EQ("422 invalid_input sort:not_allowed", names("sort=shoe_size"));
}

TEST_F(ContactList, comes_in_pages_that_neither_repeat_nor_miss_anybody) {
    for (const auto* sort :
         {"created_at", "-created_at", "name", "-name", "company", "-engagement_score",
          "last_interaction_date", "-last_interaction_date", "-updated_at"}) {
        std::set<std::string> seen;
        std::string after;
        for (int page = 0; page < 4; ++page) {
            const auto reply =
                member.get("/api/crm/contacts?limit=1&sort=" + std::string(sort) + after);
            ASSERT_EQ("200", summary(reply)) << sort;
            ASSERT_EQ(1u, reply.at("/items").as_array().size()) << sort;
            EXPECT_TRUE(seen.insert(reply.text("/items/0/id")).second) << sort;
            const auto next = reply.at("/next");
            EXPECT_EQ(page == 3, next.is_null()) << sort;
            if (!next.is_null()) after = "&after=" + std::string(next.as_string());
        }
    }
}

TEST_F(ContactList, refuses_a_made_up_cursor) {
    for (const auto* cursor : {"abc", "W10", "WyJhIiwiYiJd", "%00"})
        EXPECT_EQ(4, member.get("/api/crm/contacts?after=" + std::string(cursor)).status / 100)
            << cursor;
}

struct FilterCase {
    const char* rule;
    const char* expected;
};

TEST_F(ContactList, is_filtered_by_rules) {
    const FilterCase cases[] = {
        {R"({"match":"all","conditions":[{"field":"lifecycle_stage","operator":"is","value":"customer"}]})",
         "José"},
        {R"({"match":"all","conditions":[{"field":"lifecycle_stage","operator":"is_not","value":"lead"}]})",
         "José,nameless@example.com"},
        {R"({"match":"all","conditions":[{"field":"tags","operator":"has_any_of","value":["VIP"]}]})",
         "José,Mary"},
        {R"({"match":"all","conditions":[{"field":"tags","operator":"has_all_of","value":["vip","old"]}]})",
         "Mary"},
        {R"({"match":"all","conditions":[{"field":"tags","operator":"has_none_of","value":["vip"]}]})",
         "Jean–Pierre,nameless@example.com"},
        {R"({"match":"all","conditions":[{"field":"tags","operator":"is_empty"}]})",
         "Jean–Pierre,nameless@example.com"},
        {R"({"match":"any","conditions":[{"field":"company","operator":"is","value":"ALPHA"},{"field":"email","operator":"contains","value":"example.net"}]})",
         "José,Jean–Pierre"},
        {R"({"match":"none","conditions":[{"field":"company","operator":"is_empty"}]})",
         "José,Jean–Pierre"},
        {R"({"match":"all","conditions":[{"field":"company","operator":"is_not","value":"Alpha"}]})",
         "Mary,Jean–Pierre,nameless@example.com"},
        {R"({"match":"all","conditions":[{"field":"phone","operator":"is","value":"020 7946 0958"}]})",
         "Mary"},
        {R"({"match":"all","conditions":[{"field":"phone","operator":"is_not_empty"}]})", "Mary"},
        {R"({"match":"all","conditions":[{"field":"marketing_consent","operator":"is","value":true}]})",
         "Jean–Pierre"},
        {R"({"match":"all","conditions":[{"field":"created_at","operator":"within_last_days","value":1}]})",
         "José,Mary,Jean–Pierre,nameless@example.com"},
        {R"({"match":"all","conditions":[{"field":"created_at","operator":"more_than_days_ago","value":1}]})",
         ""},
        {R"({"match":"all","conditions":[{"field":"last_interaction_date","operator":"is_empty"}]})",
         "José,Mary,Jean–Pierre,nameless@example.com"},
        {R"({"match":"all","conditions":[{"field":"engagement_score","operator":"between","value":[0,10]},{"match":"any","conditions":[{"field":"first_name","operator":"starts_with","value":"jos"},{"field":"display_name","operator":"contains","value":"o'brien"}]}]})",
         "José,Mary"},
        {R"({"match":"all","conditions":[]})", "José,Mary,Jean–Pierre,nameless@example.com"},
        {R"({"match":"any","conditions":[]})", ""},
        {R"({"match":"all","conditions":[{"field":"email","operator":"contains","value":"%"}]})",
         ""},
        {R"({"match":"all","conditions":[{"field":"job_title","operator":"is","value":"'; DROP TABLE contacts; --"}]})",
         ""},
    };
    for (const auto& c : cases) EXPECT_EQ(c.expected, filtered(c.rule)) << c.rule;
}

TEST_F(ContactList, finds_parts_of_addresses_around_the_at_sign) {
    const std::map<std::string, std::string> found{
        {"@example.com", "José,nameless@example.com"},
        {"se@example.c", "José"},
        {"@", "José,Mary,Jean–Pierre,nameless@example.com"},
        {"EXAMPLE.ORG", "Mary"},
        {"e@xample.com", ""},
        {"jose@@example.com", ""},
        {"_ose@example.com", ""},
    };
    for (const auto& [part, people] : found) {
        const auto condition = R"({"field":"email","operator":"contains","value":")" + part;
        EXPECT_EQ(people, filtered(R"({"match":"all","conditions":[)" + condition + "\"}]}"))
            << part;
    }
}

TEST_F(ContactList, compares_whole_numbers_with_any_number) {
    app.execute(
        "UPDATE contact_stats s SET engagement_score = 10 FROM contacts c "
        "WHERE c.id = s.contact_id AND c.first_name = 'Mary'");
    const std::pair<std::string, std::string> cases[] = {
        {R"("is","value":10)", "Mary"},
        {R"("is","value":10.5)", ""},
        {R"("at_least","value":9.5)", "Mary"},
        {R"("at_least","value":10.5)", ""},
        {R"("at_most","value":-0.5)", ""},
        {R"("between","value":[9.1,10.9])", "Mary"},
        {R"("at_least","value":1e300)", ""},
        {R"("at_least","value":-1e300)", "José,Mary,Jean–Pierre,nameless@example.com"},
    };
    for (const auto& [asked, people] : cases)
        EXPECT_EQ(people, filtered(R"({"match":"all","conditions":[{"field":"engagement_score",)"
                                   R"("operator":)"
                                   + asked + "}]}"))
            << asked;
}

TEST(ContactPages, walk_as_far_as_the_first_rows_promise) {
    EXPECT_EQ(0, crm::rows_to_walk(51, 3000, 0, crm::most_rows_walked))
        << "nobody among the first: gathered";
    EXPECT_EQ(4500, crm::rows_to_walk(50, 3000, 50, crm::most_rows_walked));
    EXPECT_EQ(22500, crm::rows_to_walk(50, 3000, 10, crm::most_rows_walked));
    EXPECT_EQ(0, crm::rows_to_walk(50, 3000, 3, crm::most_rows_walked))
        << "farther than a walk may go";
}

TEST_F(ContactList, refuses_a_bad_rule_with_its_path) {
    const FilterCase cases[] = {
        {R"({"match":"some","conditions":[]})", "422 invalid_input filter.match:not_allowed"},
        {R"({"match":"all"})", "422 invalid_input filter.conditions:required"},
        {R"({"match":"all","conditions":[{"field":"shoe","operator":"is","value":1}]})",
         "422 invalid_input filter.conditions[0].field:unknown_field"},
        {R"({"match":"all","conditions":[{"field":"company","operator":"at_least","value":1}]})",
         "422 invalid_input filter.conditions[0].operator:not_allowed"},
        {R"({"match":"all","conditions":[{"field":"company","operator":"is","value":1}]})",
         "422 invalid_input filter.conditions[0].value:wrong_type"},
        {R"({"match":"all","conditions":[{"field":"created_at","operator":"before","value":"31.1.2026"}]})",
         "422 invalid_input filter.conditions[0].value:bad_format"},
        {R"({"match":"all","conditions":[{"field":"created_at","operator":"before","value":"9999-12-31"}]})",
         "422 invalid_input filter.conditions[0].value:bad_format"},
        {R"({"match":"all","conditions":[5]})",
         "422 invalid_input filter.conditions[0]:wrong_type"},
        {R"([1])", "422 invalid_input filter:wrong_type"},
        {R"({)", "422 invalid_input filter:bad_format"},
    };
    for (const auto& c : cases) EXPECT_EQ(c.expected, filtered(c.rule)) << c.rule;
}

TEST_F(ContactList, bounds_depth_and_width_of_a_rule) {
    const auto nested = [](int depth) {
        std::string rule = R"({"match":"all","conditions":[]})";
        for (int i = 1; i < depth; ++i) rule = R"({"match":"all","conditions":[)" + rule + "]}";
        return rule;
    };
    EXPECT_EQ("José,Mary,Jean–Pierre,nameless@example.com", filtered(nested(8)));
    EXPECT_TRUE(filtered(nested(9)).starts_with("422 invalid_input filter.conditions[0]"));
    const auto wide = [](int count) {
        std::string rule = R"({"match":"all","conditions":[)";
        for (int i = 0; i < count; ++i)
            rule += std::string(i ? "," : "") + R"({"field":"email","operator":"is_not_empty"})";
        return rule + "]}";
    };
    EXPECT_EQ("José,Mary,Jean–Pierre,nameless@example.com", filtered(wide(250)));
    EXPECT_EQ("422 invalid_input filter.conditions[250]:too_many", filtered(wide(251)));
}

TEST_F(ContactList, bounds_a_rule_in_the_address) {
    const auto of_length = [](std::size_t length) {
        const std::string start = R"({"conditions":[],"x":")", end = "\"}";
        return start + std::string(length - start.size() - end.size(), 'a') + end;
    };
    EXPECT_EQ("422 invalid_input filter.x:unknown_field filter.match:required",
              filtered(of_length(crm::longest_rule_in_address)));
    EXPECT_EQ("422 invalid_input filter:too_long",
              filtered(of_length(crm::longest_rule_in_address + 1)));
}

TEST_F(ContactList, counts_what_it_would_show) {
    EXPECT_EQ(4, member.get("/api/crm/contacts/count").at("/total").as_int64());
    const auto rule = text::percent_encode(
        R"({"match":"all","conditions":[{"field":"tags","operator":"has_any_of","value":["vip"]}]})");
    EXPECT_EQ(2, member.get("/api/crm/contacts/count?filter=" + rule).at("/total").as_int64());
}

struct SearchCase {
    const char* typed;
    const char* first; // display name of the first hit; "": none
    const char* matched;
};

TEST_F(ContactList, search_finds_people_however_they_are_spelt) {
    const SearchCase cases[] = {
        {"jose", "José García", "name"},
        {"GARCIA", "José García", "name"},
        {"o'brien", "Mary O’Brien", "name"},
        {"obrien", "Mary O’Brien", "name"},
        {"jean-pierre", "Jean–Pierre Dupont", "name"},
        {"dupont jean", "Jean–Pierre Dupont", "name"},
        {"pon", "Jean–Pierre Dupont", "name"},
        {"ja", "", ""},
        {"je", "Jean–Pierre Dupont", "name"},
        {"jose@example.com", "José García", "email"},
        {"JOSE@EXAMPLE.COM", "José García", "email"},
        {"example.net", "Jean–Pierre Dupont", "email"},
        {"+44 20 7946 0958", "Mary O’Brien", "phone"},
        {"020 7946 0958", "Mary O’Brien", "phone"},
        {"7946 0958", "Mary O’Brien", "phone"},
        {"0958", "Mary O’Brien", "phone"},
        {"020 7946", "Mary O’Brien", "phone"},
        {"+44 20794", "Mary O’Brien", "phone"},
        {"0044 (20) 794", "Mary O’Brien", "phone"},
        {"442079460", "Mary O’Brien", "phone"},
        {"020 795", "", ""},
        {"alph", "José García", "company"},
        {"nobody at all", "", ""},
        {"%%%", "", ""},
    };
    for (const auto& c : cases) {
        const auto reply = member.get("/api/crm/search?q=" + text::percent_encode(c.typed));
        ASSERT_EQ("200", summary(reply)) << c.typed;
        std::string first, matched;
        const auto listed = reply.at("/items");
        for (const auto& item : listed.as_array())
            if (first.empty() && item.at("kind") == "contact") {
                first = item.at("title").as_string();
                matched = item.at("matched").as_string();
            }
        EXPECT_EQ(c.first, first) << c.typed;
        EXPECT_EQ(c.matched, matched) << c.typed;
    }
}

TEST_F(ContactList, search_finds_names_that_are_written_otherwise) {
    struct Name {
        std::string stored, typed;
        bool is_found = true;
    };
    const Name cases[] = {
        {"Conan O'Brien", "obrien"},     {"Sinéad O’Connor", "oconnor"},
        {"Sean Obrien", "o'brien"},      {"Conan O'Brien", "conan obrien"},
        {"Jean-Luc Picard", "jean luc"}, {"Jean-Luc Picard", "jeanluc"},
        {"Jean Luc Picard", "jeanluc"},  {"Jean Luc Picard", "jean-luc"},
        {"Jeanluc Picard", "jean-luc"},  {"Beverly D'Angelo", "dangelo"},
        {"Gerd Müller", "mueller"},      {"Gerd Mueller", "Müller"},
        {"Gerd Müller", "muller"},       {"Jörg Schäfer", "joerg schaefer"},
        {"Anna-Lena Groß", "annalena"},  {"Marco Brien", "obrien", false},
        {"Gerd Muller", "mueller"},      {"Gerd Mueller", "muller", false},
    };
    for (const auto& [stored, typed, is_found] : cases) {
        const auto space = stored.find_last_of(' ');
        const auto made = member.post(
            "/api/crm/contacts", R"({"first_name":")" + stored.substr(0, space)
                                     + R"(","last_name":")" + stored.substr(space + 1) + R"("})");
        ASSERT_EQ("201", summary(made)) << stored;
        const auto term = text::percent_encode(typed);
        const auto found = member.get("/api/crm/search?q=" + term).body.find(stored);
        EXPECT_EQ(is_found, found != std::string::npos) << stored << " by " << typed;
        const auto listed = member.get("/api/crm/contacts?q=" + term).body.find(stored);
        EXPECT_EQ(is_found, listed != std::string::npos) << stored << " by " << typed;
        EXPECT_EQ("204", summary(member.del("/api/crm/contacts/" + made.text("/id"))));
    }
}

TEST_F(ContactList, pages_of_a_search_miss_nobody_however_short_it_is) {
    for (const std::string number : {"1", "2", "3", "4", "5"})
        add(R"({"first_name":"Zz)" + number + R"(","phone":"020 794)" + number + R"( 0955"})");
    const std::pair<const char*, const char*> cases[] = {{"zz", "Zz5 Zz4 Zz3 Zz2 Zz1 "},
                                                         {"0955", "Zz5 Zz4 Zz3 Zz2 Zz1 "},
                                                         {"zz1", "Zz1 "},
                                                         {"0207944", "Zz4 "},
                                                         {"020-794", "Zz5 Zz4 Zz3 Zz2 Zz1 Mary "}};
    for (const auto& [typed, expected] : cases) {
        std::string found, after;
        do {
            const auto reply =
                member.get("/api/crm/contacts?limit=1&q=" + std::string(typed) + after);
            ASSERT_EQ("200", summary(reply)) << typed;
            found += reply.text("/items/0/first_name") + ' ';
            const auto next = reply.at("/next");
            after = next.is_null() ? "" : "&after=" + std::string(next.as_string());
        } while (!after.empty());
        EXPECT_EQ(expected, found) << typed;
    }
}

TEST_F(ContactList, search_and_filter_work_together) {
    const auto rule = text::percent_encode(
        R"({"match":"all","conditions":[{"field":"tags","operator":"has_any_of","value":["vip"]}]})");
    EXPECT_EQ("José", names("q=example.com&filter=" + rule));
}

TEST_F(ContactList, views_are_kept_for_their_maker_or_for_all) {
    auto other = app.client_as(MemberRole::member);
    const auto mine = member.post("/api/crm/views", R"({"name":"Mine","sort":"name"})");
    ASSERT_EQ("201", summary(mine));
    ASSERT_EQ("201", summary(member.post("/api/crm/views", R"({"name":"Ours","shared":true})")));
    EXPECT_EQ(2u, member.get("/api/crm/views").at("/items").as_array().size());
    EXPECT_EQ(1u, other.get("/api/crm/views").at("/items").as_array().size());
    EXPECT_EQ("404 not_found", summary(other.del("/api/crm/views/" + mine.text("/id"))));
    EXPECT_EQ("422 invalid_input filter.conditions:required",
              summary(member.post("/api/crm/views", R"({"name":"Bad","filter":{"match":"all"}})")));
}
