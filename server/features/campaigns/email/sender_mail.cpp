#include "features/campaigns/email/sender_mail.hpp"

#include "features/campaigns/email/oauth_tokens.hpp"
#include "platform/mail/rules.hpp"
#include "platform/time/clock.hpp"

namespace campaigns {

void sign_and_send(mail::SmtpTransport& transport, const SenderAccount& account,
                   const mail::Envelope& envelope, const mail::Message& message, Timestamp now) {
    auto bytes = mail::to_bytes(message, now);
    if (account.dkim_key)
        bytes.insert(0, dkim_signature(*account.dkim_key, account.dkim_domain,
                                       account.dkim_selector, bytes, now));
    transport.hand_over(envelope, bytes);
}

void send_alone(Services& services, const Uuid& project_id, const SenderAccount& account,
                const mail::Message& message) {
    auto smtp = account.smtp;
    if (account.sign_in == MailSignIn::oauth)
        smtp.access_token = oauth_tokens().find(services, project_id, account.id);
    mail::SmtpTransport transport(std::move(smtp), services.clock);
    sign_and_send(transport, account,
                  {.from = mail::envelope_address(account.from),
                   .to = {mail::envelope_address(message.to.at(0))}},
                  message, services.clock.now());
}

} // namespace campaigns
