// What may happen to an import on its way: pauses, faults, a killed server, people who edit
// meanwhile, and the undo.
#include <thread>

#include "features/accounts/accounts.hpp"
#include "testing/import_test.hpp"

namespace {

using crm::ImportRun;

std::string people(int count) {
    std::string file = "first_name,email,phone,company,tags,notes\n";
    for (int i = 0; i < count; ++i) {
        const auto number = std::to_string(i);
        file += "Person " + number + ",person" + number + "@example.com,+4420794600"
                + std::to_string(10 + i % 80) + ",Company " + std::to_string(i % 7) + ",tag,Note "
                + number + "\n";
    }
    return file;
}

struct Stopped {}; // as if the process ended here

struct ImportLife : ImportTest {
    crm::RunImportOptions every(std::size_t rows) { return {.batch_rows = rows}; }

    // Started, with nobody running it: the test does, in batches of its choice.
    std::string start(const std::string& bytes, const std::string& settings = "{}") {
        const auto path = path_of(upload(bytes));
        const auto reply = manager.post(path + "/start", R"({"settings":)" + settings + "}");
        EXPECT_EQ("202", summary(reply)) << reply;
        app.execute("UPDATE jobs SET run_at = 'infinity' WHERE kind = 'import_contacts'");
        return path;
    }
    ImportRun go_on(const std::string& path, const crm::RunImportOptions& options) {
        const auto import = manager.get(path);
        return crm::run_import(app.services(), app.project_id(), import.uuid("/id"),
                               import.uuid("/job_id"), options);
    }
    void expect_everybody_once(int count) {
        EXPECT_EQ(count, app.count("contacts"));
        for (const auto* table : {"contact_emails", "contact_phones", "contact_stats",
                                  "contact_notes", "contact_tags", "contact_changes"})
            EXPECT_EQ(count, app.count(table)) << table;
        EXPECT_EQ(count, app.count("(SELECT DISTINCT email_normalised FROM contacts) e"));
        EXPECT_EQ(7, app.count("companies"));
        EXPECT_EQ(0, app.count("import_staging"));
    }
};

TEST_F(ImportLife, a_pause_takes_hold_at_once_and_resume_loses_nobody) {
    const auto path = start(people(100));
    auto options = every(10);
    int batches = 0;
    options.progress = [&](const ImportRun&) {
        if (++batches == 3) {
            EXPECT_EQ("200", summary(manager.post(path + "/pause")));
        }
        return true;
    };
    go_on(path, options);
    EXPECT_EQ("paused: 30 read, 30 created, 0 updated, 0 skipped, 0 refused", result(path));
    EXPECT_EQ(30, app.count("contacts"));
    EXPECT_EQ("409 import_wrong_status", summary(manager.post(path + "/pause")));
    EXPECT_EQ("409 import_wrong_status", summary(manager.post(path + "/start")));
    EXPECT_EQ("202", summary(manager.post(path + "/resume")));
    EXPECT_EQ("409 import_wrong_status", summary(manager.post(path + "/resume"))) << "it runs";
    app.run_jobs();
    EXPECT_EQ("finished: 100 read, 100 created, 0 updated, 0 skipped, 0 refused", result(path));
    expect_everybody_once(100);
}

TEST_F(ImportLife, started_again_after_every_batch_it_stores_everybody_once) {
    const auto path = start(people(95));
    auto options = every(10);
    options.progress = [](const ImportRun&) -> bool { throw Stopped{}; };
    int starts = 0;
    while (result(path).starts_with("running")) {
        ASSERT_LT(++starts, 20);
        try {
            go_on(path, options);
        } catch (const Stopped&) {
            continue;
        }
    }
    EXPECT_EQ(11, starts);
    EXPECT_EQ("finished: 95 read, 95 created, 0 updated, 0 skipped, 0 refused", result(path));
    expect_everybody_once(95);
}

TEST_F(ImportLife, interrupted_inside_of_a_batch_it_stores_everybody_once) {
    const auto path = start(people(100));
    // The connection is cut in the middle of a statement: all of the batch is gone, or none.
    app.execute(
        "CREATE FUNCTION cut() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
        " IF (SELECT count(*) FROM contacts) BETWEEN 40 AND 50 AND (SELECT cut FROM cuts)"
        " THEN PERFORM pg_terminate_backend(pg_backend_pid()); END IF; RETURN NULL; END $$;"
        " CREATE TABLE cuts (cut boolean); INSERT INTO cuts VALUES (true);"
        " GRANT SELECT ON cuts TO app;"
        " CREATE TRIGGER cut AFTER INSERT ON contact_phones EXECUTE FUNCTION cut()");
    EXPECT_THROW(go_on(path, every(10)), db::Error);
    EXPECT_EQ("running: 30 read, 30 created, 0 updated, 0 skipped, 0 refused", result(path));
    EXPECT_EQ(30, app.count("contacts"));
    app.execute("UPDATE cuts SET cut = false");
    go_on(path, every(10));
    EXPECT_EQ("finished: 100 read, 100 created, 0 updated, 0 skipped, 0 refused", result(path));
    expect_everybody_once(100);
}

TEST_F(ImportLife, two_servers_that_run_the_same_import_store_everybody_once) {
    const auto path = start(people(200));
    const auto import = manager.get(path);
    const auto run = [&] {
        crm::run_import(app.services(), app.project_id(), import.uuid("/id"),
                        import.uuid("/job_id"), every(10));
    };
    std::thread other(run);
    run();
    other.join();
    while (result(path).starts_with("running")) run(); // both may have given way
    EXPECT_EQ("finished: 200 read, 200 created, 0 updated, 0 skipped, 0 refused", result(path));
    expect_everybody_once(200);
}

TEST_F(ImportLife, a_contact_made_by_somebody_in_between_meets_the_policy) {
    const auto path = start(people(100), R"({"duplicates":"skip"})");
    auto writer = app.client_as(http::MemberRole::member);
    auto options = every(10);
    options.progress = [&](const ImportRun& run) {
        const auto next = std::to_string(run.rows_read + 5);
        if (run.rows_read < 90) {
            EXPECT_EQ(
                201,
                writer.post("/api/crm/contacts", R"({"email":"person)" + next + R"(@example.com"})")
                    .status);
        }
        return true;
    };
    go_on(path, options);
    EXPECT_EQ("finished: 100 read, 92 created, 0 updated, 8 skipped, 0 refused", result(path));
    EXPECT_EQ(100, app.count("contacts"));
}

TEST_F(ImportLife, people_who_edit_while_it_runs_lose_nothing) {
    for (int i = 0; i < 60; ++i)
        manager.post("/api/crm/contacts", R"({"first_name":"Old","email":"person)"
                                              + std::to_string(i)
                                              + R"(@example.com","job_title":"none"})");
    const auto ids = manager.get("/api/crm/contacts?limit=60").at("/items");
    const auto path = start(people(60), R"({"duplicates":"update"})");
    auto editor = app.client_as(http::MemberRole::member);
    std::thread editing([&] {
        for (const auto& contact : ids.as_array())
            EXPECT_EQ("200", summary(editor.patch(
                                 "/api/crm/contacts/" + std::string(contact.at("id").as_string()),
                                 R"({"job_title":"edited"})")));
    });
    go_on(path, every(5));
    editing.join();
    EXPECT_EQ("finished: 60 read, 0 created, 60 updated, 0 skipped, 0 refused", result(path));
    EXPECT_EQ(60, app.count("contacts WHERE job_title = 'edited' AND first_name LIKE 'Person%'"));
}

TEST_F(ImportLife, one_row_that_the_database_cannot_hold_is_refused_alone) {
    // No check of ours knows of it: the batch is tried in halves down to the row at fault.
    app.execute(
        "ALTER TABLE contacts ADD CONSTRAINT no_person_33 CHECK (first_name <> 'Person 33')");
    const auto path = start(people(100));
    go_on(path, every(50));
    EXPECT_EQ("finished: 100 read, 99 created, 0 updated, 0 skipped, 1 refused", result(path));
    EXPECT_EQ("35 The row cannot be stored (PostgreSQL says 23514)\n", problems(path));
}

TEST_F(ImportLife, a_file_that_breaks_off_in_a_quote_fails_with_the_rows_before_it_stored) {
    // Behind the rows that an upload looks at, where it would be refused.
    const auto path = run(people(300) + "\"Alan,alan@example.com\n");
    EXPECT_EQ("failed: 300 read, 300 created, 0 updated, 0 skipped, 0 refused", result(path));
    EXPECT_TRUE(
        manager.get(path).text("/error").starts_with("The file cannot be read from line 302"))
        << manager.get(path);
    EXPECT_EQ("422 invalid_input file:csv_unterminated_quote",
              summary(upload("first_name,email\n\"Alan,alan@example.com\n")));
}

TEST_F(ImportLife, its_end_rings_at_who_started_it_but_a_dry_run_does_not) {
    run("first_name,email\nAna,ana@example.com\n", R"({"dry_run":true})");
    EXPECT_TRUE(manager.get("/api/notifications").at("/items").as_array().empty());
    const auto path = run("first_name,email\nBen,ben@example.com\nNobody,no address\n");
    const auto bell = manager.get("/api/notifications");
    ASSERT_EQ(1u, bell.at("/items").as_array().size()) << bell;
    EXPECT_EQ("import_finished", bell.text("/items/0/kind"));
    EXPECT_EQ("Import finished", bell.text("/items/0/title"));
    EXPECT_TRUE(bell.text("/items/0/body").ends_with(": 1 added, 0 updated, 1 refused"))
        << bell.text("/items/0/body");
    EXPECT_EQ("/imports/" + path.substr(path.rfind('/') + 1), bell.text("/items/0/link"));
    EXPECT_EQ(
        R"({"file":"people.csv","about":"import_finished","added":1,"refused":1,"updated":0})",
        boost::json::serialize(bell.at("/items/0/details")));
    run(people(300) + "\"Alan,alan@example.com\n");
    EXPECT_EQ("Import failed", manager.get("/api/notifications").text("/items/0/title"));
    auto other = app.client_as(http::MemberRole::manager);
    EXPECT_TRUE(other.get("/api/notifications").at("/items").as_array().empty());
}

TEST_F(ImportLife, a_cancelled_one_keeps_what_it_stored_until_it_is_undone) {
    const auto path = start(people(50));
    auto options = every(10);
    options.progress = [&](const ImportRun&) {
        manager.post(path + "/cancel");
        return true;
    };
    go_on(path, options);
    EXPECT_EQ("cancelled: 10 read, 10 created, 0 updated, 0 skipped, 0 refused", result(path));
    EXPECT_EQ("409 import_wrong_status", summary(manager.post(path + "/resume")));
    EXPECT_EQ("409 import_wrong_status", summary(manager.post(path + "/cancel")));
    EXPECT_EQ("202", summary(manager.post(path + "/undo")));
    app.run_jobs();
    EXPECT_EQ(0, app.count("contacts"));
    EXPECT_EQ("undone", manager.get(path).text("/status"));
}

TEST_F(ImportLife, a_cancelled_check_goes_back_to_the_choices) {
    const auto path = start(people(50), R"({"dry_run":true})");
    auto options = every(10);
    options.progress = [&](const ImportRun&) {
        EXPECT_EQ("200", summary(manager.post(path + "/cancel")));
        return true;
    };
    go_on(path, options);
    EXPECT_EQ("uploaded: 0 read, 0 created, 0 updated, 0 skipped, 0 refused", result(path));
    EXPECT_EQ("409 import_wrong_status", summary(manager.post(path + "/undo")));
    EXPECT_EQ("202", summary(manager.post(path + "/start", "{}")));
    app.run_jobs();
    EXPECT_EQ("finished: 50 read, 50 created, 0 updated, 0 skipped, 0 refused", result(path));
}

TEST_F(ImportLife, undone_gives_everything_back_as_it_was) {
    for (const auto* field : {R"({"key":"size","label":"Size","type":"number"})",
                              R"({"key":"word","label":"Word","type":"text"})"})
        app.client_as(http::MemberRole::admin).post("/api/crm/custom-fields", field);
    for (const auto* contact :
         {R"({"first_name":"Ada","last_name":"Lovelace","email":"person1@example.com",
              "phone":"+442079460958","company":"Analytical","tags":["vip"],"notes":"hers",
              "custom_fields":{"size":38,"word":"Ünicode"},"lifecycle_stage":"customer"})",
          R"({"first_name":"Only","company":"Nobody","phone":"+447700900123"})"})
        EXPECT_EQ(201, manager.post("/api/crm/contacts", contact).status);
    const auto before = everything();
    const auto path =
        run("first_name,last_name,email,phone,company,tags,notes,custom:size,"
            "marketing_consent,lifecycle_stage\n"
            "Augusta,King,person1@example.com;second@example.com,07700 900999,Other,"
            "press,Read,40,yes,lead\n"
            "Only,,,07700 900123,Elsewhere,,,,,\n"
            "New,One,new@example.com,,,fresh,Hello,12,,\n"
            "New,Two,new@example.com,,,,Again,,,\n",
            R"({"duplicates":"update","consent_basis":"by word"})");
    EXPECT_EQ("finished: 4 read, 1 created, 3 updated, 0 skipped, 0 refused", result(path));
    EXPECT_NE(before, everything());
    EXPECT_EQ("202", summary(manager.post(path + "/undo")));
    app.run_jobs();
    EXPECT_EQ(before, everything());
    EXPECT_EQ(0, app.count("contact_changes"));
    EXPECT_EQ(0, app.count("consents"));
    const auto undone = manager.get(path);
    EXPECT_EQ("undone", undone.text("/status"));
    EXPECT_EQ(3, undone.at("/rows_undone").as_int64());
    EXPECT_EQ("409 import_wrong_status", summary(manager.post(path + "/undo")));
}

TEST_F(ImportLife, an_undo_leaves_whom_somebody_worked_on_and_says_so) {
    manager.post("/api/crm/contacts", R"({"first_name":"Old","email":"person0@example.com"})");
    const auto path = run(people(6), R"({"duplicates":"update"})");
    const auto id = [&](int number) {
        return app.value("SELECT id FROM contacts WHERE email_normalised = 'person"
                         + std::to_string(number) + "@example.com'");
    };
    const auto contact = [&](int number) { return "/api/crm/contacts/" + id(number); };
    manager.patch(contact(0), R"({"job_title":"edited"})");
    manager.patch(contact(1), R"({"job_title":"edited"})");
    manager.post(contact(2) + "/notes", R"({"body":"called"})");
    manager.del(contact(3));
    EXPECT_EQ("202", summary(manager.post(path + "/undo")));
    app.run_jobs();
    const auto left = manager.get(path + "/left").at("/items");
    std::multiset<std::string> reasons;
    for (const auto& each : left.as_array()) reasons.emplace(each.at("left_because").as_string());
    EXPECT_EQ((std::multiset<std::string>{"edited", "edited", "in_trash", "used"}), reasons);
    EXPECT_EQ(4, app.count("contacts"));
    EXPECT_EQ(2, manager.get(path).at("/rows_undone").as_int64());
    EXPECT_EQ(4, manager.get(path).at("/rows_left").as_int64());
    EXPECT_EQ(1u, manager.get(path + "/left?limit=1").at("/items").as_array().size());
}

TEST_F(ImportLife, forgotten_it_leaves_the_contacts_and_no_trace_of_its_rows) {
    const auto path = run("first_name,email\nAda,ada@example.com\nBad,x\n");
    EXPECT_EQ("204", summary(manager.del(path)));
    EXPECT_EQ("404 not_found", summary(manager.get(path)));
    EXPECT_EQ(1, app.count("contacts"));
    EXPECT_EQ(0, app.count("import_rows"));
    EXPECT_EQ(0, app.count("contact_changes"));
}

TEST_F(ImportLife, tells_people_and_their_screens_how_far_it_is) {
    const auto path = start(people(100));
    auto options = every(25);
    std::vector<std::string> seen;
    options.progress = [&](const ImportRun&) {
        app.clock().advance(std::chrono::seconds(1));
        const auto import = manager.get(path);
        seen.push_back(std::to_string(import.at("/rows_read").as_int64()) + " "
                       + boost::json::serialize(import.at("/rows_per_second")));
        return true;
    };
    go_on(path, options);
    EXPECT_EQ((std::vector<std::string>{"25 25", "50 25", "75 25", "100 25"}), seen);
    EXPECT_EQ(100.0, manager.get(path).at("/percent").to_number<double>());
    EXPECT_EQ(7, app.count("outbox WHERE topic = 'imports'"));
}

} // namespace
