// Bytes to and from a mail server over a connection that libcurl opened, encrypted and signed in
// over: what SMTP, IMAP and POP3 stand on.
#pragma once
#include <chrono>
#include <stdexcept>
#include <string>
#include <string_view>

#include "platform/base/curl.hpp"

namespace mail {

// The server went away, did not answer in time, or answered with a line without end.
struct ServerGone : std::runtime_error {
    explicit ServerGone(const std::string& what, bool nonsense = false)
        : std::runtime_error(what), is_nonsense(nonsense) {}
    bool is_nonsense;
};

// Everything throws ServerGone.
class ServerStream {
  public:
    // The handle was performed with CURLOPT_CONNECT_ONLY. `longest_line` in bytes.
    ServerStream(curl::Handle handle, std::size_t longest_line);
    ~ServerStream();
    ServerStream(const ServerStream&) = delete;
    ServerStream& operator=(const ServerStream&) = delete;

    // What is read and written next waits so long at most for the server, each time, and not beyond
    // that moment.
    void set_patience(std::chrono::milliseconds patience,
                      std::chrono::steady_clock::time_point end);

    void write(std::string_view bytes);
    // How many bytes of the last write were not taken over, also when it threw.
    std::size_t unwritten() const { return unwritten_; }
    // Without its line end.
    std::string read_line();
    // Exactly so many.
    std::string read_bytes(std::size_t count);

  private:
    void wait(short events);
    void fill();

    curl::Handle handle_;
    const std::size_t longest_line_;
    std::chrono::milliseconds patience_{0};
    std::chrono::steady_clock::time_point end_ = std::chrono::steady_clock::time_point::max();
    std::size_t unwritten_ = 0;
    std::string buffer_;
    std::size_t taken_ = 0; // of the buffer
};

} // namespace mail
