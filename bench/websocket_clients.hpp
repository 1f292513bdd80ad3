// Very many WebSocket clients on one thread, to see how soon all of them hear of a change.
#pragma once
#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "figure.hpp"

namespace bench {

class WebSocketClients {
  public:
    // One client a cookie header; each sends `subscription` first. Returns when all are ready;
    // std::runtime_error when one is refused.
    WebSocketClients(std::uint16_t port, const std::vector<std::string>& cookies,
                     const std::string& subscription);
    ~WebSocketClients();

    std::size_t size() const;
    // Reads until every client has one more event; adds the time from `start` of each.
    void await_event(std::chrono::steady_clock::time_point start, Latencies& latencies);

  private:
    struct State;
    std::unique_ptr<State> state_;
};

} // namespace bench
