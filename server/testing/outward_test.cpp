// Answers that wait for somebody else's server: how many, how long, and whom they hold up.
#include "platform/http/outward.hpp"

#include <gtest/gtest.h>

#include <future>
#include <semaphore>

#include "platform/db/database.hpp"
#include "platform/http/handler.hpp"
#include "testing/eventually.hpp"
#include "testing/test_node.hpp"

namespace {

using testing_time::eventually;

constexpr std::chrono::seconds long_time{60};

// The other server: who asks it waits until it is let go.
std::counting_semaphore<> answers(0);
std::atomic<std::size_t> under_way = 0;

http::Reply ask_elsewhere(http::Call&) {
    throw http::Outward{[] {
        ++under_way;
        answers.acquire();
        --under_way;
        return http::Reply::text(200, "from elsewhere");
    }};
}

http::Reply refused_elsewhere(http::Call&) {
    throw http::Outward{[]() -> http::Reply { throw Refusal("not_found"); }};
}

http::Reply answer_here(http::Call&) {
    return http::Reply::text(200, "from here");
}

struct OutwardAnswers : testing::Test {
    TestApp app;
    http::Router router;
    std::vector<std::future<TestReply>> asked;

    OutwardAnswers() {
        router.get<ask_elsewhere>("/elsewhere", http::anyone(), http::Rate::open);
        router.get<refused_elsewhere>("/refused", http::anyone(), http::Rate::open);
        router.get<answer_here>("/here", http::anyone(), http::Rate::open);
    }
    ~OutwardAnswers() override {
        answers.release(static_cast<std::ptrdiff_t>(under_way)); // of a test that failed
    }

    TestNodeOptions with(http::ApplicationSettings settings) {
        settings.workers = 1;
        return {.application = settings, .router = &router};
    }
    void ask(const TestNode& node, int times) {
        for (int i = 0; i < times; ++i)
            asked.push_back(std::async(std::launch::async, [port = node.server.port()] {
                return Client(port).get("/elsewhere");
            }));
    }
    static bool are(const TestNode& node, std::size_t at_work, std::size_t waiting) {
        return eventually(long_time, [&] {
            return under_way == at_work && node.application.waiting_outward() == waiting;
        });
    }
    std::map<std::string, int> replies() {
        std::map<std::string, int> seen;
        for (auto& reply : asked) ++seen[summary(reply.get())];
        return seen;
    }
};

TEST_F(OutwardAnswers, are_waited_for_by_six_and_64_more) {
    TestNode node(app, with({}));
    ask(node, 6);
    ASSERT_TRUE(are(node, 6, 0));
    ask(node, 64);
    ASSERT_TRUE(are(node, 6, 64));

    const auto too_many = Client(node.server.port()).get("/elsewhere");
    EXPECT_EQ("503 overloaded", summary(too_many));
    EXPECT_EQ("1", too_many.headers.get("Retry-After"));
    EXPECT_EQ("from here", Client(node.server.port()).get("/here").body)
        << "by the one worker that there is";
    // The hub borrows one now and then; those of 70 answers would never come back.
    EXPECT_TRUE(eventually(long_time, [&] { return app.database().in_use() == 0; }));

    answers.release(70);
    EXPECT_EQ((std::map<std::string, int>{{"200", 70}}), replies());
}

TEST_F(OutwardAnswers, are_refused_at_their_turn_to_who_waited_too_long) {
    constexpr std::chrono::milliseconds patience{1000};
    TestNode node(app, with({.outward_workers = 1, .outward_patience = patience}));
    ask(node, 1);
    ASSERT_TRUE(are(node, 1, 0));
    ask(node, 1);
    ASSERT_TRUE(are(node, 1, 1));
    const auto until = std::chrono::steady_clock::now() + patience;
    ASSERT_TRUE(eventually(long_time, [&] { return std::chrono::steady_clock::now() > until; }));
    answers.release();
    EXPECT_EQ((std::map<std::string, int>{{"200", 1}, {"503 overloaded", 1}}), replies());
    EXPECT_EQ(0u, under_way);
}

TEST_F(OutwardAnswers, may_refuse_as_handlers_do) {
    TestNode node(app, with({}));
    EXPECT_EQ("404 not_found", summary(Client(node.server.port()).get("/refused")));
}

} // namespace
