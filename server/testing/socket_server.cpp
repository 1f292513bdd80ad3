#include "testing/socket_server.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <array>
#include <atomic>
#include <list>
#include <mutex>
#include <stdexcept>
#include <system_error>
#include <thread>

#include "platform/base/file_descriptor.hpp"
#include "testing/tls_identity.hpp"

namespace testing_servers {

struct Connection::State {
    FileDescriptor socket;
    SslPointer tls;
    std::string buffer;

    long read(char* data, std::size_t size) {
        if (tls) return SSL_read(tls.get(), data, static_cast<int>(size));
        return ::recv(socket.get(), data, size, 0);
    }
    long write(const char* data, std::size_t size) {
        if (tls) return SSL_write(tls.get(), data, static_cast<int>(size));
        return ::send(socket.get(), data, size, MSG_NOSIGNAL);
    }
};

Connection::Connection(int socket) : state_(std::make_unique<State>()) {
    state_->socket = FileDescriptor(socket);
}
Connection::~Connection() = default;

bool Connection::fill() {
    std::array<char, 16 * 1024> chunk{};
    const auto count = state_->read(chunk.data(), chunk.size());
    if (count <= 0) return false;
    state_->buffer.append(chunk.data(), static_cast<std::size_t>(count));
    return true;
}

std::optional<std::string> Connection::read_line() {
    auto& buffer = state_->buffer;
    std::size_t end = 0;
    while ((end = buffer.find('\n')) == buffer.npos)
        if (!fill()) return std::nullopt;
    auto line = buffer.substr(0, end);
    buffer.erase(0, end + 1);
    if (line.ends_with('\r')) line.pop_back();
    return line;
}

std::string Connection::read_bytes(std::size_t count) {
    auto& buffer = state_->buffer;
    while (buffer.size() < count && fill()) {
    }
    auto bytes = buffer.substr(0, count);
    buffer.erase(0, bytes.size());
    return bytes;
}

bool Connection::write(std::string_view bytes) {
    while (!bytes.empty()) {
        const auto count = state_->write(bytes.data(), bytes.size());
        if (count <= 0) return false;
        bytes.remove_prefix(static_cast<std::size_t>(count));
    }
    return true;
}

bool Connection::start_tls(const TlsIdentity& identity) {
    SslPointer tls(SSL_new(identity.state_->context.get()));
    SSL_set_fd(tls.get(), state_->socket.get());
    if (SSL_accept(tls.get()) != 1) return false;
    state_->buffer.clear(); // nothing that was sent before counts (CVE-2011-0411)
    state_->tls = std::move(tls);
    return true;
}

bool Connection::is_tls() const {
    return state_->tls != nullptr;
}

void Connection::wait_until_client_leaves() {
    while (fill()) state_->buffer.clear();
}

void Connection::shut_down() {
    ::shutdown(state_->socket.get(), SHUT_RDWR);
}

struct SocketServer::State {
    std::function<void(Connection&)> serve;
    FileDescriptor listener;
    std::uint16_t port = 0;
    std::mutex mutex;
    std::list<Connection> connections;
    std::list<std::thread> threads;
    int accepted = 0;

    void listen() {
        listener = FileDescriptor(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof address;
        auto* generic = reinterpret_cast<sockaddr*>(&address);
        if (::bind(listener.get(), generic, size) != 0 || ::listen(listener.get(), 128) != 0
            || ::getsockname(listener.get(), generic, &size) != 0)
            throw std::system_error(errno, std::generic_category(), "a test server cannot listen");
        port = ntohs(address.sin_port);
    }

    void accept_all() {
        for (;;) {
            const int socket = ::accept4(listener.get(), nullptr, nullptr, SOCK_CLOEXEC);
            if (socket < 0) return; // the destructor shut the listener down
            const std::lock_guard lock(mutex);
            auto& connection = connections.emplace_back(socket);
            ++accepted;
            threads.emplace_back([this, &connection] {
                serve(connection);
                connection.shut_down();
            });
        }
    }

    std::thread acceptor;
};

SocketServer::SocketServer(std::function<void(Connection&)> serve)
    : state_(std::make_unique<State>()) {
    state_->serve = std::move(serve);
    state_->listen();
    state_->acceptor = std::thread([state = state_.get()] { state->accept_all(); });
}

SocketServer::~SocketServer() {
    ::shutdown(state_->listener.get(), SHUT_RDWR);
    state_->acceptor.join();
    for (auto& connection : state_->connections) connection.shut_down();
    for (auto& thread : state_->threads) thread.join();
}

std::uint16_t SocketServer::port() const {
    return state_->port;
}

int SocketServer::connections() const {
    const std::lock_guard lock(state_->mutex);
    return state_->accepted;
}

} // namespace testing_servers
