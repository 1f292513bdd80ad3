// What a mail server answers to IMAP: lines, and literals in one piece behind the first NUL.
#include "fuzz.hpp"
#include "platform/mail/imap_reply.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto text = fuzz::text_of(data, size);
    const auto end = std::min(text.find('\0'), text.size());
    mail::ImapReply reply{std::string(text.substr(0, end)), {}};
    if (end < text.size()) reply.literals.emplace_back(text.substr(end + 1));
    mail::literal_length(reply.text);
    const auto tokens = mail::imap_tokens(reply);
    fuzz::require(tokens.size() <= reply.text.size());
    if (const auto fetch = mail::imap_fetch(reply))
        fuzz::require(fetch->uid.find_first_not_of("0123456789") == std::string::npos);
    if (const auto folder = mail::imap_folder(reply.text))
        fuzz::require(folder->find_first_of("\r\n") == std::string::npos);
    return 0;
}
