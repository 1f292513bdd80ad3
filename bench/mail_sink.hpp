// Postfix's test tools (`bin/setup test` unpacks them): a server that takes every mail and forgets
// it, and what sends to it as fast as it goes.
#pragma once
#include <cstdint>
#include <memory>
#include <string>

#include "platform/db/child_process.hpp"
#include "testing/temporary_folder.hpp"

namespace bench {

inline constexpr int mail_sessions = 16; // as many as the engine has workers

// `smtp-sink 127.0.0.1:port 1000`, until it is destroyed.
class MailSink {
  public:
    MailSink();
    std::uint16_t port() const { return port_; }

  private:
    testing_paths::TemporaryFolder folder_;
    std::uint16_t port_;
    std::unique_ptr<db::ChildProcess> child_;
};

// Mails a minute that `smtp-source` hands to the sink: mail_sessions connections that are used
// again and again, each mail the bytes given. std::runtime_error when it fails.
double smtp_source_per_minute(const MailSink& sink, const std::string& mail, int count);

} // namespace bench
