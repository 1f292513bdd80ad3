// An SMTP server that answers as the test's script says and keeps the mails it took.
#pragma once
#include <functional>
#include <mutex>
#include <string>
#include <vector>

#include "testing/socket_server.hpp"

namespace testing_servers {

struct ReceivedMail {
    std::string from; // of the envelope, without angle brackets
    std::vector<std::string> to;
    std::string data; // as sent, lines in CRLF, dots unstuffed
    bool over_tls = false;
    std::string user;     // that signed in; empty: nobody
    std::string password; // or token
};

struct SmtpScript {
    // Asked before each default reply. `command` is "GREETING", "EHLO", "STARTTLS", "AUTH", "MAIL",
    // "RCPT", "DATA", "END" (the message has come), "QUIT" or what else the client said; `line` is
    // the whole line. An empty answer takes the default, `leave` closes the connection without a
    // word, `hang` waits until the client has enough.
    std::function<std::string(const std::string& command, const std::string& line)> reply;
    bool offers_sign_in = false;
    const TlsIdentity* tls = nullptr; // offers STARTTLS
    bool implicit_tls = false;        // speaks TLS from the first byte
    bool offers_pipelining = false;

    static constexpr const char* leave = "leave";
    static constexpr const char* hang = "hang";
};

class SmtpServer {
  public:
    explicit SmtpServer(SmtpScript script = {});
    std::uint16_t port() const { return server_.port(); }
    int connections() const { return server_.connections(); }
    std::vector<ReceivedMail> mails() const;

  private:
    class Session;

    SmtpScript script_;
    mutable std::mutex mutex_;
    std::vector<ReceivedMail> mails_;
    SocketServer server_; // last: its threads use the others
};

} // namespace testing_servers
