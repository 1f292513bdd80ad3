#include "features/campaigns/email/bounce.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

namespace {

using campaigns::Bounce;
using campaigns::BounceKind;
using campaigns::parse_bounce;

constexpr auto execution = "00000000-0000-7000-8000-000000000002";

// As Postfix writes it.
std::string delivery_report(std::string_view action, std::string_view status,
                            std::string_view diagnostic) {
    return fmt::format(
        "From: MAILER-DAEMON@mx.example (Mail Delivery System)\r\n"
        "Subject: Undelivered Mail Returned to Sender\r\nMIME-Version: 1.0\r\n"
        "Content-Type: multipart/report; report-type=delivery-status; boundary=\"B\"\r\n\r\n"
        "--B\r\nContent-Type: text/plain\r\n\r\nSorry.\r\n"
        "--B\r\nContent-Type: message/delivery-status\r\n\r\n"
        "Reporting-MTA: dns; mx.example\r\nArrival-Date: Mon, 7 Jan 2030 09:00:00 +0000\r\n\r\n"
        "Final-Recipient: rfc822; ada@example.org\r\nAction: {}\r\nStatus: {}\r\n"
        "Diagnostic-Code: smtp; {}\r\n\r\n"
        "--B\r\nContent-Type: text/rfc822-headers\r\n\r\nSubject: Hi\r\nMessage-Id:\r\n "
        "<{}@salon.example>\r\n"
        "--B--\r\n",
        action, status, diagnostic, execution);
}

std::string complaint(std::string_view type, std::string_view message_id) {
    return fmt::format(
        "MIME-Version: 1.0\r\nContent-Type: multipart/report; report-type=feedback-report; "
        "boundary=B\r\n\r\n--B\r\nContent-Type: text/plain\r\n\r\nx\r\n"
        "--B\r\nContent-Type: message/feedback-report\r\n\r\nFeedback-Type: {}\r\nUser-Agent: "
        "X/1\r\nVersion: 1\r\n\r\n"
        "--B\r\nContent-Type: message/rfc822\r\n\r\nFrom: news@salon.example\r\nMessage-ID: "
        "<{}>\r\n\r\nHello\r\n--B--\r\n",
        type, message_id);
}

std::string summary(const std::optional<Bounce>& bounce) {
    if (!bounce) return "none";
    return fmt::format("{} {} {}", static_cast<int>(bounce->kind), bounce->status, bounce->detail);
}

} // namespace

TEST(Bounce, tells_what_became_of_a_mail_of_ours) {
    const auto hard = parse_bounce(delivery_report(
        "failed", "5.1.1", "550 5.1.1 <ada@example.org>:\r\n Recipient address rejected"));
    ASSERT_TRUE(hard);
    EXPECT_EQ(BounceKind::hard, hard->kind);
    EXPECT_EQ(execution, hard->execution_id.text());
    EXPECT_EQ("5.1.1", hard->status);
    EXPECT_EQ("550 5.1.1 … Recipient address rejected", hard->detail);
    EXPECT_FALSE(parse_bounce(delivery_report("delayed", "4.4.1", "x")));
    EXPECT_FALSE(parse_bounce(delivery_report("delivered", "2.0.0", "x")));
    const auto spam = parse_bounce(complaint("abuse", fmt::format("{}@salon.example", execution)));
    ASSERT_TRUE(spam);
    EXPECT_EQ(BounceKind::complaint, spam->kind);
    EXPECT_EQ(execution, spam->execution_id.text());
    EXPECT_FALSE(parse_bounce(complaint("not-spam", fmt::format("{}@salon.example", execution))));
}

TEST(Bounce, passes_by_what_is_not_about_us) {
    std::vector<std::string> mails{"", "Subject: Hello\r\n\r\nHi\r\n", "\xff\xfe--B\r\n--B--",
                                   complaint("abuse", "x@y"), complaint("abuse", "")};
    mails.emplace_back(2000, '\0');
    mails.emplace_back(campaigns::longest_bounce + 1, 'x');
    for (const auto& mail : mails) EXPECT_EQ("none", summary(parse_bounce(mail)));
}

TEST(Bounce, is_as_bad_as_its_status_says) {
    struct Case {
        const char* status;
        const char* diagnostic;
        BounceKind kind;
    };
    constexpr Case cases[]{
        {"5.1.1", "", BounceKind::hard},
        {"5.1.10", "", BounceKind::hard},
        {"5.0.0", "550 No such user here", BounceKind::hard},
        {"5.0.0", "554 transaction failed", BounceKind::soft},
        {"5.2.2", "552 mailbox full", BounceKind::mailbox_full},
        {"4.2.2", "", BounceKind::mailbox_full},
        {"5.7.1", "550 rejected", BounceKind::blocked},
        {"5.0.0", "554 your IP is on a blocklist", BounceKind::blocked},
        {"4.4.1", "connection timed out", BounceKind::soft},
        {"", "550 user unknown", BounceKind::hard},
        {"", "", BounceKind::soft},
    };
    for (const auto& each : cases)
        EXPECT_EQ(each.kind, campaigns::bounce_kind(each.status, each.diagnostic))
            << each.status << " " << each.diagnostic;
}
