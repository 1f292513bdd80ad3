// What tests of the import share: a project, its manager, and files that are uploaded, run and
// looked at.
#pragma once
#include <gtest/gtest.h>

#include "features/crm/import_run.hpp"
#include "features/crm/imports.sql.hpp"
#include "testing/test_app.hpp"

struct ImportTest : testing::Test {
    TestApp app;
    Client manager = app.client_as(http::MemberRole::manager);

    ImportTest() {
        app.execute("UPDATE projects SET default_region = 'GB', time_zone = 'Europe/London'");
    }

    TestReply upload(const std::string& bytes, const std::string& name = "people.csv") {
        return manager.send(http::Method::post, "/api/crm/imports", bytes,
                            {{"Content-Type", "text/csv"}, {"X-File-Name", name}});
    }
    std::string path_of(const TestReply& uploaded) const {
        return "/api/crm/imports/" + uploaded.text("/id");
    }
    // Uploads, starts with these settings ("{}") and the proposed mapping, and runs it to its end.
    // The path of the import.
    std::string run(const std::string& bytes, const std::string& settings = "{}") {
        const auto uploaded = upload(bytes);
        EXPECT_EQ("201", summary(uploaded)) << uploaded;
        const auto path = path_of(uploaded);
        const auto started = manager.post(path + "/start", R"({"settings":)" + settings + "}");
        EXPECT_EQ("202", summary(started)) << started;
        app.run_jobs();
        return path;
    }
    // "finished: 3 read, 1 created, 1 updated, 0 skipped, 1 refused"
    std::string result(const std::string& path) {
        const auto reply = manager.get(path);
        const auto number = [&](const std::string& name) {
            return std::to_string(reply.at("/rows_" + name).as_int64());
        };
        return reply.text("/status") + ": " + number("read") + " read, " + number("created")
               + " created, " + number("updated") + " updated, " + number("skipped") + " skipped, "
               + number("refused") + " refused";
    }
    // Reasons of the refused and warned rows, one a line.
    std::string problems(const std::string& path) {
        const auto reply = manager.get(path + "/rows?limit=200");
        std::string all;
        const auto rows = reply.at("/items");
        for (const auto& row : rows.as_array())
            all += std::to_string(row.at("line").as_int64()) + " "
                   + std::string(row.at("reason").as_string()) + "\n";
        return all;
    }
    std::string contact(const std::string& columns, const std::string& email) {
        return app.value("SELECT concat_ws('|', " + columns
                         + ") FROM contacts WHERE email_normalised = '" + email + "'");
    }
    // All that the import may touch, in one text: to see that nothing changed, or all came back.
    std::string everything() {
        return app.value(
            "SELECT string_agg((to_jsonb(r) - 'version' - 'updated_at' || "
            "jsonb_build_object('values', (SELECT jsonb_agg(v ORDER BY v) FROM "
            "contact_field_values "
            "v WHERE v.contact_id = r.id)) || jsonb_build_object('notes', (SELECT count(*) FROM "
            "contact_notes n WHERE n.contact_id = r.id)))::text, E'\\n' ORDER BY r.id) FROM "
            "(SELECT "
            "*, (SELECT name_folded FROM contacts c WHERE c.id = contact_records.id) AS folded "
            "FROM "
            "contact_records) r");
    }
};
