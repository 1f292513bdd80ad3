#include "platform/http/rate_limit.hpp"

#include <algorithm>
#include <array>
#include <mutex>
#include <unordered_map>

namespace http {

using std::chrono::microseconds;
using std::chrono::milliseconds;

namespace {

constexpr std::size_t shard_count = 16;
constexpr std::size_t most_callers = 100'000;

struct Shard {
    std::mutex mutex;
    // The theoretical arrival time: when the caller's debt will be paid.
    std::unordered_map<std::string, Timestamp> arrivals;
};

void forget_rested(Shard& shard, Timestamp now) {
    std::erase_if(shard.arrivals, [&](const auto& entry) { return entry.second <= now; });
    // Everybody is in debt: a flood from many addresses. Forgetting all lets some calls pass, and
    // bounds memory.
    if (shard.arrivals.size() >= most_callers / shard_count) shard.arrivals.clear();
}

} // namespace

RateLimit limit_of(Rate rate) {
    switch (rate) {
        case Rate::read:
            return {6000, 600};
        case Rate::write:
            return {1800, 300};
        case Rate::heavy:
            return {120, 30};
        case Rate::credential:
            return {20, 20};
        case Rate::open:
            return {6000, 600};
    }
    return {60, 10};
}

struct RateLimiter::State {
    double factor;
    std::array<Shard, shard_count> shards;
};

RateLimiter::RateLimiter(double factor) : state_(std::make_unique<State>()) {
    state_->factor = factor;
}
RateLimiter::~RateLimiter() = default;

RateDecision RateLimiter::take(Rate rate, std::string_view caller, Timestamp now) {
    if (state_->factor <= 0) return {};
    const auto limit = limit_of(rate);
    const microseconds interval(
        static_cast<std::int64_t>(60e6 / (limit.per_minute * state_->factor)));
    const auto burst =
        std::max<std::int64_t>(1, static_cast<std::int64_t>(limit.burst * state_->factor));
    const microseconds tolerance = interval * burst;

    std::string key(1, static_cast<char>('a' + static_cast<int>(rate)));
    key += caller;
    auto& shard = state_->shards[std::hash<std::string>{}(key) % shard_count];
    const std::lock_guard lock(shard.mutex);
    if (shard.arrivals.size() >= most_callers / shard_count) forget_rested(shard, now);
    auto& arrival = shard.arrivals.try_emplace(key, now).first->second;
    const auto next = std::max(arrival, now) + interval;

    RateDecision decision;
    if (next - now > tolerance) {
        decision.allowed = false;
        decision.retry_after = std::chrono::ceil<milliseconds>(next - now - tolerance);
    } else {
        arrival = next;
        decision.remaining = static_cast<int>((tolerance - (next - now)) / interval);
    }
    decision.reset = std::chrono::ceil<milliseconds>(arrival - now);
    return decision;
}

} // namespace http
