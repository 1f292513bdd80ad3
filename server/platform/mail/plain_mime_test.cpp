// What is written by hand is read by GMime, and means what GMime's own writing means.
#include "platform/mail/plain_mime.hpp"

#include <gtest/gtest.h>

#include "platform/mail/mime.hpp"
#include "platform/mail/parts.hpp"

namespace {

const Timestamp noon = *parse_timestamp("2026-03-08T07:00:00Z");

std::string many(int count, const char* what) {
    std::string text;
    for (int i = 0; i < count; ++i) text += what;
    return text;
}

const std::vector<std::string>& odd_texts() {
    static const std::vector<std::string> texts{
        "Hello",
        "Grüße an Zoë",
        "=?UTF-8?b?R3LDvMOfZQ==?= is no name",
        "a = b; 100% =3D",
        many(60, "x") + " " + many(70, "y") + "  two blanks",
        many(950, "z"),
        "名前は山田です。" + many(30, "-") + "こんにちは、世界。こんにちは、世界。",
        "🙂🙃🙂🙃🙂🙃🙂🙃🙂🙃🙂🙃🙂🙃🙂🙃🙂🙃🙂🙃🙂🙃🙂🙃",
        "Lovelace, \"Ada\" \\ (of) <London>",
        "ends in a colon:",
        many(73, "a") + "ü" + many(76, "b") + "ü",
    };
    return texts;
}

const std::vector<std::string>& odd_bodies() {
    static const std::vector<std::string> bodies{
        "one line",
        "blanks at the end  \nand tabs\t\nand none\n",
        ".\n..\n.dot\nFrom here\n From there\n",
        "one\ntwo\r\nthree\rfour",
        "\n\n\n",
        many(75, "x") + "\n" + many(76, "y") + "\n" + many(77, "z") + "\n",
        many(5000, "x") + " " + many(5000, "="),
        many(74, "x") + "ü" + many(75, " ") + "\n",
        "--=_1.example\n=_\n",
        "日本語の本文です。\nこんにちは、世界。\n\n.\nFrom 東京\n",
    };
    return bodies;
}

mail::Message message_of(const std::string& line, const std::string& body) {
    return {.from = {line, "zoe@example.com"},
            .reply_to = mail::Address{line, "answers@example.com"},
            .to = {{line, "ada@example.org"}, {"", "bob@example.org"}},
            .subject = line,
            .text = body,
            .html = "<p>" + body + "</p>",
            .headers = {{"X-Line", line}},
            .message_id = "1@example.com"};
}

// Without the boundary, and with one blank for each run of white space: GMime keeps some of where
// it folds.
std::map<std::string, std::string> fields_of(const mail::Parts& parts) {
    std::map<std::string, std::string> fields;
    for (const auto& [name, value] : parts.headers)
        for (const char c : value) {
            auto& text = fields[name];
            const bool is_blank = c == ' ' || c == '\t';
            if (!is_blank || !text.ends_with(' ')) text += is_blank ? ' ' : c;
        }
    fields.erase("Content-Type");
    return fields;
}

std::string one_blank_each(std::string_view text) {
    std::string out;
    for (const char c : text)
        if (c != ' ' || !out.ends_with(' ')) out += c;
    return out;
}

// GMime writes a text that looks encoded as it is: there only what we wrote is read.
bool gmime_writes_well(const mail::Message& message) {
    return message.subject.find("=?") == message.subject.npos;
}

void expect_same(const mail::Message& message) {
    const auto ours = mail::read_parts(mail::write_plain_mime(message, noon));
    EXPECT_EQ(one_blank_each(message.subject), fields_of(ours)["Subject"]);
    const auto theirs = mail::read_parts(mail::write_mime(message, noon));
    if (gmime_writes_well(message)) {
        EXPECT_EQ(fields_of(theirs), fields_of(ours)) << message.subject;
    }
    EXPECT_EQ(theirs.text, ours.text) << message.text;
    EXPECT_EQ(theirs.html, ours.html) << message.text;
}

void expect_good_lines(const std::string& bytes, std::size_t longest) {
    std::size_t start = 0;
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        ASSERT_LT(static_cast<unsigned char>(bytes[i]), 0x80);
        if (bytes[i] != '\n') continue;
        ASSERT_EQ('\r', bytes[i - 1]);
        ASSERT_LE(i - start - 1, longest) << bytes.substr(start, i - start);
        start = i + 1;
    }
    EXPECT_EQ(bytes.size(), start);
}

} // namespace

TEST(PlainMime, means_what_gmime_means) {
    for (const auto& line : odd_texts()) expect_same(message_of(line, "Hello\n"));
    for (const auto& body : odd_bodies()) expect_same(message_of("Hello", body));
    auto text_alone = message_of("Hello", "only text\n");
    text_alone.html.clear();
    expect_same(text_alone);
    auto html_alone = message_of("Hello", "only HTML\n");
    html_alone.text.clear();
    expect_same(html_alone);
}

TEST(PlainMime, keeps_lines_short_in_ascii_and_ended_by_crlf) {
    constexpr std::size_t recommended = 78, allowed = 998; // RFC 5322, 2.1.1
    for (const auto& body : odd_bodies())
        expect_good_lines(mail::write_plain_mime(message_of("Hello", body), noon), recommended);
    for (const auto& line : odd_texts()) {
        const bool can_fold = line.find_first_not_of('z') != line.npos;
        expect_good_lines(mail::write_plain_mime(message_of(line, "Hello"), noon),
                          can_fold ? recommended : allowed);
    }
}

TEST(PlainMime, folds_a_long_line_of_recipients) {
    auto message = message_of("Hello", "x");
    for (int i = 0; i < 40; ++i)
        message.to.push_back(
            {"Zoë " + std::to_string(i), "p" + std::to_string(i) + "@example.com"});
    expect_good_lines(mail::write_plain_mime(message, noon), 78);
    expect_same(message);
}

TEST(PlainMime, makes_the_same_bytes_of_the_same_message) {
    const auto message = message_of("Grüße", "Hällo\n");
    EXPECT_EQ(mail::write_plain_mime(message, noon), mail::write_plain_mime(message, noon));
}
