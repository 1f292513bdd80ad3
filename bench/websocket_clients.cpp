#include "websocket_clients.hpp"

#include <arpa/inet.h>
#include <fmt/format.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>

#include <array>
#include <cerrno>
#include <stdexcept>
#include <system_error>

#include "platform/base/file_descriptor.hpp"

namespace bench {
namespace {

using SteadyClock = std::chrono::steady_clock;

constexpr auto patience = std::chrono::seconds(20);

FileDescriptor connected(std::uint16_t port) {
    FileDescriptor socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const int on = 1;
    ::setsockopt(socket.get(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    if (::connect(socket.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0)
        throw std::system_error(errno, std::generic_category(), "connect");
    return socket;
}

// The handshake's key and the mask are there against confused proxies (RFC 6455, 10.3); between us
// and ourselves any will do.
std::string upgrade_request(std::uint16_t port, const std::string& cookie) {
    return fmt::format(
        "GET /api/realtime HTTP/1.1\r\nHost: 127.0.0.1:{}\r\nUpgrade: websocket\r\n"
        "Connection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
        "Sec-WebSocket-Version: 13\r\nCookie: {}\r\n\r\n",
        port, cookie);
}

std::string masked_text_frame(std::string_view text) {
    if (text.size() > 65'535) throw std::logic_error("longer than our frames");
    std::string frame("\x81", 1);
    if (text.size() < 126) {
        frame += static_cast<char>(0x80 | text.size());
    } else {
        frame += static_cast<char>(0x80 | 126);
        frame += static_cast<char>(text.size() >> 8);
        frame += static_cast<char>(text.size() & 0xff);
    }
    frame.append(4, '\0'); // a mask of zeros
    return frame.append(text);
}

void write_all(int socket, std::string_view bytes) {
    while (!bytes.empty()) {
        const auto sent = ::send(socket, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent <= 0) throw std::system_error(errno, std::generic_category(), "send");
        bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
}

struct Reader {
    FileDescriptor socket;
    std::string bytes;
    std::string subscription; // until it is sent: RFC 6455 wants the server's answer first
    bool upgraded = false;

    void read() {
        char piece[16 * 1024];
        const auto size = ::recv(socket.get(), piece, sizeof piece, MSG_DONTWAIT);
        if (size == 0) throw std::runtime_error("the server closed a WebSocket: " + bytes);
        if (size < 0 && errno != EAGAIN)
            throw std::system_error(errno, std::generic_category(), "recv");
        if (size > 0) bytes.append(piece, static_cast<std::size_t>(size));
    }

    // The next text message, empty when it has not come yet.
    std::string next() {
        if (!upgraded && !take_answer()) return {};
        while (bytes.size() >= 2) {
            const auto byte = [&](std::size_t at) { return static_cast<unsigned char>(bytes[at]); };
            std::size_t length = byte(1), head = 2;
            if (length == 126) {
                if (bytes.size() < 4) return {};
                length = byte(2) * 256u + byte(3);
                head = 4;
            }
            if (bytes.size() < head + length) return {};
            const bool is_text = byte(0) == 0x81;
            auto text = bytes.substr(head, length);
            bytes.erase(0, head + length);
            if (is_text) return text;
        }
        return {};
    }

  private:
    bool take_answer() {
        const auto end = bytes.find("\r\n\r\n");
        if (end == std::string::npos) return false;
        if (!bytes.starts_with("HTTP/1.1 101"))
            throw std::runtime_error("no WebSocket: " + bytes.substr(0, end));
        bytes.erase(0, end + 4);
        write_all(socket.get(), masked_text_frame(subscription));
        return upgraded = true;
    }
};

} // namespace

struct WebSocketClients::State {
    std::vector<Reader> readers;
    FileDescriptor epoll{::epoll_create1(EPOLL_CLOEXEC)};

    // Until each client got one message of the kind.
    template <class Heard>
    void await(std::string_view kind, Heard heard) {
        const auto deadline = SteadyClock::now() + patience;
        for (std::size_t missing = readers.size(); missing > 0;) {
            if (SteadyClock::now() > deadline)
                throw std::runtime_error(fmt::format("{} clients heard nothing", missing));
            std::array<epoll_event, 256> events;
            const int count = ::epoll_wait(epoll.get(), events.data(), events.size(), 100);
            for (int i = 0; i < count; ++i) {
                auto& reader = readers[events[static_cast<std::size_t>(i)].data.u64];
                reader.read();
                for (auto text = reader.next(); !text.empty(); text = reader.next()) {
                    if (text.find(kind) == std::string::npos)
                        throw std::runtime_error("unexpected message: " + text);
                    heard();
                    --missing;
                }
            }
        }
    }
};

WebSocketClients::WebSocketClients(std::uint16_t port, const std::vector<std::string>& cookies,
                                   const std::string& subscription)
    : state_(std::make_unique<State>()) {
    for (const auto& cookie : cookies) {
        state_->readers.push_back({connected(port), {}, subscription, false});
        const int socket = state_->readers.back().socket.get();
        epoll_event event{};
        event.events = EPOLLIN;
        event.data.u64 = state_->readers.size() - 1;
        if (::epoll_ctl(state_->epoll.get(), EPOLL_CTL_ADD, socket, &event) != 0)
            throw std::system_error(errno, std::generic_category(), "epoll_ctl");
        write_all(socket, upgrade_request(port, cookie));
    }
    state_->await(R"("type":"ready")", [] {});
}

WebSocketClients::~WebSocketClients() = default;

std::size_t WebSocketClients::size() const {
    return state_->readers.size();
}

void WebSocketClients::await_event(SteadyClock::time_point start, Latencies& latencies) {
    state_->await(R"("type":"event")", [&] { latencies.add(SteadyClock::now() - start); });
}

} // namespace bench
