#include "features/campaigns/email/mail_client.hpp"

#include <gtest/gtest.h>

#include "platform/meta/values.hpp"

namespace {

using campaigns::DeviceKind;
using campaigns::mail_client_of;
using campaigns::MailProgram;

struct AgentCase {
    const char* user_agent;
    DeviceKind device;
    MailProgram program;
};

// As the programs wrote them in 2024 and 2025.
constexpr AgentCase cases[] = {
    {"Mozilla/5.0 (Windows NT 5.1; rv:11.0) Gecko Firefox/11.0 (via ggpht.com GoogleImageProxy)",
     DeviceKind::unknown, MailProgram::gmail},
    {"YahooMailProxy; https://help.yahoo.com/kb/yahoo-mail-proxy-SLN28749.html",
     DeviceKind::unknown, MailProgram::yahoo_mail},
    {"Microsoft Office/16.0 (Windows NT 10.0; Microsoft Outlook 16.0.17328; Pro)",
     DeviceKind::computer, MailProgram::outlook},
    {"Mozilla/4.0 (compatible; MSIE 7.0; Windows NT 10.0; Win64; x64; Trident/7.0; MSOffice 16)",
     DeviceKind::computer, MailProgram::outlook},
    {"Outlook-iOS/729.2108227.prod.iphone (4.2145.0)", DeviceKind::phone, MailProgram::outlook},
    {"Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like "
     "Gecko) Mobile/15E148",
     DeviceKind::phone, MailProgram::apple_mail},
    {"Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko)",
     DeviceKind::computer, MailProgram::apple_mail},
    {"Mozilla/5.0 (iPad; CPU OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
     "Version/17.5 Mobile/15E148 Safari/604.1",
     DeviceKind::tablet, MailProgram::safari},
    {"Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Thunderbird/128.3.0",
     DeviceKind::computer, MailProgram::thunderbird},
    {"Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0", DeviceKind::computer,
     MailProgram::firefox},
    {"Mozilla/5.0 (Linux; Android 14; SM-S921B Build/UP1A; wv) AppleWebKit/537.36 (KHTML, like "
     "Gecko) Version/4.0 Chrome/126.0.0.0 Mobile Safari/537.36 SamsungEmail/6.1",
     DeviceKind::phone, MailProgram::samsung_mail},
    {"Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 "
     "Mobile Safari/537.36",
     DeviceKind::phone, MailProgram::chrome},
    {"Mozilla/5.0 (Linux; Android 13; SM-X700) AppleWebKit/537.36 (KHTML, like Gecko) "
     "Chrome/126.0.0.0 Safari/537.36",
     DeviceKind::tablet, MailProgram::chrome},
    {"Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) "
     "Chrome/126.0.0.0 Safari/537.36 Edg/126.0.0.0",
     DeviceKind::computer, MailProgram::edge},
    {"Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) AppleWebKit/537.36 (KHTML, like Gecko) "
     "Chrome/126.0.0.0 Safari/537.36 OPR/112.0.0.0",
     DeviceKind::computer, MailProgram::opera},
    {"", DeviceKind::unknown, MailProgram::other},
    {"something nobody knows", DeviceKind::unknown, MailProgram::other},
};

TEST(MailClient, is_told_from_the_user_agent) {
    for (const auto& c : cases) {
        const auto client = mail_client_of(c.user_agent);
        EXPECT_EQ(meta::enum_name(c.device), meta::enum_name(client.device)) << c.user_agent;
        EXPECT_EQ(meta::enum_name(c.program), meta::enum_name(client.program)) << c.user_agent;
    }
}

} // namespace
