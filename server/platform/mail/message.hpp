// A mail, and the bytes that it travels as.
#pragma once
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "platform/base/timestamp.hpp"

namespace mail {

struct Address {
    std::string name;    // shown, may be empty: "Ada Lovelace"
    std::string address; // "ada@example.com"
    auto operator<=>(const Address&) const = default;
};

// "Ada <ada@example.com>", "\"Lovelace, Ada\" <ada@example.com>" or "ada@example.com": exactly one,
// at most 1,000 bytes.
std::optional<Address> parse_address(std::string_view text);
// As a person reads it, for screens and lists; not encoded for a header.
std::string to_text(const Address& address);

struct HeaderField {
    std::string name;
    std::string value;
};

struct Attachment {
    std::string file_name;
    std::string media_type; // "application/pdf"
    std::string content;
};

// A picture that the HTML shows as <img src="cid:…">.
struct InlinePart {
    std::string content_id;
    std::string media_type;
    std::string content;
};

struct Message {
    Address from;
    std::optional<Address> reply_to;
    std::vector<Address> to;
    std::string subject;
    std::string text; // one of text and html at least; both for every mail to people
    std::string html;
    std::vector<HeaderField>
        headers; // further ones, such as List-Unsubscribe; not those that are made from the rest
    std::vector<Attachment> attachments;
    std::vector<InlinePart> inline_parts;
    std::string message_id; // without angle brackets; empty: a new one at the domain of `from`
};

constexpr std::size_t recipients_limit = 100;
constexpr std::size_t subject_limit_bytes = 998;
constexpr std::size_t body_limit_bytes = 2 * 1024 * 1024;         // of text and of html, each
constexpr std::size_t attachments_limit_bytes = 25 * 1024 * 1024; // of all together, before base64

// The message cannot be written: no recipient, an address that is none, a line break or another
// control character in a name, the subject or a header field, a header field that is not to be set,
// something beyond its limit.
struct Unsendable : std::invalid_argument {
    using std::invalid_argument::invalid_argument;
};

// A new Message-ID at the domain of the sender, without angle brackets.
std::string make_message_id(const Address& from);

// RFC 5322 and MIME: lines end in CRLF, header fields are folded and encoded, texts are UTF-8 in
// quoted-printable.
std::string to_bytes(const Message& message, Timestamp date);

} // namespace mail
