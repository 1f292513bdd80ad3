// The limit of sending: postfix's smtp-source (`bin/setup test` unpacks it), which sends as fast as
// it goes and knows nobody.
#pragma once
#include <cstdint>
#include <string>

namespace bench {

inline constexpr int mail_sessions = 16; // as many as the engine has workers

// Mails a minute that `smtp-source` hands to the sink on this port: mail_sessions connections that
// are used again and again, each mail the bytes given. std::runtime_error when it fails.
double smtp_source_per_minute(std::uint16_t port, const std::string& mail, int count);

} // namespace bench
