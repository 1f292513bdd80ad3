#include "platform/mail/parts.hpp"

#include <gtest/gtest.h>

#include "platform/text/utf8.hpp"

TEST(MailParts, are_read_in_their_own_encodings) {
    const auto parts = mail::read_parts(
        "Subject: =?iso-8859-1?b?6Q==?=\r\nContent-Type: multipart/alternative; boundary=x\r\n\r\n"
        "--x\r\nContent-Type: text/plain; charset=iso-8859-1\r\n"
        "Content-Transfer-Encoding: quoted-printable\r\n\r\nJos=E9\r\n"
        "--x\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<b>José</b>\r\n--x--\r\n");
    EXPECT_EQ("José", text::trim(parts.text));
    EXPECT_EQ("<b>José</b>", text::trim(parts.html));
    ASSERT_FALSE(parts.headers.empty());
    EXPECT_EQ("é", parts.headers.front().second);
}

TEST(MailParts, of_a_broken_mail_can_be_stored_and_shown) {
    const auto parts = mail::read_parts("Su\xFFject: \xFE\r\nX: \xFF\r\n\r\n\xFFhello\r\n");
    EXPECT_TRUE(text::is_storable(parts.text)) << parts.text;
    EXPECT_FALSE(parts.headers.empty());
    for (const auto& [name, value] : parts.headers)
        EXPECT_TRUE(text::is_storable(name) && text::is_storable(value)) << name << value;
}
