// The import as people use it: through the routes, jobs run in between.
#include "platform/text/url.hpp"
#include "testing/import_test.hpp"

namespace {

struct Imports : ImportTest {};

constexpr auto three_people =
    "First name,Last name,Email,Phone,Company,Tags\n"
    "Ada,Lovelace,ada@example.com,020 7946 0958,Analytical,vip\n"
    "Alan,Turing,alan@example.com,,Bletchley,\"vip; codes\"\n"
    "Grace,Hopper,grace@example.com,,Navy,\n";

TEST_F(Imports, of_a_file_make_contacts_that_are_found) {
    const auto path = run(three_people);
    EXPECT_EQ("finished: 3 read, 3 created, 0 updated, 0 skipped, 0 refused", result(path));
    EXPECT_EQ("Ada Lovelace|020 7946 0958|+442079460958|Analytical|import|lead",
              contact("display_name, phone, phone_e164, company, source, lifecycle_stage",
                      "ada@example.com"));
    for (const auto* term : {"lovel", "ada@example.com", "+442079460958", "0958", "analyt"}) {
        const auto found = manager.get("/api/crm/contacts?q=" + text::percent_encode(term));
        EXPECT_EQ("Ada Lovelace", found.text("/items/0/display_name")) << term;
    }
    const auto alan = manager.get("/api/crm/contacts?q=alan@example.com").at("/items/0");
    EXPECT_EQ(R"(["codes","vip"])", boost::json::serialize(alan.at("tags")));
    EXPECT_EQ(3, app.count("companies"));
    EXPECT_EQ(2, app.count("tags"));
    EXPECT_EQ(3, app.count("contact_stats"));
    EXPECT_EQ(0, app.count("import_staging"));
}

TEST_F(Imports, say_what_they_found_in_the_file_before_anything_is_stored) {
    const auto reply = upload(three_people, "Kundschaft.csv");
    EXPECT_EQ("Kundschaft.csv", reply.text("/file_name"));
    EXPECT_EQ("uploaded", reply.text("/status"));
    EXPECT_EQ("UTF-8", reply.text("/format/encoding"));
    EXPECT_EQ(",", reply.text("/format/delimiter"));
    EXPECT_EQ("email", reply.text("/format/columns/2/proposal/target"));
    EXPECT_EQ("Ada", reply.text("/format/columns/0/samples/0"));
    EXPECT_EQ(3, reply.at("/estimated_rows").as_int64());
    EXPECT_EQ(0, app.count("contacts"));
}

TEST_F(Imports, read_the_file_in_another_way_when_told_to) {
    const auto path = path_of(upload("ada@example.com;Ada\nalan@example.com;Alan\n"));
    const auto chosen = manager.patch(path, R"({"has_header":true,"delimiter":";"})");
    EXPECT_EQ("ada@example.com", chosen.text("/format/columns/0/header"));
    EXPECT_EQ(1, chosen.at("/estimated_rows").as_int64());
    EXPECT_EQ("422 invalid_input delimiter:not_allowed",
              summary(manager.patch(path, R"({"delimiter":"x"})")));
    EXPECT_EQ("422 invalid_input encoding:not_allowed",
              summary(manager.patch(path, R"({"encoding":"EBCDIC"})")));
}

struct Policy {
    const char* settings;
    const char* result;
    const char* ada; // first name, job title
};

TEST_F(Imports, treat_who_is_there_already_as_the_policy_says) {
    const Policy policies[] = {
        {R"({"duplicates":"skip"})", "finished: 2 read, 1 created, 0 updated, 1 skipped, 0 refused",
         "Ada|Countess"},
        {R"({"duplicates":"update"})",
         "finished: 2 read, 1 created, 1 updated, 0 skipped, 0 refused", "Augusta|Countess"},
        {R"({"duplicates":"create"})",
         "finished: 2 read, 1 created, 0 updated, 0 skipped, 1 refused", "Ada|Countess"},
    };
    for (const auto& policy : policies) {
        app.execute("DELETE FROM contacts");
        manager.post("/api/crm/contacts",
                     R"({"first_name":"Ada","email":"Ada@example.com","job_title":"Countess"})");
        const auto path =
            run("first_name,email,job_title\nAugusta,ada@EXAMPLE.com,\n"
                "Alan,alan@example.com,\n",
                policy.settings);
        EXPECT_EQ(policy.result, result(path)) << policy.settings;
        EXPECT_EQ(policy.ada, contact("first_name, job_title", "ada@example.com"))
            << policy.settings;
    }
}

TEST_F(Imports, never_let_a_blank_cell_overwrite) {
    manager.post("/api/crm/contacts",
                 R"({"first_name":"Ada","last_name":"Lovelace","email":"ada@example.com",
                     "phone":"+442079460958","company":"Analytical","job_title":"Countess",
                     "language":"fr","tags":["vip"],"lifecycle_stage":"customer"})");
    const auto before = everything();
    const auto path =
        run("first_name,last_name,email,phone,company,job_title,language,tags,"
            "lifecycle_stage\n,,ada@example.com,,,,,,\n",
            R"({"duplicates":"update","source":"fair","lifecycle_stage":"lead"})");
    EXPECT_EQ("finished: 1 read, 0 created, 1 updated, 0 skipped, 0 refused", result(path));
    EXPECT_EQ(before, everything());
}

TEST_F(Imports, add_addresses_and_tags_to_those_that_are_there) {
    manager.post("/api/crm/contacts",
                 R"({"first_name":"Ada","email":"ada@example.com","tags":["vip"],
                     "phone":"+442079460958"})");
    run("first_name,email,phone,tags,notes\n"
        "Ada,ada@example.com; ada@example.org,07700 900123,press,Met at the fair\n",
        R"({"duplicates":"update","tags":["fair"]})");
    EXPECT_EQ("ada@example.com", contact("email", "ada@example.com"));
    EXPECT_EQ("ada@example.com true, ada@example.org false",
              app.value("SELECT string_agg(normalised || ' ' || is_primary, ', ' ORDER BY "
                        "normalised) FROM contact_emails"));
    EXPECT_EQ("1 +442079460958, 2 +447700900123",
              app.value("SELECT string_agg(position || ' ' || e164, ', ' ORDER BY position) FROM "
                        "contact_phones"));
    EXPECT_EQ("fair, press, vip",
              app.value("SELECT string_agg(name, ', ' ORDER BY name) FROM contact_tags JOIN tags "
                        "ON tags.id = tag_id"));
    EXPECT_EQ(1, app.count("contact_notes WHERE body = 'Met at the fair'"));
}

TEST_F(Imports, see_who_stands_twice_in_the_file) {
    const std::string twice =
        "first_name,email,job_title\nAda,ada@example.com,\n"
        "Augusta,ada@example.com,Countess\nAda,ADA@example.com,\n";
    EXPECT_EQ("finished: 3 read, 1 created, 0 updated, 2 skipped, 0 refused",
              result(run(twice, R"({"duplicates":"skip"})")));
    EXPECT_EQ("Ada", contact("first_name, job_title", "ada@example.com"));
    app.execute("DELETE FROM contacts");
    EXPECT_EQ("finished: 3 read, 1 created, 2 updated, 0 skipped, 0 refused",
              result(run(twice, R"({"duplicates":"update"})")));
    EXPECT_EQ("Ada|Countess", contact("first_name, job_title", "ada@example.com"));
    app.execute("DELETE FROM contacts");
    const auto path = run(twice, R"({"duplicates":"create"})");
    EXPECT_EQ("finished: 3 read, 1 created, 0 updated, 0 skipped, 2 refused", result(path));
    EXPECT_EQ(
        "3 “ada@example.com” is the e-mail address of a contact that is there already\n"
        "4 “ADA@example.com” is the e-mail address of a contact that is there already\n",
        problems(path));
}

TEST_F(Imports, know_people_without_an_address_by_phone_or_company) {
    const std::string people =
        "first_name,phone,company\nAda,020 7946 0958,\nAlan,,Bletchley\n"
        "Bob,020 7946 0958,\nCarol,,\n";
    run(people);
    EXPECT_EQ("finished: 4 read, 1 created, 0 updated, 3 skipped, 0 refused",
              result(run(people + "\n")))
        << "only a bare name tells nobody from another";
}

TEST_F(Imports, in_a_dry_run_count_everything_and_store_nothing) {
    manager.post("/api/crm/contacts", R"({"first_name":"Ada","email":"ada@example.com"})");
    const auto before = everything();
    const auto path =
        run("first_name,email,company,tags\nAda,ada@example.com,,\n"
            "Alan,alan@example.com,Bletchley,codes\nAlan,alan@example.com,,\n"
            "Bad,a@b..com,,\n",
            R"({"dry_run":true,"duplicates":"update"})");
    EXPECT_EQ("uploaded: 4 read, 1 created, 2 updated, 0 skipped, 1 refused", result(path));
    EXPECT_TRUE(manager.get(path).at("/dry_run_finished").as_bool());
    EXPECT_EQ("5 email “a@b..com” is not an e-mail address\n", problems(path));
    EXPECT_EQ(before, everything());
    EXPECT_EQ(0, app.count("companies"));
    EXPECT_EQ(0, app.count("tags"));
    EXPECT_EQ(0, app.count("contact_changes"));
    EXPECT_EQ("409 import_wrong_status", summary(manager.post(path + "/undo")));
    EXPECT_EQ("202",
              summary(manager.post(path + "/start", R"({"settings":{"duplicates":"update"}})")));
    app.run_jobs();
    EXPECT_EQ("finished: 4 read, 1 created, 2 updated, 0 skipped, 1 refused", result(path));
    EXPECT_EQ(2, app.count("contacts"));
}

TEST_F(Imports, refuse_choices_that_cannot_be_with_every_bad_field) {
    const auto path = path_of(upload("Name,Email,Consent\nAda,ada@example.com,yes\n"));
    const auto start = [&](const std::string& body) {
        return summary(manager.post(path + "/start", body));
    };
    EXPECT_EQ(
        "422 invalid_input mapping[0].target:unknown_target mapping:wrong_length "
        "mapping:no_identity",
        start(R"({"mapping":[{"target":"shoe"},{"target":null}]})"));
    EXPECT_EQ("422 invalid_input mapping[1].field:duplicate_field",
              start(R"({"mapping":[{"target":"first_name"},{"target":"first_name"},{}]})"));
    EXPECT_EQ("422 invalid_input mapping[0].field:unknown_custom_field",
              start(R"({"mapping":[{"target":"custom:shoe"},{"target":"email"},{}]})"));
    EXPECT_EQ("422 invalid_input settings.consent_basis:required",
              start(R"({"mapping":[{"target":"full_name"},{"target":"email"},
                                   {"target":"marketing_consent"}]})"));
    EXPECT_EQ(
        "422 invalid_input settings.assigned_to:reference_not_found "
        "settings.tags[0]:too_long",
        start(R"({"mapping":[{"target":"full_name"},{"target":"email"},{}],"settings":{
                        "assigned_to":"00000000-0000-7000-8000-000000000000","tags":[" "]}})"));
    EXPECT_EQ("uploaded: 0 read, 0 created, 0 updated, 0 skipped, 0 refused", result(path));
}

TEST_F(Imports, record_consent_with_the_words_that_people_agreed_to) {
    const auto settings = R"({"duplicates":"update","consent_basis":"Ticked at the fair 2029"})";
    run("email,marketing_consent\nada@example.com,yes\nalan@example.com,no\n", settings);
    EXPECT_EQ("true Ticked at the fair 2029 import",
              app.value("SELECT string_agg(given || ' ' || basis || ' ' || source, ', ') FROM "
                        "consents"));
    EXPECT_EQ("t", contact("marketing_consent", "ada@example.com"));
    run("email,marketing_consent\nada@example.com,no\nalan@example.com,\n", settings);
    EXPECT_EQ("f", contact("marketing_consent", "ada@example.com"));
    EXPECT_EQ("true, false", app.value("SELECT string_agg(given::text, ', ' ORDER BY created_at, "
                                       "given DESC) FROM consents"));
}

TEST_F(Imports, record_the_consent_of_everybody_in_the_file_who_does_not_object) {
    manager.post("/api/crm/contacts", R"({"first_name":"Old","email":"old@example.com"})");
    const std::string people =
        "email,Agreed,Gets newsletters\nada@example.com,,\nalan@example.com,no,\n"
        "grace@example.com,,no\nold@example.com,,\n";
    const auto start = [&](const std::string& more) {
        const auto path = path_of(upload(people));
        const auto reply = manager.post(
            path + "/start", R"({"mapping":[{"target":"email"},{"target":"marketing_consent"},)"
                             R"({"target":"email_subscribed"}],"settings":{"duplicates":"update",)"
                             R"("marketing_consent":true)"
                                 + more + "}}");
        app.run_jobs();
        return summary(reply);
    };
    EXPECT_EQ("422 invalid_input settings.consent_basis:required", start(""));
    EXPECT_EQ("202", start(R"(,"consent_basis":"Signed on the card of 2029")"));
    EXPECT_EQ(
        "ada@example.com Signed on the card of 2029",
        app.value("SELECT string_agg(email || ' ' || basis, ', ') FROM consents JOIN contacts "
                  "c ON c.id = contact_id WHERE given"));
    EXPECT_EQ(1, app.count("contacts WHERE marketing_consent"))
        << "who said no, who wants no mail, and who was there before stay as they are";
}

TEST_F(Imports, make_contacts_of_the_projects_language_where_the_file_says_none) {
    app.client_as(http::MemberRole::admin).patch("/api/project", R"({"language":"de"})");
    run("email,language\nada@example.com,\nalan@example.com,English\n");
    run("email\ngrace@example.com\n");
    EXPECT_EQ(
        "ada de, alan en, grace de",
        app.value("SELECT string_agg(split_part(email, '@', 1) || ' ' || language, ', ' ORDER "
                  "BY email) FROM contacts"));
    run("email,first_name\nalan@example.com,Alan\n", R"({"duplicates":"update"})");
    EXPECT_EQ("en", contact("language", "alan@example.com")) << "blank never overwrites";
}

TEST_F(Imports, fill_custom_fields_so_that_lists_can_filter_by_them) {
    for (const auto* field : {R"({"key":"size","label":"Size","type":"number"})",
                              R"({"key":"colours","label":"Colours","type":"multi_select",
                                  "options":["Red","Blue"]})",
                              R"({"key":"since","label":"Since","type":"date"})"})
        ASSERT_EQ(
            "201",
            summary(app.client_as(http::MemberRole::admin).post("/api/crm/custom-fields", field)));
    const std::string first =
        "email,custom:size,custom:colours,custom:since\n"
        "ada@example.com,38.5,red; Blue,2024-03-14\n";
    run(first);
    EXPECT_EQ(R"({"size": 38.5, "since": "2024-03-14", "colours": ["Red", "Blue"]})",
              contact("custom_fields", "ada@example.com"));
    EXPECT_EQ(4, app.count("contact_field_values"));
    run("email,custom:colours\nada@example.com,blue\n", R"({"duplicates":"update"})");
    EXPECT_EQ(R"({"size": 38.5, "since": "2024-03-14", "colours": ["Blue"]})",
              contact("custom_fields", "ada@example.com"));
    EXPECT_EQ(3, app.count("contact_field_values"));
}

TEST_F(Imports, warn_of_owners_who_are_no_members_and_give_the_others_theirs) {
    const auto mine = app.value("SELECT email FROM users ORDER BY created_at LIMIT 1");
    const auto path = run("email,owner_email\nada@example.com," + mine
                          + "\nalan@example.com,nobody@example.com\n");
    EXPECT_EQ(1, app.count("contacts WHERE assigned_to IS NOT NULL"));
    EXPECT_EQ("3 “nobody@example.com” is no member of this project: left without owner\n",
              problems(path));
    EXPECT_EQ(1, manager.get(path).at("/rows_warned").as_int64());
}

// As Excel in German saves it: semicolons, Windows-1252, a comma before the cents, the day first.
TEST_F(Imports, read_what_a_german_spreadsheet_writes) {
    auto admin = app.client_as(http::MemberRole::admin);
    for (const auto* field : {R"({"key":"umsatz","label":"Umsatz","type":"number"})",
                              R"({"key":"geburtstag","label":"Geburtstag","type":"date"})"})
        ASSERT_EQ("201", summary(admin.post("/api/crm/custom-fields", field)));
    const auto path = run(
        "Vorname;Nachname;E-Mail-Adresse;Firma;Umsatz;Geburtstag;Newsletter\r\n"
        "J\xF6rg;M\xFC\xDFig;joerg@example.com;\"M\xFC\xDFig; S\xF6hne\";1.234,56;31.12.1990;ja\r\n"
        "\xC4nne;Gro\xDF;aenne@example.com;;12,5;01.02.1980;nein\r\n"
        "Udo;Lind;udo@example.com;;1.000;00.00.00;\r\n");
    EXPECT_EQ("finished: 3 read, 3 created, 0 updated, 0 skipped, 0 refused", result(path))
        << problems(path);
    EXPECT_EQ("Jörg Müßig|Müßig; Söhne|t",
              contact("display_name, company, email_subscribed", "joerg@example.com"));
    const auto fields = [&](const std::string& email) { return contact("custom_fields", email); };
    EXPECT_EQ(R"({"umsatz": 1234.56, "geburtstag": "1990-12-31"})", fields("joerg@example.com"));
    EXPECT_EQ(R"({"umsatz": 12.5, "geburtstag": "1980-02-01"})", fields("aenne@example.com"));
    EXPECT_EQ(R"({"umsatz": 1000})", fields("udo@example.com"));
    EXPECT_EQ("f", contact("email_subscribed", "aenne@example.com"));
}

TEST_F(Imports, tell_why_rows_are_refused_in_the_language_of_who_downloads_them) {
    const auto path = run("Name,Email\nAda,a@b..com\n");
    const auto reason = [&](Client& reader) {
        const auto file = reader.get(path + "/refused.csv").body;
        return file.substr(file.find("\r\n") + 2);
    };
    EXPECT_EQ("Ada,a@b..com,2,Email “a@b..com” is not an e-mail address\r\n", reason(manager));
    ASSERT_EQ("200", summary(manager.patch("/api/me", R"({"language":"de"})")));
    EXPECT_EQ("Ada,a@b..com,2,Email „a@b..com“ ist keine E-Mail-Adresse\r\n", reason(manager));
    auto owner = app.client_as(http::MemberRole::owner);
    const auto key = owner.post("/api/keys", R"({"name":"Books","scopes":["contacts:read"]})");
    ASSERT_EQ("201", summary(key));
    auto program = app.guest();
    program.set_header("Authorization", "Bearer " + key.text("/key"));
    EXPECT_EQ("Ada,a@b..com,2,Email “a@b..com” is not an e-mail address\r\n", reason(program));
    ASSERT_EQ("200", summary(owner.patch("/api/project", R"({"language":"de-AT"})")));
    EXPECT_EQ("Ada,a@b..com,2,Email „a@b..com“ ist keine E-Mail-Adresse\r\n", reason(program));
}

TEST_F(Imports, refuse_rows_that_can_be_mended_and_sent_again) {
    const auto path =
        run("Name,Email,Phone\nAda,a@b..com,+442079460958\nAlan,alan@example.com,12\n"
            "Grace,grace@example.com,\n\"=cmd()\",x,\n");
    EXPECT_EQ("finished: 4 read, 1 created, 0 updated, 0 skipped, 3 refused", result(path));
    const auto refused = manager.get(path + "/refused.csv");
    EXPECT_EQ("text/csv; charset=utf-8", refused.headers.get("Content-Type"));
    auto mended = refused.body;
    EXPECT_EQ(
        "\xEF\xBB\xBFName,Email,Phone,line,reason\r\n"
        "Ada,a@b..com,'+442079460958,2,Email “a@b..com” is not an e-mail address\r\n"
        "Alan,alan@example.com,12,3,Phone “12” is not a phone number\r\n"
        "'=cmd(),x,,5,Email “x” is not an e-mail address\r\n",
        mended);
    const auto replace = [&](const std::string& from, const std::string& to) {
        mended.replace(mended.find(from), from.size(), to);
    };
    replace("a@b..com", "ada@example.com");
    replace("12,3", ",3");
    replace(",x,", ",x@example.com,");
    EXPECT_EQ("finished: 3 read, 3 created, 0 updated, 0 skipped, 0 refused", result(run(mended)));
    EXPECT_EQ("Ada|+442079460958", contact("first_name, phone_e164", "ada@example.com"));
    EXPECT_EQ("=cmd()", contact("display_name", "x@example.com"))
        << "what an export neutralises, an import restores";
}

TEST_F(Imports, list_their_problem_rows_in_pages) {
    std::string file = "email\n";
    for (int i = 0; i < 25; ++i) file += "bad" + std::to_string(i) + "\n";
    const auto path = run(file);
    std::set<std::int64_t> lines;
    std::string after;
    for (int page = 0; page < 3; ++page) {
        const auto reply = manager.get(path + "/rows?limit=10&severity=refused" + after);
        const auto rows = reply.at("/items");
        for (const auto& row : rows.as_array()) lines.insert(row.at("line").as_int64());
        if (page < 2) after = "&after=" + reply.text("/next");
    }
    EXPECT_EQ(25u, lines.size());
    EXPECT_EQ("422 invalid_input after:bad_format", summary(manager.get(path + "/rows?after=x")));
    const auto row = manager.get(path + "/rows?limit=1").at("/items/0");
    EXPECT_EQ("invalid_email", row.at("problems").at(0).at("code").as_string());
    EXPECT_EQ(0, row.at("problems").at(0).at("column").as_int64());
}

TEST_F(Imports, belong_to_their_project_and_to_managers) {
    const auto path = run(three_people);
    auto stranger = app.other_project();
    for (const auto* part : {"", "/rows", "/refused.csv", "/left"})
        EXPECT_EQ("404 not_found", summary(stranger.get(path + part))) << part;
    for (const auto* part : {"/start", "/pause", "/resume", "/cancel", "/undo"})
        EXPECT_EQ("404 not_found", summary(stranger.post(path + part))) << part;
    auto member = app.client_as(http::MemberRole::member);
    EXPECT_EQ("403 not_allowed", summary(member.get(path)));
    EXPECT_EQ("403 not_allowed", summary(member.post(path + "/undo")));
    EXPECT_EQ(0, app.count("contacts WHERE project_id <> '" + app.project_id().text() + "'"));
}

TEST_F(Imports, keep_mappings_under_a_name) {
    const auto body = R"({"name":"Shop","columns":[{"header":"Mail","target":"email"},
                          {"header":"Geb.","target":null,"date_order":"day_first"}]})";
    const auto made = manager.post("/api/crm/import-mappings", body);
    EXPECT_EQ("201", summary(made));
    EXPECT_EQ("409 import_mapping_exists name:import_mapping_exists",
              summary(manager.post("/api/crm/import-mappings", body)));
    EXPECT_EQ("422 invalid_input columns[0].target:unknown_target",
              summary(manager.post("/api/crm/import-mappings",
                                   R"({"name":"x","columns":[{"header":"a","target":"b"}]})")));
    EXPECT_EQ("day_first",
              manager.get("/api/crm/import-mappings").text("/items/0/columns/1/date_order"));
    const auto path = "/api/crm/import-mappings/" + made.text("/id");
    EXPECT_EQ("404 not_found", summary(app.other_project().del(path)));
    EXPECT_EQ("204", summary(manager.del(path)));
    EXPECT_EQ("404 not_found", summary(manager.del(path)));
    EXPECT_EQ("import_mapping.created, import_mapping.deleted",
              app.value("SELECT string_agg(name, ', ' ORDER BY id) FROM outbox "
                        "WHERE topic = 'imports'"))
        << "told to who is about to choose one";
}

} // namespace
