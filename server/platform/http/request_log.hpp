// One log line and one measurement a request. No personal data: the route's pattern stands for the
// address.
#pragma once
#include <chrono>
#include <memory>

#include "platform/http/router.hpp"

namespace http {

class RequestLog {
  public:
    explicit RequestLog(metrics::Registry& metrics);
    ~RequestLog();
    using Entry = std::chrono::steady_clock::time_point;
    Entry begin(const Request& request) const;
    // Slow (over 1 s) and failed requests are always logged, the others at level debug.
    void end(Entry entry, const Request& request, const Route* route, const Reply& reply);
    // What a 500 was about; `statement` names the SQL statement, if one failed.
    void failure(const Request& request, std::string_view what, std::string_view statement);

  private:
    struct State;
    std::unique_ptr<State> state_;
};

} // namespace http
