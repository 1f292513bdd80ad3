#include "platform/mail/message.hpp"

#include <gtest/gtest.h>

#include "platform/mail/rules.hpp"

namespace {

using mail::Message;
using mail::parse_address;
using mail::to_bytes;

const Timestamp noon = *parse_timestamp("2026-03-08T07:00:00Z");

Message greeting() {
    return {.from = {"Zoë Müller", "zoe@example.com"},
            .to = {{"Ada", "ada@example.org"}},
            .subject = "Grüße",
            .text = "Hällo\n",
            .message_id = "1@example.com"};
}

// The value of a header field, unfolded; empty without one.
std::string field(const std::string& bytes, const std::string& name) {
    const auto head = "\r\n" + bytes.substr(0, bytes.find("\r\n\r\n") + 2);
    const auto begin = head.find("\r\n" + name + ": ");
    if (begin == head.npos) return "";
    std::string value;
    for (auto position = begin + name.size() + 4;;) {
        const auto end = head.find("\r\n", position);
        value += head.substr(position, end - position);
        position = end + 2;
        if (position >= head.size() || (head[position] != ' ' && head[position] != '\t'))
            return value;
    }
}

std::string why_unsendable(const Message& message) {
    try {
        to_bytes(message, noon);
    } catch (const mail::Unsendable& error) {
        return error.what();
    }
    return "";
}

} // namespace

TEST(MailMessage, is_written_as_the_standards_say) {
    EXPECT_EQ(
        "Date: Sun, 08 Mar 2026 07:00:00 +0000\r\n"
        "From: =?UTF-8?B?Wm/DqyBNw7xsbGVy?= <zoe@example.com>\r\n"
        "Subject: =?UTF-8?B?R3LDvMOfZQ==?=\r\n"
        "To: Ada <ada@example.org>\r\n"
        "Message-Id: <1@example.com>\r\n"
        "MIME-Version: 1.0\r\n"
        "Content-Type: text/plain; charset=utf-8\r\n"
        "Content-Transfer-Encoding: quoted-printable\r\n"
        "\r\n"
        "H=C3=A4llo\r\n",
        to_bytes(greeting(), noon));
}

TEST(MailMessage, has_the_fields_that_every_mail_needs) {
    auto message = greeting();
    message.reply_to = {{"", "answers@example.com"}};
    message.to.push_back({"Lovelace, \"Ada\"", "ada2@example.org"});
    message.headers = {{"List-Unsubscribe", "<https://example.com/u/1>"}, {"X-Name", "Zoë"}};
    const auto bytes = to_bytes(message, noon);
    EXPECT_EQ("Sun, 08 Mar 2026 07:00:00 +0000", field(bytes, "Date"));
    EXPECT_EQ("<1@example.com>", field(bytes, "Message-Id"));
    EXPECT_EQ("1.0", field(bytes, "MIME-Version"));
    EXPECT_EQ("answers@example.com", field(bytes, "Reply-To"));
    EXPECT_EQ("Ada <ada@example.org>, \"Lovelace, \\\"Ada\\\"\" <ada2@example.org>",
              field(bytes, "To"));
    EXPECT_EQ("<https://example.com/u/1>", field(bytes, "List-Unsubscribe"));
    EXPECT_NE(std::string::npos, field(bytes, "X-Name").find("=?"));
}

TEST(MailMessage, makes_an_id_at_the_domain_of_the_sender) {
    auto message = greeting();
    message.message_id.clear();
    const auto first = field(to_bytes(message, noon), "Message-Id");
    EXPECT_TRUE(first.ends_with("@example.com>")) << first;
    EXPECT_NE(first, field(to_bytes(message, noon), "Message-Id"));
    EXPECT_TRUE(
        mail::make_message_id({"", "a@bücher.example"}).ends_with("@xn--bcher-kva.example"));
}

TEST(MailMessage, keeps_every_line_short_ended_by_crlf_and_in_ascii) {
    auto message = greeting();
    for (int i = 0; i < 30; ++i) message.subject += " 你好 and a fairly long subject 🙂";
    message.subject.resize(990);
    while (why_unsendable(message) != "")
        message.subject.pop_back(); // not in the middle of a character
    message.text = "one\ntwo\r\nthree\rfour " + std::string(5000, 'x') + " 名前\n.dot\nFrom here";
    message.html = "<p>" + std::string(5000, 'y') + "</p>";
    for (int i = 0; i < 40; ++i)
        message.to.push_back(
            {"Person " + std::to_string(i), "p" + std::to_string(i) + "@example.com"});
    message.attachments = {{"Übersicht 名前.pdf", "application/pdf", std::string(3000, '\0')}};
    const auto bytes = to_bytes(message, noon);
    std::size_t line_start = 0;
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        EXPECT_LT(static_cast<unsigned char>(bytes[i]), 0x80);
        if (bytes[i] == '\n') {
            ASSERT_EQ('\r', bytes[i - 1]) << bytes.substr(line_start, 100);
            EXPECT_LE(i - line_start, 998u) << "RFC 5322, 2.1.1";
            line_start = i + 1;
        } else if (bytes[i] == '\r') {
            ASSERT_EQ('\n', bytes[i + 1]);
        }
    }
    EXPECT_TRUE(bytes.ends_with("\r\n"));
}

TEST(MailMessage, nests_its_parts_only_as_deep_as_it_must) {
    auto message = greeting();
    EXPECT_EQ("text/plain; charset=utf-8", field(to_bytes(message, noon), "Content-Type"));
    EXPECT_EQ("quoted-printable", field(to_bytes(message, noon), "Content-Transfer-Encoding"));
    message.html = "<p>Hällo</p>";
    EXPECT_TRUE(
        field(to_bytes(message, noon), "Content-Type").starts_with("multipart/alternative;"));
    message.inline_parts = {{"logo@example.com", "image/png", "\x89PNG"}};
    const auto with_picture = to_bytes(message, noon);
    EXPECT_NE(std::string::npos, with_picture.find("multipart/related;"));
    EXPECT_NE(std::string::npos, with_picture.find("Content-Id: <logo@example.com>"));
    message.attachments = {{"a.pdf", "application/pdf", "%PDF-"},
                           {"b", "text/../evil", "b"},
                           {"c", "multipart/mixed", "c"}};
    const auto whole = to_bytes(message, noon);
    EXPECT_TRUE(field(whole, "Content-Type").starts_with("multipart/mixed;"));
    EXPECT_NE(std::string::npos, whole.find("Content-Disposition: attachment; filename=a.pdf"));
    EXPECT_NE(std::string::npos, whole.find("JVBERi0="));
    EXPECT_EQ(std::string::npos, whole.find("evil"));
    message.text.clear();
    message.inline_parts.clear();
    message.attachments.clear();
    EXPECT_EQ("text/html; charset=utf-8", field(to_bytes(message, noon), "Content-Type"));
}

TEST(MailMessage, refuses_what_would_make_other_header_fields) {
    const std::vector<std::function<void(Message&)>> cases{
        [](Message& m) { m.subject = "a\r\nBcc: victim@example.com"; },
        [](Message& m) { m.subject = "a\nb"; },
        [](Message& m) { m.subject = std::string("a\0b", 3); },
        [](Message& m) { m.subject = "a\xFF"; },
        [](Message& m) { m.from.name = "a\r\nBcc: b@c.de"; },
        [](Message& m) { m.from.address = "a@b.de\r\nBcc: b@c.de"; },
        [](Message& m) { m.to.at(0).name = "a\rb"; },
        [](Message& m) { m.to.at(0).address = "a@b.de, c@d.ef"; },
        [](Message& m) { m.to.at(0).address = "a@b.de> SIZE=1"; },
        [](Message& m) { m.to.at(0).address = ""; },
        [](Message& m) { m.reply_to = {{"x\ny", "a@b.de"}}; },
        [](Message& m) { m.headers = {{"X-A", "b\r\nX-C: d"}}; },
        [](Message& m) { m.headers = {{"X-A: b\r\nX-C", "d"}}; },
        [](Message& m) { m.headers = {{"", "d"}}; },
        [](Message& m) { m.headers = {{"BCC", "victim@example.com"}}; },
        [](Message& m) { m.headers = {{"Content-Type", "text/html"}}; },
        [](Message& m) { m.message_id = "1@example.com>\r\nX: y"; },
        [](Message& m) { m.attachments = {{"a\r\nb", "text/plain", ""}}; },
        [](Message& m) { m.inline_parts = {{"a>\r\nX: y", "image/png", ""}}; },
        [](Message& m) { m.text = "a\xFF"; },
    };
    for (std::size_t i = 0; i < cases.size(); ++i) {
        auto message = greeting();
        cases[i](message);
        EXPECT_NE("", why_unsendable(message)) << "case " << i;
    }
}

TEST(MailMessage, is_bounded) {
    auto message = greeting();
    message.to.assign(mail::recipients_limit, {"", "a@example.com"});
    message.subject = std::string(mail::subject_limit_bytes, 's');
    message.text = std::string(mail::body_limit_bytes, 't');
    message.attachments = {
        {"a", "application/pdf", std::string(mail::attachments_limit_bytes, 'a')}};
    EXPECT_EQ("", why_unsendable(message));
    auto more = message;
    more.to.push_back({"", "b@example.com"});
    EXPECT_EQ("the mail has too many recipients", why_unsendable(more));
    more = message;
    more.subject += "s";
    EXPECT_EQ("the subject is too long", why_unsendable(more));
    more = message;
    more.text += "t";
    EXPECT_EQ("the text is too long", why_unsendable(more));
    more = message;
    more.inline_parts = {{"b", "image/png", "b"}};
    EXPECT_EQ("the attachments are too large", why_unsendable(more));
    more = greeting();
    more.to.clear();
    EXPECT_EQ("the mail has no recipient", why_unsendable(more));
    more = greeting();
    more.text.clear();
    EXPECT_EQ("the mail has no text", why_unsendable(more));
}

TEST(MailAddress, is_read_with_and_without_a_name) {
    const std::tuple<std::string, std::string, std::string> cases[] = {
        {"ada@example.com", "", "ada@example.com"},
        {"Ada <ada@example.com>", "Ada", "ada@example.com"},
        {"\"Lovelace, Ada\" <ada@example.com>", "Lovelace, Ada", "ada@example.com"},
        {"Zoë Müller <zoe@example.com>", "Zoë Müller", "zoe@example.com"},
        {"=?utf-8?q?Zo=C3=AB?= <zoe@example.com>", "Zoë", "zoe@example.com"},
    };
    for (const auto& [text, name, address] : cases)
        EXPECT_EQ((mail::Address{name, address}), parse_address(text)) << text;
    for (const std::string wrong :
         {"", "ada", "ada@", "@example.com", "<>", "Ada", "a@b.de, c@d.ef", "team: a@b.de;",
          "Ada <ada@example.com>\r\nBcc: x@y.de", "=?utf-8?q?a=0D=0Ab?= <a@b.de>",
          "ada@exa mple.com"})
        EXPECT_EQ(std::nullopt, parse_address(wrong)) << wrong;
    const std::string tail = " <ada@example.com>";
    EXPECT_TRUE(parse_address(std::string(1000 - tail.size(), 'n') + tail));
    EXPECT_FALSE(parse_address(std::string(1001 - tail.size(), 'n') + tail));
}

TEST(MailAddress, is_shown_and_put_on_the_envelope) {
    EXPECT_EQ("Ada <ada@example.com>", mail::to_text({"Ada", "ada@example.com"}));
    EXPECT_EQ("ada@example.com", mail::to_text({"", "ada@example.com"}));
    EXPECT_EQ("Ada@xn--bcher-kva.example", mail::envelope_address({"", "Ada@Bücher.example"}));
    EXPECT_THROW(mail::envelope_address({"", "ada"}), mail::Unsendable);
}
