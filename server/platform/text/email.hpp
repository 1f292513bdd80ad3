// Email addresses: which are accepted, and the one spelling under which a person is found again.
#pragma once
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace text {

// RFC 5321, 4.5.3.1: the local part and the whole (a path of 256 bytes without its brackets).
inline constexpr std::size_t email_local_limit_bytes = 64;
inline constexpr std::size_t email_limit_bytes = 254;

// The syntax that browsers accept in <input type=email> (HTML Living Standard, "valid email
// address"): no quoted local parts, no comments, labels of a domain of 1 to 63 letters, digits and
// inner hyphens. A domain in other scripts is judged by its IDNA form (UTS #46). White space around
// the address is no part of it and refused here.
bool is_email(std::string_view address);

// What is stored beside the address as typed, and compared: trimmed, in lower case, the domain in
// ASCII ("xn--…"). nullopt when it is no address.
std::optional<std::string> normalise_email(std::string_view typed);

// Both sides of the last @. The domain of an address without one is empty.
struct EmailParts {
    std::string_view local;
    std::string_view domain;
};
EmailParts email_parts(std::string_view address);

} // namespace text
