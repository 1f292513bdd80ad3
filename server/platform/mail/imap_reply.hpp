// What an IMAP server answers (RFC 3501, 7 and 9), in pieces. Pure: literals were read off the
// connection by their length before, so that nothing in a mail can pass for an answer.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mail {

// One answer: its lines joined, a literal's place held by its "{length}".
struct ImapReply {
    std::string text;
    std::vector<std::string> literals;
};

struct ImapToken {
    enum class Kind { atom, string, open, close };
    Kind kind = Kind::atom;
    std::string text;
};

// The length of the literal that follows a line; nullopt when none does.
std::optional<std::uint64_t> literal_length(std::string_view line);

// What cannot be a token ends the list.
std::vector<ImapToken> imap_tokens(const ImapReply& reply);

// Of "* 3 FETCH (UID 7 RFC822.SIZE 100 BODY[…] {5}": what stands behind a name, in upper case and
// up to its bracket ("BODY"). nullopt: it does not stand there.
struct ImapFetch {
    std::string uid;
    std::uint64_t bytes = 0;
    std::optional<std::string> body;
};
std::optional<ImapFetch> imap_fetch(const ImapReply& reply);

// RFC 3501, 5.1.3: a folder's name in UTF-8 as a quoted string of modified UTF-7. nullopt: no
// valid UTF-8, or a control character.
std::optional<std::string> imap_folder(std::string_view name);

} // namespace mail
