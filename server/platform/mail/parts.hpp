// A mail read back: its texts and header fields, as a person's mail program would show them.
#pragma once
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace mail {

struct Parts {
    std::string text, html;                                   // UTF-8; the first of each kind
    std::vector<std::pair<std::string, std::string>> headers; // decoded, in order
};

// Never throws for a broken mail: what cannot be read stays empty.
Parts read_parts(std::string_view source);

// A part of a report (RFC 6522): what a mail server or a mailbox provider says of a mail of ours.
struct ReportPart {
    std::string media_type; // "message/delivery-status", in lower case
    std::string content;    // decoded; of an attached mail its header only
};

inline constexpr std::size_t most_report_parts = 50;

// The parts of the mail in their order, those of attached mails left out. Never throws for a broken
// mail.
std::vector<ReportPart> read_report(std::string_view source);

} // namespace mail
