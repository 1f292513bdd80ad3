// What one connection may do to the server, each bound at its edge.
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <poll.h>
#include <sys/socket.h>

#include "testing/eventually.hpp"
#include "testing/socket.hpp"
#include "testing/test_node.hpp"
#include "testing/web_socket.hpp"

using namespace std::chrono_literals;
using http::MemberRole;
using std::chrono::steady_clock;
using testing_time::eventually;

namespace {

constexpr std::string_view one_request = "GET /livez HTTP/1.1\r\nHost: x\r\n\r\n";

struct ConnectionLimits : testing::Test {
    TestApp app;
    Client owner = app.client_as(MemberRole::owner);

    static std::string cookies_of(const Client& person) {
        std::string line = "Cookie: ";
        auto same = person.another();
        for (const auto& [name, value] : same.cookies()) line += name + '=' + value + "; ";
        return line + "\r\n";
    }
    std::string upload_head(std::string_view length) const {
        return fmt::format(
            "POST /api/files HTTP/1.1\r\nHost: x\r\nX-Project-Id: {}\r\nX-File-Name: a.txt\r\n"
            "Content-Type: application/octet-stream\r\nContent-Length: {}\r\n{}\r\n",
            owner.project_id.text(), length, cookies_of(owner));
    }
    // Whether the server ends the connection by itself.
    static bool ends(const FileDescriptor& socket) {
        pollfd hung_up{socket.get(), POLLRDHUP, 0};
        return ::poll(&hung_up, 1, 20'000) == 1;
    }
    static std::string said(const FileDescriptor& socket) {
        std::string text(4096, '\0');
        const auto size = ::recv(socket.get(), text.data(), text.size(), 0);
        text.resize(size > 0 ? static_cast<std::size_t>(size) : 0);
        return text;
    }
};

TEST_F(ConnectionLimits, as_many_are_served_as_there_may_be_and_the_next_is_closed) {
    TestNode node(app, {.limits = {.connections = 3}});
    std::vector<FileDescriptor> open;
    for (int i = 0; i < 3; ++i) {
        open.push_back(testing_socket::connect(node.server.port()));
        testing_socket::send_all(open.back().get(), one_request);
        EXPECT_TRUE(said(open.back()).starts_with("HTTP/1.1 200 ")) << i;
    }
    EXPECT_EQ("", testing_socket::exchange(node.server.port(), one_request));
    open.pop_back();
    EXPECT_TRUE(eventually(10s, [&] { return node.server.connections() == 2; }));
    const auto next = testing_socket::connect(node.server.port());
    testing_socket::send_all(next.get(), one_request);
    EXPECT_TRUE(said(next).starts_with("HTTP/1.1 200 "));
}

TEST_F(ConnectionLimits, who_rests_too_long_between_requests_is_closed) {
    TestNode node(app, {.limits = {.idle_time = 1s}});
    const auto socket = testing_socket::connect(node.server.port());
    testing_socket::send_all(socket.get(), one_request);
    EXPECT_TRUE(said(socket).starts_with("HTTP/1.1 200 "));
    EXPECT_TRUE(ends(socket));
}

TEST_F(ConnectionLimits, a_body_that_stops_coming_is_given_up_and_leaves_no_file) {
    TestNode node(app, {.limits = {.body_stall = 1s}});
    const auto socket = testing_socket::connect(node.server.port());
    testing_socket::send_all(socket.get(), upload_head("1000") + "so far");
    EXPECT_TRUE(ends(socket));
    EXPECT_TRUE(eventually(10s, [&] { return std::filesystem::is_empty(node.folder.path()); }));
    EXPECT_EQ(0, app.count("files"));
}

TEST_F(ConnectionLimits, a_body_that_comes_too_slowly_is_refused_once_its_grace_is_over) {
    TestNode node(app, {.limits = {.least_body_rate = 1'000'000, .body_grace = 1s}});
    const auto socket = testing_socket::connect(node.server.port());
    testing_socket::send_all(socket.get(), upload_head("1000000"));
    const auto begin = steady_clock::now();
    std::string answer;
    while (answer.empty() && steady_clock::now() - begin < 20s) {
        testing_socket::send_all(socket.get(), "x");
        pollfd readable{socket.get(), POLLIN, 0};
        if (::poll(&readable, 1, 100) == 1) answer = said(socket);
    }
    EXPECT_GE(steady_clock::now() - begin, 1s);
    EXPECT_TRUE(answer.starts_with("HTTP/1.1 408 ")) << answer;
    EXPECT_NE(answer.npos, answer.find(R"("code":"request_too_slow")")) << answer;
    EXPECT_TRUE(std::filesystem::is_empty(node.folder.path()));
}

TEST_F(ConnectionLimits, an_upload_that_the_disk_does_not_take_is_told_so) {
    TestNode node(app);
    std::filesystem::remove_all(node.folder.path());
    const auto answer =
        testing_socket::exchange(node.server.port(), upload_head("100") + std::string(100, 'x'));
    EXPECT_TRUE(answer.starts_with("HTTP/1.1 507 ")) << answer;
    EXPECT_NE(answer.npos, answer.find(R"("code":"storage_full")")) << answer;
}

// Refusals of the socket side have what every answer has.
TEST_F(ConnectionLimits, refusals_before_a_handler_carry_id_and_headers_and_are_counted) {
    TestNode node(app);
    const auto answer = testing_socket::exchange(node.server.port(), upload_head("99999999999"));
    EXPECT_TRUE(answer.starts_with("HTTP/1.1 413 ")) << answer;
    const auto id = answer.find("X-Request-Id: ");
    ASSERT_NE(answer.npos, id) << answer;
    EXPECT_NE(answer.npos, answer.find(R"("request_id":")" + answer.substr(id + 14, 16) + '"'))
        << answer;
    EXPECT_NE(answer.npos, answer.find("X-Content-Type-Options: nosniff")) << answer;
    auto client = node.client_of(owner);
    EXPECT_NE(std::string::npos,
              client.get("/metrics").body.find(R"(http_refused_total{code="body_too_large"} 1)"));
}

TEST_F(ConnectionLimits, who_waits_for_a_place_to_download_is_told_when_to_come_again) {
    TestNode node(app, {.application = {.streams = 1}});
    app.execute(
        "INSERT INTO contacts (project_id, id, display_name, company, source) SELECT p.id, "
        "gen_random_uuid(), 'Person ' || n, repeat('c', 255), repeat('s', 100) FROM projects p, "
        "generate_series(1, 20000) n; INSERT INTO contact_stats (project_id, contact_id) "
        "SELECT project_id, id FROM contacts");
    // One that is read, one that waits for its turn, and one too many.
    const auto head =
        fmt::format("GET /api/crm/exports HTTP/1.1\r\nHost: x\r\nX-Project-Id: {}\r\n{}\r\n",
                    owner.project_id.text(), cookies_of(owner));
    std::vector<FileDescriptor> readers;
    const auto ask_and_read_nothing = [&] {
        readers.push_back(testing_socket::connect(node.server.port()));
        const int little = 4096;
        ::setsockopt(readers.back().get(), SOL_SOCKET, SO_RCVBUF, &little, sizeof little);
        testing_socket::send_all(readers.back().get(), head);
    };
    ask_and_read_nothing();
    pollfd begun{readers.back().get(), POLLIN, 0};
    ASSERT_EQ(1, ::poll(&begun, 1, 20'000));
    ask_and_read_nothing();
    ASSERT_TRUE(eventually(
        20s, [&] { return app.count("audit_log WHERE action = 'contacts.exported'") == 2; }));
    auto third = node.client_of(owner);
    TestReply refused;
    EXPECT_TRUE(eventually(20s, [&] {
        refused = third.get("/api/crm/exports");
        return refused.status == 503;
    }));
    EXPECT_EQ("503 overloaded", summary(refused));
    EXPECT_EQ("1", refused.headers.get("Retry-After"));
    EXPECT_EQ("200", summary(third.get("/api/me"))) << "the connection is kept";
}

TEST_F(ConnectionLimits, an_address_has_100_parameters_at_most) {
    const auto with = [&](int count) {
        std::string target = "/api/crm/tags?";
        for (int i = 0; i < count; ++i) target += fmt::format("p{}=1&", i);
        return summary(owner.get(target));
    };
    EXPECT_TRUE(with(100).starts_with("422 invalid_input ")) << "each is named as unknown";
    EXPECT_EQ("400 bad_request", with(101));
}

// --- WebSockets ----------------------------------------------------------------------------------

TEST_F(ConnectionLimits, a_websocket_that_says_nothing_is_closed_and_one_that_listens_stays) {
    TestNode node(app, {.limits = {.websocket_first_message = 1s}});
    const auto wish = R"({"project_id":")" + owner.project_id.text() + R"(","topics":[]})";
    WebSocketClient listener(node.server.port(), "/api/realtime", cookies_of(owner));
    listener.send(wish);
    ASSERT_EQ("ready", listener.receive()->at("type").as_string());
    WebSocketClient stranger(node.server.port(), "/api/realtime", "");
    EXPECT_EQ(std::nullopt, stranger.receive());
    EXPECT_TRUE(eventually(10s, [&] { return node.hub.clients() == 1; }));
}

TEST_F(ConnectionLimits, a_websocket_takes_messages_up_to_their_bound) {
    TestNode node(app, {.limits = {.websocket_message = 1000}});
    const auto answer = [&](std::size_t size) -> std::string {
        auto text = R"({"project_id":")" + owner.project_id.text() + R"(","topics":[]})";
        text.resize(size, ' ');
        WebSocketClient socket(node.server.port(), "/api/realtime", cookies_of(owner));
        socket.send(text);
        const auto message = socket.receive();
        return message ? std::string(message->at("type").as_string()) : "closed";
    };
    EXPECT_EQ("ready", answer(1000));
    EXPECT_EQ("closed", answer(1001));
}

} // namespace
