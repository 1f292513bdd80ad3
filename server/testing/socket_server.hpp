// A server of plain blocking sockets for tests of clients: each connection gets a thread and does
// what the test says.
#pragma once
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace testing_servers {

class TlsIdentity;

// One connection as the server sees it. What fails because the client went ends the reading, not
// the test.
class Connection {
  public:
    explicit Connection(int socket);
    ~Connection();
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    // Without its line end; nullopt when the client is gone.
    std::optional<std::string> read_line();
    // Fewer when the client is gone.
    std::string read_bytes(std::size_t count);
    // False when the client is gone.
    bool write(std::string_view bytes);
    // False when the handshake fails, as when the client does not trust us.
    bool start_tls(const TlsIdentity& identity);
    bool is_tls() const;
    void wait_until_client_leaves();
    // Wakes whoever reads or writes; the connection is dead from here on.
    void shut_down();

  private:
    struct State;
    bool fill();
    std::unique_ptr<State> state_;
};

// Listens on a free port of 127.0.0.1 until it goes.
class SocketServer {
  public:
    explicit SocketServer(std::function<void(Connection&)> serve);
    ~SocketServer();
    std::uint16_t port() const;
    int connections() const; // accepted so far

  private:
    struct State;
    std::unique_ptr<State> state_;
};

// A fresh key with a certificate for localhost and 127.0.0.1, signed by itself.
class TlsIdentity {
  public:
    TlsIdentity();
    ~TlsIdentity();
    std::string certificate_pem() const; // what a client has to trust
    std::string key_pem() const;         // for programs that serve with it

  private:
    friend class Connection;
    struct State;
    std::unique_ptr<State> state_;
};

} // namespace testing_servers
