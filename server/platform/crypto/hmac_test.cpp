#include "platform/crypto/hmac.hpp"

#include <gtest/gtest.h>

#include "platform/crypto/encoding.hpp"

using namespace crypto;

TEST(Hmac, follows_the_vectors_of_rfc_4231) {
    EXPECT_EQ("b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7",
              to_hex(hmac_sha256(std::string(20, '\x0b'), "Hi There")));
    EXPECT_EQ("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
              to_hex(hmac_sha256("Jefe", "what do ya want for nothing?")));
    EXPECT_EQ("60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54",
              to_hex(hmac_sha256(std::string(131, '\xaa'),
                                 "Test Using Larger Than Block-Size Key - Hash Key First")));
}

TEST(Sha256, follows_the_vectors_of_fips_180) {
    EXPECT_EQ("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
              to_hex(sha256("")));
    EXPECT_EQ("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
              to_hex(sha256("abc")));
}

TEST(ConstantTime, compares_content_and_length) {
    EXPECT_TRUE(equal_in_constant_time("abc", "abc"));
    EXPECT_TRUE(equal_in_constant_time("", ""));
    EXPECT_FALSE(equal_in_constant_time("abc", "abd"));
    EXPECT_FALSE(equal_in_constant_time("abc", "ab"));
    EXPECT_FALSE(equal_in_constant_time("", "a"));
}
