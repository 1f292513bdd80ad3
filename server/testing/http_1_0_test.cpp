// What clients of HTTP/1.0 are answered: proxies speak it (nginx does by default), and it knows
// neither chunks nor interim answers.
#include <gtest/gtest.h>
#include <sys/socket.h>

#include "platform/http/handler.hpp"
#include "testing/socket.hpp"
#include "testing/test_node.hpp"

namespace {

const std::string line = "a line of an export\n";

http::Reply streamed(http::Call&) {
    auto reply = http::Reply::text(200, "");
    reply.body = [](http::Sink& sink) {
        for (int i = 0; i < 10'000; ++i) sink.write(line);
    };
    return reply;
}

http::Reply streamed_nothing(http::Call&) {
    auto reply = http::Reply::text(200, "");
    reply.body = [](http::Sink&) {};
    return reply;
}

http::Reply fails_in_the_middle(http::Call&) {
    auto reply = http::Reply::text(200, "");
    reply.body = [](http::Sink& sink) {
        for (int i = 0; i < 10'000; ++i) sink.write(line);
        throw std::runtime_error("the disk is gone");
    };
    return reply;
}

http::Reply fails_at_once(http::Call&) {
    auto reply = http::Reply::text(200, "");
    reply.body = [](http::Sink& sink) {
        sink.write("not a whole chunk");
        throw std::runtime_error("the database is gone");
    };
    return reply;
}

struct Http10 : testing::Test {
    TestApp app;
    http::Router router = routes();
    TestNode node{app, {.router = &router}};

    static http::Router routes() {
        http::Router router;
        router.get<streamed>("/export", http::anyone(), http::Rate::open);
        router.get<streamed_nothing>("/nothing", http::anyone(), http::Rate::open);
        router.get<fails_in_the_middle>("/breaks", http::anyone(), http::Rate::open);
        router.get<fails_at_once>("/fails", http::anyone(), http::Rate::open);
        return router;
    }
    struct Answer {
        std::string head, body;
        bool was_reset = false; // the connection did not end, it broke
    };
    Answer ask(std::string_view path, std::string_view version,
               std::string_view fields = {}) const {
        const auto socket = testing_socket::connect(node.server.port());
        testing_socket::send_all(socket.get(), fmt::format("GET {} HTTP/{}\r\nHost: x\r\n{}\r\n",
                                                           path, version, fields));
        std::string said;
        char piece[64 * 1024];
        ssize_t got = 0;
        while ((got = ::recv(socket.get(), piece, sizeof piece, 0)) > 0)
            said.append(piece, static_cast<std::size_t>(got));
        const bool was_reset = got < 0 && errno == ECONNRESET;
        EXPECT_TRUE(got == 0 || was_reset) << "the server keeps the connection: " << path;
        const auto end = said.find("\r\n\r\n");
        return {said.substr(0, end), end == said.npos ? "" : said.substr(end + 4), was_reset};
    }
};

std::string whole_export() {
    std::string all;
    for (int i = 0; i < 10'000; ++i) all += line;
    return all;
}

TEST_F(Http10, is_streamed_to_without_chunks_until_the_connection_ends) {
    for (const auto* fields : {"", "Connection: keep-alive\r\n"}) {
        const auto answer = ask("/export", "1.0", fields);
        EXPECT_TRUE(answer.head.starts_with("HTTP/1.1 200 OK")) << answer.head;
        EXPECT_EQ(std::string::npos, answer.head.find("Transfer-Encoding"));
        EXPECT_EQ(std::string::npos, answer.head.find("Content-Length"));
        EXPECT_NE(std::string::npos, answer.head.find("Connection: close"));
        EXPECT_EQ(whole_export(), answer.body);
        EXPECT_FALSE(answer.was_reset);
    }
    const auto chunked = ask("/export", "1.1", "Connection: close\r\n");
    EXPECT_NE(std::string::npos, chunked.head.find("Transfer-Encoding: chunked"));
    EXPECT_TRUE(chunked.body.ends_with("\r\n0\r\n\r\n"));
}

TEST_F(Http10, is_streamed_an_empty_body) {
    const auto answer = ask("/nothing", "1.0");
    EXPECT_TRUE(answer.head.starts_with("HTTP/1.1 200 OK")) << answer.head;
    EXPECT_EQ("", answer.body);
    EXPECT_FALSE(answer.was_reset);
}

// Where the end of the connection is that of the body, a half would pass for the whole.
TEST_F(Http10, takes_no_broken_stream_for_a_whole_one) {
    EXPECT_TRUE(ask("/breaks", "1.0").was_reset);
    EXPECT_FALSE(ask("/breaks", "1.1", "Connection: close\r\n").body.ends_with("\r\n0\r\n\r\n"));
}

TEST_F(Http10, and_1_1_are_told_of_a_stream_that_fails_before_it_begins) {
    for (const auto* version : {"1.0", "1.1"}) {
        const auto answer = ask("/fails", version, "Connection: close\r\n");
        EXPECT_TRUE(answer.head.starts_with("HTTP/1.1 500 ")) << answer.head;
        EXPECT_NE(std::string::npos, answer.body.find(R"("code":"internal_error")"));
    }
}

TEST_F(Http10, is_sent_no_interim_answer) {
    const auto ask_with_body = [&](std::string_view version) {
        return testing_socket::exchange(
            node.server.port(),
            fmt::format("POST /export HTTP/{}\r\nHost: x\r\nExpect: 100-continue\r\n"
                        "Connection: close\r\nContent-Length: 2\r\n\r\n{{}}",
                        version));
    };
    EXPECT_TRUE(ask_with_body("1.1").starts_with("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 405 "));
    EXPECT_TRUE(ask_with_body("1.0").starts_with("HTTP/1.1 405 "));
}

} // namespace
