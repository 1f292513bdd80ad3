#include "platform/metrics/metrics.hpp"

#include <gtest/gtest.h>

#include "platform/metrics/process.hpp"

namespace {

bool has_line(const std::string& text, const std::string& line) {
    return ("\n" + text).find("\n" + line + "\n") != std::string::npos;
}

} // namespace

TEST(Metrics, tell_counters_gauges_and_histograms_in_the_text_format) {
    metrics::Registry registry;
    registry
        .counter("requests_total", "Requests answered", {{"route", "/api/me"}, {"status", "200"}})
        .add();
    registry
        .counter("requests_total", "Requests answered", {{"route", "/api/me"}, {"status", "200"}})
        .add(2);
    registry.gauge("connections", "Open connections").set(7);
    registry.gauge("connections", "Open connections").add(-2);
    const std::vector<double> buckets{0.1, 1};
    for (const double seconds : {0.05, 0.5, 5.0})
        registry.histogram("request_seconds", "Time of a request", {}, buckets).observe(seconds);
    const auto text = registry.text();
    for (const std::string line :
         {"# HELP requests_total Requests answered", "# TYPE requests_total counter",
          R"(requests_total{route="/api/me",status="200"} 3)", "connections 5",
          R"(request_seconds_bucket{le="0.1"} 1)", R"(request_seconds_bucket{le="1"} 2)",
          R"(request_seconds_bucket{le="+Inf"} 3)", "request_seconds_count 3"})
        EXPECT_TRUE(has_line(text, line)) << line << "\nin\n" << text;
}

TEST(Metrics, escape_what_a_label_holds) {
    metrics::Registry registry;
    registry.counter("things_total", "Things", {{"name", "a\"b\\c\nd"}}).add();
    EXPECT_TRUE(has_line(registry.text(), R"(things_total{name="a\"b\\c\nd"} 1)"));
}

TEST(Metrics, count_the_labels_above_the_bound_together) {
    metrics::Registry registry;
    for (std::size_t i = 0; i < metrics::Registry::series_limit + 5; ++i)
        registry.counter("things_total", "Things", {{"name", std::to_string(i)}}).add();
    registry.counter("things_total", "Things", {{"name", "0"}}).add();
    const auto text = registry.text();
    EXPECT_TRUE(has_line(text, R"(things_total{name="999"} 1)"));
    EXPECT_FALSE(has_line(text, R"(things_total{name="1000"} 1)"));
    EXPECT_TRUE(has_line(text, R"(things_total{name="other"} 5)"));
    EXPECT_TRUE(has_line(text, R"(things_total{name="0"} 2)"));
}

TEST(Metrics, refuse_a_name_that_is_none_or_is_taken) {
    metrics::Registry registry;
    EXPECT_THROW(registry.counter("no name", "x"), std::logic_error);
    registry.counter("things_total", "x");
    EXPECT_THROW(registry.gauge("things_total", "x"), std::logic_error);
    EXPECT_NO_THROW(registry.counter("things_total", "x"));
}

TEST(Metrics, know_the_process) {
    const auto figures = metrics::read_process_figures();
    EXPECT_GT(figures.resident_bytes, 1e6);
    EXPECT_GE(figures.open_files, 3);
    const auto now = static_cast<double>(time(nullptr));
    EXPECT_LE(figures.start_seconds, now + 1);
    EXPECT_GT(figures.start_seconds, now - 24 * 3600) << "of this program, not of the machine";
    metrics::Registry registry;
    EXPECT_NE(std::string::npos, registry.text().find("\nprocess_resident_memory_bytes "));
}

TEST(Metrics, take_counts_from_many_threads) {
    metrics::Registry registry;
    std::vector<std::thread> threads;
    for (int thread = 0; thread < 4; ++thread)
        threads.emplace_back([&registry] {
            for (int i = 0; i < 1000; ++i)
                registry.counter("things_total", "Things", {{"kind", "x"}}).add();
        });
    for (auto& thread : threads) thread.join();
    EXPECT_TRUE(has_line(registry.text(), R"(things_total{kind="x"} 4000)"));
}
