// Codes on paper, for the day the phone is gone.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace crypto {

inline constexpr std::size_t recovery_code_count = 10;

struct RecoveryCode {
    std::string text; // "8f3k-q2mx-7hdn-c4tv": shown once
    std::string hash; // stored; the row goes when the code is used
};

// Ten codes of 80 random bits each, in Crockford's base32 (no i, l, o, u).
std::vector<RecoveryCode> make_recovery_codes();

// The stored hash of what was typed: any case, blanks and hyphens anywhere, o for 0, i and l for 1.
// nullopt when it cannot be a code.
std::optional<std::string> recovery_code_hash(std::string_view typed);

} // namespace crypto
