#include "platform/mail/message.hpp"

#include <strings.h>

#include <algorithm>
#include <array>

#include "platform/base/uuid.hpp"
#include "platform/mail/mime.hpp"
#include "platform/mail/plain_mime.hpp"
#include "platform/mail/rules.hpp"
#include "platform/text/email.hpp"
#include "platform/text/utf8.hpp"

namespace mail {
namespace {

// Made from the rest of the message: a second one would contradict it.
constexpr std::array made_fields{"from",
                                 "sender",
                                 "reply-to",
                                 "to",
                                 "cc",
                                 "bcc",
                                 "subject",
                                 "date",
                                 "message-id",
                                 "mime-version",
                                 "content-type",
                                 "content-transfer-encoding",
                                 "content-disposition",
                                 "content-id",
                                 "return-path",
                                 "received",
                                 "dkim-signature"};

void refuse_unless(bool good, const std::string& what) {
    if (!good) throw Unsendable(what);
}

void check(const Address& address, const char* role) {
    refuse_unless(text::is_email(address.address),
                  std::string(role) + " is no e-mail address: " + address.address);
    refuse_unless(is_one_line(address.name),
                  std::string("the name of ") + role + " holds a line break");
}

void check(const HeaderField& field) {
    const auto is_name_character = [](char c) {
        return c > ' ' && c < 0x7F && c != ':';
    }; // RFC 5322, 2.2
    refuse_unless(!field.name.empty() && std::ranges::all_of(field.name, is_name_character),
                  "the name of a header field is none");
    refuse_unless(std::ranges::none_of(
                      made_fields,
                      [&](const char* made) { return strcasecmp(made, field.name.c_str()) == 0; }),
                  "the header field " + field.name + " cannot be set");
    refuse_unless(is_one_line(field.value),
                  "the header field " + field.name + " holds a line break");
}

void check_parts(const Message& message) {
    std::size_t bytes = 0;
    for (const auto& attachment : message.attachments) {
        refuse_unless(is_one_line(attachment.file_name),
                      "the name of an attachment holds a line break");
        bytes += attachment.content.size();
    }
    for (const auto& part : message.inline_parts) {
        const bool good =
            !part.content_id.empty() && std::ranges::all_of(part.content_id, [](unsigned char c) {
                return std::isalnum(c) || c == '-' || c == '_' || c == '.' || c == '@';
            });
        refuse_unless(good, "an inline part has no good content id");
        bytes += part.content.size();
    }
    refuse_unless(bytes <= attachments_limit_bytes, "the attachments are too large");
}

void check(const Message& message) {
    check(message.from, "the sender");
    if (message.reply_to) check(*message.reply_to, "the address for replies");
    refuse_unless(!message.to.empty(), "the mail has no recipient");
    refuse_unless(message.to.size() <= recipients_limit, "the mail has too many recipients");
    for (const auto& recipient : message.to) check(recipient, "a recipient");
    refuse_unless(is_one_line(message.subject), "the subject holds a line break");
    refuse_unless(message.subject.size() <= subject_limit_bytes, "the subject is too long");
    refuse_unless(!message.text.empty() || !message.html.empty(), "the mail has no text");
    for (const auto* body : {&message.text, &message.html}) {
        refuse_unless(body->size() <= body_limit_bytes, "the text is too long");
        refuse_unless(text::is_storable(*body), "the text is no UTF-8");
    }
    for (const auto& field : message.headers) check(field);
    check_parts(message);
    const bool good_id = std::ranges::all_of(
        message.message_id, [](char c) { return c > ' ' && c < 0x7F && c != '<' && c != '>'; });
    refuse_unless(good_id, "the message id is none");
}

} // namespace

std::string make_message_id(const Address& from) {
    const auto address = envelope_address(from);
    return Uuid::make().text() + "@" + std::string(text::email_parts(address).domain);
}

std::string to_bytes(const Message& message, Timestamp date) {
    check(message);
    const bool is_plain = message.attachments.empty() && message.inline_parts.empty();
    const auto write = is_plain ? write_plain_mime : write_mime;
    if (!message.message_id.empty()) return write(message, date);
    auto named = message;
    named.message_id = make_message_id(message.from);
    return write(named, date);
}

} // namespace mail
