#include "figure.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "platform/meta/describe.hpp"

namespace bench {
namespace {

// JSON knows neither infinity nor what is no number.
std::string json_number(double value) {
    return std::isfinite(value) ? number_text(value) : "null";
}

} // namespace

void Latencies::time(const std::function<void()>& call) {
    const auto start = std::chrono::steady_clock::now();
    call();
    add(std::chrono::steady_clock::now() - start);
}

double Latencies::at(double share) const {
    if (all_.empty()) return 0;
    auto sorted = all_;
    const auto rank = std::ceil(share * static_cast<double>(sorted.size()));
    const auto index = std::clamp<std::ptrdiff_t>(static_cast<std::ptrdiff_t>(rank) - 1, 0,
                                                  std::ssize(sorted) - 1);
    std::ranges::nth_element(sorted, sorted.begin() + index);
    return sorted[static_cast<std::size_t>(index)];
}

std::string Latencies::summary() const {
    return fmt::format("p50 {}, p90 {}, p99 {}, max {} ms of {}", number_text(at(0.5)),
                       number_text(at(0.9)), number_text(at(0.99)), number_text(greatest()),
                       count());
}

std::string number_text(double value) {
    if (std::abs(value) >= 1000) return fmt::format("{:.0f}", value);
    return fmt::format("{:.4g}", std::round(value * 1000) / 1000);
}

std::string line_of(const Figure& figure) {
    return fmt::format("{} {} {} {} {}", figure.name, number_text(figure.value), figure.unit,
                       number_text(figure.limit), figure.ok() ? "ok" : "short");
}

std::string json_of(const std::vector<Figure>& figures) {
    std::string out = "[";
    for (const auto& figure : figures) {
        out += out.size() == 1 ? "\n  {\"name\": " : ",\n  {\"name\": ";
        meta::write_string(figure.name, out);
        out += fmt::format(R"(, "value": {}, "unit": )", json_number(figure.value));
        meta::write_string(figure.unit, out);
        out += fmt::format(R"(, "limit": {}, "verdict": "{}"}})", number_text(figure.limit),
                           figure.ok() ? "ok" : "short");
    }
    return out + "\n]";
}

} // namespace bench
