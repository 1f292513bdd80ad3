// Where reports of undelivered mails come back to.
#include "features/accounts/accounts.hpp"
#include "features/campaigns/campaigns.hpp"
#include "features/campaigns/email/bounce_mailbox.hpp"
#include "features/campaigns/email/bounce_mailboxes.sql.hpp"
#include "features/campaigns/email/sender.hpp"
#include "platform/crypto/encoding.hpp"
#include "platform/crypto/secret_box.hpp"
#include "platform/http/handler.hpp"
#include "platform/http/if_match.hpp"
#include "platform/mail/imap_reply.hpp"
#include "platform/mail/rules.hpp"
#include "platform/text/domain.hpp"

namespace campaigns {

struct BounceMailboxInput {
    MailboxProtocol protocol = MailboxProtocol::imap;
    std::string host;
    std::int32_t port = 993;
    MailboxSecurity security = MailboxSecurity::tls;
    std::string username;
    std::optional<std::string> password; // absent: stays
    std::string folder = "INBOX";
    Afterwards afterwards = Afterwards::keep;
    MailboxSignIn sign_in = MailboxSignIn::password;
};
BOOST_DESCRIBE_STRUCT(BounceMailboxInput, (),
                      (protocol, host, port, security, username, password, folder, afterwards,
                       sign_in))

} // namespace campaigns

template <>
inline constexpr auto meta::rules<campaigns::BounceMailboxInput> = std::to_array<meta::Rule>(
    {{.field = "host", .min = 1, .max = 253},
     {.field = "port", .min = 1, .max = 65535},
     {.field = "username", .min = 1, .max = 254},
     {.field = "password", .min = 1, .max = 1000, .text = "Stored sealed and never shown"},
     {.field = "folder", .min = 1, .max = 200, .optional = true, .text = "IMAP only"},
     {.field = "sign_in", .optional = true},
     {.field = "afterwards",
      .optional = true,
      .text = "What becomes of a report that was taken in; nothing else is touched"}});

namespace campaigns {
namespace {

std::optional<BounceMailbox> find_mailbox(http::Call& call, const Uuid& sender_id) {
    return call.tx.maybe<BounceMailbox>(email::sql::list_bounce_mailboxes, call.now,
                                        std::optional(sender_id));
}

BounceMailbox existing(http::Call& call, const Uuid& sender_id) {
    auto mailbox = find_mailbox(call, sender_id);
    if (!mailbox) throw Refusal("not_found");
    return std::move(*mailbox);
}

EmailSender sender_of(http::Call& call, const Uuid& id) {
    auto sender = find_sender(call.tx, id);
    if (!sender) throw Refusal("not_found");
    return std::move(*sender);
}

// A token leaves for nobody but its provider.
void check_token_use(const BounceMailboxInput& input, const EmailSender& sender) {
    if (sender.sign_in != MailSignIn::oauth)
        throw Refusal::field("sign_in", "not_allowed", "nobody has signed in to the sender");
    const bool is_gmail = sender.provider == MailProvider::gmail;
    for (const auto* host : {is_gmail ? "imap.gmail.com" : "outlook.office365.com",
                             is_gmail ? "pop.gmail.com" : "outlook.office365.com"})
        if (input.host == host) return;
    throw Refusal::field("host", "not_allowed", "must be a mail server of the sender's provider");
}

void check(const BounceMailboxInput& input) {
    if (!is_mail_host(input.host))
        throw Refusal::field("host", "bad_format", "must be the name of a mail server");
    if (!mail::is_one_line(input.username))
        throw Refusal::field("username", "bad_format", "must be one line");
    if (!mail::imap_folder(input.folder))
        throw Refusal::field("folder", "bad_format", "must be one line");
    if (input.protocol == MailboxProtocol::pop3 && input.afterwards == Afterwards::mark_seen)
        throw Refusal::field("afterwards", "not_allowed", "POP3 cannot mark a mail as read");
}

bool is_same_place(const BounceMailboxInput& input, const BounceMailbox& before) {
    return input.protocol == before.protocol && input.host == before.host
           && input.port == before.port && input.username == before.username
           && input.folder == before.folder && input.sign_in == before.sign_in;
}

// GET /api/email/bounce-mailboxes
http::Items<BounceMailbox> list_bounce_mailboxes(http::Call& call) {
    return {call.tx.all<BounceMailbox>(email::sql::list_bounce_mailboxes, call.now,
                                       std::optional<Uuid>())};
}

// PUT /api/email/senders/{id}/bounce-mailbox: it is looked into at once
BounceMailbox put_bounce_mailbox(http::Call& call, const Uuid& sender_id,
                                 const BounceMailboxInput& input) {
    const auto sender = sender_of(call, sender_id);
    check(input);
    const bool by_token = input.sign_in == MailboxSignIn::sender;
    if (by_token) check_token_use(input, sender);
    const auto before = find_mailbox(call, sender_id);
    http::expect_version(call, before ? before->version : 0);
    const bool stays = before && is_same_place(input, *before);
    if (!stays && !by_token && !input.password)
        throw Refusal::field(
            "password", "required",
            before ? "enter it again: the mailbox is another one" : "a mailbox has a password");
    std::optional<std::string> sealed;
    if (input.password)
        sealed = crypto::to_base64(call.services.secrets.seal(
            *input.password,
            {call.project_id(), "bounce_mailboxes", "password_sealed", sender_id}));
    if (stays) {
        call.tx.query(email::sql::update_bounce_mailbox, sender_id, input.security, sealed,
                      input.afterwards, call.now);
    } else {
        call.tx.query(email::sql::delete_bounce_mailbox, sender_id);
        call.tx.query(email::sql::insert_bounce_mailbox, sender_id, input.protocol, input.host,
                      input.port, input.security, input.username, sealed.value_or(""), input.folder,
                      input.afterwards, input.sign_in, before ? before->version + 1 : 1, call.now);
    }
    accounts::record(call, "sender.bounce_mailbox_set", "sender", sender_id, sender.name);
    return existing(call, sender_id);
}

// DELETE /api/email/senders/{id}/bounce-mailbox
http::NoContent delete_bounce_mailbox(http::Call& call, const Uuid& sender_id) {
    const auto sender = sender_of(call, sender_id);
    http::name_of_deleted(
        call, call.tx.maybe<http::DeletedRecord>(email::sql::delete_bounce_mailbox, sender_id));
    accounts::record(call, "sender.bounce_mailbox_deleted", "sender", sender_id, sender.name);
    return {};
}

// POST /api/email/senders/{id}/bounce-mailbox/checks
http::Accepted<BounceMailbox> check_bounce_mailbox(http::Call& call, const Uuid& sender_id) {
    if (!call.tx.maybe<Uuid>(email::sql::check_mailbox_now, sender_id, call.now))
        throw Refusal("not_found");
    return {existing(call, sender_id)};
}

} // namespace

void add_bounce_mailbox_routes(http::Router& on) {
    using namespace http;
    on.get<list_bounce_mailboxes>("/api/email/bounce-mailboxes", viewer("campaigns:read"),
                                  Rate::read);
    on.put<put_bounce_mailbox>("/api/email/senders/{id}/bounce-mailbox", admin("admin"),
                               Rate::write);
    on.del<delete_bounce_mailbox>("/api/email/senders/{id}/bounce-mailbox", admin("admin"),
                                  Rate::write);
    on.post<check_bounce_mailbox>("/api/email/senders/{id}/bounce-mailbox/checks", admin("admin"),
                                  Rate::heavy);
}

} // namespace campaigns
