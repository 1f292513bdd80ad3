// What was measured, against what is to be reached.
#pragma once
#include <chrono>
#include <cmath>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace bench {

struct Figure {
    std::string name; // "contacts.search_p99"
    double value = 0;
    std::string unit; // "ms", "MB", "x" (a ratio), …
    double limit = 0;
    bool at_least = false; // the limit is the least value, else the greatest
    std::string beside; // what else was seen in the same run: both sides of a ratio, other shares

    // What could not be computed (a ratio to nothing) reaches nothing.
    bool ok() const { return std::isfinite(value) && (at_least ? value >= limit : value <= limit); }
};

// Durations of one kind of call.
class Latencies {
  public:
    using Milliseconds = std::chrono::duration<double, std::milli>;

    void add(Milliseconds duration) { all_.push_back(duration.count()); }
    void add(const Latencies& others) {
        all_.insert(all_.end(), others.all_.begin(), others.all_.end());
    }
    // Runs `call` and adds how long it took.
    void time(const std::function<void()>& call);
    std::size_t count() const { return all_.size(); }
    // The smallest that is not exceeded by this share of them, in ms: at(0.99). Of none: 0.
    double at(double share) const;
    double greatest() const { return at(1); }
    // "p50 3.1, p90 7.0, p99 20.2, max 31.0 ms of 1000".
    std::string summary() const;

  private:
    std::vector<double> all_;
};

// "contacts.search_p99 12.3 ms 25 ok"
std::string line_of(const Figure& figure);
// One array, as issue trackers and dashboards read it:
//     [{"name": …, "value": 12.3, "unit": "ms", "limit": 25, "verdict": "ok" or "short"}, …]
// A value that could not be computed is null.
std::string json_of(const std::vector<Figure>& figures);
// A number as people write it: four digits that say something, no trailing zeros.
std::string number_text(double value);

} // namespace bench
