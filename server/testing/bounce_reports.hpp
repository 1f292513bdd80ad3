// Reports of undelivered mails, as mail servers send them.
#pragma once
#include <fmt/format.h>

#include <string>
#include <string_view>

namespace testing_mails {

// `message_id`: of the mail it is about, without its domain. `status` as in RFC 3463.
inline std::string report_about(const std::string& message_id, std::string_view status = "5.1.1") {
    return fmt::format(
        "From: MAILER-DAEMON@mx.example\r\nSubject: Undelivered\r\nMIME-Version: 1.0\r\n"
        "Content-Type: multipart/report; report-type=delivery-status;\r\n boundary=B\r\n\r\n"
        "--B\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; x\r\n\r\n"
        "Action: failed\r\nStatus: {}\r\nDiagnostic-Code: smtp; 550 no such user\r\n\r\n"
        "--B\r\nContent-Type: text/rfc822-headers\r\n\r\nMessage-ID: <{}@salon.example>\r\n--B--"
        "\r\n",
        status, message_id);
}

} // namespace testing_mails
