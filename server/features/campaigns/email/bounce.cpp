#include "features/campaigns/email/bounce.hpp"

#include <algorithm>
#include <array>
#include <map>

#include "platform/mail/parts.hpp"
#include "platform/text/ascii.hpp"
#include "platform/text/utf8.hpp"

namespace campaigns {
namespace {

using Fields = std::map<std::string, std::string>; // names in lower case, values unfolded

constexpr std::size_t longest_detail = 300;
constexpr std::size_t most_groups = 20;

// Groups of header fields with empty lines between; the first of each name counts.
std::vector<Fields> groups_of(std::string_view text) {
    std::vector<Fields> groups(1);
    std::string* last = nullptr;
    while (!text.empty() && groups.size() <= most_groups) {
        const auto end = std::min(text.find('\n'), text.size());
        auto line = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        if (line.ends_with('\r')) line.remove_suffix(1);
        const auto colon = line.find(':');
        if (line.empty()) {
            if (!groups.back().empty()) groups.emplace_back();
            last = nullptr;
        } else if (line.front() == ' ' || line.front() == '\t') {
            if (last) last->append(" ").append(text::trim(line));
        } else if (colon != line.npos) {
            const auto name = text::to_lower_ascii(text::trim(line.substr(0, colon)));
            last = &groups.back()[name];
            if (last->empty()) *last = text::trim(line.substr(colon + 1));
        }
    }
    return groups;
}

std::string field(const Fields& fields, const std::string& name) {
    const auto found = fields.find(name);
    return found == fields.end() ? std::string() : found->second;
}

// "<id@domain>" of a mail of ours: the id is a row of the ledger.
std::optional<Uuid> execution_of(std::string_view message_id) {
    const auto begin = message_id.find('<') + 1; // 0 without one
    const auto end = std::min(message_id.find('@', begin), message_id.size());
    return Uuid::parse(message_id.substr(begin, end - begin));
}

// Of the attached mail or its header.
std::optional<Uuid> reported_mail(const std::vector<mail::ReportPart>& parts) {
    for (const auto& part : parts) {
        if (part.media_type != "message/rfc822" && part.media_type != "text/rfc822-headers"
            && part.media_type != "message/rfc822-headers")
            continue;
        for (const auto& fields : groups_of(part.content))
            if (const auto id = execution_of(field(fields, "message-id"))) return id;
    }
    return std::nullopt;
}

Fields head_of(std::string_view mail) {
    return groups_of(mail.substr(0, std::min(mail.find("\n\n"), mail.find("\r\n\r\n")))).front();
}

// By the address that it came to, as servers on the way wrote it down.
std::optional<Uuid> addressed_mail(std::string_view mail, const EnvelopeReader& envelope) {
    if (!envelope) return std::nullopt;
    const auto fields = head_of(mail);
    for (const auto* name : {"delivered-to", "x-original-to", "envelope-to", "to"})
        if (const auto id = envelope(field(fields, name))) return id;
    return std::nullopt;
}

// Some reports name the mail in their own header only: as one that they answer.
std::optional<Uuid> answered_mail(std::string_view mail) {
    const auto fields = head_of(mail);
    for (const auto* name : {"in-reply-to", "references"}) {
        const auto ids = field(fields, name);
        for (auto at = ids.find('<'); at != ids.npos; at = ids.find('<', at + 1))
            if (const auto id = execution_of(std::string_view(ids).substr(at))) return id;
    }
    return std::nullopt;
}

// "smtp; 550 5.1.1 <x@y>: no": without the type and without words that hold an address.
std::string plain_diagnostic(std::string_view diagnostic) {
    if (const auto type = diagnostic.find(';'); type != diagnostic.npos && type < 20)
        diagnostic.remove_prefix(type + 1);
    std::string out;
    while (!(diagnostic = text::trim(diagnostic)).empty()) {
        const auto word = diagnostic.substr(0, diagnostic.find_first_of(" \t\r\n"));
        diagnostic.remove_prefix(word.size());
        if (!out.empty()) out += ' ';
        out += word.find('@') == word.npos ? word : "…";
    }
    return text::repaired(text::first_code_points(text::repaired(out), longest_detail));
}

bool has_word(const std::string& text, std::initializer_list<std::string_view> words) {
    return std::ranges::any_of(words,
                               [&](std::string_view word) { return text.find(word) != text.npos; });
}

std::optional<Bounce> delivery_report(std::string_view content, const Uuid& execution_id) {
    for (const auto& fields : groups_of(content)) {
        const auto action = text::to_lower_ascii(field(fields, "action"));
        if (action != "failed") continue; // delayed, delivered, relayed, expanded
        // A comment may follow the code.
        const auto status = field(fields, "status");
        const auto diagnostic = field(fields, "diagnostic-code");
        Bounce bounce;
        bounce.execution_id = execution_id;
        bounce.status = text::repaired(text::first_bytes(status.substr(0, status.find(' ')), 20));
        bounce.kind = bounce_kind(bounce.status, diagnostic);
        bounce.detail = plain_diagnostic(diagnostic);
        return bounce;
    }
    return std::nullopt;
}

std::optional<Bounce> complaint(std::string_view content, const Uuid& execution_id) {
    const auto fields = groups_of(content).front();
    const auto type = text::to_lower_ascii(field(fields, "feedback-type"));
    if (type != "abuse" && type != "fraud" && type != "opt-out") return std::nullopt;
    return Bounce{.kind = BounceKind::complaint,
                  .execution_id = execution_id,
                  .status = {},
                  .detail = plain_diagnostic(field(fields, "source"))};
}

} // namespace

BounceKind bounce_kind(std::string_view status, std::string_view diagnostic) {
    const auto words = text::to_lower_ascii(diagnostic);
    if (status.ends_with(".2.2")
        || has_word(words, {"mailbox full", "mailbox is full", "quota", "over limit"}))
        return BounceKind::mailbox_full;
    if (status.starts_with("5.7.") || status.starts_with("4.7.")
        || has_word(words, {"spam", "blocked", "blacklist", "blocklist", "reputation", "policy"}))
        return BounceKind::blocked;
    if (!status.starts_with("5.") && !has_word(words, {"550 ", "551 ", "553 "}))
        return BounceKind::soft;
    constexpr std::array<std::string_view, 6> no_such_address{"5.1.0", "5.1.1",  "5.1.2",
                                                              "5.1.3", "5.1.10", "5.2.1"};
    if (std::ranges::find(no_such_address, status) != no_such_address.end()
        || has_word(words, {"user unknown", "no such user", "does not exist", "unknown user",
                            "no mailbox", "invalid recipient", "recipient rejected"}))
        return BounceKind::hard;
    return BounceKind::soft;
}

std::optional<Bounce> parse_bounce(std::string_view mail, const EnvelopeReader& envelope) {
    if (mail.size() > longest_bounce) return std::nullopt;
    const auto parts = mail::read_report(mail);
    auto execution_id = addressed_mail(mail, envelope);
    if (!execution_id) execution_id = reported_mail(parts);
    if (!execution_id) execution_id = answered_mail(mail);
    if (!execution_id) return std::nullopt;
    for (const auto& part : parts) {
        if (part.media_type == "message/delivery-status"
            || part.media_type == "message/global-delivery-status")
            return delivery_report(part.content, *execution_id);
        if (part.media_type == "message/feedback-report")
            return complaint(part.content, *execution_id);
    }
    return std::nullopt;
}

} // namespace campaigns
