// Consents keep their history and the flag follows; the list of suppressions knows an address also
// by its hash.
#include <gtest/gtest.h>

#include "features/crm/suppressions.hpp"
#include "testing/test_app.hpp"

using http::MemberRole;

namespace {

struct Consents : testing::Test {
    TestApp app;
    Client member = app.client_as(MemberRole::member);
    Client manager = app.client_as(MemberRole::manager);
    Uuid ana = member.post("/api/crm/contacts", R"({"first_name":"Ana","email":"ana@example.com"})")
                   .uuid("/id");
    std::string path = "/api/crm/contacts/" + ana.text();

    bool flag() { return member.get(path).at("/marketing_consent").as_bool(); }
};

using Suppressions = Consents;

} // namespace

TEST_F(Consents, keep_their_history_and_move_the_flag) {
    const auto given = member.post(
        path + "/consents", R"({"given":true,"basis":"I want the newsletter","wording":"2",)"
                            R"("source":"form","ip_address":"192.0.2.1","user_agent":"Browser"})");
    ASSERT_EQ("201", summary(given));
    EXPECT_EQ("192.0.2.1", given.text("/ip_address"));
    EXPECT_TRUE(flag());
    member.post(path + "/consents", R"({"given":true,"purpose":"profiling","basis":"words"})");
    app.clock().advance(std::chrono::minutes(1));
    member.post(path + "/consents", R"({"given":false,"basis":"by phone"})");
    EXPECT_FALSE(flag());
    const auto list = member.get(path + "/consents");
    EXPECT_EQ(3u, list.at("/items").as_array().size());
    EXPECT_EQ("by phone", list.text("/items/0/basis"));
    EXPECT_EQ(2, app.count("audit_log WHERE action = 'consent.given'"));
    EXPECT_EQ(1, app.count("audit_log WHERE action = 'consent.withdrawn'"));
}

TEST_F(Consents, said_earlier_do_not_overrule_what_was_said_last) {
    member.post(path + "/consents", R"({"given":false,"basis":"no"})");
    member.post(path + "/consents",
                R"({"given":true,"basis":"an old paper","given_at":"2029-01-01T00:00:00Z"})");
    EXPECT_FALSE(flag());
}

TEST_F(Consents, that_make_no_sense_are_refused) {
    EXPECT_EQ("422 invalid_input given:required basis:required",
              summary(member.post(path + "/consents", "{}")));
    EXPECT_EQ("422 invalid_input given_at:out_of_range",
              summary(member.post(path + "/consents", R"({"given":true,"basis":"x",)"
                                                      R"("given_at":"2031-01-01T00:00:00Z"})")));
    auto stranger = app.other_project();
    EXPECT_EQ("404 not_found",
              summary(stranger.post(path + "/consents", R"({"given":true,"basis":"x"})")));
    EXPECT_EQ(0, app.count("consents"));
}

TEST_F(Suppressions, are_added_found_and_removed_by_address) {
    const auto added = manager.post("/api/crm/suppressions", R"({"address":" Ana@Example.COM "})");
    ASSERT_EQ("201", summary(added));
    EXPECT_EQ("ana@example.com", added.text("/address"));
    EXPECT_EQ(
        added.uuid("/id"),
        manager.post("/api/crm/suppressions", R"({"address":"ana@example.com"})").uuid("/id"));
    EXPECT_EQ(1u, member.get("/api/crm/suppressions?address=ANA@example.com&channel=email")
                      .at("/items")
                      .as_array()
                      .size());
    EXPECT_TRUE(
        member.get("/api/crm/suppressions?address=b@example.com").at("/items").as_array().empty());
    EXPECT_EQ("204", summary(manager.del("/api/crm/suppressions/" + added.uuid("/id").text())));
    EXPECT_EQ("404 not_found",
              summary(manager.del("/api/crm/suppressions/" + added.uuid("/id").text())));
    EXPECT_EQ(1, app.count("audit_log WHERE action = 'suppression.deleted'"));
    EXPECT_EQ("422 invalid_input address:bad_format",
              summary(manager.post("/api/crm/suppressions", R"({"address":"nobody"})")));
    EXPECT_EQ("403 not_allowed",
              summary(member.post("/api/crm/suppressions", R"({"address":"a@example.com"})")));
}

TEST_F(Suppressions, that_change_are_told_to_who_looks_at_the_list) {
    const auto told = [&] {
        return app.count("outbox WHERE topic = 'suppressions' AND name = 'suppressions.changed'");
    };
    const auto added = manager.post("/api/crm/suppressions", R"({"address":"ana@example.com"})");
    EXPECT_EQ(1, told());
    manager.del("/api/crm/suppressions/" + added.text("/id"));
    EXPECT_EQ(2, told());
    EXPECT_EQ(0, app.count("outbox WHERE data::text LIKE '%ana@%'")) << "and name nobody";
}

TEST_F(Suppressions, of_everything_hold_for_each_topic_and_those_of_a_topic_for_it_alone) {
    manager.post("/api/crm/suppressions", R"({"address":"all@example.com"})");
    manager.post("/api/crm/suppressions", R"({"address":"news@example.com","topic":"news"})");
    const auto ask = [&](std::string_view topic) {
        return app.database().in_transaction(
            db::Scope{.role = db::Role::app, .project_id = app.project_id()},
            [&](db::Transaction& tx) {
                return crm::is_suppressed(
                    app.services(), tx, crm::SuppressionChannel::email, topic,
                    {"all@example.com", "news@example.com", "free@example.com"});
            });
    };
    EXPECT_EQ((std::vector<bool>{true, true, false}), ask("news"));
    EXPECT_EQ((std::vector<bool>{true, false, false}), ask("offers"));
}

TEST_F(Suppressions, of_another_project_are_another_list_with_another_hash) {
    manager.post("/api/crm/suppressions", R"({"address":"ana@example.com"})");
    auto stranger = app.other_project();
    EXPECT_TRUE(stranger.get("/api/crm/suppressions").at("/items").as_array().empty());
    stranger.post("/api/crm/suppressions", R"({"address":"ana@example.com"})");
    EXPECT_EQ("2", app.value("SELECT count(DISTINCT address_hash) FROM suppressions"));
}
