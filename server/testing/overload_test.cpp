// More requests than may wait.
#include <gtest/gtest.h>

#include <future>

#include "platform/db/database.hpp"
#include "testing/eventually.hpp"
#include "testing/test_app.hpp"
#include "testing/test_node.hpp"

// Passwords are slow to check: a rush of them, from many addresses, must stall nobody else.
TEST(Overload, of_sign_ins_holds_up_nobody_who_is_signed_in) {
    TestApp app;
    auto owner = app.client_as(http::MemberRole::owner);
    TestNode node(app, {.application = {.workers = 1}});
    auto signed_in = node.client_of(owner);
    ASSERT_EQ("200", summary(signed_in.get("/api/crm/contacts")));
    std::vector<std::future<TestReply>> waiting;
    app.database().in_transaction({.role = db::Role::owner}, [&](db::Transaction& tx) {
        tx.query_text("lock", "LOCK TABLE sign_in_attempts IN ACCESS EXCLUSIVE MODE", {},
                      db::Role::owner);
        for (int i = 0; i < 4; ++i)
            waiting.push_back(std::async(std::launch::async, [&] {
                return Client(node.server.port())
                    .post("/api/auth/sign-in",
                          R"({"email":"nobody@example.com","password":"a guess at it"})");
            }));
        EXPECT_TRUE(testing_time::eventually(std::chrono::seconds(10), [&] {
            return app.count(
                       "pg_locks WHERE NOT granted AND relation = "
                       "'sign_in_attempts'::regclass AND database = (SELECT oid FROM "
                       "pg_database WHERE datname = current_database())")
                   > 0;
        }));
        EXPECT_EQ("200", summary(signed_in.get("/api/crm/contacts")));
    });
    for (auto& reply : waiting) EXPECT_EQ("401 wrong_credentials", summary(reply.get()));
}

TEST(Overload, is_answered_at_once_with_when_to_come_again) {
    TestApp app;
    auto owner = app.client_as(http::MemberRole::owner);
    TestNode node(app, {.application = {.workers = 1, .queue_limit = 1}});
    const auto ask = [&] {
        Client client(node.server.port());
        client.cookies() = owner.cookies();
        return client.get("/api/crm/contacts");
    };
    ASSERT_EQ("200", summary(ask()));

    std::vector<std::future<TestReply>> waiting;
    std::optional<TestReply> refused;
    app.database().in_transaction({.role = db::Role::owner}, [&](db::Transaction& tx) {
        tx.query_text("lock", "LOCK TABLE contacts IN ACCESS EXCLUSIVE MODE", {}, db::Role::owner);
        // One is worked on, one waits; whoever comes then is told.
        waiting.push_back(std::async(std::launch::async, ask));
        EXPECT_TRUE(testing_time::eventually(std::chrono::seconds(10), [&] {
            return app.count(
                       "pg_locks WHERE NOT granted AND relation = 'contacts'::regclass AND "
                       "database = (SELECT oid FROM pg_database "
                       "WHERE datname = current_database())")
                   == 1;
        }));
        for (int i = 0; i < 2; ++i) waiting.push_back(std::async(std::launch::async, ask));
        const auto one_answered = [&] {
            for (auto& reply : waiting)
                if (!refused
                    && reply.wait_for(std::chrono::seconds(0)) == std::future_status::ready)
                    refused = reply.get();
            return refused.has_value();
        };
        EXPECT_TRUE(testing_time::eventually(std::chrono::seconds(10), one_answered));
        EXPECT_EQ("200", summary(Client(node.server.port()).get("/livez")))
            << "it lives, however many wait";
    });
    ASSERT_TRUE(refused);
    EXPECT_EQ(503, refused->status);
    EXPECT_NE("", refused->headers.get("Retry-After"));
    for (auto& reply : waiting) {
        if (!reply.valid()) continue; // the one refused
        EXPECT_EQ("200", summary(reply.get())) << "who waited is served";
    }
}
