// Mail of the server itself: resets, invitations, reminders. A job, so that it leaves if and only
// if the change commits.
#pragma once
#include <string>
#include <vector>

#include "platform/mail/message.hpp"

namespace config {
struct Config;
}
namespace db {
class Transaction;
}
namespace jobs {
class Registry;
}

namespace mail {

// What a mail says, before it has a form. The payload of the job `system_mail`.
struct Letter {
    std::string to;
    std::string subject;
    std::string greeting; // the person's name; empty for strangers
    std::vector<std::string> paragraphs;
    std::string button; // empty: none
    std::string link;   // "/contacts/…" is a page of this server
};

// Whom the system's mail is from: mail_from, else an address of this machine.
Address sender_of(const config::Config& config);

// Text and HTML of one letter. Everything in it is escaped; the HTML is tables and inline styles,
// since mail programs know little else.
Message compose(const Letter& letter, const Address& from);

// Leaves if and only if the transaction commits.
void send_later(db::Transaction& tx, const Letter& letter);

void add_jobs(jobs::Registry& registry);

} // namespace mail
