// Webhooks against a real receiver: an HTTP server of the test that answers as it is told.
#include "features/integrations/webhooks.hpp"

#include <gtest/gtest.h>

#include <set>

#include "features/integrations/webhook_schedule.hpp"
#include "features/integrations/webhook_sender.hpp"
#include "platform/crypto/webhook_signature.hpp"
#include "platform/realtime/outbox.hpp"
#include "platform/realtime/outbox_batch.hpp"
#include "platform/time/clock.hpp"
#include "testing/http_server.hpp"
#include "testing/test_app.hpp"

using http::MemberRole;
using namespace std::chrono_literals;

namespace {

struct Webhooks : testing::Test {
    std::atomic<int> answer_status = 200;
    std::string answer_headers;
    testing_servers::HttpServer receiver{[this](const testing_servers::HttpRequest&,
                                                testing_servers::Connection& connection) {
        connection.write(testing_servers::http_reply(answer_status, "as you say", answer_headers));
    }};
    TestApp app{
        {.configure = [](config::Config& config) { config.allow_private_outbound = true; }}};
    Client admin = app.client_as(MemberRole::admin);
    integrations::WebhookSender sender{app.services()};

    std::string input(std::string_view events = R"(["contact.created"])") {
        return R"({"url":")" + receiver.url("/hook") + R"(","events":)" + std::string(events) + "}";
    }
    Uuid create(std::string_view events = R"(["contact.created"])") {
        const auto reply = admin.post("/api/webhooks", input(events));
        EXPECT_EQ("201", summary(reply));
        return reply.uuid("/id");
    }
    std::string path(const Uuid& id, std::string_view rest = {}) {
        return "/api/webhooks/" + id.text() + std::string(rest);
    }
    void add_contact(std::string_view name) {
        EXPECT_EQ("201", summary(admin.post("/api/crm/contacts",
                                            R"({"first_name":")" + std::string(name) + R"("})")));
    }
    TestReply only_delivery(const Uuid& id) { return admin.get(path(id, "/deliveries")); }
    std::string status_of(const Uuid& id) { return admin.get(path(id)).text("/status"); }
};

crypto::WebhookHeaders signed_headers(const testing_servers::HttpRequest& request) {
    return {request.header("webhook-id"), request.header("webhook-timestamp"),
            request.header("webhook-signature")};
}

} // namespace

TEST_F(Webhooks, bring_an_event_to_who_asked_for_it_signed_as_the_standard_says) {
    const auto id = create();
    add_contact("Ana");
    EXPECT_EQ(1, sender.send_due());
    const auto requests = receiver.requests();
    ASSERT_EQ(1u, requests.size());
    EXPECT_EQ("POST", requests[0].method);
    EXPECT_EQ("/hook", requests[0].target);
    EXPECT_EQ("application/json", requests[0].header("content-type"));
    const auto body = boost::json::parse(requests[0].body).as_object();
    EXPECT_EQ("contact.created", body.at("type").as_string());
    EXPECT_EQ("Ana", body.at("data").at("display_name").as_string());

    const auto secret =
        crypto::WebhookSecret::parse(admin.get(path(id, "/secret")).text("/secret"));
    ASSERT_TRUE(secret);
    EXPECT_EQ(crypto::WebhookVerdict::authentic,
              crypto::verify_webhook({&*secret, 1}, signed_headers(requests[0]), requests[0].body,
                                     app.clock().now()));
    const auto deliveries = only_delivery(id);
    EXPECT_EQ("delivered", deliveries.text("/items/0/status"));
    EXPECT_EQ("as you say", deliveries.text("/items/0/response_excerpt"));
    EXPECT_EQ("msg_" + deliveries.text("/items/0/id"), requests[0].header("webhook-id"));
    EXPECT_EQ(0, sender.send_due()) << "once is enough";
}

TEST_F(Webhooks, are_made_with_the_change_or_not_at_all) {
    create();
    EXPECT_EQ(422, admin.post("/api/crm/contacts", R"({"first_name":"B","email":"@"})").status);
    EXPECT_EQ(0, app.count("webhook_deliveries"));
}

TEST_F(Webhooks, bring_each_of_events_that_share_a_row_and_none_of_how_far_something_is) {
    create(R"(["*"])");
    app.database().in_transaction(
        {.role = db::Role::app, .project_id = app.project_id()}, [](db::Transaction& tx) {
            realtime::publish_each(tx, "contacts", "interaction.created",
                                   {R"({"id":"1"})", R"({"id":"2"})"});
            realtime::publish(tx, "campaigns", "campaign.ledger", std::string(R"({"id":"3"})"));
            realtime::publish(tx, "imports", "import.changed", std::string(R"({"id":"4"})"));
        });
    EXPECT_EQ(2, sender.send_due());
    std::set<std::string> ids;
    for (const auto& request : receiver.requests())
        ids.emplace(boost::json::parse(request.body).at("data").at("id").as_string());
    EXPECT_EQ((std::set<std::string>{"1", "2"}), ids);
}

TEST_F(Webhooks, of_another_kind_or_another_project_are_not_sent) {
    create(R"(["contact.deleted"])");
    add_contact("Ana");
    auto stranger = app.other_project();
    EXPECT_EQ("201", summary(stranger.post("/api/webhooks", input(R"(["*"])"))));
    EXPECT_EQ(0, sender.send_due());
    EXPECT_EQ("201", summary(stranger.post("/api/crm/contacts", R"({"first_name":"C"})")));
    EXPECT_EQ(1, sender.send_due());
    EXPECT_EQ(1, app.count("webhook_deliveries"));
}

TEST_F(Webhooks, that_were_not_taken_come_again_until_they_are) {
    const auto id = create();
    answer_status = 503;
    add_contact("Ana");
    EXPECT_EQ(1, sender.send_due());
    EXPECT_EQ(0, sender.send_due()) << "not at once";
    EXPECT_EQ("waiting", only_delivery(id).text("/items/0/status"));
    EXPECT_EQ("answered 503, which is no success", only_delivery(id).text("/items/0/error"));
    answer_status = 204;
    app.clock().advance(6s);
    EXPECT_EQ(1, sender.send_due());
    EXPECT_EQ("delivered", only_delivery(id).text("/items/0/status"));
    const auto requests = receiver.requests();
    EXPECT_EQ(requests[0].header("webhook-id"), requests[1].header("webhook-id"));
}

TEST_F(Webhooks, wait_as_long_as_the_receiver_asks) {
    create();
    answer_status = 429;
    answer_headers = "Retry-After: 120\r\n";
    add_contact("Ana");
    sender.send_due();
    app.clock().advance(100s);
    EXPECT_EQ(0, sender.send_due());
    app.clock().advance(21s);
    EXPECT_EQ(1, sender.send_due());
}

TEST_F(Webhooks, that_nobody_takes_for_a_day_fail_and_can_be_sent_again) {
    const auto id = create();
    answer_status = 500;
    add_contact("Ana");
    int attempts = sender.send_due();
    for (int hours = 0; hours < 40; ++hours) {
        app.clock().advance(1h);
        attempts += sender.send_due();
    }
    EXPECT_EQ(integrations::most_attempts, attempts);
    EXPECT_EQ("failed", only_delivery(id).text("/items/0/status"));

    answer_status = 200;
    const auto replayed = admin.post(path(id, "/replay"), R"({"since":"2020-01-01T00:00:00Z"})");
    EXPECT_EQ(1, replayed.at("/replayed").as_int64());
    EXPECT_EQ(1, sender.send_due());
    EXPECT_EQ("delivered", only_delivery(id).text("/items/0/status"));
    const auto delivery = only_delivery(id).text("/items/0/id");
    EXPECT_EQ("202", summary(admin.post(path(id, "/deliveries/" + delivery + "/replay"))));
    EXPECT_EQ(1, sender.send_due());
}

TEST_F(Webhooks, to_a_receiver_that_fails_for_days_are_switched_off_and_admins_are_told) {
    const auto id = create();
    answer_status = 500;
    for (int day = 0; day < 5; ++day) {
        add_contact("Ana");
        sender.send_due();
        app.clock().advance(24h);
    }
    EXPECT_EQ("disabled", status_of(id));
    EXPECT_EQ("failing", admin.get(path(id)).text("/disabled_reason"));
    EXPECT_EQ(2, app.count("notifications WHERE kind = 'webhook_disabled'")) << "admin and owner";
    EXPECT_EQ(0, app.count("webhook_deliveries WHERE status = 'waiting'"));
    const auto before = app.count("webhook_deliveries");
    add_contact("Ben");
    EXPECT_EQ(before, app.count("webhook_deliveries")) << "nothing is kept for who is off";
    EXPECT_EQ("409 webhook_disabled", summary(admin.post(path(id, "/test"))));

    answer_status = 200;
    EXPECT_EQ("200", summary(admin.patch(path(id), R"({"status":"enabled"})")));
    EXPECT_EQ("202", summary(admin.post(path(id, "/test"))));
    EXPECT_EQ(1, sender.send_due());
    EXPECT_NE(std::string::npos, receiver.requests().back().body.find("webhook.test"));
}

TEST_F(Webhooks, stop_at_once_when_the_receiver_says_that_it_is_gone) {
    const auto id = create();
    answer_status = 410;
    add_contact("Ana");
    sender.send_due();
    EXPECT_EQ("gone", admin.get(path(id)).text("/disabled_reason"));
}

TEST_F(Webhooks, are_signed_by_both_secrets_for_a_day_after_a_rotation) {
    const auto id = create();
    const auto before =
        crypto::WebhookSecret::parse(admin.get(path(id, "/secret")).text("/secret"));
    const auto after =
        crypto::WebhookSecret::parse(admin.post(path(id, "/secret")).text("/secret"));
    ASSERT_TRUE(before && after);
    EXPECT_NE(before->text(), after->text());
    const auto verdict = [&](const crypto::WebhookSecret& secret) {
        const auto request = receiver.requests().back();
        return crypto::verify_webhook({&secret, 1}, signed_headers(request), request.body,
                                      app.clock().now());
    };
    add_contact("Ana");
    sender.send_due();
    EXPECT_EQ(crypto::WebhookVerdict::authentic, verdict(*before));
    EXPECT_EQ(crypto::WebhookVerdict::authentic, verdict(*after));
    app.clock().advance(25h);
    add_contact("Ben");
    sender.send_due();
    EXPECT_EQ(crypto::WebhookVerdict::wrong_signature, verdict(*before));
    EXPECT_EQ(crypto::WebhookVerdict::authentic, verdict(*after));
}

TEST_F(Webhooks, of_many_senders_at_once_arrive_once_each) {
    create();
    for (int i = 0; i < 30; ++i) add_contact("Person " + std::to_string(i));
    std::vector<std::thread> nodes;
    for (int i = 0; i < 4; ++i)
        nodes.emplace_back([&] { integrations::WebhookSender(app.services()).send_due(); });
    for (auto& node : nodes) node.join();
    sender.send_due();
    EXPECT_EQ(30u, receiver.requests().size());
    EXPECT_EQ(30, app.count("webhook_deliveries WHERE status = 'delivered'"));
}

TEST_F(Webhooks, do_not_tell_what_they_know_to_the_database) {
    const auto id = create();
    const auto secret = admin.get(path(id, "/secret")).text("/secret");
    EXPECT_EQ(0,
              app.count("webhook_endpoints WHERE secret_sealed LIKE '%" + secret.substr(6) + "%'"));
}

struct RefusedEndpoint {
    const char* body;
    const char* expected;
};

TEST_F(Webhooks, refuse_what_could_not_work_and_say_why) {
    const RefusedEndpoint cases[] = {
        {R"({})", "422 invalid_input url:required events:required"},
        {R"({"url":"https://example.com/"})", "422 invalid_input events:required"},
        {R"({"url":"ftp://example.com/x","events":["contact.created"]})",
         "422 invalid_input url:bad_format"},
        {R"({"url":"https://me:pw@example.com/","events":["contact.created"]})",
         "422 invalid_input url:not_allowed"},
        {R"({"url":"https://example.com/","events":[]})", "422 invalid_input events:too_few"},
        {R"({"url":"https://example.com/","events":["contact.flew","contact.created",)"
         R"("contact.created"]})",
         "422 invalid_input events[0]:unknown events[2]:duplicate"},
        {R"({"url":"https://example.com/","events":["*","contact.created"]})",
         "422 invalid_input events[0]:unknown"},
    };
    for (const auto& c : cases)
        EXPECT_EQ(c.expected, summary(admin.post("/api/webhooks", c.body))) << c.body;
    EXPECT_EQ(0, app.count("webhook_endpoints"));
}

TEST_F(Webhooks, are_at_most_twenty) {
    for (int i = 0; i < integrations::most_endpoints; ++i) create();
    EXPECT_EQ("409 limit_reached", summary(admin.post("/api/webhooks", input())));
}

TEST_F(Webhooks, are_changed_only_in_the_version_that_was_seen) {
    const auto id = create();
    EXPECT_EQ("200", summary(admin.patch(path(id), R"({"description":"n8n"})")));
    EXPECT_EQ("412 version_conflict",
              summary(admin.send(http::Method::patch, path(id), R"({"description":"x"})",
                                 {{"If-Match", "\"1\""}})));
}

TEST(WebhooksOfAGuardedServer, do_not_reach_into_its_own_network) {
    TestApp app{
        {.configure = [](config::Config& config) { config.allow_private_outbound = false; }}};
    auto admin = app.client_as(MemberRole::admin);
    EXPECT_EQ(
        "422 invalid_input url:not_encrypted",
        summary(admin.post("/api/webhooks", R"({"url":"http://example.com/","events":["*"]})")));
}
