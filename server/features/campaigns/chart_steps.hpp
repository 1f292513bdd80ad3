// Into which steps of time a chart divides a span.
#pragma once
#include <cstdint>

namespace campaigns {

// The shortest step, in seconds, with which the span has fewer than 100: more bars than that are
// lines.
constexpr std::int64_t chart_step(std::int64_t span_seconds) {
    constexpr std::int64_t most_steps = 100;
    for (const std::int64_t step : {1, 5, 10, 30, 60, 300, 900, 3600, 6 * 3600})
        if (span_seconds / step < most_steps) return step;
    return 24 * 3600;
}

} // namespace campaigns
