// A handler that makes an answer which cannot be sent: a mistake of ours, which must not end the
// server with everybody's connections.
#include <gtest/gtest.h>

#include "platform/http/handler.hpp"
#include "testing/test_node.hpp"

namespace {

http::Reply with_a_line_break() {
    auto reply = http::Reply::text(200, "fine");
    reply.headers.set("Location", "/here\r\nSet-Cookie: socialflow_session=theirs");
    return reply;
}

http::Reply breaks(http::Call&) {
    return with_a_line_break();
}

http::Reply breaks_in_a_stream(http::Call&) {
    auto reply = with_a_line_break();
    reply.body = [](http::Sink& sink) { sink.write("fine"); };
    return reply;
}

http::Reply holds(http::Call&) {
    return http::Reply::text(200, "fine");
}

TEST(BrokenReply, is_a_500_and_ends_nothing_else) {
    TestApp app;
    http::Router router;
    router.get<breaks>("/breaks", http::anyone(), http::Rate::open);
    router.get<breaks_in_a_stream>("/stream", http::anyone(), http::Rate::open);
    router.get<holds>("/holds", http::anyone(), http::Rate::open);
    TestNode node(app, {.router = &router});
    Client client(node.server.port());
    for (const auto* path : {"/breaks", "/stream"}) {
        const auto reply = client.get(path);
        EXPECT_EQ("500 internal_error", summary(reply));
        EXPECT_FALSE(reply.headers.find("Set-Cookie"));
        EXPECT_FALSE(reply.headers.find("Location"));
    }
    EXPECT_EQ("fine", client.get("/holds").body);
}

} // namespace
