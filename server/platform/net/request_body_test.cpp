#include "platform/net/request_body.hpp"

#include <gtest/gtest.h>

#include "platform/net/server.hpp"
#include "testing/temporary_folder.hpp"

namespace {

using namespace std::chrono_literals;

struct RequestBody : testing::Test {
    testing_paths::TemporaryFolder folder;
    std::filesystem::path file = folder.path() / "body";
    net::RequestBody body;
    net::RequestBody::Clock::time_point start{};

    static std::string code(const std::optional<Refusal>& refusal) {
        return refusal ? refusal->code : "";
    }
    // A file on a disk without room.
    void fill_disk() { std::filesystem::create_symlink("/dev/full", file); }
};

} // namespace

TEST_F(RequestBody, comes_in_pieces_into_memory) {
    EXPECT_EQ("", code(body.begin({}, start)));
    body.take("one ");
    body.take("two");
    http::Request request;
    EXPECT_EQ("", code(body.hand_over(request)));
    EXPECT_EQ("one two", request.body);
    EXPECT_FALSE(request.spooled);
}

TEST_F(RequestBody, is_put_into_a_file_that_goes_with_the_request) {
    body.begin(file, start);
    body.take("one ");
    body.take("two");
    {
        http::Request request;
        EXPECT_EQ("", code(body.hand_over(request)));
        ASSERT_TRUE(request.spooled);
        EXPECT_EQ(7u, request.spooled->size());
        EXPECT_EQ(7u, std::filesystem::file_size(request.spooled->path()));
    }
    EXPECT_FALSE(std::filesystem::exists(file));
}

TEST_F(RequestBody, of_no_bytes_is_an_empty_file) {
    body.begin(file, start);
    http::Request request;
    body.hand_over(request);
    ASSERT_TRUE(request.spooled);
    EXPECT_EQ(0u, request.spooled->size());
    EXPECT_TRUE(std::filesystem::exists(file));
}

TEST_F(RequestBody, that_is_given_up_leaves_no_file) {
    body.begin(file, start);
    body.take("half");
    body.drop();
    EXPECT_FALSE(std::filesystem::exists(file));
    http::Request request;
    body.begin({}, start);
    body.hand_over(request);
    EXPECT_EQ("", request.body) << "nor anything for the next";
}

TEST_F(RequestBody, that_the_disk_has_no_room_for_is_refused_with_its_first_bytes) {
    fill_disk();
    body.begin(file, start);
    EXPECT_EQ("storage_full", code(body.take(std::string(1 << 20, 'x'))));
}

// What is small waits in memory until the file is closed: then it shows.
TEST_F(RequestBody, that_the_disk_has_no_room_for_is_refused_with_its_last_bytes) {
    fill_disk();
    body.begin(file, start);
    EXPECT_EQ("", code(body.take("a few bytes")));
    http::Request request;
    EXPECT_EQ("storage_full", code(body.hand_over(request)));
    EXPECT_FALSE(request.spooled) << "cut off, it would pass for the whole";
}

TEST_F(RequestBody, where_no_file_can_be_made_is_refused) {
    EXPECT_EQ("storage_full", code(body.begin(folder.path() / "no folder" / "body", start)));
}

TEST_F(RequestBody, may_be_slow_for_half_a_minute_and_a_kilobyte_a_second_after_it) {
    const net::Limits limits;
    struct Case {
        std::chrono::milliseconds after;
        std::size_t bytes;
        const char* code;
    };
    const Case cases[] = {{30'000ms, 0, ""},
                          {30'001ms, 0, "request_too_slow"},
                          {60'000ms, 60 * 1024 - 1, "request_too_slow"},
                          {60'000ms, 60 * 1024, ""}};
    for (const auto& c : cases) {
        body.begin({}, start);
        body.take(std::string(c.bytes, 'x'));
        EXPECT_EQ(c.code, code(body.too_slow(limits, start + c.after))) << c.after.count();
    }
}
