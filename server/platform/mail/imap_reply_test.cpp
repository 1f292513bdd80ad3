#include "platform/mail/imap_reply.hpp"

#include <gtest/gtest.h>

namespace {

using mail::imap_fetch;
using mail::ImapReply;

std::string summary(const ImapReply& reply) {
    const auto fetch = imap_fetch(reply);
    if (!fetch) return "none";
    return fetch->uid + " " + std::to_string(fetch->bytes) + " " + fetch->body.value_or("(none)");
}

TEST(ImapReply, knows_a_literal_by_the_end_of_its_line) {
    EXPECT_EQ(5u, mail::literal_length("* 1 FETCH (BODY[] {5}"));
    EXPECT_EQ(0u, mail::literal_length("{0}"));
    for (const auto* line : {"", "{5} ", "{}", "{-1}", "{5+}", "{99999999999999999999}", "5}"})
        EXPECT_EQ(std::nullopt, mail::literal_length(line)) << line;
}

TEST(ImapReply, reads_what_was_fetched_in_any_order) {
    const std::vector<std::pair<ImapReply, std::string>> cases{
        {{"* 3 FETCH (UID 7 RFC822.SIZE 100 BODY[HEADER.FIELDS (CONTENT-TYPE)] {3})", {"a\r\n"}},
         "7 100 a\r\n"},
        {{"* 3 FETCH (FLAGS (\\Seen \\Recent) BODY[]<0> {2} UID 7)", {"()"}}, "7 0 ()"},
        {{"* 3 fetch (body[] \"quoted \\\" UID 9\" uid 8)", {}}, "8 0 quoted \" UID 9"},
        {{"* 3 FETCH (UID 7 BODY[] NIL)", {}}, "7 0 (none)"},
        // What stands in a mail is no part of the answer.
        {{"* 3 FETCH (BODY[] {8} UID 7)", {" UID 9 )"}}, "7 0  UID 9 )"},
        {{"* 3 FETCH (RFC822.SIZE 5)", {}}, "none"},
        {{"* 3 FETCH (UID x)", {}}, "none"},
        {{"* 3 EXISTS", {}}, "none"},
        {{"", {}}, "none"},
    };
    for (const auto& [reply, expected] : cases) EXPECT_EQ(expected, summary(reply)) << reply.text;
}

TEST(ImapReply, names_folders_as_rfc_3501_does) {
    EXPECT_EQ("\"INBOX\"", mail::imap_folder("INBOX"));
    EXPECT_EQ("\"R&APw-ckl&AOQ-ufer\"", mail::imap_folder("Rückläufer"));
    EXPECT_EQ("\"a&-b \\\\ \\\"\"", mail::imap_folder("a&b \\ \""));
    for (const auto* name : {"a\r\nb", "\xff", "a\tb"})
        EXPECT_EQ(std::nullopt, mail::imap_folder(name)) << name;
}

} // namespace
