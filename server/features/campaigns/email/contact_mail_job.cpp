// How a mail to one person leaves.
#include <boost/json.hpp>

#include "features/accounts/accounts.hpp"
#include "features/campaigns/campaigns.hpp"
#include "features/campaigns/email/contact_mail.hpp"
#include "features/campaigns/email/contact_mails.sql.hpp"
#include "features/campaigns/email/oauth_tokens.hpp"
#include "features/campaigns/email/send_rate.hpp"
#include "features/campaigns/email/sender_mail.hpp"
#include "platform/config/config.hpp"
#include "platform/crypto/secret_box.hpp"
#include "platform/db/database.hpp"
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

void hand_over(jobs::Context& job, const WayOut& out, const mail::Message& message) {
    if (out.account)
        send_alone(job.services, *job.project_id, *out.account, message);
    else
        job.services.mail.send(message);
}

// By the rate of its sender it counts like any other mail. True: its turn comes, and a job with it.
// Who tries again has waited already.
bool waits_for_its_turn(jobs::Context& job, const SendContactMail& work, const WayOut& out,
                        const std::string& address) {
    if (!out.account || (work.turn && job.attempt == 1)) return false;
    const auto turn = send_rates().reserve(job.services, {*job.project_id, out.account->id},
                                           out.account->per_minute, mail_host_of(address));
    if (turn <= job.services.clock.now() || job.attempt > 1) return false;
    auto options = contact_mail_options();
    options.run_at = turn;
    options.unique_key = work.mail_id.text(); // this job may start twice
    job.in_project([&](db::Transaction& tx) {
        jobs::enqueue(tx, SendContactMail{work.mail_id, turn}, options);
    });
    return true;
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

std::size_t hold_restored_mails(db::Pool& database) {
    constexpr std::string_view why =
        "A backup was restored while this mail waited: it may have been sent already";
    return database.in_transaction({.role = db::Role::owner}, [&](db::Transaction& tx) {
        return tx.all<Uuid>(email::sql::hold_restored_mails, why).size();
    });
}

jobs::Options contact_mail_options() {
    return {.title = "A mail to one person", .priority = 5, .max_attempts = contact_mail_attempts};
}

void send_contact_mail(jobs::Context& job, const SendContactMail& work) {
    std::optional<WaitingContactMail> mail;
    WayOut out;
    const auto fails = [&](const std::exception& why) {
        became(job, work.mail_id, ContactMailStatus::failed, why.what());
    };
    // True: another attempt comes.
    const auto is_delayed = [&](const std::exception& why) {
        const bool is_last = job.attempt >= contact_mail_attempts;
        became(job, work.mail_id, is_last ? ContactMailStatus::failed : ContactMailStatus::waiting,
               why.what());
        return !is_last;
    };
    try {
        job.in_project([&](db::Transaction& tx) {
            mail = tx.maybe<WaitingContactMail>(email::sql::waiting_contact_mail, work.mail_id);
            if (!mail) return; // sent by an earlier start of this job
            if (mail->do_not_contact) throw GivenUp("Meanwhile marked “do not contact”");
            out = way_out(job.services, tx, *mail);
        });
        if (!mail || waits_for_its_turn(job, work, out, mail->address)) return;
        hand_over(job, out, message_of(*mail, out));
    } catch (const GivenUp& why) {
        return fails(why);
    } catch (const mail::Unsendable& why) {
        return fails(why);
    } catch (const crypto::SecretUnreadable& why) {
        return fails(why);
    } catch (const OAuthRevoked& why) {
        return fails(why);
    } catch (const OAuthUnavailable& why) {
        if (!is_delayed(why)) return;
        throw;
    } catch (const mail::SendFailure& failure) {
        if (!may_pass(failure)) return fails(failure);
        if (!is_delayed(failure)) return;
        throw;
    }
    became(job, work.mail_id, ContactMailStatus::sent, std::nullopt);
}

} // namespace campaigns
