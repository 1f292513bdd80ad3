// One WebSocket: a queue of shared frames for the reader, whole text messages from him. Without
// per-message deflate, which costs 100 KB a connection and half the frames a second.
#include <deque>

#include "platform/net/shared_state.hpp"

namespace net {
namespace {

namespace ws = beast::websocket;

class WebSocketSession final : public WebSocket,
                               public Connection,
                               public std::enable_shared_from_this<WebSocketSession> {
  public:
    WebSocketSession(beast::tcp_stream stream, std::shared_ptr<Shared> shared)
        : socket_(std::move(stream)),
          shared_(std::move(shared)),
          first_message_(socket_.get_executor()) {
        shared_->connections.insert(this);
        ++shared_->connection_count;
    }
    ~WebSocketSession() override {
        shared_->connections.erase(this);
        --shared_->connection_count;
    }

    void accept(beast::http::request<beast::http::empty_body> head, http::Request request) {
        beast::get_lowest_layer(socket_).expires_never();
        auto timeouts = ws::stream_base::timeout::suggested(beast::role_type::server);
        timeouts.idle_timeout = std::chrono::seconds(60); // pings at half of it
        timeouts.keep_alive_pings = true;
        socket_.set_option(timeouts);
        socket_.read_message_max(shared_->limits.websocket_message);
        auto kept = std::make_shared<
            std::pair<beast::http::request<beast::http::empty_body>, http::Request>>(
            std::move(head), std::move(request));
        socket_.async_accept(kept->first, [self = shared_from_this(), kept](error_code error) {
            if (error) return;
            self->shared_->websockets.opened(self, kept->second);
            self->expect_first_message();
            self->read();
        });
    }

    void send(std::shared_ptr<const std::string> text) override {
        asio::post(socket_.get_executor(),
                   [self = shared_from_this(), frame = std::move(text)]() mutable {
                       self->enqueue(std::move(frame));
                   });
    }
    void close() override {
        asio::post(socket_.get_executor(), [self = shared_from_this()] { self->finish(); });
    }
    void finish() override {
        if (closing_) return;
        closing_ = true;
        socket_.async_close(ws::close_code::going_away, [self = shared_from_this()](error_code) {});
    }
    void abort() override { beast::get_lowest_layer(socket_).close(); }

  private:
    // Strangers may connect: who says nothing keeps no place of those who do.
    void expect_first_message() {
        first_message_.expires_after(shared_->limits.websocket_first_message);
        first_message_.async_wait([here = weak_from_this()](error_code cancelled) {
            if (const auto self = here.lock(); self && !cancelled) self->abort();
        });
    }

    void read() {
        socket_.async_read(buffer_, [self = shared_from_this()](error_code error, std::size_t) {
            self->first_message_.cancel();
            if (error) return self->shared_->websockets.closed(self);
            self->shared_->websockets.message(self, beast::buffers_to_string(self->buffer_.data()));
            self->buffer_.consume(self->buffer_.size());
            self->read();
        });
    }

    void enqueue(std::shared_ptr<const std::string> frame) {
        if (closing_) return;
        if (waiting_bytes_ + frame->size() > shared_->limits.websocket_queue_bytes)
            return abort(); // a slow reader is dropped, not buffered
        waiting_bytes_ += frame->size();
        queue_.push_back(std::move(frame));
        if (queue_.size() == 1) write();
    }

    void write() {
        socket_.text(true);
        socket_.async_write(asio::buffer(*queue_.front()),
                            [self = shared_from_this()](error_code error, std::size_t) {
                                if (error) return self->abort();
                                self->waiting_bytes_ -= self->queue_.front()->size();
                                self->queue_.pop_front();
                                if (!self->queue_.empty()) self->write();
                            });
    }

    ws::stream<beast::tcp_stream> socket_;
    std::shared_ptr<Shared> shared_;
    asio::steady_timer first_message_;
    beast::flat_buffer buffer_;
    std::deque<std::shared_ptr<const std::string>> queue_;
    std::size_t waiting_bytes_ = 0; // in queue_
    bool closing_ = false;
};

} // namespace

void start_websocket_session(beast::tcp_stream stream,
                             beast::http::request<beast::http::empty_body> head,
                             http::Request request, std::shared_ptr<Shared> shared) {
    auto& io = shared->io;
    make_session<WebSocketSession>(io, std::move(stream), std::move(shared))
        ->accept(std::move(head), std::move(request));
}

} // namespace net
