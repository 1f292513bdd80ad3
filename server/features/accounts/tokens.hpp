// Tokens as this feature stores them: the hash, as text.
#pragma once
#include <string>
#include <string_view>

namespace accounts {

struct NewToken {
    std::string text; // goes out once
    std::string hash; // is stored
};

NewToken make_token(std::string_view prefix = {});

// BLAKE2b-256 in base64url. Also hides what is counted under (attempts.hpp).
std::string hash_of(std::string_view text);

} // namespace accounts
