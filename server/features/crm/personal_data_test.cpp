// What is held of a person: every column is classified, the export is whole, and after an erasure
// his name stands nowhere in the database any more.
#include <gtest/gtest.h>

#include <set>
#include <sstream>

#include "features/crm/personal_columns.hpp"
#include "platform/files/store.hpp"
#include "testing/test_app.hpp"

using http::MemberRole;

namespace {

std::vector<std::string> words(std::string_view text) {
    std::istringstream in{std::string(text)};
    std::vector<std::string> all;
    for (std::string word; in >> word;) all.push_back(word);
    return all;
}

std::multiset<std::string> classified() {
    std::multiset<std::string> all;
    for (const auto& table : crm::classified_tables())
        for (const auto list : {table.personal, table.pseudonymous, table.secret, table.impersonal})
            for (const auto& column : words(list))
                all.insert(std::string(table.table) + "." + column);
    return all;
}

constexpr std::string_view tables_query =
    "SELECT string_agg(c.relname, ' ' ORDER BY c.relname) FROM pg_class c WHERE c.relnamespace = "
    "'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition AND c.relname <> "
    "'schema_migrations'";

struct PersonalData : testing::Test {
    TestApp app;
    Client member = app.client_as(MemberRole::member);
    Client manager = app.client_as(MemberRole::manager);
    Client admin = app.client_as(MemberRole::admin);
    PersonalData() { app.execute("SELECT make_interaction_partitions('2030-01-07')"); }

    Uuid create(std::string body) {
        body.insert(body.size() - 1, R"(,"allow_duplicate":true)");
        const auto reply = member.post("/api/crm/contacts", body);
        EXPECT_EQ("201", summary(reply));
        return reply.uuid("/id");
    }
    static std::string path(const Uuid& id) { return "/api/crm/contacts/" + id.text(); }
    Uuid attach(const Uuid& id, const std::string& content) {
        const auto file = member.send(
            http::Method::post, "/api/files", content,
            {{"Content-Type", "application/octet-stream"}, {"X-File-Name", "zyxwold.txt"}});
        EXPECT_EQ("201",
                  summary(member.post(path(id) + "/attachments",
                                      R"({"file_id":")" + file.uuid("/id").text() + R"("})")));
        return file.uuid("/id");
    }
    std::string hash_of(const Uuid& file) {
        return app.value("SELECT content_hash FROM files WHERE id = '" + file.text() + "'");
    }
    // "contacts audit_log": tables in whose rows the word stands anywhere.
    std::string tables_with(const std::string& word) {
        std::string found;
        for (const auto& table : words(app.value(tables_query)))
            if (app.count("\"" + table + "\" t WHERE t::text ILIKE '%" + word + "%'") > 0)
                found += table + " ";
        return found;
    }
};

} // namespace

TEST_F(PersonalData, is_classified_column_by_column) {
    const auto listed = classified();
    const auto there = words(app.value(
        "SELECT string_agg(c.relname || '.' || a.attname, ' ') FROM pg_class c JOIN pg_attribute a "
        "ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped WHERE c.relnamespace = "
        "'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition AND c.relname "
        "<> 'schema_migrations'"));
    for (const auto& column : there)
        EXPECT_EQ(1u, listed.count(column))
            << column << ": does it say something of a person? personal_columns.cpp wants to know";
    EXPECT_EQ(there.size(), listed.size()) << "a column is listed that does not exist";
}

TEST_F(PersonalData, that_is_personal_is_reached_by_the_erasure) {
    for (const auto& table : crm::classified_tables()) {
        EXPECT_FALSE(!table.personal.empty() && table.reach == crm::Reach::nobody) << table.table;
        if (table.reach != crm::Reach::with_contact || table.table == "contacts") continue;
        EXPECT_GE(app.count("pg_constraint WHERE contype = 'f' AND confdeltype = 'c' AND confrelid "
                            "= 'contacts'::regclass AND conrelid = '"
                            + std::string(table.table) + "'::regclass"),
                  1)
            << table.table;
    }
}

TEST_F(PersonalData, is_exported_whole_by_managers) {
    const auto ana =
        create(R"({"first_name":"Ana","last_name":"Zyxwold","email":"zyxwold@example.com"})");
    member.post(path(ana) + "/notes", R"({"body":"likes tea"})");
    member.post(path(ana) + "/interactions", R"({"interaction_type":"call","title":"asked"})");
    const auto file = attach(ana, "a letter");
    EXPECT_EQ("403 not_allowed", summary(member.get(path(ana) + "/personal-data")));
    const auto reply = manager.get(path(ana) + "/personal-data");
    ASSERT_EQ("200", summary(reply));
    EXPECT_EQ("Zyxwold", reply.text("/contacts/0/last_name"));
    EXPECT_EQ("zyxwold@example.com", reply.text("/contact_emails/0/address"));
    EXPECT_EQ("likes tea", reply.text("/contact_notes/0/body"));
    EXPECT_EQ("asked", reply.text("/contact_interactions/0/title"));
    EXPECT_EQ("/api/files/" + file.text(), reply.text("/files/0/address"));
    EXPECT_EQ("contact.created", reply.text("/audit_log/0/action"));
    EXPECT_EQ(1, app.count("audit_log WHERE action = 'contact.exported'"));
    auto stranger = app.other_project();
    EXPECT_EQ("404 not_found", summary(stranger.get(path(ana) + "/personal-data")));
}

TEST_F(PersonalData, is_gone_everywhere_after_an_erasure_but_for_a_keyed_hash) {
    const auto ana =
        create(R"({"first_name":"Ana","last_name":"Zyxwold","email":"ana.zyxwold@example.com",)"
               R"("phone":"+442079460958"})");
    const auto other =
        create(R"({"first_name":"Anna","last_name":"Zyxwold","email":"zyxwold@example.com"})");
    EXPECT_EQ("201",
              summary(member.send(http::Method::post, path(ana) + "/notes",
                                  R"({"body":"Zyxwold likes tea"})", {{"Idempotency-Key", "k"}})));
    member.post("/api/crm/tasks",
                R"({"title":"Call Zyxwold","contact_id":")" + ana.text() + R"("})");
    member.post(path(ana) + "/interactions",
                R"({"interaction_type":"call","title":"Zyxwold asked"})");
    member.post(path(ana) + "/consents", R"({"given":true,"basis":"Zyxwold said yes"})");
    manager.post("/api/crm/suppressions", R"({"address":"ana.zyxwold@example.com"})");
    const auto file = attach(ana, "a letter to Zyxwold");
    const auto hash = hash_of(file);
    EXPECT_EQ("201", summary(member.post("/api/crm/merges", R"({"winner":")" + ana.text()
                                                                + R"(","losers":[")" + other.text()
                                                                + R"("],"choices":[]})")));
    member.patch(path(ana), R"({"job_title":"Zyxwold the first"})");
    EXPECT_NE("", tables_with("zyxwold"));
    EXPECT_EQ("403 not_allowed", summary(manager.del(path(ana) + "/permanently")));
    ASSERT_EQ("204", summary(admin.del(path(ana) + "/permanently")));

    EXPECT_EQ("", tables_with("zyxwold"));
    EXPECT_EQ("", tables_with("442079460958"));
    EXPECT_FALSE(app.services().files.open(hash).has_value());
    EXPECT_EQ("404 not_found", summary(member.get(path(ana))));
    EXPECT_EQ("404 not_found", summary(member.get(path(other))));
    EXPECT_EQ(1, app.count("audit_log WHERE action = 'contact.erased'"));
    const auto kept = member.get("/api/crm/suppressions?address=zyxwold@example.com");
    ASSERT_EQ(1u, kept.at("/items").as_array().size());
    EXPECT_EQ("erased", kept.text("/items/0/reason"));
    EXPECT_TRUE(kept.at("/items/0/address").is_null());
}

TEST_F(PersonalData, in_what_was_written_of_others_is_blanked_but_not_a_namesakes) {
    const auto ana = create(
        R"({"first_name":"Ana","last_name":"Bell","email":"a.b@example.com","phone":"+442079460958"})");
    const auto cid = create(R"({"first_name":"Cid","last_name":"Moss"})");
    create(R"({"first_name":"Cid","last_name":"Moss"})");
    const auto ben = create(R"({"first_name":"Ben","last_name":"Bellini"})");
    member.post(
        path(ben) + "/notes",
        R"({"body":"Ana Bell (a.b@example.com, +442079460958) knows Cid Moss and Ana Bellini"})");
    member.post("/api/crm/tasks",
                R"({"title":"Ask ana bell","description":"of Ana Bell","contact_id":")" + ben.text()
                    + R"("})");
    const auto company =
        member.post("/api/crm/companies", R"({"name":"Acme","description":"Run by Ana Bell."})");
    ASSERT_EQ("204", summary(admin.del(path(ana) + "/permanently")));
    ASSERT_EQ("204", summary(admin.del(path(cid) + "/permanently")));

    EXPECT_EQ("[erased] ([erased], [erased]) knows Cid Moss and Ana Bellini",
              app.value("SELECT body FROM contact_notes WHERE version = 2"));
    EXPECT_EQ("Ask [erased], of [erased]",
              app.value("SELECT title || ', ' || description FROM contact_tasks"));
    EXPECT_EQ("Run by [erased].",
              member.get("/api/crm/companies/" + company.text("/id")).text("/description"));
}

TEST_F(PersonalData, in_what_was_recorded_of_others_is_blanked_however_it_is_spelt) {
    const auto ana = create(R"({"first_name":"Ana","last_name":"St. Bell"})");
    const auto ida = create(R"({"first_name":"Ida","last_name":"Moss"})");
    create(R"({"first_name":"Bo","last_name":"Moss"})");
    const auto ben = create(R"({"first_name":"Ben","last_name":"Bellini"})");
    const auto happened = [&](const std::string& title) {
        const auto reply = member.post(path(ben) + "/interactions",
                                       R"({"interaction_type":"call","title":")" + title
                                           + R"(","description":"of ana st. bell"})");
        EXPECT_EQ("201", summary(reply));
    };
    const std::pair<const char*, const char*> titles[] = {
        {"with Ana  St. Bell", "with [erased]"},
        {"St. Bell, Ana called", "[erased] called"},
        {"Frau St. Bell is ill", "[erased] is ill"},
        {"saw Ms. St. Bell!", "saw [erased]!"},
        {"Ana asked", "Ana asked"}, // may be anybody
        {"Mrs St. Bells, Ms Stx Bell", "Mrs St. Bells, Ms Stx Bell"},
        {"Mrs Moss came", "Mrs Moss came"}, // there is another one
        {"Moss, Ida and Mrs Bellini", "[erased] and Mrs Bellini"},
    };
    for (const auto& [title, kept] : titles) happened(title);
    EXPECT_EQ("200", summary(member.post(path(ben) + "/journey",
                                         R"({"journey_stage":"decision","reason":"Frau St. Bell",)"
                                         R"("conversion_event":"Ana St. Bell"})")));
    const auto file = attach(ben, "a letter");
    app.execute("UPDATE files SET name = 'To Ana St. Bell.pdf'");
    ASSERT_EQ("204", summary(admin.del(path(ana) + "/permanently")));
    ASSERT_EQ("204", summary(admin.del(path(ida) + "/permanently")));

    for (const auto& [title, kept] : titles)
        EXPECT_EQ(1,
                  app.count("contact_interactions WHERE description = 'of [erased]' AND title = '"
                            + std::string(kept) + "'"))
            << title;
    const auto stay = member.get(path(ben) + "/journey");
    EXPECT_EQ("[erased]", stay.text("/history/0/trigger_details/reason"));
    EXPECT_EQ("[erased]", stay.text("/history/0/conversion_event"));
    EXPECT_EQ("To [erased].pdf",
              app.value("SELECT name FROM files WHERE id = '" + file.text() + "'"));
}

TEST_F(PersonalData, in_files_that_others_have_too_stays_for_them) {
    const auto ana = create(R"({"first_name":"Ana"})");
    const auto bob = create(R"({"first_name":"Bob"})");
    const auto shared = attach(ana, "the same letter");
    attach(bob, "the same letter");
    const auto hash = hash_of(shared);
    ASSERT_EQ("204", summary(admin.del(path(ana) + "/permanently")));
    EXPECT_EQ(1, app.count("files"));
    EXPECT_TRUE(app.services().files.open(hash).has_value());
}
