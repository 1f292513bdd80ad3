#include "platform/net/stream_sink.hpp"

#include <fmt/format.h>

#include "platform/log/log.hpp"

namespace net {
namespace {

constexpr std::size_t chunk_bytes = 64 * 1024;

class ChannelSink final : public http::Sink {
  public:
    ChannelSink(StreamChannel& channel, BodyFraming framing)
        : channel_(channel), framing_(framing) {}
    void write(std::string_view bytes) override {
        buffer_ += bytes;
        if (buffer_.size() >= chunk_bytes) flush();
    }
    void flush() {
        if (buffer_.empty()) return;
        channel_.send(framing_ == BodyFraming::chunked
                          ? fmt::format("{:x}\r\n", buffer_.size()) + buffer_ + "\r\n"
                          : buffer_);
        buffer_.clear();
    }
    void end() {
        flush();
        channel_.send(framing_ == BodyFraming::chunked ? "0\r\n\r\n"
                                                       : ""); // with the head, if none was
        channel_.wait_until_sent();
    }

  private:
    StreamChannel& channel_;
    BodyFraming framing_;
    std::string buffer_;
};

} // namespace

StreamChannel::StreamChannel(std::shared_ptr<void> session, beast::tcp_stream& stream,
                             std::chrono::seconds stall, std::string head, BodyFraming framing)
    : session_(std::move(session)),
      stream_(stream),
      stall_(stall),
      framing_(framing),
      pending_(std::move(head)) {}

void StreamChannel::send(std::string bytes) {
    {
        std::unique_lock lock(mutex_);
        sent_.wait(lock, [this] { return !busy_ || gone_; });
        if (gone_) throw http::ClientGone{};
        pending_ += bytes;
        busy_ = true;
        begun_ = true;
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
                const std::function<void(StreamEnd)>& done) {
    auto end = StreamEnd::broken;
    try {
        ChannelSink sink(*channel, channel->framing_);
        produce(sink);
        sink.end();
        end = StreamEnd::whole;
    } catch (const http::ClientGone&) {
        log::info("client_left_download", {});
    } catch (const std::exception& error) {
        log::error("download_failed", {{"what", error.what()}});
        if (!channel->begun_) end = StreamEnd::unbegun; // set on this thread only
    }
    asio::post(channel->stream_.get_executor(), [done, end] { done(end); });
}

} // namespace net
