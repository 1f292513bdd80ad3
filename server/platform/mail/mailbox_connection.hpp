// A connection to a mailbox that libcurl opened and signed in over, read line by line.
#pragma once
#include "platform/mail/mailbox.hpp"
#include "platform/mail/server_stream.hpp"

namespace mail {

// UIDs of a search stand in one line, eight bytes each.
inline constexpr std::size_t longest_mailbox_line = 2 * 1024 * 1024;

// Everything throws MailboxFailure.
class MailboxConnection {
  public:
    explicit MailboxConnection(const MailboxSettings& settings);

    void write_line(std::string_view line);
    // Without its line end.
    std::string read_line();
    // Exactly so many.
    std::string read_bytes(std::size_t count);

  private:
    ServerStream stream_;
};

} // namespace mail
