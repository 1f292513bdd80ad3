// How this folder holds c-ares. Not for others.
#pragma once
#include <ares.h>

#include <chrono>
#include <string>
#include <vector>

namespace outbound {

// Before the first channel; std::runtime_error when the library does not start.
void start_ares();

// The queries of one caller, on his thread.
class AresChannel {
  public:
    // `servers`: addresses, with port or without; none: the machine's.
    explicit AresChannel(const std::vector<std::string>& servers);
    ~AresChannel();
    AresChannel(const AresChannel&) = delete;
    AresChannel& operator=(const AresChannel&) = delete;

    ares_channel get() const { return channel_; }
    // Waits for the sockets of the name servers, at most `patience`, and works on what came.
    void step(std::chrono::milliseconds patience) const;

  private:
    ares_channel channel_ = nullptr;
};

} // namespace outbound
