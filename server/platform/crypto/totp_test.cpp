#include "platform/crypto/totp.hpp"

#include <gtest/gtest.h>

#include "platform/crypto/encoding.hpp"

using namespace crypto;
using namespace std::chrono;

namespace {
const std::string secret = "12345678901234567890"; // of the RFC
Timestamp at(std::int64_t unix_seconds) {
    return sys_seconds(seconds(unix_seconds));
}
} // namespace

TEST(Totp, follows_the_vectors_of_rfc_6238) {
    struct Case {
        std::int64_t unix_seconds;
        const char* code; // the last six of the eight digits there
    };
    const Case cases[] = {
        {59, "287082"},         {1111111109, "081804"}, {1111111111, "050471"},
        {1234567890, "005924"}, {2000000000, "279037"}, {20000000000, "353130"},
    };
    for (const auto& c : cases)
        EXPECT_EQ(c.code, totp_code(secret, totp_step(at(c.unix_seconds)))) << c.unix_seconds;
}

TEST(Totp, accepts_one_step_to_either_side) {
    const auto now = at(1111111109);
    const auto current = totp_step(now);
    for (std::int64_t difference = -3; difference <= 3; ++difference) {
        const auto found =
            matching_totp_step(secret, totp_code(secret, current + difference), now, {});
        if (difference >= -1 && difference <= 1)
            EXPECT_EQ(current + difference, found);
        else
            EXPECT_FALSE(found) << difference;
    }
}

TEST(Totp, accepts_a_code_once) {
    const auto now = at(1111111109);
    const auto current = totp_step(now);
    const auto code = totp_code(secret, current);
    EXPECT_EQ(current, matching_totp_step(secret, code, now, current - 1));
    EXPECT_FALSE(matching_totp_step(secret, code, now, current));
    EXPECT_FALSE(matching_totp_step(secret, code, now + seconds(30), current));
    // Neither an older one, once a newer was used.
    EXPECT_FALSE(matching_totp_step(secret, totp_code(secret, current - 1), now, current));
    EXPECT_EQ(current + 1,
              matching_totp_step(secret, totp_code(secret, current + 1), now, current));
}

TEST(Totp, refuses_what_is_no_code) {
    const auto now = at(59);
    EXPECT_TRUE(matching_totp_step(secret, " 287 082 ", now, {}));
    EXPECT_TRUE(matching_totp_step(secret, "287082          ", now, {}));
    EXPECT_FALSE(matching_totp_step(secret, "287082           ", now, {})); // 17 characters
    for (const auto* bad : {"", "287083", "87082", "0287082", "94287082", "28708a", "287-082"})
        EXPECT_FALSE(matching_totp_step(secret, bad, now, {})) << bad;
    EXPECT_FALSE(matching_totp_step("another secret, 20 b", "287082", now, {}));
}

TEST(Totp, is_set_up_from_a_uri) {
    EXPECT_EQ(
        "otpauth://totp/"
        "Social%20Flow:ada%40example.com?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Social%"
        "20Flow"
        "&algorithm=SHA1&digits=6&period=30",
        otpauth_uri("Social Flow", "ada@example.com", secret));
    EXPECT_EQ(20u, make_totp_secret().size());
    EXPECT_NE(make_totp_secret(), make_totp_secret());
}
