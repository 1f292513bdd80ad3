// A mail server that takes everything: Debian's smtp-sink (postfix), which keeps each mail as a
// file.
#pragma once
#include <string>
#include <vector>

#include "testing/local_program.hpp"

namespace testing_servers {

struct SunkMail {
    std::string from, to; // of the envelope, without angle brackets
    std::string bytes;    // as sent, lines in CRLF
};

class SmtpSink {
  public:
    SmtpSink();
    std::uint16_t port() const { return port_; }
    // In no order.
    std::vector<SunkMail> mails() const;

  private:
    LocalProgram program_;
    std::uint16_t port_ = free_port();
};

} // namespace testing_servers
