// Idempotency-Key: a POST that is sent again is done once.
#include <gtest/gtest.h>

#include "testing/test_app.hpp"

using http::MemberRole;

namespace {

struct Idempotency : testing::Test {
    TestApp app;
    Client ana = app.client_as(MemberRole::member);

    static TestReply post_tag(Client& client, const std::string& name, const std::string& key) {
        return client.send(http::Method::post, "/api/crm/tags", R"({"name":")" + name + R"("})",
                           {{"Idempotency-Key", key}});
    }
};

TEST_F(Idempotency, gives_the_first_answer_to_all_who_race_with_one_key) {
    std::vector<Client> clients;
    for (int i = 0; i < 16; ++i) clients.push_back(ana.another());
    const auto replies = TestApp::in_parallel(
        clients, 64, [](Client& client, std::size_t) { return post_tag(client, "vip", "once"); });
    EXPECT_EQ(64u, count_summary(replies, "201"));
    EXPECT_EQ(63, std::ranges::count_if(replies, [](const auto& reply) {
                  return reply.headers.get("Idempotency-Replayed") == "true";
              }));
    for (const auto& reply : replies) {
        EXPECT_EQ(replies.front().body, reply.body);
        EXPECT_EQ("application/json", reply.headers.get("Content-Type"));
    }
    EXPECT_EQ(1, app.count("tags"));
}

TEST_F(Idempotency, refuses_another_body_or_another_address_under_a_key) {
    EXPECT_EQ("201", summary(post_tag(ana, "vip", "k")));
    EXPECT_EQ("422 idempotency_key_reused", summary(post_tag(ana, "vop", "k")));
    EXPECT_EQ("422 idempotency_key_reused",
              summary(ana.send(http::Method::post, "/api/crm/contacts", R"({"name":"vip"})",
                               {{"Idempotency-Key", "k"}})));
}

TEST_F(Idempotency, is_each_callers_own) {
    auto ben = app.client_as(MemberRole::member);
    EXPECT_EQ("201", summary(post_tag(ana, "vip", "k")));
    EXPECT_EQ("201", summary(post_tag(ben, "vop", "k")));
    EXPECT_EQ(2, app.count("tags"));
}

// The rows go by an hourly job, which is not what ends a key.
TEST_F(Idempotency, ends_after_24_hours_to_the_moment) {
    const auto first = post_tag(ana, "vip", "k");
    app.clock().advance(std::chrono::hours(24) - std::chrono::milliseconds(1));
    const auto again = post_tag(ana, "vip", "k");
    EXPECT_EQ("true", again.headers.get("Idempotency-Replayed"));
    EXPECT_EQ(first.body, again.body);

    app.clock().advance(std::chrono::milliseconds(1));
    const auto other = post_tag(ana, "vop", "k");
    EXPECT_EQ("201", summary(other)) << "another request, and no reuse of the key";
    EXPECT_EQ(other.body, post_tag(ana, "vop", "k").body) << "which lives as long again";
    EXPECT_EQ("422 idempotency_key_reused", summary(post_tag(ana, "vip", "k")));
    EXPECT_EQ(2, app.count("tags"));
}

TEST_F(Idempotency, of_those_who_race_with_a_key_that_ended_one_is_done) {
    post_tag(ana, "vip", "k");
    app.clock().advance(std::chrono::hours(24));
    std::vector<Client> clients;
    for (int i = 0; i < 8; ++i) clients.push_back(ana.another());
    const auto replies = TestApp::in_parallel(
        clients, 16, [](Client& client, std::size_t) { return post_tag(client, "vop", "k"); });
    EXPECT_EQ(16u, count_summary(replies, "201"));
    EXPECT_EQ(1, app.count("tags WHERE name = 'vop'"));
}

TEST_F(Idempotency, remembers_no_failure) {
    EXPECT_EQ("422 invalid_input name:too_short", summary(post_tag(ana, "", "k")));
    EXPECT_EQ("201", summary(post_tag(ana, "vip", "k")));
}

TEST_F(Idempotency, takes_keys_of_255_characters_and_no_longer) {
    EXPECT_EQ("201", summary(post_tag(ana, "vip", std::string(255, 'k'))));
    EXPECT_EQ("422 invalid_input Idempotency-Key:too_long",
              summary(post_tag(ana, "vop", std::string(256, 'k'))));
}

} // namespace
