// Senders: who may send for the project, checked and tried out.
#include "features/accounts/accounts.hpp"
#include "features/campaigns/campaigns.hpp"
#include "features/campaigns/email/envelope_sender.hpp"
#include "features/campaigns/email/oauth.sql.hpp"
#include "features/campaigns/email/oauth_tokens.hpp"
#include "features/campaigns/email/sender_mail.hpp"
#include "features/campaigns/email/senders.sql.hpp"
#include "platform/crypto/encoding.hpp"
#include "platform/crypto/secret_box.hpp"
#include "platform/http/handler.hpp"
#include "platform/http/if_match.hpp"
#include "platform/mail/rules.hpp"
#include "platform/text/email.hpp"

namespace campaigns {

struct EmailSenderInput {
    std::string name, email, reply_to, postal_address, bounce_address;
    MailProvider provider = MailProvider::own;
    std::string host;
    std::int32_t port = 587;
    MailSecurity security = MailSecurity::starttls;
    std::string username;
    std::optional<std::string> password; // absent: stays; empty: none
    std::optional<std::int32_t> per_minute;
    bool is_default = false;
};
BOOST_DESCRIBE_STRUCT(EmailSenderInput, (),
                      (name, email, reply_to, postal_address, bounce_address, provider, host, port,
                       security, username, password, per_minute, is_default))

// What the DNS of the sender's domain is to say.
struct DkimSetUp {
    std::string host, record, zone_file; // the last as a line for a zone file
};
BOOST_DESCRIBE_STRUCT(DkimSetUp, (), (host, record, zone_file))

struct TestMailInput {
    std::string to;
};
BOOST_DESCRIBE_STRUCT(TestMailInput, (), (to))

struct TestMailResult {
    bool was_accepted = false;
    std::string
        failure; // "settings", "connection", "temporary", "permanent", "unknown"; else empty
    std::int32_t reply_code = 0;
    std::string detail;
};
BOOST_DESCRIBE_STRUCT(TestMailResult, (), (was_accepted, failure, reply_code, detail))

} // namespace campaigns

template <>
inline constexpr auto meta::rules<campaigns::EmailSenderInput> = std::to_array<meta::Rule>(
    {{.field = "name", .min = 1, .max = 100, .text = "Shown as the sender"},
     {.field = "email", .max = 254, .format = "email"},
     {.field = "reply_to", .max = 254, .optional = true},
     {.field = "postal_address",
      .min = 1,
      .max = 300,
      .text = "Stands in the footer of every mail"},
     {.field = "bounce_address",
      .max = 254,
      .optional = true,
      .text = "A mailbox at the sender's domain that takes what stands behind a plus: every mail "
              "comes back to an address of its own"},
     {.field = "provider", .optional = true, .text = "gmail and outlook know their host"},
     {.field = "host", .max = 253, .optional = true},
     {.field = "port", .min = 1, .max = 65535, .optional = true},
     {.field = "security", .optional = true},
     {.field = "username", .max = 254, .optional = true},
     {.field = "password", .max = 1000, .text = "Stored sealed and never shown"},
     {.field = "per_minute", .min = 1, .max = 100000},
     {.field = "is_default", .optional = true}});
template <>
inline constexpr auto meta::rules<campaigns::TestMailInput> =
    std::to_array<meta::Rule>({{.field = "to", .max = 254, .format = "email"}});

namespace campaigns {
namespace {

constexpr std::string_view dkim_selector = "socialflow1";
constexpr std::chrono::seconds test_time{20};

void use_preset(EmailSenderInput& input) {
    if (input.provider == MailProvider::own) return;
    input.host = input.provider == MailProvider::gmail ? "smtp.gmail.com" : "smtp.office365.com";
    input.port = 587;
    input.security = MailSecurity::starttls;
    if (input.username.empty()) input.username = input.email;
}

// Receivers compare its domain with the sender's (SPF's part of DMARC), and only we may give out
// addresses there.
void check_bounce_address(const EmailSenderInput& input) {
    if (input.bounce_address.empty()) return;
    const auto refuse = [](const char* code, const char* words) {
        throw Refusal::field("bounce_address", code, words);
    };
    if (!text::is_email(input.bounce_address)) refuse("bad_format", "must be an email address");
    if (input.provider != MailProvider::own)
        refuse("not_allowed", "Gmail and Outlook set the address that mails come back to");
    const auto address = *text::normalise_email(input.bounce_address);
    const auto sender = text::normalise_email(input.email).value_or("");
    const auto [local, domain] = text::email_parts(address);
    const auto own = text::email_parts(sender).domain;
    const bool is_below = domain.ends_with("." + std::string(own));
    if (domain != own && !is_below) refuse("not_allowed", "must be at the domain of the sender");
    if (local.size() > longest_bounce_local || local.find('+') != local.npos)
        refuse("too_long", "at most 23 characters before the @, and no plus among them");
}

void check(const EmailSenderInput& input) {
    const auto is_line = [](std::string_view text) { return mail::is_one_line(text); };
    if (!is_line(input.name)) throw Refusal::field("name", "bad_format", "must be one line");
    if (!is_line(input.username))
        throw Refusal::field("username", "bad_format", "must be one line");
    if (!input.reply_to.empty() && !text::is_email(input.reply_to))
        throw Refusal::field("reply_to", "bad_format", "must be an email address");
    check_bounce_address(input);
    if (!is_mail_host(input.host))
        throw Refusal::field("host", "bad_format", "must be the name of a mail server");
    if (input.security == MailSecurity::none && !input.username.empty())
        throw Refusal::field("security", "not_allowed", "a password is never sent without TLS");
}

// Base64 of what the database keeps; empty for none.
std::string sealed(http::Call& call, const Uuid& row, std::string_view column,
                   std::string_view secret) {
    if (secret.empty()) return {};
    return crypto::to_base64(
        call.services.secrets.seal(secret, {call.project_id(), "email_senders", column, row}));
}

EmailSender existing(http::Call& call, const Uuid& id) {
    auto sender = find_sender(call.tx, id);
    if (!sender) throw Refusal("not_found");
    return std::move(*sender);
}

// GET /api/email/senders
http::Items<EmailSender> list_senders(http::Call& call) {
    return {call.tx.all<EmailSender>(email::sql::list_senders)};
}

// POST /api/email/senders
http::Created<EmailSender> create_sender(http::Call& call, const EmailSenderInput& given) {
    auto input = given;
    use_preset(input);
    check(input);
    if (call.tx.one<std::int64_t>(email::sql::count_senders) >= most_senders)
        throw Refusal("limit_reached", "at most 20 senders");
    const auto id = Uuid::make();
    if (input.is_default) call.tx.query(email::sql::no_default, id);
    call.tx.query(email::sql::insert_sender, id, input.name, input.email, input.reply_to,
                  input.postal_address, input.provider, input.host, input.port, input.security,
                  input.username, sealed(call, id, "password_sealed", input.password.value_or("")),
                  input.per_minute, input.is_default, call.identity.user_id, call.now,
                  input.bounce_address);
    accounts::record(call, "sender.created", "sender", id, input.name);
    return {existing(call, id), "/api/email/senders/" + id.text()};
}

// PATCH /api/email/senders/{id}
EmailSender update_sender(http::Call& call, const Uuid& id,
                          const meta::Patch<EmailSenderInput>& patch) {
    const auto before = existing(call, id);
    http::expect_version(call, before.version);
    EmailSenderInput after{before.name,           before.email,          before.reply_to,
                           before.postal_address, before.bounce_address, before.provider,
                           before.host,           before.port,           before.security,
                           before.username,       std::nullopt,          before.per_minute,
                           before.is_default};
    meta::apply(patch, after);
    use_preset(after);
    check(after);
    // Another server must not be handed the password that was meant for this one.
    const bool moves = after.host != before.host || after.port != before.port;
    if (moves && before.has_password && !after.password)
        throw Refusal::field("password", "required", "enter it again: the server is another one");
    if (after.is_default) call.tx.query(email::sql::no_default, id);
    // A token is for one mailbox at one provider.
    const bool is_other_account =
        after.provider != before.provider || after.username != before.username;
    if (is_other_account && call.tx.maybe<Uuid>(email::sql::delete_tokens, id))
        call.tx.query(email::sql::leave_oauth, id);
    const auto password = after.password
                              ? std::optional(sealed(call, id, "password_sealed", *after.password))
                              : std::nullopt;
    if (!call.tx.maybe<std::int64_t>(email::sql::update_sender, id, after.name, after.email,
                                     after.reply_to, after.postal_address, after.provider,
                                     after.host, after.port, after.security, password,
                                     after.username, after.per_minute, before.version,
                                     after.is_default, call.now, after.bounce_address))
        throw Refusal("version_conflict");
    accounts::record(call, "sender.updated", "sender", id, after.name);
    return existing(call, id);
}

// DELETE /api/email/senders/{id}
http::NoContent delete_sender(http::Call& call, const Uuid& id) {
    const auto name = http::name_of_deleted(
        call, call.tx.maybe<http::DeletedRecord>(email::sql::delete_sender, id));
    accounts::record(call, "sender.deleted", "sender", id, name);
    return {};
}

// POST /api/email/senders/{id}/dkim: a new key, which signs once a check has seen its record; not
// for a domain whose DNS is another company's
DkimSetUp create_dkim_key(http::Call& call, const Uuid& id) {
    const auto sender = existing(call, id);
    if (mailbox_provider_of(sender.email)) throw Refusal("foreign_domain");
    const auto key = DkimKey::make();
    const auto record = key.dns_record();
    call.tx.query(email::sql::set_dkim, id, dkim_selector,
                  sealed(call, id, "dkim_key_sealed", key.to_pem()), record, call.now);
    accounts::record(call, "sender.dkim_created", "sender", id, sender.name);
    const auto address = mail::envelope_address({"", sender.email});
    const auto host = dkim_host(dkim_selector, text::email_parts(address).domain);
    return {host, record, host + ". IN TXT " + zone_file_text(record)};
}

// DELETE /api/email/senders/{id}/dkim
http::NoContent delete_dkim_key(http::Call& call, const Uuid& id) {
    const auto sender = existing(call, id);
    call.tx.query(email::sql::set_dkim, id, "", "", "", call.now);
    accounts::record(call, "sender.dkim_deleted", "sender", id, sender.name);
    return {};
}

mail::Message test_mail(const SenderAccount& account, const EmailSender& sender,
                        const std::string& to) {
    mail::Message message;
    message.from = account.from;
    message.to = {{"", to}};
    message.subject = "A test of " + sender.name;
    message.text =
        "This mail shows that " + sender.host + " takes mails of " + sender.email + ".\n";
    return message;
}

// POST /api/email/senders/{id}/test: one mail, and what the server said
TestMailResult send_test_mail(http::Call& call, const Uuid& id, const TestMailInput& input) {
    const auto sender = existing(call, id);
    auto account = account_of(call.services, call.tx, sender);
    account.smtp.connect_time = test_time;
    account.smtp.reply_time = test_time;
    account.smtp.total_time = test_time;
    const auto message = test_mail(account, sender, input.to);
    try {
        send_alone(call.services, call.project_id(), account, message);
    } catch (const mail::SendFailure& failure) {
        return {false, mail::name_of(failure.kind), failure.reply_code, failure.what()};
    } catch (const OAuthRevoked& failure) {
        return {false, "settings", 0, failure.what()};
    } catch (const OAuthUnavailable& failure) {
        return {false, "temporary", 0, failure.what()};
    }
    return {.was_accepted = true};
}

} // namespace

void add_sender_routes(http::Router& on) {
    using namespace http;
    on.get<list_senders>("/api/email/senders", viewer("campaigns:read"), Rate::read);
    on.post<create_sender>("/api/email/senders", admin("admin"), Rate::write);
    on.patch<update_sender>("/api/email/senders/{id}", admin("admin"), Rate::write);
    on.del<delete_sender>("/api/email/senders/{id}", admin("admin"), Rate::write);
    on.post<create_dkim_key>("/api/email/senders/{id}/dkim", admin("admin"), Rate::write);
    on.del<delete_dkim_key>("/api/email/senders/{id}/dkim", admin("admin"), Rate::write);
    on.post<send_test_mail>("/api/email/senders/{id}/test", admin("admin"), Rate::heavy);
}

} // namespace campaigns
