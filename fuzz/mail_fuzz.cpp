// Mails of strangers: read without a crash into text that can be stored and shown. Mails of ours:
// what was written is read back, and no value starts a header field of its own.
#include <algorithm>

#include "fuzz.hpp"
#include "platform/mail/message.hpp"
#include "platform/mail/parts.hpp"
#include "platform/text/utf8.hpp"

namespace {

void read(std::string_view source) {
    const auto parts = mail::read_parts(source);
    fuzz::require(text::is_storable(parts.text) && text::is_storable(parts.html));
    for (const auto& [name, value] : parts.headers)
        fuzz::require(text::is_storable(name) && text::is_storable(value));
}

void as_address(std::string_view typed) {
    const auto address = mail::parse_address(typed);
    if (!address) return;
    fuzz::require(mail::parse_address(address->address)->address == address->address);
}

std::string shown(std::string_view body) {
    std::string text;
    for (const char c : body)
        if (c != '\r' && c != '\n') text += c;
    return text;
}

void as_parts_of_ours(std::string_view input) {
    const auto middle = std::min(input.find('\n'), input.size());
    mail::Message message{.from = {std::string(input.substr(0, middle)), "shop@example.com"},
                          .to = {{"", "ada@example.com"}},
                          .subject = std::string(input.substr(0, middle)),
                          .text = std::string(input.substr(std::min(middle + 1, input.size()))),
                          .message_id = "1@example.com"};
    if (message.text.empty()) message.text = "-";
    std::string bytes;
    try {
        bytes = mail::to_bytes(message, {});
    } catch (const mail::Unsendable&) {
        return;
    }
    const auto parts = mail::read_parts(bytes);
    const auto subjects = std::ranges::count(parts.headers, "Subject",
                                             [](const auto& header) { return header.first; });
    fuzz::require(subjects == 1 && parts.headers.size() == 6);
    if (text::is_storable(message.text)) fuzz::require(shown(parts.text) == shown(message.text));
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto input = fuzz::text_of(data, size);
    read(input);
    as_address(input);
    as_parts_of_ours(input);
    return 0;
}
