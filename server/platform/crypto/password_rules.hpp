// Which passwords are taken.
#pragma once
#include <cstddef>
#include <optional>
#include <string_view>

#include "platform/base/refusal.hpp"

namespace crypto {

inline constexpr std::size_t password_least_code_points = 10;
inline constexpr std::size_t password_most_code_points = 200;

// As NIST SP 800-63B, 5.1.1.2: long enough, of any characters and no rules about their kinds; not
// among the best known, not the person's email address, not one character over and over, not a run
// of the keyboard or the alphabet. nullopt: good. Otherwise what to say about `field`: `too_short`,
// `too_long`, `too_common`, `same_as_email`, `not_text`.
std::optional<Problem> password_problem(std::string_view password, std::string_view email,
                                        std::string_view field = "password");

} // namespace crypto
