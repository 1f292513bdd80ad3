// Secrets that a person or a program carries: session cookies, API keys, links in mails. The
// database holds their hash only.
#pragma once
#include <cstddef>
#include <string>
#include <string_view>

namespace crypto {

// From the system's generator.
std::string random_bytes(std::size_t count);

inline constexpr std::size_t token_random_bytes = 32;
inline constexpr std::size_t token_random_characters = 43; // in base64url
inline constexpr std::string_view api_key_prefix = "sf_";

struct Token {
    std::string text; // goes out once
    std::string hash; // 32 bytes, is stored
};

// `prefix` and 256 random bits in base64url. The prefix lets people and secret scanners see what it
// is.
Token make_token(std::string_view prefix = {});

// What is stored and looked up: BLAKE2b-256. With 256 random bits inside neither salt nor a slow
// hash adds anything.
std::string token_hash(std::string_view text);

// Whether it looks like one that make_token(prefix) made: saves the database from a look-up of
// junk.
bool looks_like_token(std::string_view text, std::string_view prefix = {});

// The beginning that a list shows to tell keys apart: the prefix and 6 characters, of 43.
std::string_view shown_part(std::string_view token, std::string_view prefix = api_key_prefix);

} // namespace crypto
