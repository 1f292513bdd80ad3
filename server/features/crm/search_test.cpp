// The search of a book so large that it is not looked through from end to end.
#include "features/crm/search.hpp"

#include <gtest/gtest.h>

#include "features/crm/search_terms.hpp"
#include "features/crm/search_walk.hpp"
#include "testing/test_app.hpp"

namespace {

// One of 3 is called Ana, one of 150 Bruno, one of 700 Carla; Dora is among the oldest alone.
constexpr auto make_people = R"(
    INSERT INTO contacts (project_id, id, display_name, name_folded, company_folded, email, email_normalised, created_at,
                          updated_at)
    SELECT p.id, ('01a00000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid, 'x',
           CASE WHEN n < 5 THEN 'dora lind' WHEN n % 700 = 0 THEN 'carla lind' WHEN n % 150 = 0 THEN 'bruno lind'
                WHEN n % 3 = 0 THEN 'ana lind' ELSE 'emil lind' END,
           CASE WHEN n % 400 = 1 THEN 'bruno & co' ELSE '' END,
           'p.' || 100000 + n || '@example.com', 'p.' || 100000 + n || '@example.com',
           '2029-06-01'::timestamptz + n / 4 * interval '1 minute', '2029-12-01'
    FROM projects p, generate_series(1, 12000) n;
    INSERT INTO contact_emails (project_id, contact_id, address, normalised, local_part, domain, is_primary)
    SELECT project_id, id, email, email, split_part(email, '@', 1), 'example.com', true FROM contacts;
    -- Thirty people share each number's end, half of them with a second number that ends so.
    INSERT INTO contact_phones (project_id, contact_id, position, number, e164, reversed)
    SELECT c.project_id, c.id, position, number, '+' || number, reverse(number)
    FROM (SELECT project_id, id, substr(email_normalised, 3, 6)::integer % 400 AS ending FROM contacts) c,
         generate_series(1, 1 + ending % 2) position,
         LATERAL (SELECT '1' || position || '04155' || lpad(ending::text, 4, '0') AS number) p;
    UPDATE contacts SET deleted_at = '2029-12-02' WHERE email_normalised LIKE 'p.111952@%')";

struct LargeBook : testing::Test {
    TestApp app;

    LargeBook() {
        app.execute(make_people);
        app.execute("ANALYZE contacts, contact_emails");
    }

    std::vector<Uuid> found(std::string_view term, std::int32_t limit) {
        return app.database().in_transaction(
            {.role = db::Role::app, .project_id = app.project_id(), .read_only = true},
            [&](db::Transaction& tx) {
                const auto result = crm::search_contacts(tx, term, limit);
                EXPECT_FALSE(result.partial) << term;
                std::vector<Uuid> ids;
                for (const auto& hit : result.hits) ids.push_back(hit.id);
                return ids;
            });
    }
    // The newest of whom a look at everybody finds.
    std::vector<Uuid> expected(const std::string& condition, std::int32_t limit) {
        return app.database().in_transaction({.role = db::Role::app,
                                              .project_id = app.project_id()},
                                             [&](db::Transaction& tx) {
                                                 const auto rows = tx.query_text(
                    "test.expected",
                    "SELECT id FROM contacts WHERE deleted_at IS NULL AND (" + condition + ")"
                        + " ORDER BY created_at DESC, id DESC LIMIT " + std::to_string(limit),
                    {}, db::Role::app);
                                                 std::vector<Uuid> ids;
                                                 for (int row = 0; row < rows.rows(); ++row)
                                                     ids.push_back(rows.as<Uuid>(row));
                                                 return ids;
                                             });
    }
};

} // namespace

TEST_F(LargeBook, gives_the_newest_however_many_fit) {
    const auto has_phone = [](const std::string& end) {
        return "EXISTS (SELECT FROM contact_phones p WHERE p.contact_id = contacts.id AND p.number "
               "LIKE '%"
               + end + "')";
    };
    const std::pair<const char*, std::string> cases[] = {
        {"550352", has_phone("550352")},
        {"155-0001", has_phone("1550001")},
        {"0399", has_phone("0399")},
        {"+1 104 155 0399", has_phone("11041550399")},
        {"+1 204 1550",
         "EXISTS (SELECT FROM contact_phones p WHERE p.contact_id = contacts.id "
         "AND p.number LIKE '12041550%')"},
        {"9999999", "false"},
        {"ana", "name_folded LIKE '%ana%'"},
        {"lind ana", "name_folded LIKE '%ana%'"},
        {"bruno", "name_folded LIKE '%bruno%' OR company_folded LIKE '%bruno%'"},
        {"lind carla", "name_folded LIKE '%carla%'"},
        {"dora", "name_folded LIKE '%dora%'"},
        {"nobody", "false"},
        {"p.10700", "email LIKE 'p.10700%'"},
        {"p.1070", "email LIKE 'p.1070%'"},
        {"p.107001@exa", "email LIKE 'p.107001%'"},
        {"p.107001x", "false"}};
    for (const auto& [term, condition] : cases)
        for (const std::int32_t limit : {1, 20, 52, 1000})
            EXPECT_EQ(expected(condition, limit), found(term, limit)) << term << ' ' << limit;
}

TEST(Searches, look_through_the_newest_as_far_as_that_is_the_shorter_way) {
    struct Case {
        crm::NewestWalk walk;
        std::int32_t next;
    };
    const Case cases[] = {
        {{20, 0, 0}, 1549},
        {{20, 1549, 0}, 0}, // nobody: rare, or among the old
        {{20, 1549, 1}, 0}, // 29,431 to pass, or some 650 matches
        {{20, 1549, 2}, 0}, // 13,941, or some 1,300
        // Of two words, which take the indexes longer; at most four times as many as before.
        {{20, 1549, 2, true, 2}, 6196},
        {{20, 1549, 2, true, 1, 2}, 6196}, // or of names and of addresses
        {{20, 1549, 3}, 6196},
        {{20, 1549, 10}, 1937}, // as many again, and a quarter to be sure
        {{20, 1549, 19}, 102},  // the last one
        {{20, 6000, 10, true, 2}, 7500},
        {{20, 30'000, 15, true, 6}, 0}, // further than a walk goes
        {{1000, 0, 0}, 10'954},         // a page of that length
        {{20, 1549, 0, false}, 6196}    // no index to ask
    };
    for (const auto& [walk, next] : cases)
        EXPECT_EQ(next, crm::next_look(walk)) << walk.walked << ' ' << walk.found;
    EXPECT_EQ(0, crm::next_look({20, 7745, 3, false}));
}

TEST(Searches, know_digits_that_hardly_two_people_have) {
    const std::pair<std::string_view, std::string_view> cases[] = {
        {"james.wilson.146569", "146569"},
        {"%146569%", "146569"},
        {"12345 and 1234567", "1234567"},
        {"anna 2024", ""},
        {"12345", "12345"},
        {"1234", ""},
        {"", ""},
        {"anna", ""}};
    for (const auto& [text, digits] : cases) EXPECT_EQ(digits, crm::telling_digits(text)) << text;
}
