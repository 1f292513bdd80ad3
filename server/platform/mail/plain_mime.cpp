#include "platform/mail/plain_mime.hpp"

#include <algorithm>
#include <array>

#include "platform/crypto/encoding.hpp"
#include "platform/mail/rules.hpp"
#include "platform/text/ascii.hpp"
#include "platform/text/utf8.hpp"

namespace mail {
namespace {

constexpr std::size_t longest_line = 78;         // RFC 5322, 2.1.1: should not be longer
constexpr std::size_t longest_encoded_line = 76; // RFC 2045, 6.7 and 6.8
constexpr std::string_view line_end = "\r\n";
constexpr std::string_view hexadecimal = "0123456789ABCDEF";

// --- header fields -------------------------------------------------------------------------------

// The longest beginning of whole characters, without need of padding if there is one: GMime reads
// words that follow each other as one text, which padding would end.
std::string_view whole_triples(std::string_view text, std::size_t limit) {
    const auto longest = text::first_bytes(text, limit);
    if (longest.size() == text.size()) return longest;
    for (auto word = longest; word.size() + 12 > longest.size();
         word = text::first_bytes(text, word.size() - 1)) {
        if (word.size() % 3 == 0 && !word.empty()) return word;
        if (word.empty()) break;
    }
    return longest;
}

// RFC 2047: at most 75 characters a word and 76 a line, each word of whole characters.
void append_encoded_words(std::string_view text, std::size_t used, std::string& out) {
    constexpr std::string_view opening = "=?UTF-8?B?", closing = "?=";
    constexpr std::size_t longest_word = 75, latest_start = 40;
    while (!text.empty()) {
        if (used > latest_start) {
            out += "\r\n ";
            used = 1;
        }
        const auto room = std::min(longest_encoded_line - used, longest_word);
        const auto fits = (room - opening.size() - closing.size()) / 4 * 3;
        const auto word = whole_triples(text, fits);
        out.append(opening).append(crypto::to_base64(word)).append(closing);
        text.remove_prefix(word.size());
        used = longest_line; // the next word on a line of its own
    }
}

bool needs_encoding(std::string_view text) {
    // A word of more than a line may hold cannot be folded; "=?" would be read as encoded.
    constexpr std::size_t longest_word = 900;
    std::size_t word = 0;
    for (const char c : text) {
        word = c == ' ' ? 0 : word + 1;
        if (word > longest_word) return true;
    }
    return !text::is_ascii(text) || text.find("=?") != text.npos;
}

// At single blanks between two words; where there are several, they stay together on their line.
void append_folded(std::string_view text, std::size_t used, std::string& out) {
    for (bool is_first = true; !text.empty(); is_first = false) {
        auto end = text.find(' ', is_first ? 0 : 1);
        while (end != text.npos && end + 1 < text.size() && text[end + 1] == ' ')
            end = text.find_first_not_of(' ', end) - 1;
        const auto word = text.substr(0, end);
        if (!is_first && used + word.size() > longest_line) {
            out += line_end;
            used = 0;
        }
        out += word;
        used += word.size();
        text.remove_prefix(word.size());
    }
}

bool is_plain_name(std::string_view name) { // RFC 5322, atoms and blanks
    return std::ranges::all_of(name,
                               [](char c) {
                                   return text::is_alphanumeric(c)
                                          || std::string_view(" !#$%&'*+-/=?^_`{|}~").find(c)
                                                 != std::string_view::npos;
                               })
           && name.front() != ' ' && name.back() != ' ' && name.find("  ") == name.npos;
}

std::string name_text(std::string_view name, std::size_t used) {
    constexpr std::size_t longest_unfolded = 50;
    std::string out;
    if (needs_encoding(name) || name.size() > longest_unfolded) {
        append_encoded_words(name, used, out);
    } else if (is_plain_name(name)) {
        out = name;
    } else {
        out += '"';
        for (const char c : name) {
            if (c == '"' || c == '\\') out += '\\';
            out += c;
        }
        out += '"';
    }
    return out;
}

std::string address_text(const Address& address, std::size_t used) {
    const auto mailbox = envelope_address(address);
    if (address.name.empty()) return mailbox;
    auto out = name_text(address.name, used);
    const auto line = out.rfind('\n');
    const auto column = line == out.npos ? used + out.size() : out.size() - line - 1;
    out += column + mailbox.size() + 3 > longest_line ? "\r\n <" : " <";
    return out + mailbox + ">";
}

void append_addresses(std::string_view name, std::span<const Address> addresses, std::string& out) {
    out.append(name).append(": ");
    auto used = name.size() + 2;
    for (bool is_first = true; const auto& address : addresses) {
        const auto text = address_text(address, is_first ? used : 1);
        const auto first_line = std::min(text.find('\r'), text.size());
        if (!std::exchange(is_first, false)) {
            const bool folds = used + first_line + 3 > longest_line;
            out += folds ? ",\r\n " : ", ";
            used = folds ? 1 : used + 2;
        }
        out += text;
        const auto last_line = text.rfind('\n');
        used = last_line == text.npos ? used + text.size() : text.size() - last_line - 1;
    }
    out += line_end;
}

void append_field(std::string_view name, std::string_view value, std::string& out) {
    out.append(name).append(": ").append(header_text(value, name.size() + 2)).append(line_end);
}

std::string date_text(Timestamp date) { // RFC 5322, 3.3
    using namespace std::chrono;
    constexpr std::array days{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    constexpr std::array months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const auto day = floor<std::chrono::days>(date);
    const year_month_day calendar(day);
    const hh_mm_ss time(floor<seconds>(date - day));
    return fmt::format("{}, {:02} {} {:04} {:02}:{:02}:{:02} +0000",
                       days.at(weekday(day).c_encoding()), unsigned(calendar.day()),
                       months.at(unsigned(calendar.month()) - 1), int(calendar.year()),
                       time.hours().count(), time.minutes().count(), time.seconds().count());
}

// --- bodies --------------------------------------------------------------------------------------

// Of texts in other scripts quoted-printable would make three bytes of each.
bool is_shorter_in_base64(std::string_view text) {
    const auto beyond_ascii = std::ranges::count_if(text, [](char c) { return (c & 0x80) != 0; });
    return static_cast<std::size_t>(beyond_ascii) > text.size() / 3;
}

void append_base64(std::string_view text, std::string& out) {
    std::string canonical; // RFC 2046, 4.1.1: lines of text end in CRLF
    canonical.reserve(text.size() + text.size() / 32 + 2);
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '\r' && i + 1 < text.size() && text[i + 1] == '\n') continue;
        if (text[i] == '\r' || text[i] == '\n')
            canonical += line_end;
        else
            canonical += text[i];
    }
    if (!canonical.ends_with(line_end)) canonical += line_end;
    const auto encoded = crypto::to_base64(canonical);
    for (std::size_t at = 0; at < encoded.size(); at += longest_encoded_line)
        out.append(std::string_view(encoded).substr(at, longest_encoded_line)).append(line_end);
}

void append_part(std::string_view type, std::string_view text, std::string& out) {
    const bool in_base64 = is_shorter_in_base64(text);
    out.append("Content-Type: ").append(type).append("; charset=utf-8\r\n");
    out.append("Content-Transfer-Encoding: ");
    out.append(in_base64 ? "base64" : "quoted-printable").append("\r\n\r\n");
    if (in_base64)
        append_base64(text, out);
    else
        append_quoted_printable(text, out);
}

// "=_" stands in no quoted-printable text and "_" in no base64 (RFC 2045, 6.7).
std::string boundary_of(const Message& message) {
    constexpr std::size_t longest = 60; // RFC 2046, 5.1.1: 70
    std::string boundary = "=_";
    for (const char c : std::string_view(message.message_id).substr(0, longest))
        boundary += text::is_alphanumeric(c) || c == '-' || c == '.' ? c : '_';
    return boundary;
}

void append_body(const Message& message, std::string& out) {
    if (message.text.empty()) return append_part("text/html", message.html, out);
    if (message.html.empty()) return append_part("text/plain", message.text, out);
    const auto boundary = boundary_of(message);
    out.append("Content-Type: multipart/alternative; boundary=\"").append(boundary);
    out.append("\"\r\n\r\n--").append(boundary).append(line_end);
    append_part("text/plain", message.text, out);
    out.append("\r\n--").append(boundary).append(line_end);
    append_part("text/html", message.html, out);
    out.append("\r\n--").append(boundary).append("--\r\n");
}

} // namespace

std::string header_text(std::string_view text, std::size_t used) {
    std::string out;
    if (needs_encoding(text))
        append_encoded_words(text, used, out);
    else
        append_folded(text, used, out);
    return out;
}

void append_quoted_printable(std::string_view text, std::string& out) {
    // What stands for itself within a line; a blank, unless its line ends behind it.
    static constexpr auto is_literal = [] {
        std::array<bool, 256> literal{};
        for (int c = 33; c < 127; ++c) literal[static_cast<std::size_t>(c)] = c != '=';
        literal[' '] = literal['\t'] = true;
        return literal;
    }();
    std::size_t column = 0;
    const auto add = [&](std::string_view characters) {
        if (column + characters.size() > longest_encoded_line - 1) { // 1 for the = of a soft end
            out += "=\r\n";
            column = 0;
        }
        out += characters;
        column += characters.size();
    };
    const auto add_encoded = [&](char c) {
        const auto byte = static_cast<unsigned char>(c);
        const std::array encoded{'=', hexadecimal[byte >> 4], hexadecimal[byte & 15]};
        add({encoded.data(), encoded.size()});
    };
    for (std::size_t i = 0; i < text.size();) {
        // A run of characters that stand for themselves, as far as the line goes.
        auto end = i;
        const auto limit = std::min(text.size(), i + (longest_encoded_line - 1 - column));
        while (end < limit && is_literal[static_cast<unsigned char>(text[end])]) ++end;
        const char next = end < text.size() ? text[end] : '\n';
        const bool ends_line = next == '\n' || next == '\r';
        if (ends_line && end > i && (text[end - 1] == ' ' || text[end - 1] == '\t')) --end;
        // At the beginning of a line mailboxes of the old form change it, and with it the
        // signature.
        if (column == 0 && end > i && text.substr(i).starts_with("From ")) {
            add_encoded(text[i++]);
        } else if (end > i) {
            out.append(text.substr(i, end - i));
            column += end - i;
            i = end;
        } else if (text[i] == '\n' || text[i] == '\r') {
            const bool is_pair = text[i] == '\r' && text.substr(i + 1).starts_with('\n');
            i += is_pair ? 2 : 1;
            out += line_end;
            column = 0;
        } else if (is_literal[static_cast<unsigned char>(text[i])] && !ends_line) {
            add(text.substr(i++, 1)); // the line is full
        } else {
            add_encoded(text[i++]);
        }
    }
    if (column != 0 || text.empty()) out += line_end;
}

std::string write_plain_mime(const Message& message, Timestamp date) {
    std::string out;
    out.reserve(2048 + message.text.size() * 5 / 4 + message.html.size() * 5 / 4);
    append_field("Date", date_text(date), out);
    append_addresses("From", {&message.from, 1}, out);
    if (message.reply_to) append_addresses("Reply-To", {&*message.reply_to, 1}, out);
    append_field("Subject", message.subject, out);
    append_addresses("To", message.to, out);
    out.append("Message-Id: <").append(message.message_id).append(">\r\n");
    for (const auto& [name, value] : message.headers) append_field(name, value, out);
    out += "MIME-Version: 1.0\r\n";
    append_body(message, out);
    return out;
}

} // namespace mail
