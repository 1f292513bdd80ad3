#include <algorithm>

#include "platform/mail/gmime.hpp"
#include "platform/mail/message.hpp"
#include "platform/mail/rules.hpp"
#include "platform/text/email.hpp"
#include "platform/text/utf8.hpp"

namespace mail {

bool is_one_line(std::string_view text) {
    return text::is_storable(text)
           && std::ranges::none_of(text, [](unsigned char c) { return c < 0x20 || c == 0x7F; });
}

std::optional<Address> parse_address(std::string_view text) {
    constexpr std::size_t longest_bytes = 1000;
    if (text.size() > longest_bytes || !is_one_line(text)) return std::nullopt;
    start_gmime();
    const Object<InternetAddressList> list(
        internet_address_list_parse(nullptr, std::string(text).c_str()));
    if (!list || internet_address_list_length(list.get()) != 1) return std::nullopt;
    auto* const parsed = internet_address_list_get_address(list.get(), 0);
    if (!INTERNET_ADDRESS_IS_MAILBOX(parsed)) return std::nullopt; // a group
    const char* const name = internet_address_get_name(parsed);
    const char* const mailbox = internet_address_mailbox_get_addr(INTERNET_ADDRESS_MAILBOX(parsed));
    Address address{name ? name : "", mailbox ? mailbox : ""};
    if (!text::is_email(address.address) || !is_one_line(address.name)) return std::nullopt;
    return address;
}

std::string to_text(const Address& address) {
    return address.name.empty() ? address.address : address.name + " <" + address.address + ">";
}

std::string envelope_address(const Address& address) {
    const auto normalised = text::normalise_email(address.address);
    if (!normalised) throw Unsendable("no e-mail address: " + address.address);
    // The local part as it was typed (it may matter to its server), the domain in ASCII.
    const auto local = text::email_parts(address.address).local;
    return std::string(local) + "@" + std::string(text::email_parts(*normalised).domain);
}

} // namespace mail
