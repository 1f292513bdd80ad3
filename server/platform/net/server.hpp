// The sockets: HTTP/1.1 and WebSocket on one I/O thread. The only folder that knows Boost.Beast and
// Asio.
#pragma once
#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "platform/http/application.hpp"

namespace net {

// Bounds on what a client may do to us.
struct Limits {
    std::size_t connections = 10'000; // more are closed at once
    std::uint32_t header_bytes =
        64 * 1024; // request line (with a rule as filter) and fields: 431 above
    std::chrono::seconds header_time{
        10};                            // from the first byte of a request to the end of its fields
    std::chrono::seconds idle_time{75}; // between requests
    std::chrono::seconds body_stall{15};              // without a byte of the body
    std::uint64_t least_body_rate = 1024;             // bytes a second; slower clients go
    std::chrono::seconds body_grace{30};              // in which a body may be slower
    std::chrono::seconds write_stall{30};             // without the client taking a byte
    std::chrono::seconds websocket_first_message{10}; // for a client to say what it wants
    std::size_t websocket_message = 64 * 1024;        // bytes of one message from a client
    std::size_t websocket_queue_bytes =
        1024 * 1024; // waiting for a slow reader, who is dropped above
};

// One WebSocket connection, as its owner sees it. Thread-safe.
class WebSocket {
  public:
    virtual ~WebSocket() = default;
    // Shared text: one frame for a thousand readers. A full queue closes the connection.
    virtual void send(std::shared_ptr<const std::string> text) = 0;
    virtual void close() = 0;
};

// Who receives what WebSocket clients say. Called on the I/O thread: be quick.
class WebSocketHandler {
  public:
    virtual ~WebSocketHandler() = default;
    // Before the upgrade: nullopt accepts, and `opened` follows.
    virtual void upgrade(http::Request request,
                         std::function<void(std::optional<Refusal>)> decide) = 0;
    virtual void opened(std::shared_ptr<WebSocket> socket, const http::Request& request) = 0;
    virtual void message(const std::shared_ptr<WebSocket>& socket, std::string text) = 0;
    virtual void closed(const std::shared_ptr<WebSocket>& socket) = 0;
};

struct Address {
    std::string host = "127.0.0.1";
    std::uint16_t port = 0; // 0: any free one
};

class Server {
  public:
    // Binds at once (std::runtime_error naming the address when taken) and answers from start() on.
    // `websocket_path` goes to `websockets`, everything else to `application`. Uploads are spooled
    // into `spool_folder`.
    Server(http::Application& application, WebSocketHandler& websockets, std::string websocket_path,
           Address address, std::vector<std::string> trusted_proxies, std::string spool_folder,
           Limits limits = {});
    ~Server();

    std::uint16_t port() const;
    void start();
    // Stops accepting, lets requests under way finish (at most `patience`), then ends whoever is
    // left. Application::drain() comes after it and before the destructor.
    void stop(std::chrono::milliseconds patience = std::chrono::seconds(10));
    std::size_t connections() const;

  private:
    struct State;
    std::unique_ptr<State> state_;
};

} // namespace net
