// Suspected duplicates through the real server: found after a change, reviewed, dismissed for good.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include "features/crm/duplicates.hpp"
#include "features/crm/duplicates.sql.hpp"
#include "testing/test_app.hpp"

using http::MemberRole;

namespace {

struct Duplicates : testing::Test {
    TestApp app;
    Client member = app.client_as(MemberRole::member);
    Duplicates() { app.run_jobs(); } // from now on the schedules are known

    Uuid create(std::string body) {
        body.insert(body.size() - 1, R"(,"allow_duplicate":true)");
        const auto reply = member.post("/api/crm/contacts", body);
        EXPECT_EQ("201", summary(reply));
        return reply.uuid("/id");
    }
    // The time after which a change is looked at, and the job that looks.
    void look() {
        app.clock().advance(std::chrono::minutes(2));
        app.run_jobs();
    }
    void sweep() {
        app.clock().advance(std::chrono::minutes(1));
        app.execute(
            "UPDATE schedules SET next_run_at = '2000-01-01' WHERE name = 'sweep_duplicates'");
        app.run_jobs();
    }
    boost::json::array pairs(Client& client) {
        return client.get("/api/crm/duplicates").at("/items").as_array();
    }
    std::string dismissal(const Uuid& one, const Uuid& other) {
        return "/api/crm/duplicates/" + one.text() + "/" + other.text() + "/dismissal";
    }
};

struct SuspicionCase {
    const char* first;
    const char* second;
    const char* reasons; // "" no pair
};

constexpr SuspicionCase suspicions[] = {
    {R"({"first_name":"Ana","email":"ana.silva+shop@gmail.com"})",
     R"({"first_name":"A","email":"anasilva@googlemail.com"})", R"(["mailbox"])"},
    {R"({"first_name":"Ana","email":"ana+news@example.com"})",
     R"({"first_name":"Ana","email":"ana@example.com"})", R"(["mailbox","similar_name"])"},
    {R"({"first_name":"Ana","email":"a.na@example.com"})",
     R"({"first_name":"Bob","email":"ana@example.com"})", ""}, // dots count but at Google
    {R"({"first_name":"Ana","phone":"+442079460958"})",
     R"({"first_name":"Bob","phone":"+44 20 7946 0958"})", R"(["phone"])"},
    {R"({"first_name":"José","last_name":"Peña","company":"Acme"})",
     R"({"first_name":"jose","last_name":"pena","company":"ACME"})", R"(["name_and_company"])"},
    {R"({"first_name":"José","last_name":"Peña","company":"Acme"})",
     R"({"first_name":"jose","last_name":"pena","company":"Other"})", ""},
    {R"({"first_name":"Jo","last_name":"Ray","email":"jo@acme.example"})",
     R"({"first_name":"Jo","last_name":"Ray","email":"j.ray@acme.example"})",
     R"(["name_and_domain"])"},
    {R"({"first_name":"Jo","last_name":"Ray","email":"jo@gmail.com"})",
     R"({"first_name":"Jo","last_name":"Ray","email":"j.ray@gmail.com"})", ""}, // anybody's domain
    {R"({"company":"Acme"})", R"({"company":"Acme"})", ""}, // nobody has a name here
};

} // namespace

TEST_F(Duplicates, are_suspected_for_reasons_that_are_given) {
    for (const auto& c : suspicions) {
        const auto first = create(c.first);
        const auto second = create(c.second);
        look();
        const auto found = pairs(member);
        ASSERT_EQ(*c.reasons ? 1u : 0u, found.size()) << c.first << c.second;
        if (*c.reasons) {
            EXPECT_EQ(c.reasons, boost::json::serialize(found[0].at("reasons"))) << c.first;
            EXPECT_GT(found[0].at("score").as_int64(), 0);
            const auto smaller = std::min(first, second);
            EXPECT_EQ(smaller.text(), found[0].at("first").at("id").as_string());
        }
        app.execute("DELETE FROM contacts");
        app.execute("DELETE FROM companies");
    }
}

TEST_F(Duplicates, that_are_the_companys_people_are_found_by_its_domain) {
    const auto company =
        member.post("/api/crm/companies", R"({"name":"Acme","domain":"acme.example"})").uuid("/id");
    create(R"({"first_name":"Jo","last_name":"Ray","company_id":")" + company.text() + R"("})");
    create(R"({"first_name":"Jo","last_name":"Ray","email":"jo@acme.example"})");
    look();
    ASSERT_EQ(1u, pairs(member).size());
}

TEST_F(Duplicates, are_forgotten_when_nothing_speaks_for_them_any_more) {
    create(R"({"first_name":"Ana","phone":"+442079460958"})");
    const auto second = create(R"({"first_name":"Bob","phone":"+442079460958"})");
    look();
    EXPECT_EQ(1u, pairs(member).size());
    member.patch("/api/crm/contacts/" + second.text(), R"({"phone":"+442079460959"})");
    look();
    EXPECT_EQ(0u, pairs(member).size());
    EXPECT_EQ(0, app.count("duplicate_pairs"));
}

TEST_F(Duplicates, in_the_trash_wait_there) {
    create(R"({"first_name":"Ana","phone":"+442079460958"})");
    const auto second = create(R"({"first_name":"Bob","phone":"+442079460958"})");
    look();
    member.del("/api/crm/contacts/" + second.text());
    EXPECT_EQ(0u, pairs(member).size());
    member.post("/api/crm/contacts/" + second.text() + "/restore");
    EXPECT_EQ(1u, pairs(member).size());
}

TEST_F(Duplicates, once_dismissed_stay_dismissed) {
    const auto first = create(R"({"first_name":"Ana","phone":"+442079460958"})");
    const auto second = create(R"({"first_name":"Bob","phone":"+442079460958"})");
    look();
    EXPECT_EQ("204", summary(member.put(dismissal(second, first), "")));
    EXPECT_EQ(0u, pairs(member).size());
    member.patch("/api/crm/contacts/" + second.text(), R"({"job_title":"Boss"})");
    look();
    sweep();
    EXPECT_EQ(0u, pairs(member).size());
    EXPECT_EQ(1, app.count("audit_log WHERE action = 'duplicate.dismissed'"));
    EXPECT_EQ("204", summary(member.del(dismissal(first, second))));
    EXPECT_EQ(1u, pairs(member).size());
}

TEST_F(Duplicates, dismissals_name_two_people_who_exist) {
    const auto first = create(R"({"first_name":"Ana"})");
    EXPECT_EQ("422 invalid_input second_id:same_contact",
              summary(member.put(dismissal(first, first), "")));
    EXPECT_EQ("404 not_found", summary(member.put(dismissal(first, Uuid::make()), "")));
    EXPECT_EQ("404 not_found", summary(member.del(dismissal(first, Uuid::make()))));
}

TEST_F(Duplicates, blocks_up_to_the_bound_are_compared_and_larger_ones_skipped_and_said_so) {
    const auto add = [&](int number) {
        create(R"({"first_name":"Nr )" + std::to_string(number) + R"(","phone":"+442079460958"})");
    };
    for (int i = 0; i < crm::largest_duplicate_block; ++i) add(i);
    look();
    const auto all = crm::largest_duplicate_block * (crm::largest_duplicate_block - 1) / 2;
    EXPECT_EQ(all, member.get("/api/crm/duplicates").at("/total").as_int64());
    EXPECT_TRUE(member.get("/api/crm/duplicates/skipped").at("/items").as_array().empty());
    add(crm::largest_duplicate_block);
    sweep();
    EXPECT_EQ(0, member.get("/api/crm/duplicates").at("/total").as_int64());
    const auto skipped = member.get("/api/crm/duplicates/skipped");
    EXPECT_EQ("phone", skipped.text("/items/0/reason"));
    EXPECT_EQ("+442079460958", skipped.text("/items/0/shared"));
}

TEST_F(Duplicates, come_in_pages_each_pair_once) {
    for (int i = 0; i < 8; ++i)
        create(R"({"first_name":"Nr )" + std::to_string(i) + R"(","phone":"+442079460958"})");
    look();
    std::set<std::string> seen;
    std::string after;
    int pages = 0;
    do {
        const auto page = member.get("/api/crm/duplicates?limit=5" + after);
        const auto items = page.at("/items");
        for (const auto& pair : items.as_array())
            EXPECT_TRUE(seen.insert(boost::json::serialize(pair.at("first").at("id"))
                                    + boost::json::serialize(pair.at("second").at("id")))
                            .second);
        const auto json = page.json();
        const auto* next = json.as_object().if_contains("next");
        after = next && next->is_string() ? "&after=" + std::string(next->as_string()) : "";
        ++pages;
    } while (!after.empty());
    EXPECT_EQ(28u, seen.size());
    EXPECT_EQ(6, pages);
    EXPECT_EQ("422 invalid_input after:bad_format",
              summary(member.get("/api/crm/duplicates?after=nonsense")));
}

TEST_F(Duplicates, of_one_contact_are_listed_by_his_id) {
    const auto first = create(R"({"first_name":"Ana","phone":"+442079460958"})");
    create(R"({"first_name":"Bob","phone":"+442079460958"})");
    const auto third = create(R"({"first_name":"Cy"})");
    look();
    const auto of = [&](const Uuid& id) {
        return member.get("/api/crm/duplicates?contact_id=" + id.text()).at("/items").as_array();
    };
    EXPECT_EQ(1u, of(first).size());
    EXPECT_EQ(0u, of(third).size());
}

TEST_F(Duplicates, of_another_project_are_never_seen) {
    create(R"({"first_name":"Ana","phone":"+442079460958"})");
    auto stranger = app.other_project();
    EXPECT_EQ("201", summary(stranger.post("/api/crm/contacts",
                                           R"({"first_name":"Bob","phone":"+442079460958"})")));
    look();
    EXPECT_EQ(0, app.count("duplicate_pairs"));
    const auto first = create(R"({"first_name":"Cy","phone":"+442079460958"})");
    look();
    EXPECT_EQ(1u, pairs(member).size());
    EXPECT_EQ(0u, pairs(stranger).size());
    EXPECT_EQ("404 not_found", summary(stranger.put(dismissal(first, Uuid::make()), "")));
}

TEST_F(Duplicates, of_many_contacts_are_all_found_however_often_the_search_is_interrupted) {
    app.execute(R"(
        INSERT INTO contacts (project_id, id, first_name, last_name, display_name, name_folded,
                              company, company_folded, updated_at)
        SELECT ')"
                + app.project_id().text()
                + R"(', gen_random_uuid(), 'Nr', (n / 2)::text, 'Nr ' || n / 2,
               'nr ' || n / 2, 'Acme', 'acme', '2029-01-01 00:00+00'::timestamptz + n * interval '1 second'
        FROM generate_series(0, 2399) n)");
    look();
    EXPECT_EQ(1200, app.count("duplicate_pairs"));
    // As a server that is killed leaves it: in the middle of a sweep, with pairs missing.
    app.execute("DELETE FROM duplicate_pairs");
    app.execute("UPDATE duplicate_progress SET sweep_day = '2030-01-06', swept_id = NULL");
    sweep();
    EXPECT_EQ(1200, app.count("duplicate_pairs"));
    app.execute("UPDATE duplicate_progress SET swept_id = '80000000-0000-0000-0000-000000000000'");
    sweep();
    EXPECT_EQ(1200, app.count("duplicate_pairs"));
    EXPECT_EQ(1, app.count("duplicate_progress WHERE swept_id IS NULL"));
}

TEST_F(Duplicates, of_one_name_are_found_in_a_large_company_as_in_a_small_one) {
    app.execute(fmt::format(
        "INSERT INTO contacts (project_id, id, first_name, last_name, display_name, name_folded, "
        "updated_at) SELECT '{0}', gen_random_uuid(), 'Nr', (n / 2)::text, 'Nr ' || n / 2, "
        "'nr ' || n / 2, '2029-01-01 00:00+00' FROM generate_series(0, 299) n;"
        "INSERT INTO contact_emails (project_id, contact_id, address, normalised, local_part, "
        "domain, "
        "is_primary) SELECT project_id, id, id || '@large.example', id || '@large.example', "
        "id::text, "
        "'large.example', true FROM contacts",
        app.project_id().text()));
    look();
    EXPECT_EQ(150, app.count("duplicate_pairs WHERE reasons = '{name_and_domain}'"));
}

TEST_F(Duplicates, that_another_job_looks_for_are_left_to_it_and_the_sweep_comes_back) {
    create(R"({"first_name":"Ana","phone":"+442079460958"})");
    create(R"({"first_name":"Bob","phone":"+442079460958"})");
    app.database().in_transaction({.role = db::Role::app, .project_id = app.project_id()},
                                  [&](db::Transaction& tx) {
                                      EXPECT_TRUE(tx.one<bool>(crm::sql::take_search));
                                      look();
                                      sweep();
                                      EXPECT_EQ(0, app.count("duplicate_pairs"));
                                  });
    look(); // both: the sweep of before waits with a time of its own
    EXPECT_EQ(1, app.count("duplicate_pairs"));
    EXPECT_EQ(1, app.count("duplicate_progress WHERE sweep_day IS NOT NULL AND swept_id IS NULL"));
}
