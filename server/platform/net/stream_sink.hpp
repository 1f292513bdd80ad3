// From a producer thread to the socket: one chunk under way, one being filled, the producer waits
// beyond that.
#pragma once
#include <condition_variable>
#include <mutex>

#include "platform/http/message.hpp"
#include "platform/net/asio.hpp"

namespace net {

// Owned by both the producer and the I/O thread while the answer lasts; the stream outlives it (the
// session is held by the closure that runs the producer).
class StreamChannel : public std::enable_shared_from_this<StreamChannel> {
  public:
    StreamChannel(beast::tcp_stream& stream, std::chrono::seconds stall, std::string head);
    // On the producer's thread. Throws http::ClientGone.
    void send(std::string bytes);
    void wait_until_sent();

  private:
    void write_on_io_thread();
    beast::tcp_stream& stream_;
    std::chrono::seconds stall_;
    std::mutex mutex_;
    std::condition_variable sent_;
    std::string pending_; // what the I/O thread writes now
    bool busy_ = false;
    bool gone_ = false;
    friend void run_stream(const std::shared_ptr<StreamChannel>&, const http::Stream&,
                           const std::function<void(bool)>&);
};

// Runs the producer, frames its bytes as chunks and tells the session, on the I/O thread, whether
// all of it went out. A producer that throws leaves the answer visibly broken (no last chunk),
// never silently short.
void run_stream(const std::shared_ptr<StreamChannel>& channel, const http::Stream& produce,
                const std::function<void(bool whole)>& done);

} // namespace net
