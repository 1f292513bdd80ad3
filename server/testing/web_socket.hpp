// A WebSocket client for tests: the opening handshake and text frames (RFC 6455), blocking.
#pragma once
#include <boost/json.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "platform/base/file_descriptor.hpp"

class WebSocketClient {
  public:
    // `header` is sent with the handshake, "Cookie: …\r\n". Throws when the server does not
    // upgrade, with what it said.
    WebSocketClient(std::uint16_t port, std::string_view path, std::string_view header);

    void send(std::string_view text); // at most 65535 bytes
    // The next message; nullopt when the server has closed. Throws when nothing comes for 10 s.
    std::optional<boost::json::object> receive();

    int handle() const { return socket_.get(); }

  private:
    std::string take(std::size_t bytes); // "" at the end

    FileDescriptor socket_;
    std::string read_; // and not yet taken
};
