// Mail of the server itself: resets, invitations, reminders. A job, so that it leaves if and only
// if the change commits.
#pragma once
#include <string>
#include <vector>

#include "platform/mail/message.hpp"
#include "platform/text/phrase.hpp"

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

// What a mail says, before it has a form and a language.
struct Letter {
    std::string to;
    text::Language language = text::Language::english; // of whoever reads it
    text::Phrase subject;
    std::string name; // of whoever is greeted; empty for strangers
    std::vector<text::Phrase> paragraphs;
    text::Phrase button; // "Open" when it is empty and there is a link
    std::string link;    // "/contacts/…" is a page of this server
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
