#include "testing/web_socket.hpp"

#include <sys/socket.h>

#include <cerrno>
#include <stdexcept>

#include "testing/socket.hpp"

namespace {

constexpr unsigned char final_bit = 0x80, continuation_opcode = 0, text_opcode = 1,
                        close_opcode = 8;
constexpr unsigned char masked = 0x80, two_byte_length = 126;

} // namespace

WebSocketClient::WebSocketClient(std::uint16_t port, std::string_view path, std::string_view header)
    : socket_(testing_socket::connect(port)) {
    testing_socket::send_all(socket_.get(),
                             "GET " + std::string(path) +
                                 " HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\n"
                                 "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                                 "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n" +
                                 std::string(header) + "\r\n");
    std::string head;
    while (!head.ends_with("\r\n\r\n")) {
        const auto byte = take(1);
        if (byte.empty()) break;
        head += byte;
    }
    if (!head.starts_with("HTTP/1.1 101 ")) throw std::runtime_error("no WebSocket: " + head);
}

void WebSocketClient::send(std::string_view text) {
    // The shortest form of the length; others are against the standard.
    std::string frame{static_cast<char>(final_bit | text_opcode)};
    if (text.size() < two_byte_length) {
        frame += static_cast<char>(masked | text.size());
    } else {
        frame += static_cast<char>(masked | two_byte_length);
        frame += static_cast<char>(text.size() >> 8);
        frame += static_cast<char>(text.size());
    }
    frame += std::string(4, '\0'); // a mask of zeros leaves the text as it is
    testing_socket::send_all(socket_.get(), frame + std::string(text));
}

std::optional<boost::json::object> WebSocketClient::receive() {
    std::string message; // its fragments
    for (;;) {
        const auto head = take(2);
        if (head.empty()) return std::nullopt;
        std::size_t size = static_cast<unsigned char>(head[1]);
        if (size >= two_byte_length) {
            const auto length = take(size == two_byte_length ? 2 : 8);
            size = 0;
            for (const unsigned char byte : length) size = size << 8 | byte;
        }
        const auto body = take(size);
        const auto opcode = static_cast<unsigned char>(head[0]) & 0x0F;
        if (opcode == close_opcode) return std::nullopt;
        if (opcode != text_opcode && opcode != continuation_opcode) continue;
        message += body;
        if (static_cast<unsigned char>(head[0]) & final_bit)
            return boost::json::parse(message).as_object();
    }
}

std::string WebSocketClient::take(std::size_t bytes) {
    while (read_.size() < bytes) {
        char piece[16384];
        const auto got = ::recv(socket_.get(), piece, sizeof piece, 0);
        if (got < 0 && errno == EAGAIN) throw std::runtime_error("no message in time");
        if (got <= 0) return {};
        read_.append(piece, static_cast<std::size_t>(got));
    }
    auto taken = read_.substr(0, bytes);
    read_.erase(0, bytes);
    return taken;
}
