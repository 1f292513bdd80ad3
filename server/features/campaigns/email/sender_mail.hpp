// How a mail leaves by a sender's account, whoever wrote it: a campaign, a member, a test.
#pragma once
#include "features/campaigns/email/sender.hpp"

namespace campaigns {

// Written, signed when the account signs, and handed over on that connection. mail::SendFailure or
// mail::Unsendable.
void sign_and_send(mail::SmtpTransport& transport, const SenderAccount& account,
                   const mail::Envelope& envelope, const mail::Message& message, Timestamp now);

// One mail to its only recipient, on a connection of its own, signed in as the account wants it.
// OAuthRevoked or OAuthUnavailable beside the above.
void send_alone(Services& services, const Uuid& project_id, const SenderAccount& account,
                const mail::Message& message);

} // namespace campaigns
