// What programs read of bin/bench: the array that --json prints, made by the command itself of
// parts that cost nothing.
#include "command.hpp"

#include <gtest/gtest.h>
#include <stdlib.h>

#include <boost/json.hpp>
#include <cmath>
#include <limits>

#include "part.hpp"

namespace {

namespace json = boost::json;

const bench::RegisterPart figures{
    "figures", "one of each kind", 1, [](bench::Bench& bench) {
        bench.at_most("search_p99", 12.3456, "ms", 25);
        bench.at_most("memory", 40.001, "MB", 40);
        bench.at_least("ratio", 0.31, "x", 0.3, "beside it: \"quoted\"");
        bench.at_least("rate", 123456.7, "1/s", 200000);
        bench.at_least("of_nothing", std::numeric_limits<double>::infinity(), "x", 1);
        bench.at_most("of_none", std::nan(""), "ms", 1);
    }};
const bench::RegisterPart breaks{"breaks", "ends in the middle", 2, [](bench::Bench& bench) {
                                     bench.at_most("before", 1, "ms", 2);
                                     throw std::runtime_error("no such table");
                                 }};

struct Said {
    int status = 0;
    std::string out;
};

Said bench_says(std::vector<const char*> arguments) {
    arguments.insert(arguments.begin(), {"bench", "--no-page"});
    char* text = nullptr;
    std::size_t size = 0;
    std::FILE* out = ::open_memstream(&text, &size);
    const auto status = bench::run(static_cast<int>(arguments.size()), arguments.data(), out);
    std::fclose(out);
    Said said{status, std::string(text, size)};
    std::free(text);
    return said;
}

TEST(BenchCommand, prints_one_array_of_figures_as_json) {
    const auto said = bench_says({"figures", "--json"});
    EXPECT_EQ(0, said.status);
    EXPECT_EQ(json::parse(R"([
        {"name":"figures.search_p99","value":12.35,"unit":"ms","limit":25,"verdict":"ok"},
        {"name":"figures.memory","value":40,"unit":"MB","limit":40,"verdict":"short"},
        {"name":"figures.ratio","value":0.31,"unit":"x","limit":0.3,"verdict":"ok"},
        {"name":"figures.rate","value":123457,"unit":"1/s","limit":200000,"verdict":"short"},
        {"name":"figures.of_nothing","value":null,"unit":"x","limit":1,"verdict":"short"},
        {"name":"figures.of_none","value":null,"unit":"ms","limit":1,"verdict":"short"}])"),
              json::parse(said.out))
        << said.out;
}

TEST(BenchCommand, keeps_the_figures_of_a_part_that_fails_and_says_that_it_failed) {
    const auto said = bench_says({"breaks", "--json"});
    EXPECT_EQ(1, said.status);
    EXPECT_EQ("breaks.before", json::parse(said.out).at(0).at("name").as_string());
    EXPECT_EQ(1u, json::parse(said.out).as_array().size());
}

TEST(BenchCommand, prints_a_line_for_each_figure) {
    const auto said = bench_says({"figures", "breaks"});
    EXPECT_TRUE(said.out.starts_with("figures.search_p99 12.35 ms 25 ok\n")) << said.out;
    EXPECT_TRUE(said.out.ends_with("breaks.before 1 ms 2 ok\n")) << said.out;
    EXPECT_EQ(7, std::ranges::count(said.out, '\n'));
}

TEST(BenchCommand, knows_its_parts) {
    EXPECT_EQ((Said{1, ""}.status), bench_says({"nothing", "--json"}).status);
    EXPECT_EQ("", bench_says({"nothing", "--json"}).out);
}

} // namespace
