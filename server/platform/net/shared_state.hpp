// What the acceptor and all sessions share. Used on the I/O thread only, but for what says
// otherwise.
#pragma once
#include <set>

#include "platform/net/asio.hpp"
#include "platform/net/server.hpp"

namespace net {

// A connection that a stopping server can end.
class Connection {
  public:
    virtual ~Connection() = default;
    // Ends after the request under way, or at once when idle.
    virtual void finish() = 0;
    virtual void abort() = 0;
};

struct Shared {
    http::Application& application;
    WebSocketHandler& websockets;
    std::string websocket_path;
    std::vector<std::string> trusted_proxies;
    std::string spool_folder;
    Limits limits;
    asio::io_context& io;
    std::set<Connection*> connections;
    std::atomic<std::size_t> connection_count{0};
    bool stopping = false;
};

// A session whose last owner may be another thread: a worker that has just answered, a listener of
// events. It ends on the I/O thread all the same, which alone touches its socket and the set above.
template <class Session, class... Arguments>
std::shared_ptr<Session> make_session(asio::io_context& io, Arguments&&... arguments) {
    return std::shared_ptr<Session>(
        new Session(std::forward<Arguments>(arguments)...), [&io](Session* session) {
            asio::dispatch(io, [owned = std::unique_ptr<Session>(session)] {});
        });
}

void start_http_session(tcp::socket socket, std::shared_ptr<Shared> shared);
void start_websocket_session(beast::tcp_stream stream,
                             beast::http::request<beast::http::empty_body> head,
                             http::Request request, std::shared_ptr<Shared> shared);

} // namespace net
