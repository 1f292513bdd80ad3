// What the writer of mails and its transports share.
#pragma once
#include <string>
#include <string_view>

#include "platform/mail/message.hpp"

namespace mail {

// Valid UTF-8 without control characters: nothing that could end a header field and begin another.
bool is_one_line(std::string_view text);

// For MAIL FROM and RCPT TO: a domain in other scripts in its ASCII form. Unsendable when it is no
// address.
std::string envelope_address(const Address& address);

} // namespace mail
