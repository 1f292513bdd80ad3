#include "platform/metrics/metrics.hpp"

#include <prometheus/counter.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>
#include <prometheus/text_serializer.h>

#include <array>
#include <map>
#include <mutex>
#include <set>
#include <stdexcept>

#include "platform/metrics/process.hpp"

namespace metrics {
namespace {

using Names = std::map<std::string, std::string>;

// One name with all its series.
template <class Metric>
struct Family {
    prometheus::Family<Metric>* family = nullptr;
    std::set<Names> series;
    std::vector<double> buckets; // of a histogram
};

template <class Metric>
using Families = std::map<std::string, Family<Metric>, std::less<>>;

Names bounded(std::set<Names>& series, const Labels& labels) {
    Names names(labels.begin(), labels.end());
    if (series.contains(names) || series.size() < Registry::series_limit) {
        series.insert(names);
        return names;
    }
    for (auto& [name, value] : names) value = "other";
    return names;
}

} // namespace

struct Registry::State {
    std::mutex mutex;
    prometheus::Registry registry{prometheus::Registry::InsertBehavior::Throw};
    Families<prometheus::Counter> counters;
    Families<prometheus::Gauge> gauges;
    Families<prometheus::Histogram> histograms;

    template <class Metric, class Builder>
    Family<Metric>& family(Families<Metric>& families, Builder builder, std::string_view name,
                           std::string_view help) {
        auto& found = families.try_emplace(std::string(name)).first->second;
        if (found.family) return found;
        try {
            found.family =
                &builder.Name(std::string(name)).Help(std::string(help)).Register(registry);
        } catch (const std::invalid_argument& error) {
            families.erase(std::string(name));
            throw std::logic_error("metric " + std::string(name) + ": " + error.what());
        }
        return found;
    }
};

void Counter::add(double amount) const {
    counter_->Increment(amount);
}
void Gauge::set(double value) const {
    gauge_->Set(value);
}
void Gauge::add(double amount) const {
    gauge_->Increment(amount);
}
void Histogram::observe(double value) const {
    histogram_->Observe(value);
}

std::span<const double> request_buckets() {
    static constexpr std::array buckets{0.001, 0.0025, 0.005, 0.01, 0.025, 0.05,
                                        0.1,   0.25,   0.5,   1.0,  2.5,   10.0};
    return buckets;
}

Registry::Registry() : state_(std::make_unique<State>()) {}
Registry::~Registry() = default;

Counter Registry::counter(std::string_view name, std::string_view help, const Labels& labels) {
    const std::lock_guard lock(state_->mutex);
    auto& family = state_->family(state_->counters, prometheus::BuildCounter(), name, help);
    return Counter(family.family->Add(bounded(family.series, labels)));
}

Gauge Registry::gauge(std::string_view name, std::string_view help, const Labels& labels) {
    const std::lock_guard lock(state_->mutex);
    auto& family = state_->family(state_->gauges, prometheus::BuildGauge(), name, help);
    return Gauge(family.family->Add(bounded(family.series, labels)));
}

Histogram Registry::histogram(std::string_view name, std::string_view help, const Labels& labels,
                              std::span<const double> buckets) {
    const std::lock_guard lock(state_->mutex);
    auto& family = state_->family(state_->histograms, prometheus::BuildHistogram(), name, help);
    if (family.buckets.empty()) family.buckets.assign(buckets.begin(), buckets.end());
    return Histogram(family.family->Add(bounded(family.series, labels), family.buckets));
}

std::string Registry::text() {
    const auto process = read_process_figures();
    gauge("process_resident_memory_bytes", "Memory in use").set(process.resident_bytes);
    const auto processor = counter("process_cpu_seconds_total", "Processor time used");
    processor.add(process.cpu_seconds - processor.counter_->Value());
    gauge("process_open_fds", "Open files and sockets").set(process.open_files);
    gauge("process_start_time_seconds", "When the process started, since 1970")
        .set(process.start_seconds);
    return prometheus::TextSerializer{}.Serialize(state_->registry.Collect());
}

} // namespace metrics
