// Mailboxes that reports of undelivered mails come back to, one for a sender. A mailbox may be
// somebody's own: only reports are fetched, and only reports about mails of the project are marked
// or removed.
#pragma once
#include <atomic>

#include "platform/base/timestamp.hpp"
#include "platform/base/uuid.hpp"
#include "platform/mail/mailbox.hpp"
#include "platform/meta/describe.hpp"
#include "platform/services.hpp"

namespace db {
class Transaction;
}

namespace campaigns {

enum class MailboxProtocol { imap, pop3 };
BOOST_DESCRIBE_ENUM(MailboxProtocol, imap, pop3)

// tls: from the first byte; starttls: before the sign-in, or there is none.
enum class MailboxSecurity { tls, starttls };
BOOST_DESCRIBE_ENUM(MailboxSecurity, tls, starttls)

// What becomes of a report that was taken in. POP3 knows no mark.
enum class Afterwards { keep, mark_seen, remove };
BOOST_DESCRIBE_ENUM(Afterwards, keep, mark_seen, remove)

// By a password of its own, or by the token of the sender that somebody signed in to.
enum class MailboxSignIn { password, sender };
BOOST_DESCRIBE_ENUM(MailboxSignIn, password, sender)

inline constexpr std::chrono::minutes mailbox_pause{5};   // between two looks
inline constexpr std::size_t most_mails_in_look = 10'000; // the next look goes on
inline constexpr std::chrono::minutes longest_look{10};   // the same
inline constexpr std::chrono::days mailbox_look_back{7};  // of the first look, IMAP
inline constexpr std::chrono::minutes mailbox_lease{2};   // renewed as it goes on

struct BounceMailbox {
    Uuid sender_id{};
    MailboxProtocol protocol = MailboxProtocol::imap;
    std::string host;
    std::int32_t port = 993;
    MailboxSecurity security = MailboxSecurity::tls;
    std::string username, folder;
    Afterwards afterwards = Afterwards::keep;
    MailboxSignIn sign_in = MailboxSignIn::password;
    std::int64_t reports_taken = 0; // about mails of the project, so far
    bool is_checked_now = false;
    std::optional<Timestamp> succeeded_at, failed_at; // failed_at: of the last look, if it did
    std::string
        failure; // "sign_in", "tls", "connection", "folder", "nonsense", "secret", "oauth_revoked",
    // "server"
    std::string failure_detail; // what the other side said
    Timestamp created_at{}, updated_at{};
    std::int64_t version = 0;
};
BOOST_DESCRIBE_STRUCT(BounceMailbox, (),
                      (sender_id, protocol, host, port, security, username, folder, afterwards,
                       sign_in, reports_taken, is_checked_now, succeeded_at, failed_at, failure,
                       failure_detail, created_at, updated_at, version))

// One look at the mailbox that is due longest, of whichever project. False: none is due. What goes
// wrong stands with the mailbox. `stops`: end at the next mail, the lease is given back.
bool read_due_mailbox(Services& services, const std::atomic<bool>& stops);

} // namespace campaigns
