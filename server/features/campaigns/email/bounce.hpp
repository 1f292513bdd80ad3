// What comes back by mail: that it could not be delivered (DSN, RFC 3464), or that somebody calls
// it spam (ARF, RFC 5965). Pure, and fed by strangers: whatever it is given, it answers or says
// nullopt.
#pragma once
#include <boost/describe.hpp>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "platform/base/uuid.hpp"

namespace campaigns {

inline constexpr std::size_t longest_bounce = 1024 * 1024; // bytes

enum class BounceKind {
    hard,         // there is no such address: never again
    mailbox_full, // today
    blocked,      // the receiver does not like us or the mail
    soft,         // anything else that may pass
    complaint,    // a person pressed "spam"
};
BOOST_DESCRIBE_ENUM(BounceKind, hard, mailbox_full, blocked, soft, complaint)

struct Bounce {
    BounceKind kind = BounceKind::soft;
    Uuid execution_id{}; // of the mail it is about, from its Message-ID
    std::string status;  // "5.1.1" (RFC 3463), may be empty
    std::string detail;  // what the other side wrote, one line, addresses left out
};

// Which mail an address is about that a report was sent to (envelope_sender.hpp).
using EnvelopeReader = std::function<std::optional<Uuid>(std::string_view address)>;

// nullopt: no report about a mail of ours, or only that it takes longer. The address that it was
// sent to counts first, then the Message-ID of the mail that is attached or answered.
std::optional<Bounce> parse_bounce(std::string_view mail, const EnvelopeReader& envelope = {});

// By the enhanced status code (RFC 3463) and, where it is too general, by words of the diagnostic.
BounceKind bounce_kind(std::string_view status, std::string_view diagnostic);

} // namespace campaigns
