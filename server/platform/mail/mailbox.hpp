// Reading a mailbox over IMAP (RFC 3501) or POP3 (RFC 1939). libcurl connects, encrypts and signs
// in; what is said after that is said here, since libcurl's own IMAP marks every mail as read that
// it fetches, and takes a line of a mail that looks like the end of an answer for one.
//
// A mailbox may be somebody's own, full of his letters: only what is asked for is fetched, and
// nothing is marked or removed that is not named.
#pragma once
#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <vector>

#include "platform/base/timestamp.hpp"
#include "platform/outbound/address_guard.hpp"

namespace mail {

struct MailboxSettings {
    enum class Protocol { imap, pop3 };

    Protocol protocol = Protocol::imap;
    std::string host;
    std::uint16_t port = 993;
    bool implicit_tls = true; // else STARTTLS: without TLS no password leaves
    std::string user, password;
    std::string access_token;     // instead of a password: XOAUTH2
    std::string folder = "INBOX"; // of IMAP, in UTF-8
    std::string certificate_file; // PEM of authorities to trust; empty: the system's
    std::chrono::milliseconds connect_time{20'000}; // with TLS and sign-in
    std::chrono::milliseconds reply_time{60'000};   // for the next bytes of an answer
    // Where the connection may lead to; absent: anywhere.
    std::optional<outbound::Reach> reach;
};

struct MailboxFailure : std::runtime_error {
    enum class Kind {
        sign_in,    // the server does not take user and password
        tls,        // no TLS, or a certificate that does not hold
        connection, // nobody there, or gone in the middle
        folder,     // no such folder
        nonsense,   // answers that are none, or beyond every bound
    };
    MailboxFailure(Kind why, const std::string& what) : std::runtime_error(what), kind(why) {}
    Kind kind;
};

// What is known of a mail without fetching it.
struct MailHead {
    std::string uid;
    std::uint64_t bytes = 0;
    std::string content_type; // the header field with its name, as it came; may be empty
};

inline constexpr std::size_t most_listed_mails = 100'000; // of a POP3 mailbox
inline constexpr std::size_t most_mails_at_once = 500;    // in one command
inline constexpr std::size_t longest_uid = 200;           // RFC 1939 allows 70

// On one thread. Everything throws MailboxFailure.
class Mailbox {
  public:
    virtual ~Mailbox() = default;

    // As long as it stays the same, a uid means the same mail: UIDVALIDITY. Empty for POP3, whose
    // uids hold for ever.
    virtual std::string validity() const = 0;
    // IMAP: those above `after`, rising; with `after` 0 of mails that came on the day of `since` or
    // later. POP3 knows neither: all that are there.
    virtual std::vector<std::string> list(std::uint32_t after, Timestamp since) = 0;
    // At most most_mails_at_once. Mails that are gone meanwhile are left out.
    virtual std::vector<MailHead> heads(std::span<const std::string> uids) = 0;
    // At most its first `limit` bytes; nullopt when it is gone.
    virtual std::optional<std::string> fetch(const std::string& uid, std::size_t limit) = 0;
    // IMAP only: std::logic_error for POP3.
    virtual void mark_seen(std::span<const std::string> uids) = 0;
    // For good. POP3 says good-bye with it: nothing may be asked afterwards.
    virtual void remove(std::span<const std::string> uids) = 0;
};

// Connects, signs in and opens the folder.
std::unique_ptr<Mailbox> open_mailbox(const MailboxSettings& settings);

} // namespace mail
