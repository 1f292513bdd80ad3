#include "platform/net/stream_sink.hpp"

#include <fmt/format.h>

#include "platform/log/log.hpp"

namespace net {
namespace {

constexpr std::size_t piece_bytes = 64 * 1024;

class PieceSink final : public http::Sink {
  public:
    explicit PieceSink(StreamChannel& channel) : channel_(channel) {}
    void write(std::string_view bytes) override {
        buffer_ += bytes;
        if (buffer_.size() >= piece_bytes) flush();
    }
    void flush() {
        if (buffer_.empty()) return;
        channel_.send_piece(buffer_);
        buffer_.clear();
    }

  private:
    StreamChannel& channel_;
    std::string buffer_;
};

} // namespace

StreamChannel::StreamChannel(beast::tcp_stream& stream, std::chrono::seconds stall,
                             std::string head, BodyFraming framing)
    : stream_(stream),
      stall_(stall),
      chunked_(framing == BodyFraming::chunked),
      pending_(std::move(head)) {}

void StreamChannel::send_piece(const std::string& bytes) {
    send(chunked_ ? fmt::format("{:x}\r\n", bytes.size()) + bytes + "\r\n" : bytes);
}

void StreamChannel::send_end() {
    send(chunked_ ? "0\r\n\r\n" : "");
}

void StreamChannel::send(std::string bytes) {
    {
        std::unique_lock lock(mutex_);
        sent_.wait(lock, [this] { return !busy_ || gone_; });
        if (gone_) throw http::ClientGone{};
        pending_ += bytes;
        busy_ = true;
    }
    asio::post(stream_.get_executor(), [self = shared_from_this()] { self->write_on_io_thread(); });
}

void StreamChannel::wait_until_sent() {
    std::unique_lock lock(mutex_);
    sent_.wait(lock, [this] { return !busy_ || gone_; });
    if (gone_) throw http::ClientGone{};
}

void StreamChannel::write_on_io_thread() {
    stream_.expires_after(stall_);
    asio::async_write(stream_, asio::buffer(pending_),
                      [self = shared_from_this()](error_code error, std::size_t) {
                          {
                              const std::lock_guard lock(self->mutex_);
                              self->pending_.clear();
                              self->busy_ = false;
                              self->gone_ = self->gone_ || error;
                          }
                          self->sent_.notify_all();
                      });
}

void run_stream(const std::shared_ptr<StreamChannel>& channel, const http::Stream& produce,
                const std::function<void(bool)>& done) {
    bool whole = false;
    try {
        PieceSink sink(*channel);
        produce(sink);
        sink.flush();
        channel->send_end();
        channel->wait_until_sent();
        whole = true;
    } catch (const http::ClientGone&) {
        log::info("client_left_download", {});
    } catch (const std::exception& error) {
        log::error("download_failed", {{"what", error.what()}});
    }
    asio::post(channel->stream_.get_executor(), [done, whole] { done(whole); });
}

} // namespace net
