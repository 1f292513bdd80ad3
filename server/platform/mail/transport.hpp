// How a mail leaves: over SMTP, or into the dev inbox when no sender is set up.
#pragma once
#include <stdexcept>
#include <string>

#include "platform/mail/message.hpp"

namespace mail {

struct SendFailure : std::runtime_error {
    enum class Kind {
        settings, // sign-in refused, no TLS where it must be, a certificate that does not hold: an
                  // operator must act
        connection, // nobody listens, or the server went before it had the whole message: try again
        temporary,  // 4xx: try again later
        permanent,  // 5xx: this mail or recipient is refused
        unknown,    // the whole message went out and no answer came: it may or may not arrive
    };
    SendFailure(Kind why, int reply, const std::string& what)
        : std::runtime_error(what), kind(why), reply_code(reply) {}
    Kind kind;
    int reply_code; // of SMTP, 0 without one
};

const char* name_of(SendFailure::Kind kind);

// Thread-safe.
class Transport {
  public:
    virtual ~Transport() = default;
    // Returns the Message-ID (without angle brackets) once the mail was taken over. SendFailure or
    // Unsendable.
    virtual std::string send(const Message& message) = 0;
};

} // namespace mail
