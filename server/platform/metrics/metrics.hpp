// Figures of the running server in the text format of Prometheus. Names follow its conventions:
// base units, `_total` for counters ("http_requests_total", "job_seconds").
#pragma once
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace prometheus {
class Counter;
class Gauge;
class Histogram;
} // namespace prometheus

namespace metrics {

// Label names with their values: {{"route", "/api/me"}, {"status", "200"}}. Never personal, never
// an id.
using Labels = std::vector<std::pair<std::string, std::string>>;

// Handles are cheap to copy, thread-safe and valid as long as their registry. Fetch them once where
// that is easy: a fetch takes a lock, a count does not.
class Counter {
  public:
    void add(double amount = 1) const; // not negative

  private:
    friend class Registry;
    explicit Counter(prometheus::Counter& counter) : counter_(&counter) {}
    prometheus::Counter* counter_;
};

class Gauge {
  public:
    void set(double value) const;
    void add(double amount) const;

  private:
    friend class Registry;
    explicit Gauge(prometheus::Gauge& gauge) : gauge_(&gauge) {}
    prometheus::Gauge* gauge_;
};

class Histogram {
  public:
    void observe(double value) const;

  private:
    friend class Registry;
    explicit Histogram(prometheus::Histogram& histogram) : histogram_(&histogram) {}
    prometheus::Histogram* histogram_;
};

// Upper bounds in seconds for what a request does, from 1 ms to 10 s.
std::span<const double> request_buckets();

class Registry {
  public:
    // A family keeps at most this many sets of labels; later ones are counted together, with
    // "other" for every value.
    static constexpr std::size_t series_limit = 1000;

    Registry();
    ~Registry();

    // The same name and labels give the same figure. The help of the first call stays.
    // std::logic_error for a name that is none in Prometheus or that belongs to a figure of another
    // kind.
    Counter counter(std::string_view name, std::string_view help, const Labels& labels = {});
    Gauge gauge(std::string_view name, std::string_view help, const Labels& labels = {});
    // All series of one histogram share the buckets of the first call.
    Histogram histogram(std::string_view name, std::string_view help, const Labels& labels = {},
                        std::span<const double> buckets = request_buckets());

    // Everything, with the memory, processor time, open files and start of this process.
    std::string text();

  private:
    struct State;
    std::unique_ptr<State> state_;
};

} // namespace metrics
