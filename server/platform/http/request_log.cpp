#include "platform/http/request_log.hpp"

#include <map>
#include <shared_mutex>

#include "platform/log/log.hpp"
#include "platform/metrics/metrics.hpp"

namespace http {
namespace {

constexpr double slow_s = 1.0;

std::string_view name_of(const Route* route) {
    return route ? std::string_view(route->pattern) : "(other)";
}

} // namespace

// A figure is looked up by its labels under a lock that all share: once for each route, not at each
// request.
struct RequestLog::State {
    metrics::Registry& metrics;
    std::shared_mutex mutex;
    std::map<std::pair<const Route*, Method>, metrics::Histogram> figures;

    metrics::Histogram seconds_of(const Route* route, Method method) {
        {
            const std::shared_lock lock(mutex);
            const auto known = figures.find({route, method});
            if (known != figures.end()) return known->second;
        }
        const auto figure =
            metrics.histogram("http_request_seconds", "Time to answer, without sending",
                              {{"route", std::string(name_of(route))},
                               {"method", std::string(http::name_of(method))}});
        const std::lock_guard lock(mutex);
        return figures.emplace(std::pair(route, method), figure).first->second;
    }
};

RequestLog::RequestLog(metrics::Registry& metrics) : state_(new State{metrics, {}, {}}) {}
RequestLog::~RequestLog() = default;

RequestLog::Entry RequestLog::begin(const Request&) const {
    return std::chrono::steady_clock::now();
}

void RequestLog::end(Entry entry, const Request& request, const Route* route, const Reply& reply) {
    const double seconds =
        std::chrono::duration<double>(std::chrono::steady_clock::now() - entry).count();
    state_->seconds_of(route, request.method).observe(seconds);
    const auto level = reply.status >= 500 ? log::Level::error
                       : seconds >= slow_s ? log::Level::warn
                                           : log::Level::debug;
    log::write(level, "request",
               {{"method", http::name_of(request.method)},
                {"route", name_of(route)},
                {"status", reply.status},
                {"ms", seconds * 1000},
                {"request_id", request.id}});
}

void RequestLog::failure(const Request& request, std::string_view what,
                         std::string_view statement) {
    log::error("request_failed",
               {{"request_id", request.id}, {"what", what}, {"statement", statement}});
}

} // namespace http
