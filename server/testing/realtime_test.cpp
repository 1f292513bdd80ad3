// Events over real sockets: who hears what, in which order, and who is sent away.
#include <gtest/gtest.h>
#include <sys/socket.h>

#include <future>

#include "platform/db/database.hpp"
#include "platform/realtime/outbox.hpp"
#include "platform/realtime/outbox_batch.hpp"
#include "testing/database_waits.hpp"
#include "testing/eventually.hpp"
#include "testing/test_app.hpp"
#include "testing/test_node.hpp"
#include "testing/web_socket.hpp"

using http::MemberRole;

namespace {

struct Realtime : testing::Test {
    TestApp app;
    Client owner = app.client_as(MemberRole::owner);

    static std::string cookie_header(Client& client) {
        std::string line = "Cookie: ";
        for (const auto& [name, value] : client.cookies()) line += name + "=" + value + "; ";
        return line + "\r\n";
    }

    static WebSocketClient connect(TestNode& node, Client& client) {
        return {node.server.port(), "/api/realtime", cookie_header(client)};
    }

    static std::string wish(const Uuid& project_id, std::string_view topics,
                            std::string_view after = "null") {
        return R"({"project_id":")" + project_id.text() + R"(","topics":)" + std::string(topics)
               + R"(,"after":)" + std::string(after) + "}";
    }

    // Connected, subscribed, and told so.
    static WebSocketClient listen(TestNode& node, Client& client,
                                  std::string_view topics = R"(["contacts"])",
                                  std::string_view after = "null") {
        auto socket = connect(node, client);
        socket.send(wish(client.project_id, topics, after));
        return socket;
    }

    static std::string kind(const std::optional<boost::json::object>& message) {
        if (!message) return "closed";
        const auto type = std::string(message->at("type").as_string());
        return type == "refused" ? type + ' ' + std::string(message->at("code").as_string()) : type;
    }

    // "ready", and which topics were granted.
    static std::string granted(WebSocketClient& socket) {
        const auto message = socket.receive();
        return kind(message)
               + (message && message->contains("topics") ? serialize(message->at("topics")) : "");
    }

    void publish(const Uuid& project_id, int first, int count, std::string_view padding = {}) {
        app.database().in_transaction(
            {.role = db::Role::app, .project_id = project_id}, [&](db::Transaction& tx) {
                for (int i = first; i < first + count; ++i)
                    realtime::publish(tx, "contacts", "contact.updated",
                                      R"({"i":)" + std::to_string(i) + R"(,"padding":")"
                                          + std::string(padding) + "\"}");
            });
    }

    // The next `count` events, by what publish() numbered them.
    static std::vector<std::int64_t> events(WebSocketClient& socket, std::size_t count) {
        std::vector<std::int64_t> numbers;
        while (numbers.size() < count) {
            const auto message = socket.receive();
            if (kind(message) != "event")
                throw std::runtime_error("not an event: " + kind(message));
            numbers.push_back(message->at("data").at("i").as_int64());
        }
        return numbers;
    }

    static std::vector<std::int64_t> from_to(std::int64_t first, std::int64_t last) {
        std::vector<std::int64_t> all;
        for (; first <= last; ++first) all.push_back(first);
        return all;
    }
};

} // namespace

TEST_F(Realtime, tells_everybody_in_the_project_in_order_and_nobody_else) {
    TestNode node(app);
    auto stranger = app.other_project();
    std::vector<WebSocketClient> ours;
    std::vector<Client> people;
    for (int i = 0; i < 10; ++i) people.push_back(app.client_as(MemberRole::viewer));
    for (auto& person : people)
        for (int tab = 0; tab < 10; ++tab) ours.push_back(listen(node, person));
    for (auto& socket : ours) ASSERT_EQ("ready[\"contacts\"]", granted(socket));
    auto theirs = listen(node, stranger);
    ASSERT_EQ("ready[\"contacts\"]", granted(theirs));
    publish(app.project_id(), 1, 300);
    publish(stranger.project_id, 1000, 1);
    for (auto& socket : ours) EXPECT_EQ(from_to(1, 300), events(socket, 300));
    EXPECT_EQ(from_to(1000, 1000), events(theirs, 1)) << "nothing of ours came before";
}

TEST_F(Realtime, goes_on_after_the_last_number_that_a_client_saw) {
    TestNode node(app);
    std::string last;
    {
        auto socket = listen(node, owner);
        ASSERT_EQ("ready", kind(socket.receive()));
        publish(app.project_id(), 1, 1);
        last = std::to_string(socket.receive()->at("number").as_int64());
    }
    publish(app.project_id(), 2, 900); // more than a write's worth, while nobody listens
    auto again = listen(node, owner, R"(["contacts"])", last);
    ASSERT_EQ("ready", kind(again.receive()));
    EXPECT_EQ(from_to(2, 901), events(again, 900));
}

// The thread of all connections takes the hub's lock too.
TEST_F(Realtime, holds_up_nobody_while_the_database_takes_its_time) {
    TestNode node(app);
    publish(app.project_id(), 1, 1);
    std::vector<WebSocketClient> late;
    EXPECT_TRUE(testing_waits::go_on_beside(
        app, "LOCK TABLE outbox IN ACCESS EXCLUSIVE MODE", "%jsonb_array_length(data) - 1 ELSE%",
        [&] { late.push_back(listen(node, owner, R"(["contacts"])", "0")); },
        [&] {
            connect(node, owner);
            EXPECT_EQ(200, Client(node.server.port()).get("/livez").status);
        }));
    ASSERT_EQ("ready", kind(late.back().receive()));
    EXPECT_EQ(from_to(1, 1), events(late.back(), 1));
}

// What happens while a client is told what he missed comes after it, once.
TEST_F(Realtime, goes_on_in_order_for_who_catches_up_while_much_happens) {
    TestNode node(app);
    publish(app.project_id(), 1, 200);
    auto others = listen(node, owner);
    ASSERT_EQ("ready", kind(others.receive()));
    auto publishing = std::async(std::launch::async, [&] {
        for (int first = 201; first <= 400; first += 10) publish(app.project_id(), first, 10);
    });
    for (int i = 0; i < 10; ++i) {
        auto late = listen(node, owner, R"(["contacts"])", "0");
        ASSERT_EQ("ready", kind(late.receive()));
        EXPECT_EQ(from_to(1, 400), events(late, 400));
    }
    publishing.get();
}

TEST_F(Realtime, tells_events_that_share_a_row_one_by_one) {
    TestNode node(app);
    std::vector<std::string> data;
    for (const auto i : from_to(1, 500)) // more than fit into a row
        data.push_back(R"({"i":)" + std::to_string(i) + R"(,"padding":")" + std::string(60, 'x')
                       + "\"}");
    auto socket = listen(node, owner);
    ASSERT_EQ("ready", kind(socket.receive()));
    app.database().in_transaction(
        {.role = db::Role::app, .project_id = app.project_id()}, [&](db::Transaction& tx) {
            realtime::publish_each(tx, "contacts", "contact.updated", data);
        });
    publish(app.project_id(), 501, 1);
    EXPECT_GT(20, app.count("outbox WHERE name = 'contact.updated'"));
    std::int64_t first = 0;
    for (const auto i : from_to(1, 501)) {
        const auto event = *socket.receive();
        ASSERT_EQ(i, event.at("data").at("i").as_int64());
        if (i == 1) first = event.at("number").as_int64();
        EXPECT_EQ(first + i - 1, event.at("number").as_int64()) << "each has a number of its own";
    }
    auto again = listen(node, owner, R"(["contacts"])", std::to_string(first + 6));
    ASSERT_EQ("ready", kind(again.receive()));
    EXPECT_EQ(from_to(8, 501), events(again, 494)) << "from the middle of a row";
}

TEST_F(Realtime, tells_a_client_that_is_too_far_behind_to_begin_anew) {
    TestNode node(app, {.hub = {.topics = {}, .replay_limit = 10}});
    auto ahead = listen(node, owner);
    ASSERT_EQ("ready", kind(ahead.receive()));
    publish(app.project_id(), 1, 12);
    EXPECT_EQ(from_to(1, 12), events(ahead, 12));
    auto behind = listen(node, owner, R"(["contacts"])", "1");
    EXPECT_EQ("reset", kind(behind.receive()));
    publish(app.project_id(), 13, 1);
    EXPECT_EQ(from_to(13, 13), events(behind, 1));
}

TEST_F(Realtime, grants_the_topics_that_the_role_or_the_scopes_allow) {
    TestNode node(app);
    const auto* all = R"(["contacts","imports","notifications","segments","nothing"])";
    auto viewer = app.client_as(MemberRole::viewer);
    auto of_viewer = listen(node, viewer, all);
    EXPECT_EQ(R"(ready["contacts","notifications","segments"])", granted(of_viewer));
    auto manager = app.client_as(MemberRole::manager);
    auto of_manager = listen(node, manager, all);
    EXPECT_EQ(R"(ready["contacts","imports","notifications","segments"])", granted(of_manager));
}

TEST_F(Realtime, refuses_guests_other_projects_and_nonsense) {
    TestNode node(app);
    auto guest = app.guest();
    auto stranger = app.other_project();
    const auto answer = [&](Client& client, const std::string& text) {
        auto socket = connect(node, client);
        socket.send(text);
        const auto said = kind(socket.receive());
        EXPECT_EQ("closed", kind(socket.receive()));
        return said;
    };
    const auto ours = wish(app.project_id(), R"(["contacts"])");
    EXPECT_EQ("refused sign_in_required", answer(guest, ours));
    EXPECT_EQ("refused not_found", answer(stranger, ours));
    EXPECT_EQ("refused invalid_json", answer(owner, "{"));
    EXPECT_EQ("refused invalid_input", answer(owner, R"({"topics":["contacts"]})"));
    EXPECT_EQ("refused invalid_input",
              answer(owner, wish(app.project_id(), R"(["contacts"])", "-1")));
    EXPECT_THROW(WebSocketClient(node.server.port(), "/api/realtime",
                                 cookie_header(owner) + "Origin: https://evil.example\r\n"),
                 std::runtime_error);
}

TEST_F(Realtime, sends_away_whose_session_or_membership_ended) {
    TestNode node(app);
    auto leaving = app.client_as(MemberRole::member);
    auto removed = app.client_as(MemberRole::member);
    auto staying = app.client_as(MemberRole::member);
    auto of_leaving = listen(node, leaving);
    auto of_removed = listen(node, removed);
    auto of_staying = listen(node, staying);
    for (auto* socket : {&of_leaving, &of_removed, &of_staying})
        ASSERT_EQ("ready", kind(socket->receive()));
    EXPECT_EQ("204", summary(leaving.post("/api/auth/sign-out")));
    EXPECT_EQ("refused sign_in_required", kind(of_leaving.receive()));
    EXPECT_EQ("closed", kind(of_leaving.receive()));
    EXPECT_EQ("204", summary(owner.del("/api/members/" + removed.user_id.text())));
    EXPECT_EQ("refused not_found", kind(of_removed.receive()));
    publish(app.project_id(), 1, 1);
    EXPECT_EQ(from_to(1, 1), events(of_staying, 1));
}

TEST_F(Realtime, takes_from_a_member_what_his_new_role_may_not_hear) {
    TestNode node(app);
    auto person = app.client_as(MemberRole::manager);
    auto socket = listen(node, person, R"(["imports","contacts"])");
    ASSERT_EQ(R"(ready["imports","contacts"])", granted(socket));
    EXPECT_EQ("200", summary(owner.patch("/api/members/" + person.user_id.text(),
                                         R"({"role":"viewer"})")));
    const auto import_happens = [&](int i) {
        app.database().in_transaction(
            {.role = db::Role::app, .project_id = app.project_id()}, [&](db::Transaction& tx) {
                realtime::publish(tx, "imports", "import.changed",
                                  R"({"i":)" + std::to_string(i) + "}");
                realtime::publish(tx, "contacts", "contact.updated",
                                  R"({"i":)" + std::to_string(i + 1) + "}");
            });
        return events(socket, 1).front();
    };
    // The change of role travels by itself: at some point only the second event comes.
    int i = 0;
    while (import_happens(i) == i) {
        events(socket, 1);
        ASSERT_LT(i += 2, 1000);
    }
}

TEST_F(Realtime, reaches_the_clients_of_every_node) {
    TestNode first(app), second(app);
    auto here = listen(first, owner), there = listen(second, owner);
    ASSERT_EQ("ready", kind(here.receive()));
    ASSERT_EQ("ready", kind(there.receive()));
    for (int i = 0; i < 20; ++i) publish(app.project_id(), i, 1);
    EXPECT_EQ(from_to(0, 19), events(here, 20));
    EXPECT_EQ(from_to(0, 19), events(there, 20));
}

TEST_F(Realtime, drops_a_reader_who_does_not_read_and_nobody_else) {
    TestNode node(app, {.limits = {.websocket_queue_bytes = 64 * 1024}});
    auto sleeper = listen(node, owner);
    auto reader = listen(node, owner);
    ASSERT_EQ("ready", kind(reader.receive()));
    ASSERT_TRUE(testing_time::eventually(std::chrono::seconds(10),
                                         [&] { return node.hub.clients() == 2; }));
    const std::string padding(4000, 'x');
    // The kernel's buffers take some megabytes before the server notices.
    for (int i = 0; node.hub.clients() == 2; ++i) {
        ASSERT_LT(i, 10'000);
        publish(app.project_id(), i, 1, padding);
        ASSERT_EQ(from_to(i, i), events(reader, 1));
    }
    EXPECT_EQ(1u, node.hub.clients());
}

TEST_F(Realtime, bounds_the_connections_of_one_person) {
    TestNode node(app, {.hub = {.topics = {}, .clients_per_user = 2}});
    auto first = listen(node, owner), second = listen(node, owner);
    ASSERT_EQ("ready", kind(first.receive()));
    ASSERT_EQ("ready", kind(second.receive()));
    auto third = listen(node, owner);
    EXPECT_EQ("refused too_many_requests", kind(third.receive()));
}
