#include <gtest/gtest.h>

#include "platform/db/database.hpp"
#include "testing/test_app.hpp"

namespace {

using namespace std::chrono_literals;
using http::MemberRole;

TEST(Audit, says_who_did_what_to_what_newest_first) {
    TestApp app;
    auto admin = app.client_as(MemberRole::admin);
    admin.post("/api/keys", R"({"name":"n8n","scopes":["admin"]})");
    const auto log = admin.get("/api/audit");
    ASSERT_EQ("200", summary(log));
    EXPECT_EQ("key.created", log.text("/items/0/action"));
    EXPECT_EQ("user", log.text("/items/0/actor/kind"));
    EXPECT_EQ("admin 1", log.text("/items/0/actor/name"));
    EXPECT_EQ(admin.user_id, log.uuid("/items/0/actor/id"));
    EXPECT_EQ("key", log.text("/items/0/target_kind"));
    EXPECT_EQ("n8n", log.text("/items/0/target_name"));
    EXPECT_EQ("127.0.0.1", log.text("/items/0/address"));
    EXPECT_EQ("user.signed_in", log.text("/items/1/action"));
}

TEST(Audit, names_the_key_that_did_it) {
    TestApp app;
    auto key = app.key_with({"admin"});
    key.patch("/api/project", R"({"opt_in":true})");
    const auto log = key.get("/api/audit");
    EXPECT_EQ("key", log.text("/items/0/actor/kind"));
    EXPECT_EQ("A program", log.text("/items/0/actor/name"));
    EXPECT_TRUE(log.at("/items/0/details/opt_in").as_bool());
}

TEST(Audit, is_paged_and_filtered) {
    TestApp app;
    auto owner = app.client_as(MemberRole::owner);
    for (int i = 0; i < 5; ++i) {
        owner.patch("/api/project", R"({"name":"Name )" + std::to_string(i) + R"("})");
        app.clock().advance(1h);
    }
    std::vector<std::string> names;
    std::string after;
    do {
        const auto page = owner.get("/api/audit?limit=2&action=project.updated" + after);
        const auto listed = page.at("/items");
        for (const auto& item : listed.as_array())
            names.emplace_back(item.at("target_name").as_string());
        after = page.at("/next").is_null() ? "" : "&after=" + page.text("/next");
    } while (!after.empty());
    EXPECT_EQ((std::vector<std::string>{"Name 4", "Name 3", "Name 2", "Name 1", "Name 0"}), names);

    const auto count = [&](const std::string& query) {
        return owner.get("/api/audit?" + query).at("/items").as_array().size();
    };
    EXPECT_EQ(2u,
              count("action=project.updated&from=2030-01-07T10:00:00Z&to=2030-01-07T12:00:00Z"));
    EXPECT_EQ(5u, count("target_id=" + app.project_id().text() + "&action=project.updated"));
    EXPECT_EQ(0u, count("user_id=" + Uuid::make().text()));
    EXPECT_EQ("422 invalid_input limit:too_large", summary(owner.get("/api/audit?limit=201")));
    EXPECT_EQ("422 invalid_input colour:unknown_field",
              summary(owner.get("/api/audit?colour=red")));
}

TEST(Audit, of_another_project_is_not_seen) {
    TestApp app;
    auto owner = app.client_as(MemberRole::owner);
    auto stranger = app.other_project();
    owner.patch("/api/project", R"({"opt_in":true})");
    EXPECT_EQ(0u, stranger.get("/api/audit?action=project.updated").at("/items").as_array().size());
}

TEST(Audit, leaves_nothing_of_what_was_refused) {
    TestApp app;
    auto owner = app.client_as(MemberRole::owner);
    const auto before = app.count("audit_log");
    owner.patch("/api/project", R"({"currency":"ZZZ"})");
    EXPECT_EQ(before, app.count("audit_log"));
}

TEST(Audit, cannot_be_changed_by_anybody) {
    TestApp app;
    app.client_as(MemberRole::owner);
    for (const auto role : {db::Role::app, db::Role::system, db::Role::finder, db::Role::owner})
        for (const auto* statement : {"UPDATE audit_log SET action = 'nothing'",
                                      "DELETE FROM audit_log", "TRUNCATE audit_log"}) {
            const auto run = [&] {
                app.database().in_transaction(
                    {.role = role, .project_id = app.project_id()}, [&](db::Transaction& tx) {
                        tx.query_text("change_audit", statement, {}, role);
                    });
            };
            EXPECT_THROW(run(), db::Error) << statement;
        }
    EXPECT_LT(0, app.count("audit_log"));
}

TEST(Schema, a_request_sees_no_secret_of_a_person) {
    TestApp app;
    app.client_as(MemberRole::owner);
    for (const auto* query :
         {"SELECT password_hash FROM users", "SELECT * FROM sessions", "SELECT * FROM totp_secrets",
          "SELECT * FROM recovery_codes", "SELECT * FROM password_resets",
          "SELECT * FROM email_changes", "SELECT * FROM passkeys", "SELECT * FROM sign_in_attempts",
          "SELECT * FROM known_addresses"}) {
        const auto run = [&] {
            app.database().in_transaction(
                {.role = db::Role::app, .project_id = app.project_id()},
                [&](db::Transaction& tx) { tx.query_text("secret", query, {}); });
        };
        EXPECT_THROW(run(), db::Error) << query;
    }
}

TEST(Schema, a_request_sees_the_people_of_its_project_only) {
    TestApp app;
    app.client_as(MemberRole::owner);
    app.other_project();
    const auto seen = app.database().in_transaction(
        {.role = db::Role::app, .project_id = app.project_id()}, [&](db::Transaction& tx) {
            return tx.query_text("people", "SELECT name FROM users", {}).rows();
        });
    EXPECT_EQ(1, seen);
    EXPECT_EQ(2, app.count("users"));
}

} // namespace
