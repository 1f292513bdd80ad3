// With what somebody opened a mail or followed a link of it, as far as the User-Agent says. Only
// these two words are kept of it: the whole line would help to tell people apart.
#pragma once
#include <string_view>

#include "platform/meta/describe.hpp"

namespace campaigns {

// unknown: a provider's picture proxy stands between.
enum class DeviceKind { phone, tablet, computer, unknown };
BOOST_DESCRIBE_ENUM(DeviceKind, phone, tablet, computer, unknown)

enum class MailProgram {
    gmail,
    yahoo_mail,
    outlook,
    apple_mail,
    thunderbird,
    samsung_mail,
    chrome, // browsers: webmail of others, and where links open
    edge,
    firefox,
    safari,
    opera,
    other,
};
BOOST_DESCRIBE_ENUM(MailProgram, gmail, yahoo_mail, outlook, apple_mail, thunderbird, samsung_mail,
                    chrome, edge, firefox, safari, opera, other)

struct MailClient {
    DeviceKind device = DeviceKind::unknown;
    MailProgram program = MailProgram::other;
    bool operator==(const MailClient&) const = default;
};

MailClient mail_client_of(std::string_view user_agent);

} // namespace campaigns
