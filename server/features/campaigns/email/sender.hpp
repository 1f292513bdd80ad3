// Accounts that mail of a project leaves by.
#pragma once
#include <memory>

#include "features/campaigns/email/dkim.hpp"
#include "features/campaigns/email/mail_provider.hpp"
#include "platform/mail/message.hpp"
#include "platform/mail/smtp_transport.hpp"
#include "platform/meta/describe.hpp"
#include "platform/services.hpp"

namespace db {
class Transaction;
}

namespace campaigns {

// tls: from the first byte; starttls: must be offered; none: TLS only if it is offered, and never
// with a password.
enum class MailSecurity { tls, starttls, none };
BOOST_DESCRIBE_ENUM(MailSecurity, tls, starttls, none)

// Whether mails are signed with the key of the sender: once a check has seen its record in the DNS,
// or because somebody said so.
enum class DkimSigning { off, checked, by_hand };
BOOST_DESCRIBE_ENUM(DkimSigning, off, checked, by_hand)

// By a password, or as somebody who signed in to the provider in the browser (oauth_tokens.hpp).
enum class MailSignIn { password, oauth };
BOOST_DESCRIBE_ENUM(MailSignIn, password, oauth)

inline constexpr std::int64_t most_senders = 20; // of a project

struct EmailSender {
    Uuid id{};
    std::string name, email, reply_to, postal_address;
    std::string bounce_address; // mails come back to bounces+TOKEN@domain; empty: to `email`
    MailProvider provider = MailProvider::own;
    std::string host;
    std::int32_t port = 587;
    MailSecurity security = MailSecurity::starttls;
    std::string username;
    bool has_password = false;
    MailSignIn sign_in = MailSignIn::password;
    std::optional<Timestamp> oauth_revoked_at; // since then nothing is sent: sign in again
    std::optional<std::int32_t> per_minute;    // mails; absent: as fast as it goes
    std::string dkim_selector;                 // empty: there is no key
    std::string dkim_record;                   // what the DNS is to say about the key
    DkimSigning dkim_signing = DkimSigning::off;
    bool is_default = false;
    Timestamp created_at{}, updated_at{};
    std::int64_t version = 0;
};
BOOST_DESCRIBE_STRUCT(EmailSender, (),
                      (id, name, email, reply_to, postal_address, bounce_address, provider, host,
                       port, security, username, has_password, sign_in, oauth_revoked_at,
                       per_minute, dkim_selector, dkim_record, dkim_signing, is_default, created_at,
                       updated_at, version))

// With what nobody is shown.
struct SenderAccount {
    Uuid id{};
    std::int64_t version = 0;
    mail::Address from;
    std::string bounce_address;
    mail::SmtpSettings smtp; // without a token
    MailSignIn sign_in = MailSignIn::password;
    std::optional<std::int32_t> per_minute, per_day;
    std::string dkim_domain, dkim_selector;
    std::optional<DkimKey> dkim_key;
};

// What may be the name of a mail server, or its address.
bool is_mail_host(std::string_view text);

// Whose token it is.
std::string oauth_user(const EmailSender& sender);

// The one named, else the default one; nullopt when there is none. In the project of `tx`.
std::optional<EmailSender> find_sender(db::Transaction& tx, const std::optional<Uuid>& id);
// Opens the secrets. crypto::SecretUnreadable.
SenderAccount account_of(Services& services, db::Transaction& tx, const EmailSender& sender);

// Accounts as they were a few seconds ago, so that a mended password holds without a restart.
// Thread-safe.
class SenderAccounts {
  public:
    static constexpr std::chrono::seconds age_limit{10};

    // nullptr: the sender is gone.
    std::shared_ptr<const SenderAccount> find(Services& services, const Uuid& project_id,
                                              const Uuid& sender_id);

  private:
    struct Known {
        std::shared_ptr<const SenderAccount> account;
        std::chrono::steady_clock::time_point since;
    };
    std::mutex mutex_;
    std::map<Uuid, Known> known_;
};

} // namespace campaigns
