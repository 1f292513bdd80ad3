#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "platform/mail/mailbox_languages.hpp"
#include "platform/text/ascii.hpp"

namespace mail {
namespace {

using Kind = MailboxFailure::Kind;

constexpr std::size_t longest_listing = 16 * 1024 * 1024; // bytes of UIDL or LIST
constexpr std::size_t longest_head = 64 * 1024;
constexpr std::size_t longest_text = 64 * 1024 * 1024; // more is not even read to its end

struct Listed {
    std::string_view number, value;
};

// "1 whqtswO00WBw418f9t5JxYwZ"
std::vector<Listed> listing_of(std::string_view text) {
    std::vector<Listed> all;
    while (!text.empty()) {
        const auto end = std::min(text.find('\r'), text.size());
        const auto line = text.substr(0, end);
        const auto blank = line.find(' ');
        if (blank != line.npos) {
            const auto value = line.substr(blank + 1);
            all.push_back({line.substr(0, blank), value.substr(0, value.find(' '))});
        }
        text.remove_prefix(std::min(end + 2, text.size()));
    }
    if (all.size() > most_listed_mails)
        throw MailboxFailure(Kind::nonsense,
                             fmt::format("more than {} mails are in it", most_listed_mails));
    return all;
}

std::uint64_t number(std::string_view text) {
    std::uint64_t value = 0;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
}

bool is_number(std::string_view text) {
    return !text.empty() && text.size() < 10 && std::ranges::all_of(text, text::is_digit);
}

// The field Content-Type of a header with the lines that it is folded into.
std::string content_type_in(std::string_view head) {
    std::string found;
    for (bool inside = false; !head.empty();) {
        const auto end = std::min(head.find('\n'), head.size() - 1) + 1;
        const auto line = head.substr(0, end);
        head.remove_prefix(end);
        const bool is_folded = line.starts_with(' ') || line.starts_with('\t');
        if (!is_folded)
            inside = found.empty() && text::to_lower_ascii(line.substr(0, 13)) == "content-type:";
        if (inside) found += line;
    }
    return found;
}

} // namespace

Pop3Mailbox::Pop3Mailbox(const MailboxSettings& settings) : connection_(settings) {}

std::vector<std::string> Pop3Mailbox::list(std::uint32_t, Timestamp) {
    expect("LIST");
    std::map<std::string, std::uint64_t, std::less<>> sizes; // by number
    const auto listed = read_text(longest_listing);
    for (const auto& [number_text, size] : listing_of(listed))
        sizes.emplace(number_text, number(size));
    expect("UIDL");
    std::vector<std::string> uids;
    const auto named = read_text(longest_listing);
    for (const auto& [number_text, uid] : listing_of(named)) {
        const auto size = sizes.find(number_text);
        if (uid.empty() || uid.size() > longest_uid || !is_number(number_text)
            || size == sizes.end() || !text::is_ascii(uid) || uid.find('\0') != uid.npos)
            continue;
        const auto [place, is_new] =
            places_.emplace(uid, Place{std::string(number_text), size->second});
        if (is_new) uids.push_back(place->first);
    }
    return uids;
}

std::vector<MailHead> Pop3Mailbox::heads(std::span<const std::string> uids) {
    std::vector<MailHead> all;
    for (const auto& uid : uids) {
        const auto place = places_.find(uid);
        if (place == places_.end()) continue;
        if (!ask(fmt::format("TOP {} 0", place->second.number))) continue;
        all.push_back({uid, place->second.bytes, content_type_in(read_text(longest_head))});
    }
    return all;
}

std::optional<std::string> Pop3Mailbox::fetch(const std::string& uid, std::size_t limit) {
    const auto place = places_.find(uid);
    if (place == places_.end() || !ask("RETR " + place->second.number)) return std::nullopt;
    return read_text(limit);
}

void Pop3Mailbox::mark_seen(std::span<const std::string>) {
    throw std::logic_error("POP3 knows no mark");
}

void Pop3Mailbox::remove(std::span<const std::string> uids) {
    for (const auto& uid : uids)
        if (const auto place = places_.find(uid); place != places_.end())
            ask("DELE " + place->second.number); // gone already is as good
    expect("QUIT");                              // only now they are removed (RFC 1939, 6)
}

bool Pop3Mailbox::ask(std::string_view command) {
    connection_.write_line(command);
    return connection_.read_line().starts_with("+OK");
}

void Pop3Mailbox::expect(std::string_view command) {
    connection_.write_line(command);
    const auto answer = connection_.read_line();
    if (!answer.starts_with("+OK")) throw MailboxFailure(Kind::nonsense, answer);
}

std::string Pop3Mailbox::read_text(std::size_t limit) {
    std::string text;
    for (std::size_t read = 0; read <= longest_text;) {
        auto line = connection_.read_line();
        read += line.size() + 2;
        if (line == ".") return text;
        if (line.starts_with('.')) line.erase(0, 1);
        if (text.size() < limit) text.append(line + "\r\n", 0, limit - text.size());
    }
    throw MailboxFailure(Kind::nonsense, "the answer does not end");
}

} // namespace mail
