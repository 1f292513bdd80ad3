#include "platform/crypto/tokens.hpp"

#include <gtest/gtest.h>

#include <set>

#include "platform/crypto/encoding.hpp"

using namespace crypto;

TEST(Tokens, are_long_random_and_never_the_same) {
    std::set<std::string> seen;
    for (int i = 0; i < 1000; ++i) {
        const auto token = make_token(api_key_prefix);
        EXPECT_TRUE(token.text.starts_with("sf_"));
        EXPECT_EQ(3 + token_random_characters, token.text.size());
        EXPECT_TRUE(seen.insert(token.text).second);
    }
}

TEST(Tokens, are_found_by_their_hash) {
    const auto token = make_token();
    EXPECT_EQ(32u, token.hash.size());
    EXPECT_EQ(token.hash, token_hash(token.text));
    auto other = token.text;
    other.front() = other.front() == 'A' ? 'B' : 'A';
    EXPECT_NE(token.hash, token_hash(other));
    EXPECT_EQ("0e5751c026e543b2e8ab2eb06099daa1d1e5df47778f7787faab45cdf12fe3a8",
              to_hex(token_hash("")));
}

TEST(Tokens, are_told_from_junk_by_their_form) {
    const auto key = make_token(api_key_prefix).text;
    EXPECT_TRUE(looks_like_token(key, api_key_prefix));
    EXPECT_TRUE(looks_like_token(make_token().text));
    EXPECT_FALSE(looks_like_token(key));
    EXPECT_FALSE(looks_like_token(key + "A", api_key_prefix));
    EXPECT_FALSE(looks_like_token(key.substr(0, key.size() - 1), api_key_prefix));
    EXPECT_FALSE(looks_like_token("sk_" + key.substr(3), api_key_prefix));
    EXPECT_FALSE(looks_like_token("sf_" + std::string(42, 'A') + "!", api_key_prefix));
    EXPECT_FALSE(looks_like_token("sf_" + std::string(42, 'A') + "B",
                                  api_key_prefix)); // bits behind the last byte
    EXPECT_FALSE(looks_like_token(""));
}

TEST(Tokens, show_their_beginning_only) {
    EXPECT_EQ("sf_abcdef", shown_part("sf_abcdefghijkl"));
    EXPECT_EQ("sf_", shown_part("sf_"));
}

TEST(RandomBytes, come_in_the_count_asked_for) {
    EXPECT_EQ("", random_bytes(0));
    EXPECT_EQ(16u, random_bytes(16).size());
    EXPECT_NE(random_bytes(16), random_bytes(16));
}
