// Exports through the real server: what is in the file, in which order, and for whom.
#include <gtest/gtest.h>

#include "platform/text/url.hpp"
#include "testing/test_app.hpp"

using http::MemberRole;

namespace {

struct Exports : testing::Test {
    TestApp app;
    Client manager = app.client_as(MemberRole::manager);

    Uuid add(const std::string& body) {
        app.clock().advance(std::chrono::minutes(1));
        const auto reply = manager.post("/api/crm/contacts", body);
        EXPECT_EQ("201", summary(reply)) << body;
        return reply.uuid("/id");
    }

    static std::vector<std::string> lines(const std::string& text) {
        std::vector<std::string> all;
        std::istringstream in(text);
        for (std::string line; std::getline(in, line);) {
            if (line.ends_with('\r')) line.pop_back();
            all.push_back(line);
        }
        return all;
    }
    // First names in the order of the file.
    std::string names(const std::string& query) {
        const auto reply = manager.get("/api/crm/exports?format=jsonl&" + query);
        if (reply.status != 200) return summary(reply);
        std::string all;
        for (const auto& line : lines(reply.body))
            all += (all.empty() ? "" : ",")
                   + std::string(boost::json::parse(line).at("first_name").as_string());
        return all;
    }
};

} // namespace

TEST_F(Exports, csv_has_a_header_and_a_line_for_each_contact) {
    EXPECT_EQ("201",
              summary(app.client_as(MemberRole::admin)
                          .post("/api/crm/custom-fields",
                                R"({"key":"shoe_size","label":"Shoe size","type":"number"})")));
    const auto id = add(
        R"({"first_name":"Ada","last_name":"Lovelace","email":"ada@example.com","emails":[{"address":"ada@example.org","label":"home"}],)"
        R"("phone":"+44 20 7946 0958","company":"Engines","tags":["vip","old"],"custom_fields":{"shoe_size":42.5},)"
        R"("marketing_consent":true,"notes":"Likes tea"})");
    EXPECT_EQ("200",
              summary(manager.patch("/api/crm/contacts/" + id.text(),
                                    R"({"assigned_to":")" + manager.user_id.text() + R"("})")));
    const auto reply = manager.get("/api/crm/exports");
    EXPECT_EQ("200", summary(reply));
    EXPECT_EQ("text/csv; charset=utf-8", reply.headers.get("Content-Type"));
    EXPECT_EQ("attachment; filename=\"contacts-2030-01-07.csv\"",
              reply.headers.get("Content-Disposition"));
    EXPECT_EQ("no-store", reply.headers.get("Cache-Control"));
    const auto file = lines(reply.body);
    ASSERT_EQ(2u, file.size()) << reply.body;
    EXPECT_EQ(
        "first_name,last_name,email,phone,company,job_title,lifecycle_stage,source,language,"
        "time_zone,tags,notes,owner_email,first_contact_date,marketing_consent,email_subscribed,"
        "sms_subscribed,do_not_contact,custom:shoe_size",
        file[0]);
    EXPECT_EQ(
        "Ada,Lovelace,\"work: ada@example.com; home: ada@example.org\","
        "mobile: +44 20 7946 0958,Engines,,lead,manual,en,,\"old; vip\",Likes tea,"
        "manager.1@example.com,2030-01-07,yes,yes,yes,no,42.5",
        file[1]);
}

TEST_F(Exports, json_lines_are_the_contacts_of_the_api) {
    const auto id = add(R"({"first_name":"Ada","email":"ada@example.com","phone":"+442079460958",)"
                        R"("tags":["b","a"],"source_details":{"page":"/"}})");
    const auto reply = manager.get("/api/crm/exports?format=jsonl");
    EXPECT_EQ("attachment; filename=\"contacts-2030-01-07.jsonl\"",
              reply.headers.get("Content-Disposition"));
    EXPECT_EQ(manager.get("/api/crm/contacts/" + id.text()).json(),
              boost::json::parse(lines(reply.body).at(0)));
}

TEST_F(Exports, cells_that_a_spreadsheet_would_run_are_kept_from_it) {
    add(R"_({"first_name":"=HYPERLINK(\"http://evil.example\")","last_name":"+1","company":"@SUM(A1)"})_");
    const auto file = lines(manager.get("/api/crm/exports").body);
    EXPECT_TRUE(file.at(1).starts_with(R"_("'=HYPERLINK(""http://evil.example"")",'+1,)_"))
        << file[1];
    EXPECT_NE(file[1].npos, file[1].find(",'@SUM(A1),")) << file[1];
}

TEST_F(Exports, are_of_the_selection_in_its_order) {
    add(R"({"first_name":"Cy","lifecycle_stage":"customer","email":"cy@example.org"})");
    const auto ada = add(R"({"first_name":"Ada","email":"ada@example.com"})");
    const auto bob =
        add(R"({"first_name":"Bob","lifecycle_stage":"customer","phone":"+442079460958"})");
    EXPECT_EQ("204",
              summary(manager.del("/api/crm/contacts/" + add(R"({"first_name":"Gone"})").text())));
    const auto customers = text::percent_encode(
        R"({"match":"all","conditions":[{"field":"lifecycle_stage","operator":"is","value":"customer"}]})");
    const struct {
        std::string query, expected;
    } cases[] = {
        {"", "Cy,Ada,Bob"},
        {"sort=name", "Ada,Bob,Cy"},
        {"sort=-name", "Cy,Bob,Ada"},
        {"sort=-last_interaction_date", "Bob,Ada,Cy"},
        {"filter=" + customers, "Cy,Bob"},
        {"q=ada", "Ada"},
        {"q=example.org", "Cy"},
        {"q=" + text::percent_encode("cy@example"), "Cy"},
        {"q=020+7946+0958", "Bob"},
        {"q=0958", "Bob"},
        {"q=a", "Ada"},
        {"q=nobody", ""},
        {"q=b&filter=" + customers, "Bob"},
        {"sort=shoe_size", "422 invalid_input sort:not_allowed"},
        {"filter=12", "422 invalid_input filter:wrong_type"},
        {"filter=%7B", "422 invalid_input filter:bad_format"},
        {"filter=", "422 invalid_input filter:bad_format"},
        {"trash=true", "422 invalid_input trash:unknown_field"},
    };
    for (const auto& each : cases) EXPECT_EQ(each.expected, names(each.query)) << each.query;

    const auto chosen =
        manager.post("/api/crm/exports", R"({"format":"csv","sort":"name","ids":[")" + bob.text()
                                             + "\",\"" + ada.text() + "\"]}");
    EXPECT_EQ("200", summary(chosen));
    EXPECT_TRUE(lines(chosen.body).at(1).starts_with("Ada,"));
    EXPECT_TRUE(lines(chosen.body).at(2).starts_with("Bob,"));
    EXPECT_EQ(3u, lines(chosen.body).size());
}

TEST_F(Exports, miss_and_repeat_nobody_over_many_batches) {
    app.project_id();
    app.execute(
        "INSERT INTO contacts (project_id, id, first_name, display_name, name_folded, "
        "created_at)"
        " SELECT id, gen_random_uuid(), 'P' || n, 'P' || n, 'p' || (n % 7), '2030-01-01' FROM "
        "projects, generate_series(1, 5001) n;"
        "INSERT INTO contact_stats (project_id, contact_id) SELECT project_id, id FROM "
        "contacts;"
        "INSERT INTO contact_emails (project_id, contact_id, normalised, address, local_part, "
        "domain, is_primary) SELECT project_id, id, first_name || '@example.com', first_name "
        "|| "
        "'@example.com', first_name, 'example.com', true FROM contacts");
    for (const auto* sort : {"name", "-name", "created_at", "engagement_score"}) {
        const auto reply = manager.get("/api/crm/exports?sort=" + std::string(sort));
        std::set<std::string> seen;
        for (const auto& line : lines(reply.body)) {
            const auto name = line.substr(0, line.find(','));
            EXPECT_TRUE(seen.insert(name).second) << name;
            const bool header = name == "first_name";
            EXPECT_TRUE(header || line.find(name + "@example.com") != line.npos) << line;
        }
        EXPECT_EQ(5002u, seen.size()) << sort;
    }
}

TEST_F(Exports, are_for_managers_and_of_their_own_project) {
    add(R"({"first_name":"Ada"})");
    for (const auto role : {MemberRole::viewer, MemberRole::member})
        EXPECT_EQ("403 not_allowed", summary(app.client_as(role).get("/api/crm/exports")));
    EXPECT_EQ("200", summary(app.key_with({"contacts:read"}).get("/api/crm/exports")));
    EXPECT_EQ(1u, lines(app.other_project().get("/api/crm/exports").body).size());
}

TEST_F(Exports, stand_in_the_audit_log) {
    add(R"({"first_name":"Ada"})");
    EXPECT_EQ("200", summary(manager.get("/api/crm/exports?q=ada")));
    EXPECT_EQ(R"({"format": "csv", "contacts": 1, "searched": true})",
              app.value("SELECT (details - 'filter' - 'contacts_is_estimate')::text FROM audit_log "
                        "WHERE action = 'contacts.exported'"));
}

TEST_F(Exports, take_ten_thousand_ids_and_no_more) {
    const auto with_ids = [](std::size_t count) {
        std::string list;
        for (std::size_t i = 0; i < count; ++i)
            list += (i > 0 ? ",\"" : "\"") + Uuid::make().text() + '"';
        return R"({"ids":[)" + list + "]}";
    };
    EXPECT_EQ("200", summary(manager.post("/api/crm/exports", with_ids(10'000))));
    EXPECT_EQ("422 invalid_input ids:too_many",
              summary(manager.post("/api/crm/exports", with_ids(10'001))));
}
