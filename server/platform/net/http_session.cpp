// One HTTP/1.1 connection: read a request, hand it over, write the answer, again. All on the I/O
// thread, in call-backs: g++ 12 miscompiles the coroutines that would read better.
#include <fmt/format.h>
#include <sodium.h>

#include <fstream>

#include "platform/log/log.hpp"
#include "platform/net/reply_head.hpp"
#include "platform/net/request_body.hpp"
#include "platform/net/request_head.hpp"
#include "platform/net/shared_state.hpp"
#include "platform/net/stream_sink.hpp"

namespace net {
namespace {

namespace bhttp = beast::http;
using std::chrono::steady_clock;

constexpr std::size_t first_read_bytes = 4096;           // holds the head of nearly every request
constexpr std::size_t most_read_ahead_bytes = 64 * 1024; // behind a head of the largest size
// Of a refused body, read on so that the client gets to read why.
constexpr std::uint64_t most_discarded_bytes = 4 << 20;
constexpr std::chrono::seconds discard_time{5};

// Sixteen hexadecimal digits. The kernel is asked for many at a time.
std::string random_name() {
    constexpr std::size_t size = 8;
    thread_local std::array<unsigned char, 64 * size> bytes;
    thread_local std::size_t used = bytes.size();
    if (used == bytes.size()) {
        randombytes_buf(bytes.data(), bytes.size());
        used = 0;
    }
    char text[size * 2 + 1];
    sodium_bin2hex(text, sizeof text, bytes.data() + used, size);
    used += size;
    return text;
}

// Not HTTP, against what only came to an end too early.
bool is_malformed(error_code error) {
    static const auto& of_http = bhttp::make_error_code(bhttp::error::bad_chunk).category();
    return error.category() == of_http && error != bhttp::error::end_of_stream
           && error != bhttp::error::partial_message;
}

class HttpSession final : public Connection, public std::enable_shared_from_this<HttpSession> {
  public:
    HttpSession(tcp::socket socket, std::shared_ptr<Shared> shared)
        : stream_(std::move(socket)), shared_(std::move(shared)) {
        error_code ignored;
        const auto peer = stream_.socket().remote_endpoint(ignored);
        if (!ignored) peer_ = peer.address().to_string();
        stream_.socket().non_blocking(true, ignored);
        shared_->connections.insert(this);
        ++shared_->connection_count;
    }
    ~HttpSession() override {
        shared_->connections.erase(this);
        --shared_->connection_count;
    }

    void finish() override {
        closing_ = true;
        if (waiting_) close();
    }
    void abort() override { close(); }

    void read_request() {
        if (closing_) return close();
        request_id_ = random_name();
        head_.emplace();
        head_->header_limit(shared_->limits.header_bytes);
        head_->body_limit(boost::none);
        if (buffer_.size() > 0) return read_head();
        waiting_ = true;
        stream_.expires_after(shared_->limits.idle_time);
        stream_.async_read_some(buffer_.prepare(first_read_bytes),
                                [self = shared_from_this()](error_code error, std::size_t size) {
                                    self->waiting_ = false;
                                    if (error) return self->close();
                                    self->buffer_.commit(size);
                                    self->read_head();
                                });
    }

  private:
    using HeadParser = bhttp::request_parser<bhttp::empty_body>;
    using BodyParser = bhttp::request_parser<bhttp::buffer_body>;

    // Most heads are there with their first bytes. What is missing gets a clock of its own: whoever
    // sends his head byte by byte would otherwise have all the time of an idle connection.
    void read_head() {
        error_code incomplete;
        buffer_.consume(head_->put(buffer_.data(), incomplete));
        if (incomplete != bhttp::error::need_more) return header_read(incomplete);
        stream_.expires_after(shared_->limits.header_time);
        bhttp::async_read_header(stream_, buffer_, *head_,
                                 [self = shared_from_this()](error_code error, std::size_t) {
                                     self->header_read(error);
                                 });
    }

    void header_read(error_code error) {
        if (error == bhttp::error::header_limit) return refuse(Refusal("head_too_large"));
        if (error == bhttp::error::end_of_stream || error == beast::error::timeout
            || error == asio::error::eof || error == asio::error::connection_reset
            || error == asio::error::operation_aborted)
            return close();
        if (error) return refuse(Refusal("bad_request", "this is not an HTTP request"));

        const auto& head = head_->get();
        if (const auto why = why_refused(head)) return refuse(*why);
        // Who speaks HTTP/1.0 knows no chunks: his answer may end with the connection only.
        knows_chunks_ = head.version() == 11;
        keep_alive_ = knows_chunks_ && head.keep_alive();
        request_ = request_of(head, peer_, shared_->trusted_proxies);
        request_.id = request_id_;
        is_head_ = request_.method == http::Method::head;
        if (request_.path == shared_->websocket_path && beast::websocket::is_upgrade(head)
            && !shared_->application.is_for_pages(request_))
            return upgrade();
        plan_ = shared_->application.plan(request_.method, request_.target);
        const auto length = head_->content_length();
        if (length && *length > plan_.limit) return too_large();
        if (head_->chunked() || (length && *length > http::BodyPlan::unasked)) return ask_first();
        await_body();
    }

    // Before a stranger fills our memory or disk: who is it?
    void ask_first() {
        stream_.expires_never();
        shared_->application.admit(request_, [self = shared_from_this()](
                                                 std::optional<http::Reply> refusal) {
            asio::post(self->stream_.get_executor(), [self, answer = std::move(refusal)]() mutable {
                if (!answer) return self->await_body();
                self->leave_body_unread();
                self->write(std::move(*answer));
            });
        });
    }

    void await_body() {
        // HTTP/1.0 knows no interim answers, and would take one for the answer (RFC 9110, 10.1.1).
        if (knows_chunks_ && beast::iequals(head_->get()[bhttp::field::expect], "100-continue"))
            return write_continue();
        read_body();
    }

    void write_continue() {
        static constexpr std::string_view text = "HTTP/1.1 100 Continue\r\n\r\n";
        stream_.expires_after(shared_->limits.write_stall);
        asio::async_write(stream_, asio::buffer(text),
                          [self = shared_from_this()](error_code error, std::size_t) {
                              if (error) return self->close();
                              self->read_body();
                          });
    }

    void read_body() {
        parser_.emplace(std::move(*head_));
        head_.reset();
        const auto file = plan_.spool ? std::filesystem::path(shared_->spool_folder) / random_name()
                                      : std::filesystem::path();
        if (const auto why = body_.begin(file, steady_clock::now())) return refuse(*why);
        if (parser_->is_done()) return dispatch();
        parser_->body_limit(plan_.limit);
        chunk_.resize(64 * 1024);
        read_body_piece();
    }

    void read_body_piece() {
        parser_->get().body().data = chunk_.data();
        parser_->get().body().size = chunk_.size();
        stream_.expires_after(shared_->limits.body_stall);
        bhttp::async_read_some(stream_, buffer_, *parser_,
                               [self = shared_from_this()](error_code error, std::size_t) {
                                   self->body_piece_read(error);
                               });
    }

    void body_piece_read(error_code error) {
        if (error == bhttp::error::need_buffer) error = {};
        if (error == bhttp::error::body_limit) return too_large();
        if (is_malformed(error)) return refuse(Refusal("bad_request", "the body is not HTTP"));
        if (error) return close();
        const auto size = chunk_.size() - parser_->get().body().size;
        if (const auto why = body_.take({chunk_.data(), size})) return refuse(*why);
        if (parser_->is_done()) return dispatch();
        if (const auto why = body_.too_slow(shared_->limits, steady_clock::now()))
            return refuse(*why);
        read_body_piece();
    }

    void too_large() {
        refuse(Refusal("body_too_large", fmt::format("at most {} bytes", plan_.limit)));
    }

    void dispatch() {
        parser_.reset();
        if (const auto why = body_.hand_over(request_)) return refuse(*why);
        stream_.expires_never();
        shared_->application.handle(
            std::move(request_), [self = shared_from_this()](http::Reply reply) {
                auto executor = self->stream_.get_executor();
                asio::post(executor, [self, made = std::move(reply)]() mutable {
                    self->write(std::move(made));
                });
            });
    }

    // An answer to what never became a request: the connection ends with it.
    void refuse(const Refusal& refusal) {
        body_.drop();
        leave_body_unread();
        write(shared_->application.refuse(refusal, request_id_));
    }

    void leave_body_unread() {
        keep_alive_ = false;
        unread_ = true;
    }

    void write(http::Reply reply) {
        reply_ = std::move(reply);
        if (closing_) keep_alive_ = false;
        if (std::holds_alternative<http::Stream>(reply_.body)) return write_stream();
        const bool bodiless = reply_.status == 204 || reply_.status == 304;
        std::uint64_t length = 0;
        const auto* file = std::get_if<http::FileBody>(&reply_.body);
        if (file) length = file->size;
        if (const auto bytes = reply_.bytes()) length = bytes->size();
        if (!make_head(bodiless ? BodyFraming::none : BodyFraming::length, length)) return;
        if (file && !is_head_ && !bodiless) return write_file(*file);
        std::array<asio::const_buffer, 2> pieces{asio::buffer(out_), asio::const_buffer{}};
        if (const auto bytes = reply_.bytes(); bytes && !is_head_ && !bodiless)
            pieces[1] = asio::buffer(bytes->data(), bytes->size());
        write_pieces(pieces);
    }

    // A field that cannot be written is a mistake of ours, and this thread is everybody's: it ends
    // one answer and not the server.
    bool make_head(BodyFraming framing, std::uint64_t length) {
        try {
            out_ = reply_head(reply_, framing, length, keep_alive_);
            return true;
        } catch (const std::logic_error& error) {
            log::error("reply_not_written", {{"what", error.what()}, {"request_id", request_id_}});
        }
        write(shared_->application.refuse(Refusal("internal_error"), request_id_));
        return false;
    }

    // Most answers fit into the socket's buffer: those need no waiting and no clock.
    void write_pieces(std::array<asio::const_buffer, 2> pieces) {
        error_code error;
        auto sent = stream_.socket().write_some(pieces, error);
        for (auto& piece : pieces) {
            const auto of_it = std::min(sent, piece.size());
            piece += of_it;
            sent -= of_it;
        }
        const bool all = pieces[0].size() == 0 && pieces[1].size() == 0;
        if (all || (error && error != asio::error::would_block)) return written(error);
        stream_.expires_after(shared_->limits.write_stall);
        asio::async_write(
            stream_, pieces,
            [self = shared_from_this()](error_code failed, std::size_t) { self->written(failed); });
    }

    void written(error_code error) {
        reply_ = {};
        if (!error && unread_) return linger();
        if (error || !keep_alive_) return close();
        read_request();
    }

    // Closing over bytes that nobody read resets the connection, and the client would lose our
    // answer: it hears that we end, and we take a little more.
    void linger() {
        error_code ignored; // the peer may be gone already
        stream_.socket().shutdown(tcp::socket::shutdown_send, ignored);
        stream_.expires_after(discard_time);
        waiting_ = true;
        chunk_.resize(64 * 1024);
        discard();
    }

    void discard() {
        stream_.async_read_some(asio::buffer(chunk_),
                                [self = shared_from_this()](error_code error, std::size_t size) {
                                    self->discarded_bytes_ += size;
                                    if (error || self->discarded_bytes_ > most_discarded_bytes)
                                        return self->close();
                                    self->discard();
                                });
    }

    void write_file(const http::FileBody& file) {
        file_.open(file.path, std::ios::binary);
        file_left_ = file.size;
        if (!file_)
            return close(); // gone since the handler looked: the client sees a broken answer
        write_file_piece();
    }

    void write_file_piece() {
        const auto room = std::min<std::uint64_t>(file_left_, 256 * 1024);
        const auto head_size = out_.size();
        out_.resize(head_size + room);
        file_.read(out_.data() + head_size, static_cast<std::streamsize>(room));
        if (static_cast<std::uint64_t>(file_.gcount()) != room) return close();
        file_left_ -= room;
        stream_.expires_after(shared_->limits.write_stall);
        asio::async_write(stream_, asio::buffer(out_),
                          [self = shared_from_this()](error_code error, std::size_t) {
                              self->out_.clear();
                              if (!error && self->file_left_ > 0) return self->write_file_piece();
                              self->file_.close();
                              self->written(error);
                          });
    }

    // HTTP/1.0 knows no chunks: there the body ends with the connection (RFC 9112, 6.3).
    void write_stream() {
        auto produce = std::get<http::Stream>(std::move(reply_.body));
        reply_.body = std::string{};
        const auto framing = knows_chunks_ ? BodyFraming::chunked : BodyFraming::none;
        if (!make_head(framing, 0)) return;
        if (is_head_) return write_head_only();
        auto channel = std::make_shared<StreamChannel>(
            shared_from_this(), stream_, shared_->limits.write_stall, std::move(out_), framing);
        auto ended = [self = shared_from_this()](StreamEnd end) { self->stream_ended(end); };
        const bool started = shared_->application.stream(
            [channel, work = std::move(produce), done = std::move(ended)] {
                run_stream(channel, work, done);
            });
        if (!started)
            write(shared_->application.refuse(Refusal("overloaded", "too many downloads at once"),
                                              request_id_));
    }

    void stream_ended(StreamEnd end) {
        if (end == StreamEnd::unbegun)
            return write(shared_->application.refuse(Refusal("internal_error"), request_id_));
        if (end == StreamEnd::whole) return written({});
        // A reset, not an end that a client of HTTP/1.0 would take for that of the body.
        error_code ignored; // the peer may be gone already
        stream_.socket().set_option(asio::socket_base::linger(true, 0), ignored);
        stream_.socket().close(ignored);
        close();
    }

    void write_head_only() {
        stream_.expires_after(shared_->limits.write_stall);
        asio::async_write(
            stream_, asio::buffer(out_),
            [self = shared_from_this()](error_code error, std::size_t) { self->written(error); });
    }

    void upgrade() {
        auto head = std::make_shared<bhttp::request<bhttp::empty_body>>(head_->release());
        stream_.expires_never();
        auto request = std::make_shared<http::Request>(request_);
        shared_->websockets.upgrade(std::move(request_), [self = shared_from_this(), head,
                                                          request](std::optional<Refusal> refusal) {
            asio::post(self->stream_.get_executor(),
                       [self, head, request, why = std::move(refusal)]() mutable {
                           if (why) return self->refuse(*why);
                           start_websocket_session(std::move(self->stream_), std::move(*head),
                                                   std::move(*request), self->shared_);
                       });
        });
    }

    void close() {
        body_.drop();
        error_code ignored; // the peer may be gone already
        stream_.socket().shutdown(tcp::socket::shutdown_send, ignored);
        stream_.close();
    }

    beast::tcp_stream stream_;
    std::shared_ptr<Shared> shared_;
    std::string peer_;
    // The only bound on what stands between the bytes of a body: extensions of chunks, trailers.
    beast::flat_buffer buffer_{shared_->limits.header_bytes + most_read_ahead_bytes};
    std::optional<HeadParser> head_;
    std::optional<BodyParser> parser_;
    RequestBody body_;
    http::BodyPlan plan_;
    http::Request request_;
    std::string request_id_; // also once the request is handed over
    std::vector<char> chunk_;
    std::uint64_t discarded_bytes_ = 0;
    http::Reply reply_;
    std::string out_;
    std::ifstream file_;
    std::uint64_t file_left_ = 0;
    bool keep_alive_ = true;
    bool knows_chunks_ = true; // speaks HTTP/1.1
    bool is_head_ = false;
    bool waiting_ = false;
    bool unread_ = false;
    bool closing_ = false;
};

} // namespace

void start_http_session(tcp::socket socket, std::shared_ptr<Shared> shared) {
    auto& io = shared->io;
    make_session<HttpSession>(io, std::move(socket), std::move(shared))->read_request();
}

} // namespace net
