// The MIME tree of a mail, by GMime.
#pragma once
#include <string>

#include "platform/mail/message.hpp"

namespace mail {

// Of a message that was checked and has a Message-ID.
std::string write_mime(const Message& message, Timestamp date);

} // namespace mail
