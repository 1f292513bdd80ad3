// From a producer thread to the socket: one chunk under way, one being filled, the producer waits
// beyond that.
#pragma once
#include <condition_variable>
#include <mutex>

#include "platform/http/message.hpp"
#include "platform/net/asio.hpp"
#include "platform/net/reply_head.hpp"

namespace net {

// Owned by both the producer and the I/O thread while the answer lasts; the stream outlives it (the
// session is held by the closure that runs the producer).
class StreamChannel : public std::enable_shared_from_this<StreamChannel> {
  public:
    StreamChannel(beast::tcp_stream& stream, std::chrono::seconds stall, std::string head,
                  BodyFraming framing);
    // On the producer's thread, framed as the client understands it. Throw http::ClientGone.
    void send_piece(const std::string& bytes);
    void send_end();
    void wait_until_sent();

  private:
    void send(std::string bytes);
    void write_on_io_thread();
    beast::tcp_stream& stream_;
    std::chrono::seconds stall_;
    bool chunked_;
    std::mutex mutex_;
    std::condition_variable sent_;
    std::string pending_; // what the I/O thread writes now
    bool busy_ = false;
    bool gone_ = false;
    friend void run_stream(const std::shared_ptr<StreamChannel>&, const http::Stream&,
                           const std::function<void(bool)>&);
};

// Runs the producer, frames its bytes and tells the session, on the I/O thread, whether all of it
// went out. A producer that throws leaves the answer visibly broken (no last chunk), never
// silently short; without chunks the session has to see to that.
void run_stream(const std::shared_ptr<StreamChannel>& channel, const http::Stream& produce,
                const std::function<void(bool whole)>& done);

} // namespace net
