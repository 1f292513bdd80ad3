#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>

#include "platform/mail/mailbox_languages.hpp"
#include "platform/text/ascii.hpp"

namespace mail {
namespace {

using Kind = MailboxFailure::Kind;

constexpr std::size_t most_replies = 10'000;                // to one command
constexpr std::size_t most_literal_bytes = 8 * 1024 * 1024; // of all of them

// RFC 3501, 9: date.
std::string imap_date(Timestamp at) {
    constexpr std::array months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const std::chrono::year_month_day day(std::chrono::floor<std::chrono::days>(at));
    return fmt::format("{:02}-{}-{:04}", static_cast<unsigned>(day.day()),
                       months.at(static_cast<unsigned>(day.month()) - 1),
                       static_cast<int>(day.year()));
}

std::optional<std::uint32_t> uid_of(std::string_view text) {
    std::uint32_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    const bool is_whole = error == std::errc() && end == text.data() + text.size();
    return is_whole && value > 0 ? std::optional(value) : std::nullopt;
}

std::string joined(std::span<const std::string> uids) {
    return fmt::format("{}", fmt::join(uids, ","));
}

// "[UIDVALIDITY 17]" in an answer.
std::optional<std::string> validity_in(std::string_view text) {
    constexpr std::string_view name = "[UIDVALIDITY ";
    const auto begin = text.find(name);
    if (begin == text.npos) return std::nullopt;
    const auto rest = text.substr(begin + name.size());
    const auto number = uid_of(rest.substr(0, rest.find(']')));
    return number ? std::optional(std::to_string(*number)) : std::nullopt;
}

} // namespace

ImapMailbox::ImapMailbox(const MailboxSettings& settings) : connection_(settings) {
    const auto folder = imap_folder(settings.folder);
    if (!folder) throw MailboxFailure(Kind::folder, "the name of the folder cannot be one");
    for (const auto& reply : ask("CAPABILITY", Kind::nonsense))
        if (reply.text.find(" UIDPLUS") != reply.text.npos) can_expunge_some_ = true;
    for (const auto& reply : ask("SELECT " + *folder, Kind::folder))
        if (const auto validity = validity_in(reply.text)) validity_ = *validity;
    if (validity_.empty())
        throw MailboxFailure(Kind::nonsense, "the server does not number its mails (UIDVALIDITY)");
}

std::vector<std::string> ImapMailbox::list(std::uint32_t after, Timestamp since) {
    // "7:*" is also the last mail when that is below 7.
    const auto command = after > 0 ? fmt::format("UID SEARCH UID {}:*", std::uint64_t(after) + 1)
                                   : fmt::format("UID SEARCH SINCE {}", imap_date(since));
    std::vector<std::uint32_t> found;
    for (const auto& reply : ask(command, Kind::nonsense)) {
        const auto tokens = imap_tokens(reply);
        if (tokens.size() < 2 || text::to_lower_ascii(tokens[1].text) != "search") continue;
        for (std::size_t i = 2; i < tokens.size(); ++i)
            if (const auto uid = uid_of(tokens[i].text); uid && *uid > after) found.push_back(*uid);
    }
    std::ranges::sort(found);
    found.erase(std::ranges::unique(found).begin(), found.end());
    std::vector<std::string> uids;
    for (const auto uid : found) uids.push_back(std::to_string(uid));
    return uids;
}

std::vector<MailHead> ImapMailbox::heads(std::span<const std::string> uids) {
    std::vector<MailHead> all;
    if (uids.empty()) return all;
    const auto command = fmt::format(
        "UID FETCH {} (UID RFC822.SIZE BODY.PEEK[HEADER.FIELDS (CONTENT-TYPE)])", joined(uids));
    for (const auto& reply : ask(command, Kind::nonsense)) {
        auto fetch = imap_fetch(reply);
        if (fetch && std::ranges::find(uids, fetch->uid) != uids.end())
            all.push_back({fetch->uid, fetch->bytes, fetch->body.value_or("")});
    }
    return all;
}

std::optional<std::string> ImapMailbox::fetch(const std::string& uid, std::size_t limit) {
    for (const auto& reply :
         ask(fmt::format("UID FETCH {} (UID BODY.PEEK[]<0.{}>)", uid, limit), Kind::nonsense)) {
        auto fetch = imap_fetch(reply);
        if (!fetch || fetch->uid != uid || !fetch->body) continue;
        if (fetch->body->size() > limit) fetch->body->resize(limit);
        return std::move(fetch->body);
    }
    return std::nullopt;
}

void ImapMailbox::mark_seen(std::span<const std::string> uids) {
    if (uids.empty()) return;
    ask(fmt::format("UID STORE {} +FLAGS.SILENT (\\Seen)", joined(uids)), Kind::nonsense);
}

void ImapMailbox::remove(std::span<const std::string> uids) {
    if (uids.empty()) return;
    ask(fmt::format("UID STORE {} +FLAGS.SILENT (\\Deleted)", joined(uids)), Kind::nonsense);
    // Without UIDPLUS there is only EXPUNGE, which also takes what somebody else marked and may
    // still want back: then they stay marked until a mail program clears the folder.
    if (can_expunge_some_) ask("UID EXPUNGE " + joined(uids), Kind::nonsense);
}

std::vector<ImapReply> ImapMailbox::ask(std::string_view command, Kind refusal) {
    const auto tag = fmt::format("s{}", ++last_tag_);
    connection_.write_line(tag + " " + std::string(command));
    literal_bytes_ = 0;
    std::vector<ImapReply> replies;
    for (;;) {
        auto reply = read_reply();
        if (reply.text.starts_with(tag + " ")) {
            const auto words = reply.text.substr(tag.size() + 1);
            if (!text::to_lower_ascii(words.substr(0, 3)).starts_with("ok"))
                throw MailboxFailure(refusal, words);
            replies.push_back({"* " + words, {}});
            return replies;
        }
        if (text::to_lower_ascii(reply.text.substr(0, 5)) == "* bye")
            throw MailboxFailure(Kind::connection, reply.text.substr(2));
        if (replies.size() == most_replies)
            throw MailboxFailure(Kind::nonsense, "the answer does not end");
        replies.push_back(std::move(reply));
    }
}

ImapReply ImapMailbox::read_reply() {
    ImapReply reply{connection_.read_line(), {}};
    for (auto length = literal_length(reply.text); length; length = literal_length(reply.text)) {
        literal_bytes_ += *length > most_literal_bytes ? most_literal_bytes + 1 : *length;
        if (literal_bytes_ > most_literal_bytes || reply.text.size() > longest_mailbox_line)
            throw MailboxFailure(Kind::nonsense, "the answer is too large");
        reply.literals.push_back(connection_.read_bytes(*length));
        const auto rest = connection_.read_line();
        // Nothing behind the last literal of an answer, such as "{3}" and an empty line, may ask
        // for one more.
        reply.text += rest.empty() ? " " : rest;
    }
    return reply;
}

} // namespace mail
