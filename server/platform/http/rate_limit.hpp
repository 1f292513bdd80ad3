// Rate limits by GCRA (generic cell rate algorithm, ITU-T I.371): one time stamp a caller, no
// windows to reset.
#pragma once
#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "platform/base/timestamp.hpp"

namespace http {

// The rate class that a route line names.
enum class Rate {
    read,       // lists and records
    write,      // changes
    heavy,      // exports, imports, bulk, searches without an index
    credential, // sign-in, reset, second factor: slow on purpose
    open,       // public pages and health
};

struct RateLimit {
    int per_minute; // sustained
    int burst;      // at once, after a rest
};
RateLimit limit_of(Rate rate);

struct RateDecision {
    bool allowed = true;
    int remaining = 0;                       // calls that would be allowed right now
    std::chrono::milliseconds retry_after{}; // when refused
    std::chrono::milliseconds reset{};       // until the whole burst is there again
};

// Thread-safe. Holds at most `most_callers` (100,000) callers in memory and forgets those that are
// at rest first. A node counts for itself; what must hold over all nodes (guessing passwords) is
// counted in the database by accounts.
class RateLimiter {
  public:
    // `factor` multiplies every limit: 1 as documented; tests and benchmarks set it higher, 0 turns
    // limits off.
    explicit RateLimiter(double factor = 1);
    ~RateLimiter();
    RateDecision take(Rate rate, std::string_view caller, Timestamp now);

  private:
    struct State;
    std::unique_ptr<State> state_;
};

} // namespace http
