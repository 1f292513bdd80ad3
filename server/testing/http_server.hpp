// An HTTP server that answers what the test tells it to, byte for byte, and remembers what it was
// asked.
#pragma once
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "testing/socket_server.hpp"

namespace testing_servers {

struct HttpRequest {
    std::string method;
    std::string target;
    std::vector<std::string> header_lines;
    std::string body;

    // Of the first header of the name, in any case; empty without one.
    std::string header(std::string_view name) const;
};

class HttpServer {
  public:
    // Writes the answer itself; http_reply() helps. One request a connection.
    using Answer = std::function<void(const HttpRequest&, Connection&)>;
    explicit HttpServer(Answer answer, const TlsIdentity* tls = nullptr);

    std::uint16_t port() const { return server_.port(); }
    std::string url(std::string_view path = "/", std::string_view host = "127.0.0.1") const;
    std::vector<HttpRequest> requests() const;

  private:
    void serve(Connection& connection);

    Answer answer_;
    const TlsIdentity* tls_;
    mutable std::mutex mutex_;
    std::vector<HttpRequest> requests_;
    SocketServer server_; // last: its threads use the others
};

// A whole reply with Content-Length; `header_lines` end in \r\n each.
std::string http_reply(int status, std::string_view body = {}, std::string_view header_lines = {});

} // namespace testing_servers
