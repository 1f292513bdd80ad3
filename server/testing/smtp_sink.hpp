// A mail server that takes everything as fast as it comes: smtp-sink, one of postfix's test tools
// (`bin/setup test` unpacks them).
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
    enum class Mails { kept, forgotten }; // a file each, or none
    explicit SmtpSink(Mails mails = Mails::kept);
    std::uint16_t port() const { return port_; }
    // In no order.
    std::vector<SunkMail> mails() const;

  private:
    LocalProgram program_;
    std::uint16_t port_ = free_port();
};

} // namespace testing_servers
