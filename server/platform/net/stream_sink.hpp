// From a producer thread to the socket: one chunk under way, one being filled, the producer waits
// beyond that.
#pragma once
#include <condition_variable>
#include <mutex>

#include "platform/http/message.hpp"
#include "platform/net/asio.hpp"
#include "platform/net/reply_head.hpp"

namespace net {

enum class StreamEnd {
    whole,
    unbegun, // the producer failed before its first bytes left: another answer can still be given
    broken,  // it failed later, or the client left
};

// Owned by both the producer and the I/O thread while the answer lasts.
class StreamChannel : public std::enable_shared_from_this<StreamChannel> {
  public:
    // `session` owns the stream, and lives as long: a producer may fail while the I/O thread still
    // writes. `framing`: chunked, or none for a body that ends with the connection.
    StreamChannel(std::shared_ptr<void> session, beast::tcp_stream& stream,
                  std::chrono::seconds stall, std::string head, BodyFraming framing);
    // On the producer's thread. Throws http::ClientGone.
    void send(std::string bytes);
    void wait_until_sent();

  private:
    void write_on_io_thread();
    std::shared_ptr<void> session_;
    beast::tcp_stream& stream_;
    std::chrono::seconds stall_;
    BodyFraming framing_;
    std::mutex mutex_;
    std::condition_variable sent_;
    std::string pending_; // what the I/O thread writes now
    bool busy_ = false;
    bool begun_ = false; // on the producer's thread
    bool gone_ = false;
    friend void run_stream(const std::shared_ptr<StreamChannel>&, const http::Stream&,
                           const std::function<void(StreamEnd)>&);
};

// Runs the producer, frames its bytes and tells the session, on the I/O thread, what became of
// them. A producer that throws leaves the answer visibly broken (no last chunk; the session resets
// the connection), never silently short.
void run_stream(const std::shared_ptr<StreamChannel>& channel, const http::Stream& produce,
                const std::function<void(StreamEnd)>& done);

} // namespace net
