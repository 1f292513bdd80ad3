#include <gtest/gtest.h>

#include <mutex>

#include "platform/db/test_schema.hpp"
#include "testing/eventually.hpp"

namespace db {
namespace {

using namespace std::chrono_literals;
using testing_time::eventually;

class ListenerTest : public testing::Test {
  protected:
    Connection connection{test::database().conninfo()};
    std::mutex mutex;
    std::vector<std::string> heard;
    int connected = 0;
    std::function<void()> on_connect = [] {};

    std::unique_ptr<Listener> listen(std::vector<std::string> channels,
                                     const std::string& more = "") {
        return std::make_unique<Listener>(
            test::database().conninfo() + " application_name=listener" + more, std::move(channels),
            [this](std::string_view channel, std::string_view payload) {
                const std::lock_guard lock(mutex);
                heard.push_back(std::string(channel) + ":" + std::string(payload));
            },
            [this] {
                const std::lock_guard lock(mutex);
                ++connected;
                on_connect();
            });
    }
    bool connects(int times) {
        return eventually(10s, [&] {
            const std::lock_guard lock(mutex);
            return connected >= times;
        });
    }
    bool hears(const std::vector<std::string>& expected) {
        return eventually(10s, [&] {
            const std::lock_guard lock(mutex);
            return heard == expected;
        });
    }
    void end_its_session() {
        connection.run_script(
            "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity "
            "WHERE application_name = 'listener' AND datname = current_database()");
    }
};

TEST_F(ListenerTest, hears_its_channels_and_no_other) {
    const auto listener = listen({"jobs", "Mixed case"});
    ASSERT_TRUE(connects(1));
    connection.run_script("NOTIFY jobs, 'one'; NOTIFY other, 'x'; NOTIFY \"Mixed case\"");
    EXPECT_TRUE(hears({"jobs:one", "Mixed case:"}));
}

TEST_F(ListenerTest, connects_again_and_says_so) {
    const auto listener = listen({"jobs"});
    ASSERT_TRUE(connects(1));
    end_its_session();
    ASSERT_TRUE(connects(2));
    connection.run_script("NOTIFY jobs, 'after'");
    EXPECT_TRUE(hears({"jobs:after"}));
}

TEST_F(ListenerTest, a_callback_that_throws_makes_it_connect_again) {
    on_connect = [this] {
        if (connected == 1) throw std::runtime_error("no database yet");
    };
    const auto listener = listen({"jobs"});
    EXPECT_TRUE(connects(2));
}

TEST_F(ListenerTest, stops_at_once_while_it_listens) {
    auto listener = listen({"jobs"});
    ASSERT_TRUE(connects(1));
    const auto start = std::chrono::steady_clock::now();
    listener.reset();
    EXPECT_LT(std::chrono::steady_clock::now() - start, 5s);
}

TEST_F(ListenerTest, stops_at_once_while_the_server_cannot_be_reached) {
    auto listener = listen({"jobs"}, " host=/nonexistent");
    const auto start = std::chrono::steady_clock::now();
    listener.reset();
    EXPECT_LT(std::chrono::steady_clock::now() - start, 5s);
    EXPECT_EQ(0, connected);
}

} // namespace
} // namespace db
