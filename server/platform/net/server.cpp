#include "platform/net/server.hpp"

#include <fmt/format.h>

#include <thread>

#include "platform/log/log.hpp"
#include "platform/net/shared_state.hpp"

namespace net {

struct Server::State {
    asio::io_context io{1};
    tcp::acceptor acceptor{io};
    std::shared_ptr<Shared> shared;
    std::thread thread;
    bool stopped = false; // by stop(); the thread that calls it only
    std::optional<asio::executor_work_guard<asio::io_context::executor_type>> work;
};

namespace {

tcp::endpoint resolve(const Address& address) {
    error_code error;
    const auto ip = asio::ip::make_address(address.host, error);
    if (error) throw std::runtime_error("host '" + address.host + "' is not an IP address");
    return {ip, address.port};
}

void bind(tcp::acceptor& acceptor, const Address& address) {
    const auto endpoint = resolve(address);
    acceptor.open(endpoint.protocol());
    acceptor.set_option(asio::socket_base::reuse_address(true));
    error_code error;
    acceptor.bind(endpoint, error);
    if (!error) acceptor.listen(4096, error);
    if (error)
        throw std::runtime_error(fmt::format(
            "cannot listen on {}:{}: {}{}", address.host, address.port, error.message(),
            error == asio::error::address_in_use ? ": choose another port with --port" : ""));
}

// Accepting goes on whatever happens to one connection; without file descriptors it rests a moment.
void accept_next(tcp::acceptor& acceptor, const std::shared_ptr<Shared>& shared) {
    acceptor.async_accept([&acceptor, shared](error_code error, tcp::socket socket) {
        if (error == asio::error::operation_aborted || shared->stopping) return;
        if (error) {
            log::warn("accept_failed", {{"what", error.message()}});
            auto rest =
                std::make_shared<asio::steady_timer>(shared->io, std::chrono::milliseconds(50));
            return rest->async_wait([&acceptor, shared, rest](error_code cancelled) {
                if (!cancelled) accept_next(acceptor, shared);
            });
        }
        if (shared->connection_count < shared->limits.connections) {
            error_code ignored; // the peer may be gone already
            socket.set_option(tcp::no_delay(true), ignored);
            start_http_session(std::move(socket), shared);
        }
        accept_next(acceptor, shared);
    });
}

} // namespace

Server::Server(http::Application& application, WebSocketHandler& websockets,
               std::string websocket_path, Address address,
               std::vector<std::string> trusted_proxies, std::string spool_folder, Limits limits)
    : state_(std::make_unique<State>()) {
    state_->shared = std::shared_ptr<Shared>(new Shared{application,
                                                        websockets,
                                                        std::move(websocket_path),
                                                        std::move(trusted_proxies),
                                                        std::move(spool_folder),
                                                        limits,
                                                        state_->io,
                                                        {},
                                                        {},
                                                        false});
    bind(state_->acceptor, address);
}

Server::~Server() {
    stop(std::chrono::milliseconds(0));
    if (!state_->thread.joinable()) return;
    state_->work.reset();
    state_->io.stop();
    state_->thread.join();
}

std::uint16_t Server::port() const {
    return state_->acceptor.local_endpoint().port();
}

std::size_t Server::connections() const {
    return state_->shared->connection_count;
}

void Server::start() {
    state_->work.emplace(state_->io.get_executor());
    accept_next(state_->acceptor, state_->shared);
    state_->thread = std::thread([io = &state_->io] { io->run(); });
}

void Server::stop(std::chrono::milliseconds patience) {
    if (!state_->thread.joinable() || std::exchange(state_->stopped, true)) return;
    auto& state = *state_;
    asio::post(state.io, [&state] {
        state.shared->stopping = true;
        error_code ignored; // closed already
        state.acceptor.close(ignored);
        const auto all = state.shared->connections; // finish() may end one and change the set
        for (auto* connection : all)
            if (state.shared->connections.contains(connection)) connection->finish();
    });
    const auto until = std::chrono::steady_clock::now() + patience;
    while (state.shared->connection_count > 0 && std::chrono::steady_clock::now() < until)
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
    asio::post(state.io, [&state] {
        const auto all = state.shared->connections;
        for (auto* connection : all)
            if (state.shared->connections.contains(connection)) connection->abort();
    });
    // The I/O thread lives on until the destructor: a producer of a streamed answer that waits for
    // its client is told through it that the client is gone.
}

} // namespace net
