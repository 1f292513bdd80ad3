#include "platform/crypto/encoding.hpp"

#include <gtest/gtest.h>

using namespace crypto;
using namespace std::string_literals;

TEST(Encoding, follows_the_vectors_of_rfc_4648) {
    struct Case {
        std::string bytes, base64, base64url, base32, hex;
    };
    const Case cases[] = {
        {"", "", "", "", ""},
        {"f", "Zg==", "Zg", "MY", "66"},
        {"fo", "Zm8=", "Zm8", "MZXQ", "666f"},
        {"foo", "Zm9v", "Zm9v", "MZXW6", "666f6f"},
        {"foob", "Zm9vYg==", "Zm9vYg", "MZXW6YQ", "666f6f62"},
        {"fooba", "Zm9vYmE=", "Zm9vYmE", "MZXW6YTB", "666f6f6261"},
        {"foobar", "Zm9vYmFy", "Zm9vYmFy", "MZXW6YTBOI", "666f6f626172"},
        {"\xFB\xFF\0"s, "+/8A", "-_8A", "7P7QA", "fbff00"},
    };
    for (const auto& c : cases) {
        EXPECT_EQ(c.base64, to_base64(c.bytes));
        EXPECT_EQ(c.bytes, from_base64(c.base64));
        EXPECT_EQ(c.base64url, to_base64url(c.bytes));
        EXPECT_EQ(c.bytes, from_base64url(c.base64url));
        EXPECT_EQ(c.base32, to_base32(c.bytes));
        EXPECT_EQ(c.bytes, from_base32(c.base32));
        EXPECT_EQ(c.hex, to_hex(c.bytes));
        EXPECT_EQ(c.bytes, from_hex(c.hex));
    }
    EXPECT_EQ("\xAB", from_hex("aB"));
    EXPECT_EQ("foobar", from_base32("mzxw6ytboi"));
}

TEST(Encoding, has_one_spelling_for_a_value) {
    for (const auto* bad : {"Zg", "Zg=", "Zg===", "Zh==", "Zm9=", "Zg==\n", " Zg==", "Zm 9v",
                            "Zm9v=", "Z", "-_8A", "Zm9v!"})
        EXPECT_FALSE(from_base64(bad)) << bad;
    for (const auto* bad : {"Zg==", "Zh", "Zm9", "Z", "+/8A", "Zm9v\n", "Zm9v "})
        EXPECT_FALSE(from_base64url(bad)) << bad;
    for (const auto* bad : {"M", "MZX", "MZXW6Y", "MZ", "MY======", "M1", "MZXW 6"})
        EXPECT_FALSE(from_base32(bad)) << bad;
    for (const auto* bad : {"6", "6g", "0x66", "66 ", "66:6f"}) EXPECT_FALSE(from_hex(bad)) << bad;
    EXPECT_FALSE(from_hex("66\0"s + "6"));
    EXPECT_FALSE(from_base64("Zg=\0"s));
    for (int byte = 0x80; byte <= 0xFF; ++byte) {
        const auto bad = "Zm9"s + static_cast<char>(byte);
        EXPECT_FALSE(from_base64(bad) || from_base64url(bad) || from_base32(bad)) << byte;
    }
}

TEST(Encoding, comes_back_for_every_byte_and_length) {
    std::string bytes;
    for (int i = 0; i < 300; ++i) {
        EXPECT_EQ(bytes, from_base64(to_base64(bytes)));
        EXPECT_EQ(bytes, from_base64url(to_base64url(bytes)));
        EXPECT_EQ(bytes, from_base32(to_base32(bytes)));
        EXPECT_EQ(bytes, from_hex(to_hex(bytes)));
        bytes += static_cast<char>(i * 37);
    }
}
