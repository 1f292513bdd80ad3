// Companies through the real server: what is worked out, refused, paged, renamed and raced.
#include <gtest/gtest.h>

#include "testing/pages.hpp"
#include "testing/test_app.hpp"

using http::MemberRole;

namespace {

constexpr const char* nobody = "00000000-0000-7000-8000-000000000000";

struct Companies : testing::Test {
    TestApp app;
    Client member = app.client_as(MemberRole::member);
    Client manager = app.client_as(MemberRole::manager);
    Companies() { app.execute("UPDATE projects SET default_region = 'GB'"); }

    Uuid create(const std::string& body) {
        const auto reply = member.post("/api/crm/companies", body);
        EXPECT_EQ("201", summary(reply)) << body;
        return reply.uuid("/id");
    }
    Uuid named(const std::string& name) { return create(R"({"name":")" + name + R"("})"); }
    static std::string path(const Uuid& id) { return "/api/crm/companies/" + id.text(); }
    std::string refused(const std::string& body) {
        return summary(member.post("/api/crm/companies", body));
    }
};

std::string text_of(std::size_t length) {
    return std::string(length, 'x');
}

} // namespace

TEST_F(Companies, are_created_with_everything_and_read_back) {
    const auto reply = member.post(
        "/api/crm/companies",
        R"({"name":" Müller & Söhne ","domain":"https://www.Müller.example/about","website":"https://müller.example/")"
        R"(,"phone":"020 7946 0958","industry":"Bakery","size":"11-50","address":"1 High Street",)"
        R"("description":"Bread","custom_fields":{"a":1},"assigned_to":")"
            + manager.user_id.text() + R"("})");
    ASSERT_EQ("422 invalid_input website:bad_format", summary(reply)) << "in ASCII, as browsers do";
    const auto made = member.post(
        "/api/crm/companies",
        R"({"name":" Müller & Söhne ","domain":"https://www.Müller.example/about","website":"https://example.com/")"
        R"(,"phone":"020 7946 0958","industry":"Bakery","size":"11-50","address":"1 High Street",)"
        R"("description":"Bread","custom_fields":{"a":1},"assigned_to":")"
            + manager.user_id.text() + R"("})");
    ASSERT_EQ("201", summary(made));
    EXPECT_EQ("Müller & Söhne", made.text("/name"));
    EXPECT_EQ("xn--mller-kva.example", made.text("/domain")) << "as mail addresses have it";
    EXPECT_EQ(path(made.uuid("/id")), made.headers.get("Location"));
    EXPECT_EQ("\"1\"", made.headers.get("ETag"));
    EXPECT_EQ(made.json(), member.get(path(made.uuid("/id"))).json());
    EXPECT_EQ("+442079460958", app.value("SELECT phone_e164 FROM companies"));
    EXPECT_EQ(1, app.count("audit_log WHERE action = 'company.created'"));
    EXPECT_EQ(1, app.count("outbox WHERE name = 'company.created'"));
}

TEST_F(Companies, are_refused_with_every_bad_field_named) {
    const struct {
        std::string body, expected;
    } cases[] = {
        {"{}", "422 invalid_input name:required"},
        {R"({"name":""})", "422 invalid_input name:too_short"},
        {R"({"name":"  "})", "422 invalid_input name:bad_format"},
        {R"({"name":"A","size":"12","domain":"localhost","phone":"12"})",
         "422 invalid_input size:not_allowed domain:bad_format phone:bad_format"},
        {R"({"name":"A","domain":"."})", "422 invalid_input domain:bad_format"},
        {R"({"name":"A","domain":"ann@example.com"})", "422 invalid_input domain:bad_format"},
        {R"({"name":5,"website":"ftp://example.com","custom_fields":[],"nickname":"A"})",
         "422 invalid_input name:wrong_type website:bad_format custom_fields:wrong_type "
         "nickname:unknown_field"},
        {R"({"name":"A","assigned_to":")" + std::string(nobody) + R"("})",
         "422 reference_not_found assigned_to:reference_not_found"},
    };
    for (const auto& each : cases) EXPECT_EQ(each.expected, refused(each.body)) << each.body;
    EXPECT_EQ(0, app.count("companies"));
}

TEST_F(Companies, keep_to_their_bounds) {
    const std::pair<std::string, std::size_t> bounds[] = {
        {"phone", 50}, {"industry", 100}, {"address", 1000}, {"description", 5000}};
    for (const auto& [field, most] : bounds) {
        const auto body = [&](std::size_t length) {
            const auto value = field == "phone" ? std::string(length - 13, ' ') + "+442079460958"
                                                : text_of(length);
            return R"({"name":")" + field + R"(",")" + field + R"(":")" + value + R"("})";
        };
        EXPECT_EQ("422 invalid_input " + field + ":too_long", refused(body(most + 1)));
        EXPECT_EQ("201", refused(body(most))) << field;
    }
    EXPECT_EQ("422 invalid_input name:too_long", refused(R"({"name":")" + text_of(256) + R"("})"));
    EXPECT_EQ("201", refused(R"({"name":")" + text_of(255) + R"("})"));
}

TEST_F(Companies, of_one_name_exist_once_however_it_is_spelt) {
    const auto first = named("Café Zürich");
    const auto same = member.post("/api/crm/companies", R"({"name":"CAFE  zurich"})");
    EXPECT_EQ("409 company_exists", summary(same));
    EXPECT_EQ(first, same.uuid("/company_id"));
    const auto other = named("Bakery");
    const auto renamed = member.patch(path(other), R"({"name":"cafe zurich"})");
    EXPECT_EQ("409 company_exists", summary(renamed));
    EXPECT_EQ(first, renamed.uuid("/company_id"));
    EXPECT_EQ("200", summary(member.patch(path(first), R"({"name":"CAFÉ Zürich"})")));
}

TEST_F(Companies, of_one_name_made_by_many_at_once_are_one) {
    std::vector<Client> clients;
    for (int i = 0; i < 6; ++i) clients.push_back(member.another());
    const auto replies = app.in_parallel(clients, 24, [](Client& client, std::size_t number) {
        const auto name = std::to_string(number);
        return number % 2 ? client.post("/api/crm/companies", R"({"name":"Acme"})")
                          : client.post("/api/crm/contacts",
                                        R"({"first_name":")" + name + R"(","company":"acme"})");
    });
    EXPECT_EQ(0, std::ranges::count_if(replies, [](const auto& r) { return r.status >= 500; }));
    EXPECT_EQ(1, app.count("companies"));
    EXPECT_EQ(12, app.count("contacts WHERE company_id = (SELECT id FROM companies)"));
}

TEST_F(Companies, change_only_what_a_patch_holds_and_only_the_version_it_is_for) {
    const auto id = create(R"({"name":"Acme","industry":"Tools","phone":"020 7946 0958"})");
    const auto changed =
        member.send(http::Method::patch, path(id), R"({"industry":null})", {{"If-Match", "\"1\""}});
    EXPECT_EQ("200", summary(changed));
    EXPECT_TRUE(changed.at("/industry").is_null());
    EXPECT_EQ("020 7946 0958", changed.text("/phone"));
    EXPECT_EQ("\"2\"", changed.headers.get("ETag"));
    const auto late = member.send(http::Method::patch, path(id), R"({"industry":"Toys"})",
                                  {{"If-Match", "\"1\""}});
    EXPECT_EQ("412 version_conflict", summary(late));
    EXPECT_EQ("2", late.text("/current"));
    EXPECT_EQ("412 version_conflict",
              summary(manager.send(http::Method::del, path(id), {}, {{"If-Match", "\"1\""}})));
    EXPECT_EQ("422 invalid_input name:required",
              summary(member.patch(path(id), R"({"name":null})")));
}

TEST_F(Companies, keep_the_meaning_of_a_number_when_the_project_moves) {
    const auto id = create(R"({"name":"Acme","phone":"020 7946 0958"})");
    app.execute("UPDATE projects SET default_region = 'DE'");
    EXPECT_EQ("200", summary(member.patch(path(id), R"({"industry":"Tools"})")));
    EXPECT_EQ("+442079460958", app.value("SELECT phone_e164 FROM companies"));
    EXPECT_EQ("200", summary(member.patch(path(id), R"({"phone":"030 901820"})")));
    EXPECT_EQ("+4930901820", app.value("SELECT phone_e164 FROM companies"));
}

TEST_F(Companies, lose_no_edit_when_many_edit_at_once) {
    const auto id = named("Acme");
    std::vector<Client> clients;
    for (int i = 0; i < 6; ++i) clients.push_back(member.another());
    const auto replies = app.in_parallel(clients, 24, [&](Client& client, std::size_t number) {
        return client.patch(path(id), R"({"industry":")" + std::to_string(number) + R"("})");
    });
    EXPECT_EQ(24u, count_summary(replies, "200"));
    EXPECT_EQ("25", app.value("SELECT version::text FROM companies"));
}

TEST_F(Companies, give_their_new_name_to_their_people_and_leave_them_the_old_one) {
    const auto id = named("Acme");
    const auto person = member.post("/api/crm/contacts",
                                    R"({"first_name":"Ana","company_id":")" + id.text() + R"("})");
    EXPECT_EQ("Acme", person.text("/company"));
    EXPECT_EQ(1, member.get(path(id)).at("/contacts_count").as_int64());
    EXPECT_EQ("200", summary(member.patch(path(id), R"({"name":"Acme Ltd"})")));
    const auto contact = "/api/crm/contacts/" + person.text("/id");
    EXPECT_EQ("Acme Ltd", member.get(contact).text("/company"));
    EXPECT_EQ("403 not_allowed", summary(member.del(path(id))));
    EXPECT_EQ("204", summary(manager.del(path(id))));
    EXPECT_EQ("404 not_found", summary(manager.del(path(id))));
    EXPECT_EQ("Acme Ltd", member.get(contact).text("/company"));
    EXPECT_TRUE(member.get(contact).at("/company_id").is_null());
}

TEST_F(Companies, are_listed_by_name_to_the_end_and_found_by_any_part) {
    std::vector<std::string> names;
    for (const auto* name : {"Alpha", "alpha b", "Beta", "Élan", "gamma", "Zeta", "ärger"})
        names.emplace_back(name);
    for (const auto& name : names) named(name);
    const std::vector<std::string> expected{"Alpha", "alpha b", "ärger", "Beta",
                                            "Élan",  "gamma",   "Zeta"};
    for (const std::size_t limit : {1u, 2u, 6u, 7u, 200u})
        EXPECT_EQ(expected, all_of(member, "/api/crm/companies", "name", limit)) << limit;
    EXPECT_EQ((std::vector<std::string>{"Alpha", "alpha b"}),
              all_of(member, "/api/crm/companies?q=ALPH", "name", 1));
    EXPECT_TRUE(all_of(member, "/api/crm/companies?q=100%25", "name", 1).empty());
    const std::pair<std::string, std::string> bad[] = {
        {"limit=0", "limit:too_small"},     {"limit=201", "limit:too_large"},
        {"limit=x", "limit:wrong_type"},    {"after=x", "after:bad_format"},
        {"after=W10", "after:bad_format"},  {"after=WyJhIiwiYiJd", "after:bad_format"},
        {"sort=name", "sort:unknown_field"}};
    for (const auto& [query, expected_problem] : bad)
        EXPECT_EQ("422 invalid_input " + expected_problem,
                  summary(member.get("/api/crm/companies?" + query)))
            << query;
}

TEST_F(Companies, list_their_people_to_the_end) {
    const auto id = named("Acme");
    for (const auto* name : {"Cy", "Ada", "Bob", "Dan", "Eve"})
        EXPECT_EQ("201",
                  summary(member.post("/api/crm/contacts", R"({"first_name":")" + std::string(name)
                                                               + R"(","company":"ACME"})")));
    const auto trashed = member.post("/api/crm/contacts", R"({"first_name":"T","company":"acme"})");
    member.del("/api/crm/contacts/" + trashed.text("/id"));
    const std::vector<std::string> expected{"Ada", "Bob", "Cy", "Dan", "Eve"};
    for (const std::size_t limit : {1u, 2u, 5u})
        EXPECT_EQ(expected, all_of(member, path(id) + "/contacts", "first_name", limit));
    EXPECT_EQ("404 not_found",
              summary(member.get("/api/crm/companies/" + std::string(nobody) + "/contacts")));
}

TEST_F(Companies, of_another_project_do_not_exist) {
    const auto id = named("Acme");
    auto stranger = app.other_project();
    EXPECT_EQ("404 not_found", summary(stranger.get(path(id))));
    EXPECT_EQ("404 not_found", summary(stranger.patch(path(id), R"({"name":"Mine"})")));
    EXPECT_EQ("404 not_found", summary(stranger.del(path(id))));
    EXPECT_EQ("404 not_found", summary(stranger.get(path(id) + "/contacts")));
    EXPECT_TRUE(all_of(stranger, "/api/crm/companies", "name", 50).empty());
    EXPECT_EQ("422 invalid_input company_id:reference_not_found",
              summary(stranger.post("/api/crm/contacts",
                                    R"({"first_name":"A","company_id":")" + id.text() + R"("})")));
    EXPECT_EQ("201", summary(stranger.post("/api/crm/companies", R"({"name":"Acme"})")));
}

TEST_F(Companies, are_created_once_for_one_idempotency_key) {
    const std::vector<std::pair<std::string, std::string>> key{{"Idempotency-Key", "k1"}};
    const auto send = [&] {
        return member.send(http::Method::post, "/api/crm/companies", R"({"name":"Acme"})", key);
    };
    const auto first = send(), second = send();
    EXPECT_EQ("201", summary(first));
    EXPECT_EQ(first.body, second.body);
    EXPECT_EQ(1, app.count("companies"));
}
