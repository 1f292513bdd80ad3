// How a mail to one person leaves.
#include <boost/json.hpp>

#include "features/accounts/accounts.hpp"
#include "features/campaigns/email/contact_mail.hpp"
#include "features/campaigns/email/contact_mails.sql.hpp"
#include "platform/config/config.hpp"
#include "platform/crypto/secret_box.hpp"
#include "platform/jobs/jobs.hpp"
#include "platform/mail/rules.hpp"
#include "platform/mail/transport.hpp"
#include "platform/realtime/outbox.hpp"
#include "platform/text/email.hpp"
#include "platform/text/utf8.hpp"
#include "platform/time/clock.hpp"

namespace campaigns {

struct WaitingContactMail {
    Uuid id, contact_id;
    std::optional<Uuid> sender_id;
    std::string address, subject, body;
    bool do_not_contact = false;
};
BOOST_DESCRIBE_STRUCT(WaitingContactMail, (),
                      (id, contact_id, sender_id, address, subject, body, do_not_contact))

struct ContactMailEvent {
    Uuid id, contact_id;
};
BOOST_DESCRIBE_STRUCT(ContactMailEvent, (), (id, contact_id))

namespace {

// A job thread waits for it: shorter than RFC 5321 allows, another try has the same Message-ID.
constexpr std::chrono::seconds reply_time{60}, total_time{120};

struct WayOut {
    mail::Address from;
    std::string reply_to;
    std::optional<SenderAccount> account; // absent: the server's own
};

// For people: the error of what another try cannot mend.
struct GivenUp : std::runtime_error {
    using std::runtime_error::runtime_error;
};

WayOut way_out(Services& services, db::Transaction& tx, const WaitingContactMail& mail) {
    if (!mail.sender_id) {
        auto from = mail::parse_address(services.config.mail_from)
                        .value_or(mail::Address{"", "socialflow@localhost.localdomain"});
        from.name = accounts::project_settings(tx).name;
        return {std::move(from), {}, std::nullopt};
    }
    const auto sender = find_sender(tx, mail.sender_id);
    if (!sender) throw GivenUp("The sender was deleted");
    auto account = account_of(services, tx, *sender);
    account.smtp.reply_time = reply_time;
    account.smtp.total_time = total_time;
    return {{sender->name, sender->email}, sender->reply_to, std::move(account)};
}

mail::Message message_of(const WaitingContactMail& mail, const WayOut& out) {
    mail::Message message;
    message.from = out.from;
    if (!out.reply_to.empty()) message.reply_to = mail::parse_address(out.reply_to);
    message.to = {{"", mail.address}};
    message.subject = mail.subject;
    message.text = mail.body;
    message.html = letter_html(mail.body);
    // The same at every attempt, so that a mailbox that has it already knows it again.
    message.message_id = mail.id.text() + "@"
                         + std::string(text::email_parts(mail::envelope_address(out.from)).domain);
    return message;
}

void hand_over(Services& services, const WayOut& out, const mail::Message& message) {
    if (!out.account) {
        services.mail.send(message);
        return;
    }
    const auto now = services.clock.now();
    auto bytes = mail::to_bytes(message, now);
    if (out.account->dkim_key)
        bytes.insert(0, dkim_signature(*out.account->dkim_key, out.account->dkim_domain,
                                       out.account->dkim_selector, bytes, now));
    mail::SmtpTransport(out.account->smtp, services.clock)
        .hand_over({.from = mail::envelope_address(out.from),
                    .to = {mail::envelope_address(message.to.front())}},
                   bytes);
}

void became(jobs::Context& job, const Uuid& mail_id, ContactMailStatus status,
            std::optional<std::string> error) {
    constexpr std::size_t longest_error = 500;
    if (error) error = std::string(text::first_code_points(text::repaired(*error), longest_error));
    job.in_project([&](db::Transaction& tx) {
        const auto contact_id = tx.maybe<Uuid>(email::sql::contact_mail_became, mail_id, status,
                                               error, job.services.clock.now());
        if (!contact_id) return; // said already, or the person was erased meanwhile
        const auto* event = status == ContactMailStatus::sent     ? "mail.sent"
                            : status == ContactMailStatus::failed ? "mail.failed"
                                                                  : "mail.delayed";
        realtime::publish(tx, "contacts", event, ContactMailEvent{mail_id, *contact_id});
    });
}

// Whether another try may bring it through.
bool may_pass(const mail::SendFailure& failure) {
    using Kind = mail::SendFailure::Kind;
    return failure.kind != Kind::permanent && failure.kind != Kind::settings;
}

} // namespace

void send_contact_mail(jobs::Context& job, const SendContactMail& work) {
    std::optional<WaitingContactMail> mail;
    WayOut out;
    try {
        job.in_project([&](db::Transaction& tx) {
            mail = tx.maybe<WaitingContactMail>(email::sql::waiting_contact_mail, work.mail_id);
            if (!mail) return; // sent by an earlier start of this job
            if (mail->do_not_contact) throw GivenUp("Meanwhile marked “do not contact”");
            out = way_out(job.services, tx, *mail);
        });
        if (!mail) return;
        hand_over(job.services, out, message_of(*mail, out));
    } catch (const GivenUp& why) {
        return became(job, work.mail_id, ContactMailStatus::failed, why.what());
    } catch (const mail::Unsendable& why) {
        return became(job, work.mail_id, ContactMailStatus::failed, why.what());
    } catch (const crypto::SecretUnreadable& why) {
        return became(job, work.mail_id, ContactMailStatus::failed, why.what());
    } catch (const mail::SendFailure& failure) {
        const bool is_last = job.attempt >= contact_mail_attempts;
        if (is_last || !may_pass(failure))
            return became(job, work.mail_id, ContactMailStatus::failed, failure.what());
        became(job, work.mail_id, ContactMailStatus::waiting, failure.what());
        throw;
    }
    became(job, work.mail_id, ContactMailStatus::sent, std::nullopt);
}

} // namespace campaigns
