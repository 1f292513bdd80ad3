#include "platform/mail/mailbox.hpp"

#include "platform/mail/mailbox_languages.hpp"

namespace mail {

std::unique_ptr<Mailbox> open_mailbox(const MailboxSettings& settings) {
    if (settings.protocol == MailboxSettings::Protocol::imap)
        return std::make_unique<ImapMailbox>(settings);
    return std::make_unique<Pop3Mailbox>(settings);
}

} // namespace mail
