#include "platform/log/log.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <boost/json.hpp>
#include <thread>

namespace {

const Timestamp noon = *parse_timestamp("2026-01-31T12:00:00Z");

std::string line(log::Fields fields) {
    return log_line(noon, log::Level::info, "r1", "request", fields);
}
boost::json::object parsed(const std::string& text) {
    return boost::json::parse(text).as_object();
}

} // namespace

TEST(LogLine, is_one_json_object_with_time_level_event_request_and_fields) {
    EXPECT_EQ(
        R"({"time":"2026-01-31T12:00:00Z","level":"info","event":"request","request_id":"r1",)"
        R"("route":"/api/me","status":200,"seconds":0.25,"cached":true,"delta":-3})",
        line({{"route", "/api/me"},
              {"status", 200},
              {"seconds", 0.25},
              {"cached", true},
              {"delta", -3L}}));
    EXPECT_EQ(R"({"time":"2026-01-31T12:00:00Z","level":"error","event":"no_request"})",
              log_line(noon, log::Level::error, {}, "no_request", {}));
}

TEST(LogLine, stays_json_whatever_a_text_holds) {
    const std::vector<std::pair<std::string, std::string>> cases{
        {"line\nbreak", "line\nbreak"},
        {"\"quoted\" \\", "\"quoted\" \\"},
        {std::string("\0\x1b[31m\x7f", 7), "\xEF\xBF\xBD\x1b[31m\x7f"},
        {"Zoë 名前 🙂", "Zoë 名前 🙂"},
        {"broken \xC3( \xFF", "broken \xEF\xBF\xBD( \xEF\xBF\xBD"},
    };
    for (const auto& [given, expected] : cases) {
        const auto text = line({{"value", given}});
        EXPECT_EQ(text.npos, text.find('\n'));
        EXPECT_EQ(expected, std::string(parsed(text).at("value").as_string())) << given;
    }
}

TEST(LogLine, writes_no_infinite_number) {
    EXPECT_TRUE(parsed(line({{"value", HUGE_VAL}})).at("value").is_null());
    EXPECT_TRUE(parsed(line({{"value", std::nan("")}})).at("value").is_null());
}

TEST(LogLine, masks_email_addresses_inside_of_texts) {
    const std::vector<std::pair<std::string, std::string>> cases{
        {"Key (email)=(ada@example.com) already exists", "Key (email)=([address]) already exists"},
        {"ada+news@example.co.uk, bob@b.io", "[address], [address]"},
        {"to=<zoë@bücher.example>", "to=<[address]>"},
        {"email=ada@example.com", "email=[address]"},
        {"no address @ all", "no address @ all"},
        {"@start and end@", "@start and end@"},
        {"a@b@c", "[address]@c"},
    };
    for (const auto& [given, expected] : cases)
        EXPECT_EQ(expected, std::string(parsed(line({{"what", given}})).at("what").as_string()));
}

TEST(LogLine, cuts_a_long_text_between_two_characters) {
    const std::string exact(log::value_limit_bytes, 'x');
    EXPECT_EQ(exact, std::string(parsed(line({{"value", exact}})).at("value").as_string()));
    EXPECT_EQ(exact + "…",
              std::string(parsed(line({{"value", exact + "y"}})).at("value").as_string()));
    auto odd = exact;
    odd.replace(odd.size() - 1, 1, "ä");
    EXPECT_EQ(exact.substr(1) + "…",
              std::string(parsed(line({{"value", odd}})).at("value").as_string()));
}

TEST(LogLine, leaves_fields_out_when_the_line_is_full) {
    const std::string big(log::value_limit_bytes, 'x');
    const auto text = line({{"a", big},
                            {"b", big},
                            {"c", big},
                            {"d", big},
                            {"e", big},
                            {"f", big},
                            {"g", big},
                            {"h", big},
                            {"i", big},
                            {"j", big},
                            {"k", big},
                            {"l", big},
                            {"m", big},
                            {"n", big},
                            {"o", big},
                            {"p", big},
                            {"q", 1}});
    EXPECT_EQ(2, parsed(text).at("fields_left_out").as_int64());
    EXPECT_LE(text.size(), log::line_limit_bytes + 64);
}

TEST(Log, writes_what_is_at_the_level_or_above) {
    log::Capture capture;
    log::set_level(log::Level::warn);
    log::debug("one");
    log::info("two");
    log::warn("three");
    log::error("four", {{"what", std::string("broke")}});
    const auto text = capture.text();
    EXPECT_EQ(2, std::count(text.begin(), text.end(), '\n'));
    EXPECT_NE(text.npos, text.find(R"("level":"warn","event":"three")"));
    EXPECT_NE(text.npos, text.find(R"("level":"error","event":"four","what":"broke")"));
}

TEST(Log, carries_the_request_of_its_thread) {
    log::Capture capture;
    const log::RequestScope outer("r-outer");
    {
        const log::RequestScope inner("r-inner");
        EXPECT_EQ("r-inner", log::request_id());
        std::thread([] { EXPECT_EQ("", log::request_id()); }).join();
    }
    log::info("after");
    EXPECT_NE(std::string::npos, capture.text().find(R"("request_id":"r-outer")"));
}

TEST(Log, takes_lines_from_many_threads_whole) {
    log::Capture capture;
    std::vector<std::thread> threads;
    for (int thread = 0; thread < 4; ++thread)
        threads.emplace_back([thread] {
            for (int i = 0; i < 250; ++i) log::info("line", {{"thread", thread}, {"i", i}});
        });
    for (auto& thread : threads) thread.join();
    std::istringstream lines(capture.text());
    int count = 0;
    for (std::string text; std::getline(lines, text); ++count)
        EXPECT_EQ("line", parsed(text).at("event").as_string());
    EXPECT_EQ(1000, count);
}

TEST(LogDeathTest, in_the_background_loses_no_line_before_the_end) {
    GTEST_FLAG_SET(death_test_style, "threadsafe");
    EXPECT_EXIT(
        {
            log::set_level(log::Level::info);
            log::write_in_background();
            for (int i = 0; i < 100; ++i) log::info("line", {{"i", i}});
            log::finish();
            log::info("written_at_once");
            std::_Exit(0);
        },
        testing::ExitedWithCode(0), "\"i\":0}(.|\n)*\"i\":99}\n(.|\n)*written_at_once");
}

TEST(LogDeathTest, behind_a_stuck_reader_drops_the_oldest_lines_and_says_so) {
    GTEST_FLAG_SET(death_test_style, "threadsafe");
    EXPECT_EXIT(
        {
            int ends[2];
            if (pipe(ends) != 0 || dup2(ends[1], STDERR_FILENO) < 0) std::_Exit(2);
            log::set_level(log::Level::info);
            log::write_in_background();
            const std::string long_text(500,
                                        'x'); // more than pipe and queue hold, and nobody reads
            for (std::size_t i = 0; i < 2 * log::queue_limit_lines; ++i)
                log::info("line", {{"text", long_text}});
            log::info("last");
            std::string read_text;
            std::thread reader([&] {
                std::array<char, 65536> buffer{};
                while (!read_text.ends_with("\"last\"}\n"))
                    read_text.append(buffer.data(), static_cast<std::size_t>(read(
                                                        ends[0], buffer.data(), buffer.size())));
            });
            log::finish();
            reader.join();
            std::_Exit(read_text.find("log_lines_dropped") == read_text.npos ? 1 : 0);
        },
        testing::ExitedWithCode(0), "");
}

TEST(Log, names_a_person_without_telling_who) {
    const auto name = log::pseudonym("ada@example.com");
    EXPECT_EQ(name, log::pseudonym("ada@example.com"));
    EXPECT_NE(name, log::pseudonym("bob@example.com"));
    EXPECT_EQ(18u, name.size());
    EXPECT_EQ(name.npos, name.find("ada"));
}

TEST(Log, knows_its_levels_by_name) {
    EXPECT_EQ(log::Level::debug, log::parse_level("debug"));
    EXPECT_EQ(log::Level::error, log::parse_level("error"));
    EXPECT_EQ(std::nullopt, log::parse_level("verbose"));
}
